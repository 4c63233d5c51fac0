"""How it stands with a plan on a day: what is owed, what was seen, what is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from desktop.workflows.import_plan import directory_for
from desktop.workflows.plan_coverage import acts_for, units_of, without_history
from forms.directory.resolve import unknown
from forms.plan.coverage import ActionCoverage, Seen, coverage
from forms.plan.library import built_in_plans
from forms.plan.lint import lint
from forms.plan.model import Lint
from forms.plan.obligations import Done, Obligation, State, obligations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.store import Store
    from forms.plan.model import Item, Plan
    from resources.texts import Texts

READS: Final = frozenset(
    {
        *("plans", "execution_notes", "waivers", "plan_links", "directory"),
        *("inspections", "answers", "checklists", "settings"),
    }
)
"""The tables that the standing of a plan follows from."""

PRESSING: Final = (
    State.OVERDUE,
    State.DUE,
    State.SUSPENDED,
    State.PERMITTED,
    State.MET,
    State.STANDING,
)
"""The states, the most pressing first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How it stands with an item and all below it.

    Attributes:
        bound: How many times an action binds a unit, those waived left out.
        seen: How many of these were seen.
        waived: How many need not be done.
        uncovered: How many actions no check looks at.
        states: How many obligations are in each state.
    """

    bound: int = 0
    seen: int = 0
    waived: int = 0
    uncovered: int = 0
    states: Mapping[State, int]

    @property
    def worst(self) -> State | None:
        """The most pressing state; ``None`` where nothing is owed."""
        return next((state for state in PRESSING if self.states.get(state)), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it stands with a plan on a day.

    Attributes:
        units: For each item that names owners the units that these are.
        figures: By the keys of all items.
        obligations: The most pressing first, and then by their day.
        seen: What sealed visits looked at.
        links: For items the checks that look at them, as ``checklist.check``.
        doubts: What a person should look at, in the language that was asked for.
    """

    day: date
    units: Mapping[str, tuple[str, ...]]
    coverage: tuple[ActionCoverage, ...]
    figures: Mapping[str, Figures]
    obligations: tuple[Obligation, ...]
    seen: tuple[Done, ...]
    links: Mapping[str, tuple[str, ...]]
    doubts: tuple[Lint, ...]


def plan_of(store: Store, ref: str) -> Plan | None:
    """The plan of a ``code@version``, or the last version of a code."""
    code, _, version = ref.partition("@")
    kept = store.plans.get(code, version or None)
    if kept is not None:
        return kept
    built_in = (plan for plan in built_in_plans() if plan.code == code)
    return next((one for one in built_in if version in ("", one.version)), None)


def ref_of(plan: Plan) -> str:
    """The plan as ``code@version``."""
    return f"{plan.code}@{plan.version}"


def standing(
    plan: Plan, store: Store, day: date, texts: Texts, *, is_carried_over: bool = False
) -> Standing:
    """How it stands with the plan on that day."""
    acts = acts_for(plan, store)
    units = units_of(plan, store)
    matrix = coverage(
        plan, units=units, links=acts.links, done=acts.seen, waived=acts.waived
    )
    owed = without_history(
        plan,
        obligations(
            plan,
            day,
            units=units,
            done=acts.done,
            waived=acts.waived,
            is_carried_over=is_carried_over,
        ),
        day,
        is_carried_over=is_carried_over,
    )
    return Standing(
        day=day,
        units=units,
        coverage=matrix,
        figures=figures(plan, matrix, owed),
        obligations=tuple(sorted(owed, key=_pressing)),
        seen=acts.seen,
        links=acts.links,
        doubts=tuple(_doubts(plan, store, texts, acts.links)),
    )


def figures(
    plan: Plan, matrix: Sequence[ActionCoverage], owed: Sequence[Obligation]
) -> dict[str, Figures]:
    """For every item what its actions and obligations add up to."""
    sums: dict[str, Counter[str]] = {item.key: Counter() for item in plan.items}
    states: dict[str, Counter[State]] = {item.key: Counter() for item in plan.items}
    for row in matrix:
        own = sums[row.item]
        own["uncovered"] += not row.checks
        for cell in row.cells:
            is_waived = cell.state is Seen.WAIVED
            own["waived"] += is_waived
            own["bound"] += not is_waived
            own["seen"] += cell.state is Seen.SEEN
    for one in owed:
        states[one.item][one.state] += 1
    for item in reversed(plan.items):
        if item.parent is not None:
            sums[item.parent].update(sums[item.key])
            states[item.parent].update(states[item.key])
    return {key: Figures(**sums[key], states=states[key]) for key in sums}


def units_bound(standing: Standing) -> tuple[str, ...]:
    """All units that anything of the plan binds, in the order of its items."""
    names = (name for units in standing.units.values() for name in units)
    return tuple(dict.fromkeys(names))


def _pressing(one: Obligation) -> tuple[int, date, str]:
    return (PRESSING.index(one.state), one.window.due, one.item)


_OF_THE_DOCUMENT: Final = frozenset(
    {
        *("duplicate-ordinal", "missing-ordinal", "unnumbered-item", "no-owners"),
        *("no-owner", "no-deadlines", "no-deadline", "dates-contradict"),
        *("duplicate-item", "similar-item", "owner-undefined", "uncovered"),
    }
)
"""What can be found anew at any time; other doubts only the reading could have."""


def _doubts(
    plan: Plan, store: Store, texts: Texts, links: Mapping[str, object]
) -> Sequence[Lint]:
    directory = directory_for(plan, store)
    asked: Callable[[Item], Sequence[str]] | None = None
    if directory is not None:
        known = directory

        def asked(item: Item) -> Sequence[str]:
            return [
                name
                for owner in item.owners
                for name in unknown(known, owner, item.excluded)
            ]

    kept = [one for one in plan.lint if one.code not in _OF_THE_DOCUMENT]
    # Their sentences may be of another language, and so tell nothing apart here.
    accepted = {(one.code, one.where) for one in plan.lint if one.accepted}
    accepted -= {(one.code, one.where) for one in plan.lint if not one.accepted}
    found = (
        replace(one, accepted=(one.code, one.where) in accepted)
        for one in lint(plan, texts, unknown=asked, covered=frozenset(links))
    )
    return [*kept, *found]
