"""Which items of a plan are to be shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.plan.model import DeadlineKind
from forms.plan.obligations import State
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.workflows.plan_view import Figures
    from forms.plan.model import Item


class Show(StrEnum):
    """What a person looks for in a plan."""

    ALL = "all"
    UNCOVERED = "uncovered"
    UNSEEN = "unseen"
    OPEN = "open"
    OVERDUE = "overdue"
    DOUBTFUL = "doubtful"


SHOWS: Final = {
    Show.ALL: later("Everything"),
    Show.UNCOVERED: later("No check covers it"),
    Show.UNSEEN: later("Not yet inspected everywhere"),
    Show.OPEN: later("Due or overdue"),
    Show.OVERDUE: later("Overdue"),
    Show.DOUBTFUL: later("In doubt"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemsWanted:
    """What is ``None``, 0 or empty lets all pass.

    Attributes:
        words: Each of them stands somewhere in what is shown of the item.
    """

    words: tuple[str, ...] = ()
    unit: str = ""
    level: int = 0
    kind: DeadlineKind | None = None
    show: Show = Show.ALL

    @property
    def is_everything(self) -> bool:
        """Whether all pass."""
        return self == ItemsWanted()

    def lets_pass(
        self,
        item: Item,
        units: Collection[str],
        figures: Figures | None,
        *,
        is_doubtful: bool,
    ) -> bool:
        """Whether the item is meant, the words aside."""
        return (
            (not self.unit or self.unit in units)
            and self.level in (0, item.level)
            and self.kind in (None, item.deadline.kind)
            and self._shows(figures, is_doubtful=is_doubtful)
        )

    def _shows(self, figures: Figures | None, *, is_doubtful: bool) -> bool:
        if self.show is Show.ALL:
            return True
        if self.show is Show.DOUBTFUL:
            return is_doubtful
        if figures is None:
            return False
        if self.show is Show.UNCOVERED:
            return figures.uncovered > 0
        if self.show is Show.UNSEEN:
            return figures.seen < figures.bound
        overdue = figures.states.get(State.OVERDUE, 0)
        if self.show is Show.OVERDUE:
            return overdue > 0
        return overdue + figures.states.get(State.DUE, 0) > 0
