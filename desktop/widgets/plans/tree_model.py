"""The tree of a plan as a model: filtered, and quick with thousands of items."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from desktop import theme
from desktop.widgets.plans.wanted import ItemsWanted
from forms.plan.obligations import State
from forms.report.plans.wording import (
    marked,
    owners_said,
    rule_said,
    state_said,
)
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.workflows.plan_view import Figures
    from forms.plan.model import Item, Plan
    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_HEADINGS: Final = (
    later("Item"),
    later("Units in charge"),
    later("Deadline"),
    later("Inspected"),
    later("State"),
)
TEXT, OWNERS, DEADLINE, SEEN, STATE = range(5)
_ROW: Final = 58
"""Room for two lines."""
_COLOURS: Final = {State.OVERDUE: "nonconform", State.DUE: "partly"}


class PlanTree(QAbstractItemModel):
    """One row for each item that is wanted, and for those above it.

    What is known of the items comes later than the items themselves, and is patched
    in.
    """

    def __init__(self, texts: Texts, plan: Plan, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._plan = plan
        self._items = plan.items
        self._at = {item.key: at for at, item in enumerate(plan.items)}
        self._parents = [self._at.get(item.parent or "", -1) for item in plan.items]
        self._units: Mapping[str, Sequence[str]] = {}
        self._figures: Mapping[str, Figures] = {}
        self._doubtful: frozenset[str] = frozenset()
        self._sought: tuple[str, ...] = ()
        self._wanted = ItemsWanted()
        self._families: list[list[int]] = []
        self._rows: list[int] = []
        self._count = 0
        self._bold = QFont()
        self._bold.setBold(True)
        self._choose()

    @property
    def wanted(self) -> ItemsWanted:
        """What is shown."""
        return self._wanted

    def want(self, wanted: ItemsWanted) -> None:
        """Show only what is wanted, and what it stands below."""
        self.beginResetModel()
        self._wanted = wanted
        self._choose()
        self.endResetModel()

    def show_known(
        self,
        units: Mapping[str, Sequence[str]],
        figures: Mapping[str, Figures],
        doubtful: frozenset[str],
    ) -> None:
        """Show what is known of the items by now."""
        self._units = units
        self._figures = figures
        self._doubtful = doubtful
        self._sought = ()
        if not self._wanted.is_everything:
            # What passes may hang on what is known now.
            self.beginResetModel()
            self._choose()
            self.endResetModel()
            return
        for family in filter(None, self._families):
            first = self.createIndex(0, SEEN, family[0])
            last = self.createIndex(len(family) - 1, STATE, family[-1])
            self.dataChanged.emit(first, last)

    def count(self) -> int:
        """How many items are wanted, those above them not counted."""
        return self._count

    def item(self, index: _Index) -> Item:
        """What stands there."""
        return self._items[index.internalId()]

    def index_of(self, key: str) -> QModelIndex:
        """Where the item stands; an invalid index if it is not shown."""
        at = self._at.get(key, -1)
        if at < 0 or self._rows[at] < 0:
            return QModelIndex()
        return self.createIndex(self._rows[at], TEXT, at)

    def parents(self) -> list[QModelIndex]:
        """All that is shown and has something shown below it."""
        return [
            self.createIndex(self._rows[at], TEXT, at)
            for at, family in enumerate(self._families[1:])
            if family
        ]

    def keys(self) -> list[str]:
        """The items that are shown, in the plan's order."""
        return [
            item.key
            for item, row in zip(self._items, self._rows, strict=True)
            if row >= 0
        ]

    @override
    def index(self, row: int, column: int, parent: _Index = _ROOT) -> QModelIndex:
        family = self._family(parent)
        if not (0 <= row < len(family) and 0 <= column < len(_HEADINGS)):
            return QModelIndex()
        return self.createIndex(row, column, family[row])

    @override
    def parent(self, index: _Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid():
            return QModelIndex()
        above = self._parents[index.internalId()]
        if above < 0:
            return QModelIndex()
        return self.createIndex(self._rows[above], 0, above)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.column() > 0 else len(self._family(parent))

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return len(_HEADINGS)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item, column = self.item(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, column).replace("\n", "、")
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(item, column)
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, _ROW)
        if role == Qt.ItemDataRole.FontRole:
            return self._font(item, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(item, column)
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

    def _family(self, parent: _Index) -> list[int]:
        return self._families[parent.internalId() + 1 if parent.isValid() else 0]

    def _text(self, item: Item, column: int) -> str:
        if column == TEXT:
            return marked(item.ordinal, item.text)
        if column == OWNERS:
            return owners_said(item, self.texts)
        if column == DEADLINE:
            return rule_said(item.deadline, self.texts)
        figures = self._figures.get(item.key)
        if figures is None:
            return ""
        return self._seen(figures) if column == SEEN else self._state(figures)

    def _seen(self, figures: Figures) -> str:
        if not figures.bound:
            return self.texts("waived") if figures.waived else ""
        return f"{figures.seen} / {figures.bound}"

    def _state(self, figures: Figures) -> str:
        worst = figures.worst
        if worst is None:
            return ""
        said = state_said(worst, self.texts)
        count = figures.states[worst]
        if worst in _COLOURS and count > 1:
            return self.texts("{state} {count}", state=said, count=count)
        return said

    def _font(self, item: Item, column: int) -> QFont | None:
        figures = self._figures.get(item.key)
        is_late = column == STATE and figures and figures.worst in _COLOURS
        is_top = column == TEXT and item.level == 1
        return self._bold if is_late or is_top else None

    def _colour(self, item: Item, column: int) -> QColor | None:
        figures = self._figures.get(item.key)
        if column == TEXT or figures is None:
            return None
        if column == STATE and figures.worst in _COLOURS:
            return theme.colour(_COLOURS[figures.worst])
        if column == SEEN and figures.uncovered:
            return theme.colour("partly")
        return theme.colour("muted")

    def _choose(self) -> None:
        """Find anew what is shown, and where it stands."""
        shown = self._shown()
        self._families = [[] for _ in range(len(self._items) + 1)]
        self._rows = [-1] * len(self._items)
        for at, is_shown in enumerate(shown):
            if is_shown:
                family = self._families[self._parents[at] + 1]
                self._rows[at] = len(family)
                family.append(at)

    def _shown(self) -> list[bool]:
        if self._wanted.is_everything:
            self._count = len(self._items)
            return [True] * len(self._items)
        shown = self._passing()
        self._count = sum(shown)
        for at in range(len(shown) - 1, -1, -1):
            above = self._parents[at]
            if shown[at] and above >= 0:
                shown[above] = True
        return shown

    def _passing(self) -> list[bool]:
        wanted = self._wanted
        words = [word.casefold() for word in wanted.words]
        sought = self._all_sought() if words else ()
        return [
            (not words or all(word in sought[at] for word in words))
            and wanted.lets_pass(
                item,
                self._bound(item) if wanted.unit else (),
                self._figures.get(item.key),
                is_doubtful=item.key in self._doubtful,
            )
            for at, item in enumerate(self._items)
        ]

    def _bound(self, item: Item) -> Sequence[str]:
        return self._units.get(self._plan.owned(item.key).key, ())

    def _all_sought(self) -> tuple[str, ...]:
        """What each item is found by, made when the first letter is typed."""
        if not self._sought:
            self._sought = tuple(
                "\n".join(
                    (
                        self._plan.label(item.key),
                        item.text,
                        *item.owners,
                        *self._units.get(item.key, ()),
                        rule_said(item.deadline, self.texts),
                        *(remark.text for remark in item.remarks),
                    )
                ).casefold()
                for item in self._items
            )
        return self._sought
