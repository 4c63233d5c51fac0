"""Beginning a visit: what is to be looked at, where, by whom, under which plan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from forms.checklist.library import find
from forms.directory.resolve import find as find_unit
from forms.errors import UserError
from forms.inspection import ChecklistUse, Inspection
from forms.plan.library import built_in_plans
from forms.plan.model import reference
from forms.roc import roc_year

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from db.store import Store
    from forms.checklist.model import Checklist, InspectionKind
    from forms.inspection import Participant
    from forms.plan.model import Plan, PlanReference

_VERSION: Final = re.compile("[0-9]{0,9}")


def start_inspection(
    store: Store,
    *,
    kind: InspectionKind,
    unit: str,
    place: str,
    started: datetime,
    checklists: Sequence[Checklist],
    people: Sequence[Participant],
    plan: PlanReference | None = None,
    facts: Mapping[str, bool] | None = None,
) -> Inspection:
    """A draft that is kept from now on, with the profile's retention period.

    Raises:
        UserError: Two of the checklists have an item in common.
    """
    refuse_common_items(checklists)
    inspection = Inspection(
        id=store.ids.new(),
        kind=kind,
        unit=unit,
        place=place,
        started=started,
        people=tuple(people),
        checklists=tuple(
            ChecklistUse(code=one.code, version=one.version, sha256=one.sha256)
            for one in checklists
        ),
        plan=plan,
        facts=dict(facts or {}),
        unit_id=_unit_id(store, unit),
        retention=store.settings.get().retention,
    )
    with store.writing():
        for checklist in checklists:
            if store.checklists.get(checklist.code, checklist.version) is None:
                store.checklists.add(checklist)
        store.inspections.start(inspection)
    return inspection


def _unit_id(store: Store, name: str) -> str | None:
    """Which unit of the directory that is; ``None`` where it is not one and only."""
    directory = store.directory.get()
    found = find_unit(directory, name) if directory else ()
    return found[0].id if len(found) == 1 else None


def refuse_common_items(checklists: Sequence[Checklist]) -> None:
    """Raise a `UserError` where an item could not tell which checklist it is of."""
    seen: dict[str, str] = {}
    for checklist in checklists:
        for item in checklist.items():
            if item.key in seen:
                raise UserError(
                    "{first} and {second} both have an item {item}; use one of them "
                    "in a visit.",
                    first=seen[item.key],
                    second=checklist.ref,
                    item=item.key,
                )
            seen[item.key] = checklist.ref


def find_checklist(store: Store | None, ref: str) -> Checklist:
    """The checklist of that code, or ``code@version``: the profile's or built in.

    Raises:
        UserError: There is none; the known ones are named.
    """
    if store is not None:
        code, _, version = ref.partition("@")
        if _VERSION.fullmatch(version):
            kept = store.checklists.get(code, int(version) if version else None)
            if kept is not None:
                return kept
    return find(ref)


def plan_for(plan: Plan, day: date) -> PlanReference:
    """How a visit on that day names the plan; an earlier year's is carried over."""
    year = roc_year(day)
    last = int(plan.period.end[:4]) if plan.period.end else None
    is_over = day.year > last if last else year > plan.roc_year
    return reference(plan, carried_over_to=year if is_over else None)


def find_plan(store: Store | None, code: str) -> Plan:
    """The plan of that code: the profile's or built in.

    Raises:
        UserError: There is none; the known ones are named.
    """
    known = {plan.code: plan for plan in built_in_plans()}
    kept = store.plans.get(code) if store else None
    if kept is None and code not in known:
        raise UserError(
            "There is no plan {code}; known are {codes}.",
            code=code,
            codes=", ".join(sorted(known)),
        )
    return kept or known[code]
