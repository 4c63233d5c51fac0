"""The line at the foot of the window: saved or not, where one is, who works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel

from desktop import theme

if TYPE_CHECKING:
    from datetime import datetime

    from resources.texts import Texts


class StatusLine(QFrame):
    """Says what is true; never that something is saved which is not."""

    def __init__(self, texts: Texts, who: str) -> None:
        super().__init__()
        self.texts = texts
        self._saved = QLabel()
        self._title = QLabel()
        self._who = QLabel(who)
        self._offline = QLabel(texts("Offline"))
        self._lay_out()

    def say_saved(self, moment: datetime) -> None:
        """A change was committed at that time."""
        theme.mark(self._saved, "")
        self._saved.setText(self.texts("Saved {time}", time=f"{moment:%H:%M}"))
        self._saved.show()

    def say_unsaved(self) -> None:
        """What was just entered is not in the store."""
        theme.mark(self._saved, "unsaved")
        self._saved.setText(self.texts("Not saved"))
        self._saved.show()

    def show_title(self, title: str) -> None:
        """Tell what the page is about."""
        self._title.setText(title)

    def _lay_out(self) -> None:
        theme.mark(self, "foot")
        self._saved.setObjectName("status-saved")
        for label in (self._saved, self._title, self._who, self._offline):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._offline.setToolTip(
            self.texts("Zoucha never connects to a network; packages carry its data.")
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 4, 16, 4)
        layout.setSpacing(24)
        layout.addWidget(self._saved)
        self._saved.hide()
        layout.addWidget(self._title, 1)
        layout.addWidget(self._who)
        layout.addWidget(self._offline)
