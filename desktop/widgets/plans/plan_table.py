"""The plans that are known, and those that are being brought in, as a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from desktop import theme
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex
_HEADINGS: Final = (
    later("Title of the plan"),
    later("Agency"),
    later("Year"),
    later("Version"),
    later("State"),
    later("Actions"),
    later("Doubts"),
)
WIDTHS: Final = (310, 134, 60, 62, 112, 80, 60)
_TITLE, _STATE = 0, 4
_NUMBERS: Final = frozenset({2, 3, 5, 6})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """A version of a plan, or one that is being brought in.

    Attributes:
        ref: ``code@version``; empty for a draft.
        draft: The draft's id; empty for a version.
        cells: What stands in the columns.
        is_in_force: It is the one that the agency works by.
    """

    cells: tuple[str, ...]
    ref: str = ""
    draft: str = ""
    is_in_force: bool = False


class PlanTable(QAbstractTableModel):
    """One row for each that is wanted."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._every: tuple[PlanRow, ...] = ()
        self._rows: list[PlanRow] = []
        self._words: tuple[str, ...] = ()
        self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self._bold = QFont()
        self._bold.setBold(True)

    def show_rows(self, rows: Sequence[PlanRow]) -> None:
        """Have these in the table, as far as they are wanted."""
        self._every = tuple(rows)
        self._choose()

    def want(self, words: Sequence[str]) -> None:
        """Show only rows that hold all of these words."""
        self._words = tuple(word.casefold() for word in words)
        self._choose()

    def row(self, at: int) -> PlanRow:
        """What stands in that row."""
        return self._rows[at]

    def row_of(self, key: str) -> int:
        """Where the version or the draft stands; -1 if it is not shown."""
        keys = [row.ref or row.draft for row in self._rows]
        return keys.index(key) if key in keys else -1

    def whole(self) -> int:
        """How many there are, shown or not."""
        return len(self._every)

    def headings(self) -> tuple[str, ...]:
        """What stands above the columns."""
        return tuple(self.texts(heading) for heading in _HEADINGS)

    def texts_of_rows(self) -> list[tuple[str, ...]]:
        """What is shown, row by row."""
        return [row.cells for row in self._rows]

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_HEADINGS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.cells[column]
        is_strong = row.is_in_force or bool(row.draft)
        if role == Qt.ItemDataRole.FontRole and is_strong and column == _STATE:
            return self._bold
        if role == Qt.ItemDataRole.ForegroundRole and column == _STATE and is_strong:
            return theme.colour("accent")
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(_HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

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
            is_number = column in _NUMBERS
            rows.sort(
                key=lambda row: _key(row.cells[column], is_number=is_number),
                reverse=order is Qt.SortOrder.DescendingOrder,
            )
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()


def _key(text: str, *, is_number: bool) -> tuple[int, str]:
    """By number where there is one, and then by the text."""
    return (int(text) if is_number and text.isdecimal() else 0, text)
