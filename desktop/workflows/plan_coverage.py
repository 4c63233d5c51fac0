"""What a plan asks of each unit, and what the profile knows was done and seen of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from desktop.workflows.import_plan import directory_for, known_plans
from forms.checklist.library import built_ins
from forms.directory.resolve import expand
from forms.plan.building.dates import first_and_last
from forms.plan.comparison import compare
from forms.plan.coverage import coverage
from forms.plan.execution import LinkState, NoteKind
from forms.plan.library import built_in_plans
from forms.plan.obligations import Done, obligations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from typing import TypeAlias

    from db.store import Store
    from forms.checklist.model import Checklist
    from forms.plan.coverage import ActionCoverage
    from forms.plan.execution import PlanLink
    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation

    KeyHere: TypeAlias = Callable[[str, str], str | None]
    """The plan's key for another version's item; ``None`` where it has it no more."""

    LookedAt: TypeAlias = Callable[[Checklist], Mapping[str, Iterable[str]]]
    """For each check of a checklist the plan's items that it looks at."""


A_YEAR: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acts:
    """What is known of the execution of a plan, in the keys of one version of it.

    Attributes:
        seen: What sealed visits and phone rounds looked at; it counts for coverage.
        done: What counts for obligations: visits on the spot, phone rounds, and what
            units did and have proof of. That an inspector looked at an account is
            not yet the deed that it tells of.
        waived: Items and the units that need not.
        links: For items the checks that look at them, as ``checklist.check``.
    """

    seen: tuple[Done, ...] = ()
    done: tuple[Done, ...] = ()
    waived: frozenset[tuple[str, str]] = frozenset()
    links: Mapping[str, tuple[str, ...]]


def coverage_of(plan: Plan, store: Store | None) -> tuple[ActionCoverage, ...]:
    """For each action the checks and, unit by unit, what was seen."""
    acts = acts_for(plan, store)
    return coverage(
        plan,
        units=units_of(plan, store),
        links=acts.links,
        done=acts.seen,
        waived=acts.waived,
    )


def obligations_of(
    plan: Plan, on: date, store: Store | None, *, is_carried_over: bool = False
) -> tuple[Obligation, ...]:
    """What each unit owes on a day, as far as the profile knows what was done."""
    acts = acts_for(plan, store)
    return obligations(
        plan,
        on,
        units=units_of(plan, store),
        done=acts.done,
        waived=acts.waived,
        is_carried_over=is_carried_over,
    )


def without_history(
    plan: Plan, owed: Iterable[Obligation], day: date, *, is_carried_over: bool
) -> list[Obligation]:
    """What still matters of a plan that goes on: what was due within the last year.

    A plan that is over and was not carried over keeps all its turns: they are what
    there is to say of it.
    """
    _, end = first_and_last(plan.period)
    goes_on = is_carried_over or end is None or day <= end
    return [one for one in owed if not goes_on or one.window.due >= day - A_YEAR]


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


def acts_for(plan: Plan, store: Store | None) -> Acts:
    """All that the profile knows was done, seen, waived and linked for the plan."""
    key_here = keys_in(plan, store)
    said = [
        (link, key)
        for link in (store.execution.links(plan.code) if store else ())
        if (key := key_here(link.version, link.item)) is not None
    ]

    def looked_at(checklist: Checklist) -> Mapping[str, Iterable[str]]:
        return _said(_looked_at(plan, checklist, key_here), checklist.code, said)

    links = _links(_checklists(store), looked_at)
    if store is None:
        return Acts(links=links)
    on_the_spot = (
        *_seen(plan, store, looked_at, of_accounts=False),
        *_called(plan, store, key_here),
    )
    return Acts(
        seen=(*on_the_spot, *_seen(plan, store, looked_at, of_accounts=True)),
        done=(*on_the_spot, *_noted(plan, store, key_here)),
        waived=frozenset(
            (key, one.unit)
            for one in store.execution.waivers(plan.code)
            if (key := key_here(one.version, one.item)) is not None
        ),
        links=links,
    )


def keys_in(plan: Plan, store: Store | None) -> KeyHere:
    """How the plan calls what another of its versions calls by some key."""

    @cache
    def same(version: str) -> Mapping[str, str]:
        for other in known_plans(store):
            if (other.code, other.version) == (plan.code, version):
                return compare(other, plan).same
        return own

    def key_here(version: str, key: str) -> str | None:
        if version in ("", plan.version):
            return own.get(key)
        return same(version).get(key)

    own = {item.key: item.key for item in plan.items}
    own |= {section.key: section.key for section in plan.sections}
    return key_here


