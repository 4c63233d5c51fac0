"""The tree of a plan, to be walked through with the arrow keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView
from typing_extensions import override

from desktop.widgets.plans.tree_model import DEADLINE, OWNERS, SEEN, STATE, PlanTree

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.widgets.plans.wanted import ItemsWanted
    from desktop.workflows.plan_view import Standing
    from forms.plan.model import Plan
    from resources.texts import Texts

_WIDTHS: Final = {OWNERS: 122, DEADLINE: 92, SEEN: 76, STATE: 112}
_ROOM_FOR_OWNERS: Final = 600
_STEP: Final = 18


class PlanOutline(QTreeView):
    """All items of a plan; nothing is folded up unless a person does so.

    Signals:
        chosen(str): The item that the keys are at now.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self._tree = PlanTree(texts, plan, self)
        self._folded: list[str] = []
        self._lay_out()
        self.selectionModel().currentChanged.connect(self._on_current)
        self._tree.modelAboutToBeReset.connect(self._on_leaving)
        self._tree.modelReset.connect(self._on_reset)
        self._on_reset()

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands with the items."""
        chosen = self.current()
        doubtful = frozenset(one.where for one in standing.doubts if one.where)
        self._tree.show_known(standing.units, standing.figures, doubtful)
        if self.current() != chosen:
            self.choose(chosen)

    def want(self, wanted: ItemsWanted) -> None:
        """Show only what is wanted; the item that was chosen stays so if it is."""
        chosen = self.current()
        self._tree.want(wanted)
        self.choose(chosen)

    def current(self) -> str:
        """The key of the item that is chosen; empty for none."""
        index = self.currentIndex()
        return self._tree.item(index).key if index.isValid() else ""

    def choose(self, key: str) -> None:
        """Go to the item; to the first one that is shown, if it is not."""
        index = self._tree.index_of(key)
        if not index.isValid():
            index = self._tree.index(0, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        else:
            self.chosen.emit("")

    def count(self) -> int:
        """How many items are wanted."""
        return self._tree.count()

    def shown(self) -> list[str]:
        """The items that are shown, in the plan's order."""
        return self._tree.keys()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(OWNERS, self.viewport().width() < _ROOM_FOR_OWNERS)

    def _lay_out(self) -> None:
        self.setObjectName("items")
        self.setAccessibleName(self.texts("Items of the plan"))
        self.setModel(self._tree)
        self.setUniformRowHeights(True)
        self.setWordWrap(True)
        self.setIndentation(_STEP)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._tree.item(index).key)

    def _on_leaving(self) -> None:
        """See what is folded up, before the rows are others."""
        if self._tree.wanted.is_everything:
            self._folded = [
                self._tree.item(index).key
                for index in self._tree.parents()
                if not self.isExpanded(index)
            ]

    def _on_reset(self) -> None:
        """Unfold everything that nobody has folded up."""
        self.expandAll()
        if self._tree.wanted.is_everything:
            for key in self._folded:
                self.collapse(self._tree.index_of(key))
