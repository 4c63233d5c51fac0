"""What was just taken away, and the way to have it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton

from desktop import theme

if TYPE_CHECKING:
    from resources.texts import Texts


class UndoBar(QFrame):
    """One sentence and “Undo”; it is there until something else is done.

    Signals:
        undone(): The person wants it back.
    """

    undone = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._sentence = QLabel()
        self._undo = QPushButton(texts("Undo (Ctrl+Z)"))
        self._lay_out()
        self._undo.clicked.connect(self._on_clicked)
        self.hide()

    def offer(self, sentence: str) -> None:
        """Show what was done; it can be taken back from here."""
        self._sentence.setText(sentence)
        self.setAccessibleName(sentence)
        self.show()

    def _lay_out(self) -> None:
        theme.mark(self, "undo")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._undo.setObjectName("undo")
        self._undo.setAccessibleName(self._undo.text())
        self._undo.setShortcut(QKeySequence.StandardKey.Undo)
        theme.mark(self._undo, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 8, 4)
        layout.setSpacing(16)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._undo)

    def _on_clicked(self) -> None:
        self.hide()
        self.undone.emit()
