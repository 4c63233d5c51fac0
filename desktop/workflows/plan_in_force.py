"""The plan that the agency works by: which it is, and what it asks for next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from desktop.workflows.start_inspection import plan_for
from desktop.workflows.suggest_visit import offered_plans
from forms.plan.library import built_in_plans
from forms.plan.obligations import State
from forms.report.said import listed

if TYPE_CHECKING:
    from db.store import Store
    from forms.plan.model import Plan
    from resources.texts import Texts

SOON: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """What a unit owes these days.

    Attributes:
        overdue: How many obligations are late.
        soon: How many are due within a month.
        next: The earliest day of those that are due, or the latest that was missed.
        items: The sentences of the plan, the most pressing first.
    """

    unit: str
    overdue: int
    soon: int
    next: date
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueSoon:
    """What the plan in force asks of all units these days.

    Attributes:
        ref: The plan, as ``code@version``.
        owed: Unit by unit, the most pressing first.
    """

    ref: str
    title: str
    owed: tuple[Owed, ...]


def plan_in_force(store: Store) -> Plan | None:
    """The plan that was said to be in force, in its last version."""
    code = store.settings.get().plan
    if not code:
        return None
    plans = offered_plans(store, "")
    return next((plan for plan in plans if plan.code == code), None)


def proposed_plan(store: Store, agency: str) -> Plan | None:
    """The plan that a visit is made under unless somebody says otherwise."""
    plan = plan_in_force(store)
    if plan is not None:
        return plan
    own = (one for one in offered_plans(store, agency) if one.agency == agency)
    return next(own, None)


def goes_on(plan: Plan, day: date) -> bool:
    """Whether on that day the plan is one that is carried over from before."""
    return plan_for(plan, day).carried_over_to is not None


def put_in_force(store: Store, plan: Plan, day: date) -> None:
    """Have the agency work by this plan; one whose time is over is carried over."""
    settings = store.settings.get()
    store.settings.save(
        replace(settings, plan=plan.code, plan_carried_over=goes_on(plan, day))
    )


def is_carried_over(store: Store, plan: Plan) -> bool:
    """Whether it is the plan in force, and goes on after its period."""
    settings = store.settings.get()
    return settings.plan == plan.code and settings.plan_carried_over


def plan_state(plan: Plan, store: Store, texts: Texts) -> str:
    """現行, 沿用, 內建: what a plan is to this profile, in words."""
    settings = store.settings.get()
    in_force = plan_in_force(store)
    words = []
    if in_force is not None and in_force == plan:
        is_old = settings.plan_carried_over
        words.append(texts("carried over") if is_old else texts("in force"))
    if any((p.code, p.version) == (plan.code, plan.version) for p in built_in_plans()):
        words.append(texts("built in"))
    return listed(texts, words)


def due_soon(store: Store, day: date) -> DueSoon | None:
    """What is overdue or due within a month; ``None`` without a plan in force."""
    # What is known of a plan brings in all that reads one, which most days do not need.
    from desktop.workflows.plan_coverage import A_YEAR, obligations_of

    plan = plan_in_force(store)
    if plan is None:
        return None
    overdue: dict[str, list[tuple[date, str]]] = {}
    soon: dict[str, list[tuple[date, str]]] = {}
    for one in obligations_of(
        plan, day, store, is_carried_over=is_carried_over(store, plan)
    ):
        due = one.window.due
        if one.state is State.OVERDUE and due >= day - A_YEAR:
            overdue.setdefault(one.unit, []).append((due, one.item))
        elif one.state is State.DUE and due <= day + SOON:
            soon.setdefault(one.unit, []).append((due, one.item))
    owed = [
        _owed(plan, unit, sorted(overdue.get(unit, [])), sorted(soon.get(unit, [])))
        for unit in {**overdue, **soon}
    ]
    owed.sort(key=lambda one: (-one.overdue, one.next))
    return DueSoon(
        ref=f"{plan.code}@{plan.version}", title=plan.title, owed=tuple(owed)
    )


def _owed(
    plan: Plan, unit: str, overdue: list[tuple[date, str]], soon: list[tuple[date, str]]
) -> Owed:
    both = [*overdue, *soon]
    return Owed(
        unit=unit,
        overdue=len(overdue),
        soon=len(soon),
        next=soon[0][0] if soon else overdue[-1][0],
        items=tuple(dict.fromkeys(plan.item(item).text for _, item in both)),
    )
