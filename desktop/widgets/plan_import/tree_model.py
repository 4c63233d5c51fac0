"""The rows of a plan that is being corrected, as a tree for a view."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFont
from typing_extensions import override

from desktop import theme
from desktop.widgets.plans.worded import rule_in_full
from forms.report.plans.wording import marked
from forms.report.said import listed
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QColor

    from forms.plan.editing.doubts import Doubtful
    from forms.plan.editing.work import Row, Work
    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex

ITEM, OWNERS, DEADLINE, DOUBTS = range(4)
_HEADINGS: Final = (
    later("Item"),
    later("Owner"),
    later("Deadline"),
    later("Doubts"),
)


class TreeModel(QAbstractItemModel):
    """A row for each item; its place in the plan is the index's internal id."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._rows: tuple[Row, ...] = ()
        self._above: list[int] = []
        self._below: dict[int, list[int]] = {-1: []}
        self._among: list[int] = []
        self._shape: list[tuple[str, int]] = []
        self._doubts: Mapping[str, Sequence[Doubtful]] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def show_work(self, work: Work, doubts: Sequence[Doubtful]) -> bool:
        """Show the rows as they are now; whether any is somewhere else than before."""
        by_row: defaultdict[str, list[Doubtful]] = defaultdict(list)
        for doubt in doubts:
            if doubt.row:
                by_row[doubt.row].append(doubt)
        shape = [(row.id, row.level) for row in work.rows]
        is_moved = shape != self._shape
        if is_moved:
            self.beginResetModel()
        before = list(zip(self._rows, map(self._mark, self._rows), strict=True))
        self._rows, self._shape, self._doubts = work.rows, shape, by_row
        if is_moved:
            self._arrange(work)
            self.endResetModel()
        else:
            self._tell_changes(before)
        return is_moved

    def index_of(self, row: str, column: int = ITEM) -> QModelIndex:
        """Where the row of that name is; invalid if it is nowhere."""
        for at, (id, _) in enumerate(self._shape):
            if id == row:
                return self.createIndex(self._among[at], column, at)
        return QModelIndex()

    def row_at(self, index: _Index) -> Row | None:
        """What stands there."""
        return self._rows[index.internalId()] if index.isValid() else None

    @override
    def index(self, row: int, column: int, parent: _Index | None = None) -> QModelIndex:
        above = parent.internalId() if parent is not None and parent.isValid() else -1
        below = self._below.get(above, [])
        if not (0 <= row < len(below) and 0 <= column < len(_HEADINGS)):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    @override
    def parent(self, index: _Index | None = None) -> Any:
        if index is None:
            return QObject.parent(self)
        if not index.isValid():
            return QModelIndex()
        above = self._above[index.internalId()]
        if above < 0:
            return QModelIndex()
        return self.createIndex(self._among[above], 0, above)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._below[-1])
        if parent.column() > 0:
            return 0
        return len(self._below.get(parent.internalId(), ()))

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return len(_HEADINGS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column).replace("\n", " ")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._whole(row, column)
        if role == Qt.ItemDataRole.FontRole and self._is_bold(row, column):
            return self._bold
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(row, column)
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(_HEADINGS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _arrange(self, work: Work) -> None:
        positions, parents = work.positions, work.parents
        self._above, self._among = [], []
        self._below = {-1: []}
        for at, row in enumerate(work.rows):
            parent = parents[row.id]
            above = -1 if parent is None else positions[parent]
            fellows = self._below.setdefault(above, [])
            self._above.append(above)
            self._among.append(len(fellows))
            fellows.append(at)

    def _tell_changes(self, before: Sequence[tuple[Row, str]]) -> None:
        last = len(_HEADINGS) - 1
        for at, (row, mark) in enumerate(before):
            if row != self._rows[at] or mark != self._mark(row):
                first = self.createIndex(self._among[at], 0, at)
                end = self.createIndex(self._among[at], last, at)
                self.dataChanged.emit(first, end)

    def _text(self, row: Row, column: int) -> str:
        item = row.item
        if column == ITEM:
            return marked(item.ordinal, item.text)
        if column == OWNERS:
            return listed(self.texts, item.owners)
        if column == DEADLINE:
            return item.deadline.text or rule_in_full(item.deadline, self.texts)
        return self._mark(row)

    def _mark(self, row: Row) -> str:
        """A sign with the number of doubts, or that all were looked at."""
        doubts = self._doubts.get(row.id, ())
        open_doubts = sum(not doubt.is_right for doubt in doubts)
        if open_doubts:
            return f"？{open_doubts}"
        return "✓" if doubts else ""

    def _whole(self, row: Row, column: int) -> str:
        item = row.item
        if column == OWNERS and item.excluded:
            return self.texts(
                "{owners} (without {excluded})",
                owners=listed(self.texts, item.owners),
                excluded=listed(self.texts, item.excluded),
            )
        if column == DEADLINE:
            rule = rule_in_full(item.deadline, self.texts)
            return "　".join(dict.fromkeys(filter(None, (item.deadline.text, rule))))
        if column == DOUBTS:
            doubts = self._doubts.get(row.id, ())
            return "\n".join(doubt.message for doubt in doubts)
        return self._text(row, column)

    def _is_bold(self, row: Row, column: int) -> bool:
        if column == DOUBTS:
            return self._mark(row).startswith("？")
        return column == ITEM and row.level == 1

    def _colour(self, row: Row, column: int) -> QColor | None:
        if column == DOUBTS:
            is_open = self._mark(row).startswith("？")
            return theme.colour("partly" if is_open else "muted")
        if column == OWNERS and row.item.owners_inherited:
            return theme.colour("muted")
        return None
