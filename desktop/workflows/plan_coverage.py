"""What a plan asks of each unit, and what the profile's visits have seen of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workflows.import_plan import directory_for
from forms.checklist.library import built_ins
from forms.directory.resolve import expand
from forms.inspection import InspectionState
from forms.plan.coverage import coverage
from forms.plan.obligations import Done, obligations

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from db.store import Store
    from forms.checklist.model import Checklist
    from forms.plan.coverage import ActionCoverage
    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation


def coverage_of(plan: Plan, store: Store | None) -> tuple[ActionCoverage, ...]:
    """For each action the checks and, unit by unit, what was seen."""
    return coverage(
        plan,
        units=units_of(plan, store),
        links=links_to(plan, store),
        done=tuple(done_for(plan, store)) if store else (),
    )


def obligations_of(plan: Plan, on: date, store: Store | None) -> tuple[Obligation, ...]:
    """What each unit owes on a day, as far as the profile knows what was done."""
    return obligations(
        plan,
        on,
        units=units_of(plan, store),
        done=tuple(done_for(plan, store)) if store else (),
    )


def units_of(plan: Plan, store: Store | None) -> dict[str, tuple[str, ...]]:
    """For each item that names owners their units; the names where nobody knows them.

    Without a directory an owner is its own unit, so that nothing falls away.
    """
    directory = directory_for(plan, store)
    found: dict[str, tuple[str, ...]] = {}
    for item in plan.items:
        names: dict[str, None] = {}
        for owner in item.owners:
            units = (
                expand(directory, owner, item.excluded, year=plan.roc_year)
                if directory
                else ()
            )
            names.update(dict.fromkeys([unit.name for unit in units] or [owner]))
        if names:
            found[item.key] = tuple(names)
    return found


def links_to(plan: Plan, store: Store | None) -> dict[str, tuple[str, ...]]:
    """For items of the plan the check items that trace to them."""
    found: dict[str, dict[str, None]] = {}
    for checklist in _checklists(store):
        for item in checklist.items():
            for trace in item.traces:
                if trace.plan == plan.code:
                    found.setdefault(trace.item, {})[item.key] = None
    return {item: tuple(checks) for item, checks in found.items()}


def done_for(plan: Plan, store: Store) -> Iterator[Done]:
    """What sealed visits have looked at, item by item."""
    for inspection in store.inspections.all(InspectionState.SEALED):
        answered = {answer.item for answer in store.answers.of(inspection.id)}
        for checklist in store.checklists.of_inspection(inspection.id):
            for item in checklist.items():
                if item.key not in answered:
                    continue
                for trace in item.traces:
                    if trace.plan == plan.code:
                        yield Done(
                            item=trace.item,
                            unit=inspection.unit,
                            on=inspection.started.date(),
                            source=inspection.id,
                        )


def _checklists(store: Store | None) -> Iterator[Checklist]:
    kept = store.checklists.newest() if store else []
    yield from kept
    known = {checklist.code for checklist in kept}
    yield from (one for one in built_ins() if one.code not in known)
