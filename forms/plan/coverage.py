"""Which checks look at which action of a plan, and what has been seen of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from forms.plan.model import Plan
    from forms.plan.obligations import Done


class Seen(StrEnum):
    """How it stands with an action in a unit."""

    UNCOVERED = "uncovered"
    """No check looks at it and nothing was noted."""
    COVERED = "covered"
    """A check looks at it, and has not yet done so here."""
    SEEN = "seen"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """An action in a unit that it binds.

    Attributes:
        count: How often it was seen.
        last: When last.
    """

    unit: str
    state: Seen
    count: int = 0
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionCoverage:
    """An action, the checks that look at it, and each unit that it binds."""

    item: str
    checks: tuple[str, ...]
    cells: tuple[Cell, ...]


def coverage(
    plan: Plan,
    *,
    units: Mapping[str, Sequence[str]],
    links: Mapping[str, Collection[str]],
    done: Iterable[Done] = (),
    waived: Collection[tuple[str, str]] = (),
) -> tuple[ActionCoverage, ...]:
    """The matrix of actions and units; units that an action excludes are not in it.

    Args:
        plan: The plan.
        units: For each item that names owners the units that these are.
        links: For items of the plan the checks that look at them; a check of an item
            looks at all that stands below it.
        done: What was done for items.
        waived: Items and units that need not.
    """
    acts: dict[tuple[str, str], list[Done]] = {}
    for act in done:
        acts.setdefault((act.item, act.unit), []).append(act)
    found = []
    for action in plan.actions():
        line = [action.key, *(item.key for item in plan.path(action.key))]
        checks = tuple(sorted({c for key in line for c in links.get(key, ())}))
        cells = []
        for unit in units.get(plan.owned(action.key).key, ()):
            here = [act for key in line for act in acts.get((key, unit), ())]
            is_waived = any((key, unit) in waived for key in line)
            cells.append(_cell(unit, checks, here, is_waived=is_waived))
        found.append(ActionCoverage(item=action.key, checks=checks, cells=tuple(cells)))
    return tuple(found)


def _cell(
    unit: str, checks: Sequence[str], acts: Sequence[Done], *, is_waived: bool
) -> Cell:
    if is_waived:
        state = Seen.WAIVED
    elif acts:
        state = Seen.SEEN
    else:
        state = Seen.COVERED if checks else Seen.UNCOVERED
    return Cell(
        unit=unit,
        state=state,
        count=len({act.source for act in acts}),
        last=max((act.on for act in acts), default=None),
    )
