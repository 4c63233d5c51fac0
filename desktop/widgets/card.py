"""A panel on a page."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme


class Card(QFrame):
    """A panel with a title; what is in it goes into `body`.

    Attributes:
        head: The row of the title; whatever is added stands at its right.
        body: The room below the title.
    """

    def __init__(self, title: str = "") -> None:
        super().__init__()
        theme.mark(self, "card")
        self._title = QLabel()
        theme.mark(self._title, "heading")
        self._layout = QVBoxLayout(self)
        self.head = QHBoxLayout()
        self.body = QVBoxLayout()
        # Not in a method, whose name a panel's own would take.
        self.head.setSpacing(8)
        self.head.addWidget(self._title)
        self.head.addStretch()
        self.body.setSpacing(8)
        self._layout.setContentsMargins(16, 14, 16, 16)
        self._layout.setSpacing(12)
        self._layout.addLayout(self.head)
        self._layout.addLayout(self.body)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Call the panel this; without a title it has no row for one."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def set_current(self, current: bool) -> None:
        """Show whether this is the panel that the keys act on."""
        theme.mark(self, "card-current" if current else "card")

    def add(self, widget: QWidget) -> None:
        """Put a widget below what is there."""
        self.body.addWidget(widget)

    def set_bare(self) -> None:
        """Be no panel, only what is in it; for a part of another."""
        theme.mark(self, "")
        self._layout.setContentsMargins(0, 0, 0, 0)
