"""What the rules of a plan ask for in a period, and whether it was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.plan.building.dates import as_last_day, first_and_last
from forms.plan.model import DeadlineKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from forms.plan.model import Deadline, Item, Plan

_MONTHS: Final = {
    DeadlineKind.YEARLY: 12,
    DeadlineKind.HALF_YEARLY: 6,
    DeadlineKind.QUARTERLY: 3,
    DeadlineKind.MONTHLY: 1,
}
"""How long a turn of a rule is."""


class State(StrEnum):
    """How it stands with an obligation."""

    DUE = "due"
    MET = "met"
    OVERDUE = "overdue"
    PERMITTED = "permitted"
    """It may be done and need not (得每半年一次)."""
    SUSPENDED = "suspended"
    """It waits for a condition (俟…恢復辦理)."""
    STANDING = "standing"
    """It goes on all the time, so that no day makes it overdue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Something that was done for an item: a visit, a phone round, a note.

    Attributes:
        source: What it was; one source counts once for an obligation.
    """

    item: str
    unit: str
    on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A turn of a rule.

    Attributes:
        due: The last day in time; what is done later, to the end, still counts.
    """

    start: date
    due: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """What a unit owes in one turn of a rule."""

    item: str
    unit: str
    kind: DeadlineKind
    window: Window
    min: int | None
    max: int | None
    count: int
    state: State


def obligations(
    plan: Plan,
    on: date,
    *,
    units: Mapping[str, Sequence[str]],
    done: Iterable[Done] = (),
    waived: Collection[tuple[str, str]] = (),
    is_carried_over: bool = False,
) -> tuple[Obligation, ...]:
    """Every obligation whose turn had begun on a day, as it stood on that day.

    Args:
        plan: The plan.
        on: The day.
        units: For each item that names owners the units that these are.
        done: What was done; later than the day does not count.
        waived: Items and units that need not, nor do what stands below.
        is_carried_over: The plan goes on after its period.
    """
    counted = _by_duty(plan, done, on)
    found = []
    for item, bound in _duties(plan, units):
        line = [item.key, *(above.key for above in plan.path(item.key))]
        for window in _windows(plan, item.deadline, on, forever=is_carried_over):
            for unit in bound:
                if any((key, unit) in waived for key in line):
                    continue
                acts = counted.get((item.key, unit), ())
                sources = {a.source for a in acts if window.start <= a.on <= window.end}
                found.append(_obligation(item, unit, window, len(sources), on))
    return tuple(found)


def windows(
    deadline: Deadline, start: date, end: date | None, until: date
) -> Iterator[Window]:
    """The turns of a rule in a period that begin by a day.

    Args:
        deadline: The rule.
        start: The period's first day.
        end: Its last, ``None`` where it has none.
        until: The day.
    """
    last = end or date.max
    if deadline.kind is DeadlineKind.FIXED:
        yield _fixed(deadline, start, last)
        return
    months = _MONTHS.get(deadline.kind or DeadlineKind.ONGOING, 12)
    first = date(start.year, 1, 1)
    while first <= min(last, until):
        following = _later(first, months)
        until_then = following - timedelta(days=1)
        window = _window(deadline, max(first, start), min(until_then, last), first)
        if window.start <= min(window.end, until):
            yield window
        first = following


def _windows(
    plan: Plan, deadline: Deadline, on: date, *, forever: bool
) -> Iterator[Window]:
    start, end = first_and_last(plan.period)
    start = start or date(plan.roc_year + 1911, 1, 1)
    found = list(windows(deadline, start, None if forever else end, on))
    if _is_standing(deadline):
        found = [window for window in found if window.start <= on <= window.end]
    return (window for window in found if window.start <= on)


def _window(deadline: Deadline, start: date, end: date, turn: date) -> Window:
    if deadline.kind is DeadlineKind.NEXT_YEAR:
        day = _on(deadline, turn.year + 1) or date(turn.year + 1, 12, 31)
        return Window(start=start, due=day, end=max(day, end))
    due = _on(deadline, turn.year) if deadline.kind is DeadlineKind.YEARLY else None
    return Window(start=start, due=min(max(due, start), end) if due else end, end=end)


def _fixed(deadline: Deadline, start: date, last: date) -> Window:
    if deadline.on and deadline.on.startswith("--"):  # the first such day of the plan
        days = (_on(deadline, year) for year in (start.year, start.year + 1))
        due = next(day for day in days if day is not None and day >= start)
    else:
        due = as_last_day(deadline.on) if deadline.on else last
    return Window(start=min(start, due), due=due, end=max(last, due))


def _on(deadline: Deadline, year: int) -> date | None:
    """The day of a rule such as ``--01-31`` in a year."""
    if not deadline.on or not deadline.on.startswith("--"):
        return None
    month, day = (int(part) for part in deadline.on[2:].split("-"))
    following = _later(date(year, month, 1), 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), following - _A_DAY)


_A_DAY: Final = timedelta(days=1)


def _later(first: date, months: int) -> date:
    """The first of the month that many months later."""
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)


def _is_standing(deadline: Deadline) -> bool:
    return deadline.kind not in _MONTHS and deadline.kind not in (
        DeadlineKind.NEXT_YEAR,
        DeadlineKind.FIXED,
    )


def _duties(
    plan: Plan, units: Mapping[str, Sequence[str]]
) -> Iterator[tuple[Item, tuple[str, ...]]]:
    """Items with a rule and the units bound by it; what is said twice is one duty."""
    bound: dict[str, dict[str, None]] = {}
    for item in plan.items:
        if item.deadline.kind is not None:
            owned = units.get(plan.owned(item.key).key, ())
            bound.setdefault(item.repeats or item.key, {}).update(dict.fromkeys(owned))
    for item in plan.items:
        if item.key in bound and item.deadline.kind is not None:
            yield item, tuple(bound[item.key])


def _by_duty(
    plan: Plan, done: Iterable[Done], on: date
) -> dict[tuple[str, str], list[Done]]:
    """What was done, by each duty that it counts for: its own item and those above."""
    found: dict[tuple[str, str], list[Done]] = {}
    known = {item.key for item in plan.items}
    for act in done:
        if act.on > on or act.item not in known:
            continue
        line = (plan.item(act.item), *plan.path(act.item))
        for key in {item.repeats or item.key for item in line}:
            found.setdefault((key, act.unit), []).append(act)
    return found


def _obligation(
    item: Item, unit: str, window: Window, count: int, on: date
) -> Obligation:
    deadline = item.deadline
    return Obligation(
        item=item.key,
        unit=unit,
        kind=deadline.kind or DeadlineKind.ONGOING,
        window=window,
        min=deadline.min,
        max=deadline.max,
        count=count,
        state=_state(deadline, window, count, on),
    )


def _state(deadline: Deadline, window: Window, count: int, on: date) -> State:
    if deadline.suspended_until:
        return State.SUSPENDED
    if _is_standing(deadline):
        return State.STANDING
    if deadline.min == 0:
        return State.PERMITTED
    if count >= (deadline.min or 1):
        return State.MET
    return State.OVERDUE if on > window.due else State.DUE
