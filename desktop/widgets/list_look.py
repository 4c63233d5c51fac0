"""How a table looks that is a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QHeaderView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QTableView


def look_like_list(table: QTableView, height: int) -> None:
    """Have whole rows, of one line and so high, be chosen one at a time."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(height)
    table.horizontalHeader().setHighlightSections(False)


def last_fills(table: QTableView, widths: Sequence[int]) -> None:
    """Give the columns of a table that has its model these widths.

    The last one takes all that is left.
    """
    table.horizontalHeader().setStretchLastSection(True)
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)


def widest_fills(table: QTableView, widths: Sequence[int]) -> None:
    """Give the columns of a table that has its model these widths.

    The widest one takes all that is left.
    """
    for column, width in enumerate(widths):
        table.setColumnWidth(column, width)
    table.horizontalHeader().setSectionResizeMode(
        widths.index(max(widths)), QHeaderView.ResizeMode.Stretch
    )
