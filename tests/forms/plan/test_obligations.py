"""Obligations, against a slow second way of counting them day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from forms.plan.library import built_in_plan
from forms.plan.model import Deadline, DeadlineKind, Item, Period, Plan
from forms.plan.obligations import Done, State, obligations

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KAOHSIUNG = built_in_plan("kaohsiung-marine-bureau-113")
PHONE, AGAIN = "1-1-1-2", "1-3-1-2"


def plan_with(deadline: Deadline, start: str | None, end: str | None) -> Plan:
    return Plan(
        code="p",
        version="1",
        roc_year=113,
        title="",
        title_en="",
        agency="",
        period=Period(start=start, end=end),
        items=(
            Item(key="1", level=1, text="甲", owners=("秘書室",), deadline=deadline),
            Item(key="1-1", level=2, text="乙", parent="1"),
        ),
    )


def acts(*days: str, item: str = "1", unit: str = "秘書室") -> list[Done]:
    return [
        Done(item=item, unit=unit, on=date.fromisoformat(day), source=f"{n}")
        for n, day in enumerate(days)
    ]


UNITS = {"1": ("秘書室",)}
YEARLY = Deadline(kind=DeadlineKind.YEARLY, text="每年二~三次", min=2, max=3)


def states(plan: Plan, on: str, done: Sequence[Done] = ()) -> list[State]:
    found = obligations(plan, date.fromisoformat(on), units=UNITS, done=done)
    return [one.state for one in found]


def test_two_times_a_year_is_due_then_met_or_overdue() -> None:
    plan = plan_with(YEARLY, "2024-01-01", "2024-12-31")
    done = acts("2024-03-01", "2024-09-01", "2024-10-01")
    assert states(plan, "2024-08-31", done) == [State.DUE]
    assert states(plan, "2024-09-01", done) == [State.MET]
    assert states(plan, "2025-01-01", done[:1]) == [State.OVERDUE]
    assert states(plan, "2023-12-31", done) == []


def test_one_source_counts_once() -> None:
    plan = plan_with(YEARLY, "2024-01-01", "2024-12-31")
    twice = [Done(item="1", unit="秘書室", on=date(2024, 3, 1), source="a")] * 2
    assert states(plan, "2024-08-31", twice) == [State.DUE]


def test_what_is_done_for_a_detail_counts_for_the_item_above() -> None:
    plan = plan_with(YEARLY, "2024-01-01", "2024-12-31")
    done = acts("2024-03-01", "2024-09-01", item="1-1")
    assert states(plan, "2024-12-01", done) == [State.MET]


def test_phone_test_said_twice_is_one_duty() -> None:
    units = {item.key: ("秘書室",) for item in KAOHSIUNG.items if item.owners}
    found = obligations(KAOHSIUNG, date(2024, 11, 20), units=units)
    assert [o.item for o in found if o.kind is DeadlineKind.YEARLY] == [PHONE]
    done = [
        *acts("2024-03-01", item=PHONE),
        Done(item=AGAIN, unit="秘書室", on=date(2024, 9, 1), source="other"),
    ]
    found = obligations(KAOHSIUNG, date(2024, 11, 20), units=units, done=done)
    (test,) = (o for o in found if o.kind is DeadlineKind.YEARLY)
    assert (test.count, test.state) == (2, State.MET)


def test_next_january_is_due_after_the_year() -> None:
    rule = Deadline(kind=DeadlineKind.NEXT_YEAR, min=1, max=1, on="--01-31")
    plan = plan_with(rule, "2018-01-01", "2018-12-31")
    assert states(plan, "2019-01-31") == [State.DUE]
    assert states(plan, "2019-02-01") == [State.OVERDUE]
    assert states(plan, "2019-02-01", acts("2019-01-20")) == [State.MET]


def test_suspended_permitted_and_standing_duties_are_never_overdue() -> None:
    suspended = Deadline(
        kind=DeadlineKind.YEARLY, min=1, max=1, suspended_until="系統上線"
    )
    permitted = Deadline(kind=DeadlineKind.HALF_YEARLY, min=0, max=1)
    standing = Deadline(kind=DeadlineKind.ONGOING, text="持續辦理")
    for rule, state in (
        (suspended, State.SUSPENDED),
        (permitted, State.PERMITTED),
        (standing, State.STANDING),
    ):
        plan = plan_with(rule, "2024-01-01", "2024-12-31")
        assert set(states(plan, "2024-12-31")) == {state}


def test_waived_and_carried_over() -> None:
    plan = plan_with(YEARLY, "2024-01-01", "2024-12-31")
    on = date(2025, 6, 1)
    assert not obligations(plan, on, units=UNITS, waived={("1", "秘書室")})
    found = obligations(plan, on, units=UNITS, is_carried_over=True)
    assert [one.state for one in found] == [State.OVERDUE, State.DUE]


def test_end_of_february_is_its_last_day() -> None:
    rule = Deadline(kind=DeadlineKind.YEARLY, min=1, max=1, on="--02-31")
    plan = plan_with(rule, "2024-01-01", "2025-12-31")
    found = obligations(plan, date(2025, 12, 31), units=UNITS)
    assert [o.window.due for o in found] == [date(2024, 2, 29), date(2025, 2, 28)]


def test_one_day_without_a_year_is_the_first_such_day_of_the_plan() -> None:
    for on, due in (("--12-31", date(2024, 12, 31)), ("--03-31", date(2025, 3, 31))):
        rule = Deadline(kind=DeadlineKind.FIXED, min=1, max=1, on=on)
        plan = plan_with(rule, "2024-07-01", "2025-06-30")
        found = obligations(plan, date(2025, 6, 30), units=UNITS)
        assert [one.window.due for one in found] == [due]


# The second way: walk over every day, give it the name of its turn, and count.

_MONTHS = {
    DeadlineKind.YEARLY: 12,
    DeadlineKind.HALF_YEARLY: 6,
    DeadlineKind.QUARTERLY: 3,
    DeadlineKind.MONTHLY: 1,
}


def slowly(
    rule: Deadline, start: date, end: date, on: date, done: Sequence[Done]
) -> Iterator[tuple[date, date, int, State]]:
    assert rule.kind is not None
    turns: dict[tuple[int, int], list[date]] = {}
    day = start
    while day <= end:
        turn = (day.year, (day.month - 1) // _MONTHS[rule.kind])
        turns.setdefault(turn, []).append(day)
        day += timedelta(days=1)
    for days in turns.values():
        if days[0] > on:
            continue
        count = len({act.source for act in done if act.on in days and act.on <= on})
        least = 1 if rule.min is None else rule.min
        if rule.min == 0:
            state = State.PERMITTED
        elif count >= least:
            state = State.MET
        else:
            state = State.OVERDUE if on > days[-1] else State.DUE
        yield days[0], days[-1], count, state


_DAYS = st.dates(date(2023, 6, 1), date(2026, 3, 1))
_RULES = st.builds(
    Deadline,
    kind=st.sampled_from(list(_MONTHS)),
    min=st.sampled_from([None, 0, 1, 2, 3]),
    max=st.none(),
)


@given(
    rule=_RULES,
    period=st.lists(_DAYS, min_size=2, max_size=2).map(sorted),
    on=_DAYS,
    done=st.lists(_DAYS, max_size=12),
    waived=st.sets(st.sampled_from(["秘書室", "人事室"])),
)
def test_counting_agrees_with_walking_over_every_day(
    rule: Deadline, period: list[date], on: date, done: list[date], waived: set[str]
) -> None:
    start, end = period
    plan = plan_with(rule, start.isoformat(), end.isoformat())
    sources = acts(*(day.isoformat() for day in done))
    units = ("秘書室", "人事室")
    found = obligations(
        plan,
        on,
        units={"1": units},
        done=sources,
        waived={("1", unit) for unit in waived},
    )
    for unit in units:
        # What the one unit has done counts for no other.
        own = [act for act in sources if act.unit == unit]
        expected = [] if unit in waived else list(slowly(rule, start, end, on, own))
        assert expected == [
            (one.window.start, one.window.due, one.count, one.state)
            for one in found
            if one.unit == unit
        ]
