"""Coverage and obligations of a real store, against a second way of finding them.

The second way knows of one small plan and its revision by heart: which key became
which, which item stands below which, and which unit owns what.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.workflows.plan_coverage import coverage_of, obligations_of
from desktop.workflows.plan_view import figures, plan_of, ref_of, standing
from forms.checklist.execution import execution_sheet
from forms.checklist.library import built_in
from forms.checklist.model import InspectionKind, Trace
from forms.inspection import Answer, ChecklistUse, Inspection
from forms.plan.coverage import Seen
from forms.plan.execution import (
    ExecutionNote,
    LinkState,
    NoteKind,
    PlanLink,
    Waiver,
)
from forms.plan.model import Deadline, DeadlineKind, Item, Period, Plan
from forms.plan.obligations import State
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.store import Store
    from forms.checklist.model import Checklist

UNITS: Final = ("甲室", "乙室")
YEARLY: Final = Deadline(kind=DeadlineKind.YEARLY, text="每年2次", min=2, max=2)
QUARTERLY: Final = Deadline(kind=DeadlineKind.QUARTERLY, text="每季1次", min=1, max=1)
PERIOD: Final = Period(start="2026-01-01", end="2026-12-31")

OLD: Final = Plan(
    code="small",
    version="1",
    roc_year=115,
    title="小計畫",
    title_en="",
    agency="某機關",
    period=PERIOD,
    levels=("策略", "作法"),
    items=(
        Item(key="1", level=1, text="電話禮貌與應對", ordinal="一", owners=UNITS),
        Item(
            key="1-1",
            level=2,
            parent="1",
            ordinal="1",
            text="辦理電話禮貌測試並公布成績",
            deadline=YEARLY,
        ),
        Item(
            key="1-2",
            level=2,
            parent="1",
            ordinal="2",
            text="檢討櫃檯等候時間及動線",
            owners=("乙室",),
            deadline=QUARTERLY,
        ),
    ),
)
NEW: Final = replace(
    OLD,
    version="2",
    items=(
        OLD.items[0],
        Item(
            key="1-1",
            level=2,
            parent="1",
            ordinal="1",
            text="增設哺集乳室與無障礙標示",
        ),
        replace(OLD.items[1], key="1-2", ordinal="2"),
        replace(OLD.items[2], key="1-3", ordinal="3"),
    ),
)
HERE: Final = {
    ("1", "1"): "1",
    ("1", "1-1"): "1-2",
    ("1", "1-2"): "1-3",
    **{("2", item.key): item.key for item in NEW.items},
}
"""What the new version calls what either version calls by some key."""

OWNERS: Final = {"1": UNITS, "1-1": UNITS, "1-2": UNITS, "1-3": ("乙室",)}
TURNS: Final = {
    "1-2": (12, 2),
    "1-3": (3, 1),
}
"""Months of a turn and how often, of the items that have a rule."""


def checklist() -> Checklist:
    """Three checks; the first is traced to the old plan's 1-1."""
    plain = built_in("EN")
    section = plain.sections[0]
    items = [replace(item, traces=()) for item in section.items[:3]]
    trace = Trace(plan="small", item="1-1", citation="一、1", version="1")
    items[0] = replace(items[0], traces=(trace,))
    return replace(
        plain,
        code="ZZ",
        sections=(replace(section, items=tuple(items)), plain.sections[-1]),
    )


SHEET: Final = checklist()
CHECKS: Final = tuple(item.key for item in SHEET.sections[0].items)


@dataclass(frozen=True, kw_only=True)
class Visit:
    unit: str
    on: date
    checks: frozenset[str]
    is_sealed: bool


@dataclass(frozen=True, kw_only=True)
class World:
    """What happened to the plan in a year."""

    visits: tuple[Visit, ...]
    notes: tuple[tuple[str, str, str, date, bool], ...]
    waivers: frozenset[tuple[str, str, str]]
    links: tuple[tuple[str, str, str, LinkState], ...]


_DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
_UNITS = st.sampled_from(UNITS)
_KEYS = st.sampled_from(sorted(HERE))
WORLDS = st.builds(
    World,
    visits=st.lists(
        st.builds(
            Visit,
            unit=_UNITS,
            on=_DAYS,
            checks=st.frozensets(st.sampled_from(CHECKS), max_size=2),
            is_sealed=st.booleans(),
        ),
        max_size=4,
    ).map(tuple),
    notes=st.lists(
        st.tuples(_KEYS, _UNITS, _DAYS, st.booleans()).map(
            lambda one: (*one[0], *one[1:])
        ),
        max_size=5,
    ).map(tuple),
    waivers=st.frozensets(
        st.tuples(_KEYS, _UNITS).map(lambda one: (*one[0], one[1])), max_size=2
    ),
    links=st.lists(
        st.tuples(_KEYS, st.sampled_from(CHECKS), st.sampled_from(LinkState)).map(
            lambda one: (*one[0], *one[1:])
        ),
        max_size=4,
        unique_by=lambda one: (HERE[one[0], one[1]], one[2]),
    ).map(tuple),
)


class _EnoughError(Exception):
    """Nothing of it is to stay."""


@contextmanager
def happened(store: Store, world: World) -> Iterator[None]:
    """Have the store know of this meanwhile; sealed visits cannot be removed."""
    with suppress(_EnoughError), store.writing():
        _fill(store, world)
        yield
        raise _EnoughError


