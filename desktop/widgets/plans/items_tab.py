"""The tree of a plan, filtered, and beside it all about one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.plans.item_filters import ItemFilters
from desktop.widgets.plans.item_panel import ItemPanel
from desktop.widgets.plans.outline import PlanOutline
from desktop.workflows.plan_view import units_bound

if TYPE_CHECKING:
    from desktop.widgets.plans.wanted import ItemsWanted
    from desktop.workflows.plan_view import Standing
    from forms.plan.model import Plan
    from resources.texts import Texts

_TREE, _PANEL = 680, 370


class ItemsTab(QWidget):
    """Filters above, the tree at the left, the item at the right.

    Signals:
        chosen(str): The item that the keys are at now; empty for none.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self._whole = len(plan.items)
        self.filters = ItemFilters(texts, plan)
        self.outline = PlanOutline(texts, plan)
        self.panel = ItemPanel(texts, plan)
        self._count = QLabel()
        self._none = Empty(
            texts("No item is like that."), texts("Show everything again")
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._on_shown()
        self.filters.wanted.connect(self._on_wanted)
        self.filters.left.connect(self.outline.setFocus)
        self.outline.chosen.connect(self.chosen)
        self._none.asked.connect(self.filters.clear)

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands with the items."""
        self.filters.offer_units(units_bound(standing))
        self.outline.show_standing(standing)
        self._on_shown()

    def choose(self, key: str) -> None:
        """Go to the item, whatever is filtered."""
        if key and key not in self.outline.shown():
            self.filters.clear()
        self.outline.choose(key)

    def _lay_out(self) -> None:
        theme.mark(self._count, "guidance")
        self._stack.addWidget(self.outline)
        self._stack.addWidget(in_the_middle(self._none))
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(self._stack)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([_TREE, _PANEL])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.filters)
        layout.addWidget(split, 1)
        layout.addWidget(self._count)

    def _on_wanted(self, wanted: ItemsWanted) -> None:
        self.outline.want(wanted)
        self._on_shown()

    def _on_shown(self) -> None:
        shown = self.outline.count()
        self._stack.setCurrentIndex(0 if shown else 1)
        self._count.setText(
            self.texts("{shown} of {whole}", shown=shown, whole=self._whole)
        )
