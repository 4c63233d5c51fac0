"""Rows of words as a table: filtered while one types, sorted, perhaps to be ticked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from typing_extensions import override

from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

_NUMBER: Final = re.compile(r"[+−-]?[0-9]+(\.[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What stands in a row.

    Attributes:
        marks: Colours of the theme by column; what is coloured is bold too.
        ranks: What a column is sorted by, where that is not what it says.
        ticked: ``None`` where there is nothing to tick.
        may_tick: Whether the person may change that.
        tip: Told of the whole row.
    """

    key: str
    cells: tuple[str, ...]
    marks: Mapping[int, str] = field(default_factory=dict)
    ranks: Mapping[int, Any] = field(default_factory=dict)
    ticked: bool | None = None
    may_tick: bool = True
    tip: str = ""


class CellTable(FlatTable[Row]):
    """One row for each that is wanted.

    Signals:
        ticked(str, bool): The person has ticked the row of that key, or not any more.
    """

    ticked = Signal(str, bool)

    def __init__(self, headings: Sequence[str], parent: QObject) -> None:
        super().__init__(headings, parent)
        self._every: tuple[Row, ...] = ()
        self._words: tuple[str, ...] = ()
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self._bold = QFont()
        self._bold.setBold(True)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Have these in the table, as far as they are wanted."""
        self._every = tuple(rows)
        self._choose()

    def want(self, words: Sequence[str]) -> None:
        """Show only rows that hold all of these words."""
        self._words = tuple(word.casefold() for word in words)
        self._choose()

    def row_of(self, key: str) -> int:
        """Where that key stands; -1 if it is not shown."""
        keys = [row.key for row in self.rows]
        return keys.index(key) if key in keys else -1

    def whole(self) -> int:
        """How many there are, shown or not."""
        return len(self._every)

    def texts_of_rows(self) -> list[tuple[str, ...]]:
        """What is shown, row by row."""
        return [row.cells for row in self.rows]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip or row.cells[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            return _state(row)
        if role == Qt.ItemDataRole.FontRole and column in row.marks:
            return self._bold
        if role == Qt.ItemDataRole.ForegroundRole and column in row.marks:
            return theme.colour(row.marks[column])
        return None

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        self.ticked.emit(self.rows[index.row()].key, is_on)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        row = self.rows[index.row()]
        if index.column() == 0 and row.ticked is not None and row.may_tick:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        self._sorted_by = (column, order)
        self._choose()

    def _choose(self) -> None:
        rows = [
            row
            for row in self._every
            if all(word in "\n".join(row.cells).casefold() for word in self._words)
        ]
        column, order = self._sorted_by
        if column >= 0:
            rows.sort(
                key=lambda row: _rank(row, column),
                reverse=order is Qt.SortOrder.DescendingOrder,
            )
        self._show(rows)


def _state(row: Row) -> Qt.CheckState | None:
    if row.ticked is None:
        return None
    return Qt.CheckState.Checked if row.ticked else Qt.CheckState.Unchecked


def _rank(row: Row, column: int) -> tuple[bool, Any, str]:
    """What has a rank by it, numbers by their size, and then by the words."""
    if column in row.ranks:
        return False, row.ranks[column], ""
    text = row.cells[column]
    number = Decimal(text.replace("−", "-")) if _NUMBER.fullmatch(text) else 0
    return not number and not _NUMBER.fullmatch(text), number, text
