"""What stands where there is nothing yet."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme


class Empty(QWidget):
    """A sentence that tells why nothing is here, and one thing to do about it.

    Signals:
        asked(): The person wants to do that one thing.
    """

    asked = Signal()

    def __init__(self, sentence: str = "", action: str = "") -> None:
        super().__init__()
        self._sentence = QLabel()
        self._action = QPushButton()
        theme.mark(self._sentence, "muted")
        self._lay_out()
        self.say(sentence, action)
        self._action.clicked.connect(self._on_clicked)

    def say(self, sentence: str, action: str = "") -> None:
        """Show this sentence; without a word for the action there is no button."""
        self._sentence.setText(sentence)
        self._action.setText(action)
        self._action.setAccessibleName(action)
        self._action.setVisible(bool(action))

    def _lay_out(self) -> None:
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._action.setObjectName("empty-action")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 24, 16, 24)
        layout.setSpacing(16)
        layout.addWidget(self._sentence)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)

    def _on_clicked(self) -> None:
        self.asked.emit()


def in_the_middle(empty: Empty) -> QWidget:
    """A page with it at half its height."""
    around = QWidget()
    layout = QVBoxLayout(around)
    layout.addStretch()
    layout.addWidget(empty)
    layout.addStretch()
    return around
