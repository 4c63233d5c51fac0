"""What hinders, and what is only to be looked at: a sentence a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import theme

if TYPE_CHECKING:
    from collections.abc import Sequence


class ToldLines(QWidget):
    """Not there while there is nothing to tell."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._told, self._hinted = QLabel(), QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for label, kind in ((self._told, "told"), (self._hinted, "hint")):
            theme.mark(label, kind)
            label.setObjectName(f"{name}-{kind}")
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            layout.addWidget(label)
        self.tell([], [])

    def tell(self, hinders: Sequence[str], doubts: Sequence[str]) -> None:
        """Tell these: first what keeps one from going on."""
        for label, lines in ((self._told, hinders), (self._hinted, doubts)):
            label.setText("\n".join(lines))
            label.setVisible(bool(lines))
        self.setVisible(bool(hinders or doubts))

    def text(self) -> str:
        """All that is told."""
        return "\n".join(filter(None, (self._told.text(), self._hinted.text())))
