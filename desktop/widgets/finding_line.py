"""缺失 at an item, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.button import HEIGHT
from forms.report.said import SEVERITIES, day

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from forms.inspection import Finding
    from resources.texts import Texts

_EDGE: Final = 11


class FindingLine(QPushButton):
    """Number, what falls short, until when and who; pressing it opens the finding.

    Signals:
        opened(str): The finding's id.
    """

    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._finding: Finding | None = None
        self._said = ""
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.mark(self, "finding")
        self.clicked.connect(self._on_clicked)

    def show_finding(self, finding: Finding) -> None:
        """Show this one."""
        if finding == self._finding:
            return
        self._finding = finding
        texts = self.texts
        said = [
            texts("Finding {number}", number=finding.number),
            texts(SEVERITIES[finding.severity]),
            self._due(finding),
        ]
        if finding.responsible_unit:
            unit = finding.responsible_unit
            said.append(texts("Responsible: {unit}", unit=unit))
        said.append(finding.text)
        self._said = text = "　".join(filter(None, said)).replace("\n", " ")
        self._elide()
        self.setAccessibleName(text)
        self.setToolTip(texts("{text}\nOpen this finding (F)", text=text))
        self.setObjectName(f"finding-{finding.number}")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 2 * _EDGE
        text = self.fontMetrics().elidedText(
            self._said, Qt.TextElideMode.ElideRight, room
        )
        self.setText(text.replace("&", "&&"))

    def _due(self, finding: Finding) -> str:
        if finding.corrected_on_site:
            return self.texts("put right on the spot")
        if finding.due is None:
            return ""
        return self.texts("put right by {day}", day=day(self.texts, finding.due))

    def _on_clicked(self) -> None:
        if self._finding is not None:
            self.opened.emit(self._finding.id)