def _fill(store: Store, world: World) -> None:
    for visit in world.visits:
        _visit(store, visit)
    for number, (version, item, unit, on, shows) in enumerate(world.notes):
        store.execution.save_note(
            ExecutionNote(
                id=f"note-{number}",
                plan="small",
                version=version,
                item=item,
                unit=unit,
                start=date(2026, 1, 1),
                end=date(2026, 12, 31),
                kind=NoteKind.ACCOUNT,
                text="已辦理",
                at=datetime(2026, 12, 31, tzinfo=UTC),
                on=on,
                reference="文號" if shows else "",
            )
        )
    for version, item, unit in world.waivers:
        store.execution.waive(
            Waiver(
                plan="small",
                version=version,
                item=item,
                unit=unit,
                reason="整修",
                by="某人",
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )
    for version, item, check, state in world.links:
        store.execution.say_of_link(
            PlanLink(
                plan="small",
                version=version,
                item=item,
                checklist="ZZ",
                check=check,
                state=state,
                at=datetime(2026, 1, 1, tzinfo=UTC),
            )
        )


def _visit(store: Store, visit: Visit) -> None:
    made = Inspection(
        id=store.ids.new(),
        kind=InspectionKind.ROUTINE,
        unit=visit.unit,
        place="櫃檯",
        started=datetime.combine(visit.on, time(9), UTC),
        people=(),
        checklists=(
            ChecklistUse(code="ZZ", version=SHEET.version, sha256=SHEET.sha256),
        ),
    )
    store.inspections.start(made)
    for check in visit.checks:
        store.answers.save(made.id, Answer(item=check, value="conform"))
    if visit.is_sealed:
        with store.connection.writing("inspections") as database:
            database.execute(
                "UPDATE inspections SET state = 'sealed', number = ? WHERE id = ?",
                [made.id, made.id],
            )


# The second way.


def looked_at(world: World, check: str) -> set[str]:
    found = {"1-2"} if check == CHECKS[0] else set()
    for version, item, linked, state in world.links:
        if linked == check:
            here = {HERE[version, item]}
            found = found | here if state is LinkState.CONFIRMED else found - here
    return found


def line(key: str) -> tuple[str, ...]:
    return (key, "1") if key != "1" else ("1",)


def slow_cell(world: World, action: str, unit: str) -> tuple[Seen, int]:
    looks = 0
    for visit in world.visits:
        keys = {key for check in visit.checks for key in looked_at(world, check)}
        is_here = visit.is_sealed and visit.unit == unit
        looks += is_here and bool(keys & set(line(action)))
    waived = {(HERE[version, item], who) for version, item, who in world.waivers}
    if any((key, unit) in waived for key in line(action)):
        return Seen.WAIVED, looks
    if looks:
        return Seen.SEEN, looks
    checks = [c for c in CHECKS if looked_at(world, c) & set(line(action))]
    return (Seen.COVERED if checks else Seen.UNCOVERED), 0


def slow_owed(world: World, on: date) -> Iterator[tuple[str, str, date, int, State]]:
    waived = {(HERE[version, item], who) for version, item, who in world.waivers}
    for item, (months, least) in TURNS.items():
        for first in range(1, 13, months):
            start = date(2026, first, 1)
            if start > on:
                continue
            for unit in OWNERS[item]:
                if any((key, unit) in waived for key in line(item)):
                    continue
                count = 0
                for day in slow_deeds(world, item, unit):
                    in_turn = (day.month - 1) // months == (first - 1) // months
                    count += in_turn and day <= on
                over = (
                    on.year > 2026 or (on.month - 1) // months > (first - 1) // months
                )
                state = State.OVERDUE if over else State.DUE
                state = State.MET if count >= least else state
                yield item, unit, start, count, state


def slow_deeds(world: World, item: str, unit: str) -> Iterator[date]:
    """The days that count; what is done for the item itself, and nothing above it."""
    for visit in world.visits:
        keys = {key for check in visit.checks for key in looked_at(world, check)}
        if visit.is_sealed and visit.unit == unit and item in keys:
            yield visit.on
    for version, key, who, on, shows in world.notes:
        if shows and who == unit and HERE[version, key] == item:
            yield on


@pytest.fixture
def known(store: Store) -> Store:
    store.plans.add(OLD)
    store.plans.add(NEW)
    store.checklists.add(SHEET)
    return store


_SETTINGS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@_SETTINGS
@given(world=WORLDS)
def test_coverage_agrees_with_looking_at_everything_that_happened(
    known: Store, world: World
) -> None:
    with happened(known, world):
        matrix = coverage_of(NEW, known)
    assert [row.item for row in matrix] == ["1-1", "1-2", "1-3"]
    for row in matrix:
        found = {cell.unit: (cell.state, cell.count) for cell in row.cells}
        assert found == {u: slow_cell(world, row.item, u) for u in OWNERS[row.item]}


@_SETTINGS
@given(world=WORLDS, on=st.dates(date(2026, 1, 1), date(2027, 2, 1)))
def test_obligations_agree_with_counting_every_deed(
    known: Store, world: World, on: date
) -> None:
    with happened(known, world):
        owed = obligations_of(NEW, on, known)
    found = {(o.item, o.unit, o.window.start, o.count, o.state) for o in owed}
    assert found == set(slow_owed(world, on))


@_SETTINGS
@given(world=WORLDS)
def test_figures_of_a_heading_are_those_of_what_stands_below_it(
    known: Store, world: World
) -> None:
    with happened(known, world):
        found = standing(NEW, known, date(2026, 12, 31), Texts("en"))
    cells: Sequence[tuple[Seen, int]] = [
        slow_cell(world, item, unit)
        for item in ("1-1", "1-2", "1-3")
        for unit in OWNERS[item]
    ]
    top = found.figures["1"]
    assert top.waived == sum(state is Seen.WAIVED for state, _ in cells)
    assert top.bound == sum(state is not Seen.WAIVED for state, _ in cells)
    assert top.seen == sum(state is Seen.SEEN for state, _ in cells)
    assert sum(top.states.values()) == len(found.obligations)
    assert figures(NEW, found.coverage, found.obligations) == found.figures


def test_a_plan_is_found_by_its_code_and_version(known: Store) -> None:
    assert plan_of(known, "small") == NEW
    assert plan_of(known, "small@1") == OLD
    assert plan_of(known, "small@3") is None
    guards = plan_of(known, "coast-guard-107")
    assert guards is not None
    assert ref_of(guards) == "coast-guard-107@1"
    assert plan_of(known, "nothing") is None


@pytest.mark.parametrize(
    ("start", "count"),
    [
        (date(2026, 1, 1), 1),  # it tells of the training once more
        (date(2026, 7, 1), 2),  # it tells of the half-year after it
    ],
)
def test_what_an_account_tells_of_a_second_time_counts_once(
    known: Store, start: date, count: int
) -> None:
    training = ExecutionNote(
        id="training",
        plan="small",
        version="1",
        item="1-1",
        unit="甲室",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        kind=NoteKind.TRAINING,
        text="第一梯次",
        at=datetime(2026, 12, 31, tzinfo=UTC),
        on=date(2026, 3, 2),
        reference="簽到單",
    )
    told = replace(training, id="account", kind=NoteKind.ACCOUNT, version="2")
    known.execution.save_note(training)
    known.execution.save_note(replace(told, item="1-2", start=start))
    owed = obligations_of(NEW, date(2026, 12, 31), known)
    assert [one.count for one in owed if one.unit == "甲室"] == [count]


def test_a_sheet_that_was_begun_covers_nothing(known: Store) -> None:
    sheet = execution_sheet(
        NEW,
        [("甲室", "1-1")],
        code="PX-1",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
    )
    before = coverage_of(NEW, known)
    known.checklists.add(sheet)
    assert coverage_of(NEW, known) == before
