"""The items of two versions of a plan, in one list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from typing_extensions import override

from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index
from desktop.workflows.plan_revision import CHANGES, Change
from forms.report.said import listed
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from desktop.workflows.plan_revision import RevisedItem
    from forms.plan.model import Item, Plan
    from resources.texts import Texts

_HEADINGS: Final = (later("Change"), later("Before"), later("After"))
_INKS: Final = {Change.ADDED: "conform", Change.REMOVED: "nonconform"}


class RevisionModel(FlatTable["RevisedItem"]):
    """What changed, the item before, the item after."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__([texts(heading) for heading in _HEADINGS], parent)
        self.texts = texts
        self._old: Plan | None = None
        self._new: Plan | None = None
        self._every: tuple[RevisedItem, ...] = ()
        self._words: tuple[str, ...] = ()
        self._change: Change | None = None
        self._only_changes = True

    def show_rows(self, old: Plan, new: Plan, rows: Sequence[RevisedItem]) -> None:
        """Show these, as far as they are wanted."""
        self._old, self._new = old, new
        self._every = tuple(rows)
        self._choose()

    def want(
        self, words: Sequence[str], change: Change | None, *, only_changes: bool
    ) -> None:
        """Show only what is wanted."""
        self._words = tuple(word.casefold() for word in words)
        self._change = change
        self._only_changes = only_changes
        self._choose()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            if column == 0:
                words = (self.texts(CHANGES[change]) for change in row.changes)
                return listed(self.texts, words)
            return self._side(row, column)
        if role == Qt.ItemDataRole.ForegroundRole and column == 0 and row.changes:
            return theme.colour(_INKS.get(row.changes[0], "partly"))
        return None

    def _side(self, row: RevisedItem, column: int) -> str:
        if column == 1:
            return _said(self._old, row.old)
        return _said(self._new, row.new)

    def _choose(self) -> None:
        self._show([row for row in self._every if self._is_wanted(row)])

    def _is_wanted(self, row: RevisedItem) -> bool:
        if self._only_changes and not row.changes:
            return False
        if self._change is not None and self._change not in row.changes:
            return False
        if not self._words:
            return True
        text = f"{self._side(row, 1)}\n{self._side(row, 2)}".casefold()
        return all(word in text for word in self._words)


def _said(plan: Plan | None, item: Item | None) -> str:
    if plan is None or item is None:
        return ""
    label = plan.label(item.key)
    # An item without a number is cited by its words.
    return item.text if not item.ordinal else f"{label}　{item.text}"