def _looked_at(
    plan: Plan, checklist: Checklist, key_here: KeyHere
) -> dict[str, dict[str, None]]:
    """For each check of a checklist the plan's items that it traces to."""
    built_in = _built_in_version(plan)
    found: dict[str, dict[str, None]] = {}
    for item in checklist.items():
        for trace in item.traces:
            if trace.plan == plan.code:
                key = key_here(trace.version or built_in, trace.item)
                if key is not None:
                    found.setdefault(item.key, {})[key] = None
    return found


def _said(
    looked_at: dict[str, dict[str, None]],
    code: str,
    said: Sequence[tuple[PlanLink, str]],
) -> dict[str, dict[str, None]]:
    """The same, as people have put it right."""
    for link, key in said:
        if link.checklist != code:
            continue
        if link.state is LinkState.CONFIRMED:
            looked_at.setdefault(link.check, {})[key] = None
        else:
            looked_at.get(link.check, {}).pop(key, None)
    return looked_at


def _links(
    checklists: Iterator[Checklist], looked_at: LookedAt
) -> dict[str, tuple[str, ...]]:
    """For items of the plan the checks that look at them."""
    found: dict[str, dict[str, None]] = {}
    for checklist in checklists:
        for check, keys in looked_at(checklist).items():
            for key in keys:
                found.setdefault(key, {})[f"{checklist.code}.{check}"] = None
    return {key: tuple(checks) for key, checks in found.items()}


def _seen(
    plan: Plan, store: Store, looked_at: LookedAt, *, of_accounts: bool
) -> Iterator[Done]:
    """What sealed visits have looked at: the units' accounts, or the thing itself."""

    @cache
    def used(code: str, version: int) -> tuple[Checklist, Mapping[str, Iterable[str]]]:
        checklist = store.checklists.get(code, version)
        if checklist is None:
            raise LookupError(code)  # a foreign key says that it is there
        return checklist, looked_at(checklist)

    for look in store.execution.looks(plan.code):
        checklist, keys = used(look.code, look.version)
        if (checklist.execution is not None) is not of_accounts:
            continue
        traces = checklist.item(look.check).traces
        for unit in {trace.unit for trace in traces if trace.unit} or {look.unit}:
            for key in keys.get(look.check, ()):
                yield Done(
                    item=key,
                    unit=unit,
                    on=look.started.date(),
                    source=look.inspection,
                )


def _called(plan: Plan, store: Store, key_here: KeyHere) -> Iterator[Done]:
    """What sealed rounds of calls were made for: by the units that owe it, of all."""
    owners = units_of(plan, store)
    for tested in store.rounds.tested_for(plan.code):
        key = key_here(tested.version, tested.item)
        if key is not None:
            for unit in {tested.unit, *owners.get(key, ())}:
                yield Done(
                    item=key,
                    unit=unit,
                    on=tested.started.date(),
                    source=tested.inspection,
                )


def _noted(plan: Plan, store: Store, key_here: KeyHere) -> Iterator[Done]:
    """What units did and can show; an account that tells of it counts not again."""
    notes = [
        (key, note)
        for note in store.execution.notes(plan.code)
        if note.counts and (key := key_here(note.version, note.item)) is not None
    ]
    held: dict[tuple[str, str], list[date]] = {}
    for key, note in notes:
        if note.kind is not NoteKind.ACCOUNT:
            held.setdefault((key, note.unit), []).append(note.counted_on)
    for key, note in notes:
        days = held.get((key, note.unit), ())
        if note.kind is NoteKind.ACCOUNT and any(
            note.start <= day <= note.end for day in days
        ):
            continue
        yield Done(item=key, unit=note.unit, on=note.counted_on, source=note.id)


def _built_in_version(plan: Plan) -> str:
    return next((one.version for one in built_in_plans() if one.code == plan.code), "")


def _checklists(store: Store | None) -> Iterator[Checklist]:
    """Those that any visit may use; an execution sheet is made for a single one."""
    kept = store.checklists.newest() if store else []
    yield from (one for one in kept if one.execution is None)
    known = {checklist.code for checklist in kept}
    yield from (one for one in built_ins() if one.code not in known)
