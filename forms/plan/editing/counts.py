"""How many items each level has, beside what the document says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.building.facts import StatedCount
    from forms.plan.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCount:
    """A level of a plan, or of one of its categories.

    Attributes:
        category: The category's key; ``None`` in a plan that has none.
        title: The category's title.
        level: 1 at the top.
        stated: The document's words for how many there are; empty where it says
            nothing.
        agrees: They are as many as it says.
    """

    category: str | None
    title: str
    level: int
    name: str
    count: int
    stated: str = ""
    agrees: bool = True


def level_counts(plan: Plan, stated: Sequence[StatedCount]) -> tuple[LevelCount, ...]:
    """Every level, top first, category by category."""
    return tuple(_counts(plan, stated))


def _counts(plan: Plan, stated: Sequence[StatedCount]) -> Iterator[LevelCount]:
    found = Counter((item.category, item.level) for item in plan.items)
    trees = list(_trees(plan))
    named = Counter(name for _, _, names in trees for name in names)
    left = list(stated)
    for category, title, names in trees:
        for level, name in enumerate(names, start=1):
            count = found[category, level]
            same = [one for one in left if one.word == name]
            said = _said(same, count, in_order=len(same) == named[name])
            named[name] -= 1
            if said is not None:
                left.remove(said)
            yield LevelCount(
                category=category,
                title=title,
                level=level,
                name=name,
                count=count,
                stated=said.text if said else "",
                agrees=said is None or said.count == count,
            )


def _trees(plan: Plan) -> Iterator[tuple[str | None, str, tuple[str, ...]]]:
    for one in plan.categories:
        yield one.key, one.title, one.levels
    if not plan.categories:
        yield None, "", plan.levels


def _said(
    same: Sequence[StatedCount], count: int, *, in_order: bool
) -> StatedCount | None:
    """Which of what is said of levels of one name is meant.

    Where as much is said as there are such levels, each has its own; else what agrees.
    """
    agreeing = [one for one in same if one.count == count]
    return next(iter(same if in_order else agreeing or same), None)
