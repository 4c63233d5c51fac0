"""Actions and units as a matrix: what was inspected where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop import theme
from forms.plan.coverage import Seen
from forms.report.plans.wording import SEEN, SEEN_SIGNS
from forms.report.said import day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from desktop.workflows.plan_view import Standing
    from forms.plan.coverage import ActionCoverage, Cell
    from forms.plan.model import Plan
    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex
_IN_TWO_LINES: Final = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
_INKS: Final = {
    Seen.SEEN: "conform",
    Seen.COVERED: "muted",
    Seen.UNCOVERED: "partly",
    Seen.WAIVED: "muted",
}
_GROUNDS: Final = {Seen.SEEN: "conform_soft", Seen.UNCOVERED: "partly_soft"}


class MatrixModel(QAbstractTableModel):
    """A row for each action, a column for each unit that anything binds."""

    def __init__(self, texts: Texts, plan: Plan, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._plan = plan
        self._every: tuple[ActionCoverage, ...] = ()
        self._labels: Mapping[str, str] = {}
        self._units: tuple[str, ...] = ()
        self._rows: list[tuple[ActionCoverage, Mapping[str, Cell]]] = []
        self._words: tuple[str, ...] = ()
        self._state: Seen | None = None

    def show_standing(self, standing: Standing, units: Sequence[str]) -> None:
        """Show this."""
        self._every = standing.coverage
        self._units = tuple(units)
        self._labels = {
            row.item: f"{self._plan.label(row.item)}　{self._plan.item(row.item).text}"
            for row in standing.coverage
        }
        self._choose()

    def want(self, words: Sequence[str], state: Seen | None) -> None:
        """Show only actions with these words, and with a unit in that state."""
        self._words = tuple(word.casefold() for word in words)
        self._state = state
        self._choose()

    def item(self, row: int) -> str:
        """The key of the action in that row."""
        return self._rows[row][0].item

    def whole(self) -> int:
        """How many actions there are, shown or not."""
        return len(self._every)

    def shown(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows as they are shown."""
        rows = [
            [
                self._labels[action.item],
                *(self._said(cells.get(unit)) for unit in self._units),
            ]
            for action, cells in self._rows
        ]
        return [self.texts("Item"), *self._units], rows

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._units)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        action, cells = self._rows[index.row()]
        unit = self._units[index.column()]
        cell = cells.get(unit)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(cell)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._in_full(action.item, unit, cell)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if cell is not None and role == Qt.ItemDataRole.ForegroundRole:
            return theme.colour(_INKS[cell.state])
        if cell is not None and role == Qt.ItemDataRole.BackgroundRole:
            ground = _GROUNDS.get(cell.state)
            return theme.colour(ground) if ground else None
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if orientation is Qt.Orientation.Horizontal:
                return self._units[section]
            return self._labels[self._rows[section][0].item]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            if orientation is Qt.Orientation.Horizontal:
                return _IN_TWO_LINES
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _said(self, cell: Cell | None) -> str:
        """A sign, and how often; a unit that the action does not bind has none."""
        if cell is None:
            return ""
        sign = SEEN_SIGNS[cell.state]
        return f"{sign} {cell.count}" if cell.count else sign

    def _in_full(self, item: str, unit: str, cell: Cell | None) -> str:
        label = self._plan.label(item)
        if cell is None:
            return self.texts("{item} does not bind {unit}.", item=label, unit=unit)
        said = self.texts(SEEN[cell.state])
        if cell.last is not None:
            said = self.texts(
                "{state} {count} times, last on {day}",
                state=said,
                count=cell.count,
                day=day(self.texts, cell.last),
            )
        return self.texts("{item}, {unit}: {said}", item=label, unit=unit, said=said)

    def _choose(self) -> None:
        self.beginResetModel()
        self._rows = [
            (row, {cell.unit: cell for cell in row.cells})
            for row in self._every
            if self._is_wanted(row)
        ]
        self.endResetModel()

    def _is_wanted(self, row: ActionCoverage) -> bool:
        text = self._labels[row.item].casefold()
        return all(word in text for word in self._words) and (
            self._state is None or any(cell.state is self._state for cell in row.cells)
        )
