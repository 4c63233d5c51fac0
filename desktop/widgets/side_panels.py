"""What stands at the right of the items: score, what is missing, what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.missing_panel import MissingPanel
from desktop.widgets.pill import Tone
from desktop.widgets.score_panel import ScorePanel
from desktop.widgets.visit_record import VisitRecord

if TYPE_CHECKING:
    from resources.texts import Texts


class SidePanels(QScrollArea):
    """Four panels, one below the other.

    Attributes:
        score: The score so far.
        missing: What is missing.
        findings: The findings of the visit.
        coaching: The advice given.
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.score = ScorePanel(texts)
        self.missing = MissingPanel(texts)
        self.findings = VisitRecord(
            texts,
            "visit-finding",
            texts("Found"),
            new=texts("Other finding"),
            key="Shift+F",
            tone=Tone.NONCONFORM,
        )
        self.coaching = VisitRecord(
            texts,
            "visit-coaching",
            texts("Advice here"),
            new=texts("Record advice"),
            key="H",
            tone=Tone.PLAIN,
        )
        body = QWidget()
        # As wide as there is room for, whatever its words would like.
        body.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(body)
        column.setContentsMargins(10, 14, 10, 14)
        column.setSpacing(14)
        for panel in (self.score, self.missing, self.findings, self.coaching):
            column.addWidget(panel)
        column.addStretch()
        self.setObjectName("fill-side")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setWidget(body)
