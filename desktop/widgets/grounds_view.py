"""What a finding falls short of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.workflows.trace_back import Ground
    from resources.texts import Texts


class GroundsView(QWidget):
    """The plan's own words with their place, and the laws."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_grounds(self, grounds: Sequence[Ground]) -> None:
        """Show these; told once, when the finding is opened."""
        plan = ""
        for ground in grounds:
            if ground.plan != plan:
                plan = ground.plan
                self._say(plan or self.texts("Laws"), "muted")
            self._say(" ".join(filter(None, (ground.place, ground.sentence))), "")
        if not grounds:
            self._say(
                self.texts("The agency's own item; no plan or law asks."), "muted"
            )
        self._column.addStretch()

    def _say(self, text: str, kind: str) -> None:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(label, kind)
        self._column.addWidget(label)
