"""A bar for one sentence: what went wrong, or what one should know."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy

from desktop import theme

if TYPE_CHECKING:
    from resources.texts import Texts


class Weight(StrEnum):
    """How much a sentence weighs; the values are kinds of the stylesheet."""

    TOLD = "notice"
    WARNING = "notice-warning"
    REFUSED = "notice-refused"


class Notice(QFrame):
    """One sentence at the top of the page, with at most one thing to do about it.

    Signals:
        asked(): The person wants to do that one thing.
        closed(): The person has read it.
    """

    asked = Signal()
    closed = Signal()

    def __init__(self, texts: Texts, name: str = "notice") -> None:
        super().__init__()
        self.texts = texts
        self._word = QLabel()
        self._sentence = QLabel()
        self._action = QPushButton()
        self._close = QPushButton(texts("Close"))
        self._lay_out(name)
        self._action.clicked.connect(self._on_action)
        self._close.clicked.connect(self._on_close)
        self.hide()

    def say(
        self, sentence: str, weight: Weight = Weight.REFUSED, action: str = ""
    ) -> None:
        """Show this sentence in the place of the one before."""
        self._word.setText(self._word_for(weight))
        self._word.setVisible(bool(self._word.text()))
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))
        theme.mark(self, weight)
        self.setAccessibleName(sentence)
        self.show()

    def sentence(self) -> str:
        """What is shown; empty while the bar is not there."""
        return "" if self.isHidden() else self._sentence.text()

    def close_up(self) -> None:
        """Be gone, without a word to anybody."""
        self.hide()

    def _word_for(self, weight: Weight) -> str:
        # A state is never told by its colour alone.
        if weight is Weight.REFUSED:
            return self.texts("Not done")
        if weight is Weight.WARNING:
            return self.texts("Please note")
        return ""

    def _lay_out(self, name: str) -> None:
        theme.mark(self._word, "strong")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setObjectName(f"{name}-sentence")
        self._sentence.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._action.setObjectName(f"{name}-action")
        self._close.setObjectName(f"{name}-close")
        self._close.setAccessibleName(self._close.text())
        self._close.setToolTip(self.texts("Close (Ctrl+.)"))
        theme.mark(self._close, "link")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 8, 16, 8)
        layout.setSpacing(16)
        layout.addWidget(self._word)
        layout.addWidget(self._sentence, 1)
        layout.addWidget(self._action)
        layout.addWidget(self._close)

    def _on_action(self) -> None:
        self.hide()
        self.asked.emit()

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()
