"""A panel beside the tree: rows of one kind, and the way to make a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.keys import give_key
from desktop.widgets.rows_card import show_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class DetailCard(Card):
    """Rows with hairlines between them, or a sentence that tells why there are none.

    Signals:
        asked(): The person wants what the button says.
    """

    asked = Signal()

    def __init__(self, name: str, title: str, none: str) -> None:
        super().__init__(title)
        self._name = name
        self._none = QLabel(none)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._none.setWordWrap(True)
        theme.mark(self._none, "guidance")
        self.body.addWidget(self._none)
        self.body.addLayout(self._rows)

    def offer(self, text: str, keys: str, called: str) -> None:
        """Have a button in the panel's head; ``called`` is what it is for in full."""
        button = QPushButton(text)
        theme.mark(button, "link")
        button.setObjectName(f"{self._name}-new")
        button.setAccessibleName(called)
        give_key(button, keys, called)
        button.clicked.connect(self.asked)
        self.head.addWidget(button)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show these in the place of those before."""
        show_rows(self._rows, rows)
        self._none.setVisible(not rows)
