"""A panel of rows that is made anew whenever what it lists has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.widgets.card import Card
from desktop.widgets.list_row import INSIDE, hairline

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARGINS: Final = (16, 14, 16, 12)


class RowsCard(Card):
    """Rows with hairlines between them; without a row the panel is not there."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        # A row has room around its words for the ring that shows where the keys are.
        self.head.setContentsMargins(INSIDE, 0, INSIDE, 0)
        left, top, right, bottom = _MARGINS
        layout = self.layout()
        if layout is not None:
            layout.setContentsMargins(left - INSIDE, top, right - INSIDE, bottom)
        self.body.addLayout(self._rows)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show these in the place of those before."""
        show_rows(self._rows, rows)
        self.setVisible(bool(rows))


def show_rows(layout: QVBoxLayout, rows: Sequence[QWidget]) -> None:
    """Have these, with hairlines between them, in the place of what was there."""
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
    for number, row in enumerate(rows):
        if number:
            layout.addWidget(hairline())
        layout.addWidget(row)
