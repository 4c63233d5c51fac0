"""Words to type and choices to make: which items of a plan are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from desktop.widgets.choices import offer
from desktop.widgets.filter_row import FilterRow
from desktop.widgets.plans.wanted import SHOWS, ItemsWanted, Show
from forms.plan.model import DeadlineKind
from forms.report.plans.wording import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.model import Plan
    from resources.texts import Texts


class ItemFilters(FilterRow):
    """What is wanted of a plan's tree.

    Signals:
        wanted(ItemsWanted): The person wants to see these.
        left(): The person is done with the words and wants to go on in the tree.
    """

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__(texts)
        self.unit = QComboBox()
        self.level = QComboBox()
        self.kind = QComboBox()
        self.show_only = QComboBox()
        self._lay_out(plan)

    def offer_units(self, units: Sequence[str]) -> None:
        """Offer these; what was chosen stays so."""
        offer(self.unit, self.texts("All units"), ((name, name) for name in units))

    @override
    def choice(self) -> ItemsWanted:
        """What is wanted now."""
        kind = self.kind.currentData()
        return ItemsWanted(
            words=tuple(self.words.text().split()),
            unit=self.unit.currentData() or "",
            level=self.level.currentData() or 0,
            kind=DeadlineKind(kind) if kind else None,
            show=Show(self.show_only.currentData() or Show.ALL),
        )

    def _lay_out(self, plan: Plan) -> None:
        self.words.setObjectName("items-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(self.texts("Filter the items (Ctrl+F)"))
        self.words.setAccessibleName(self.texts("Filter the items"))
        self.words.setMinimumWidth(160)
        self.offer_units(())
        offer(
            self.level,
            self.texts("All levels"),
            ((name, at) for at, name in enumerate(_levels(plan), start=1)),
        )
        kinds = {item.deadline.kind for item in plan.items}
        offer(
            self.kind,
            self.texts("Any deadline"),
            ((self.texts(word), one) for one, word in KINDS.items() if one in kinds),
        )
        for show, word in SHOWS.items():
            self.show_only.addItem(self.texts(word), show)
        self.lay_out_row(
            (
                (self.unit, "items-unit", self.texts("Unit")),
                (self.level, "items-level", self.texts("Level")),
                (self.kind, "items-kind", self.texts("Deadline")),
                (self.show_only, "items-show", self.texts("Show")),
            )
        )


def _levels(plan: Plan) -> list[str]:
    """The names of the levels; of several trees, one after the other."""
    if not plan.categories:
        return list(plan.levels)
    depth = max(len(category.levels) for category in plan.categories)
    return [
        "／".join(
            dict.fromkeys(c.levels[at] for c in plan.categories if at < len(c.levels))
        )
        for at in range(depth)
    ]
