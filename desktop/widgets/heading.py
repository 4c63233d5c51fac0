"""The top of a page: where one is, and what can be done here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme


class Heading(QWidget):
    """A page's title with a line below it; actions stand at the right."""

    def __init__(self, title: str = "", subtitle: str = "") -> None:
        super().__init__()
        self._title = QLabel()
        self._subtitle = QLabel()
        self._actions = QHBoxLayout()
        theme.mark(self._title, "title")
        theme.mark(self._subtitle, "muted")
        self._lay_out()
        self.say(title, subtitle)

    def say(self, title: str, subtitle: str = "") -> None:
        """Show this title and what is to be said about it."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def add_action(self, widget: QWidget) -> None:
        """Put a button at the right of the ones that are there."""
        self._actions.addWidget(widget)

    def _lay_out(self) -> None:
        for label in (self._title, self._subtitle):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._actions.setSpacing(8)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addLayout(self._actions)
        layout.setAlignment(self._actions, Qt.AlignmentFlag.AlignBottom)
