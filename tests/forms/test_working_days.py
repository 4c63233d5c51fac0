from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forms.working_days import WorkCalendar

CALENDAR = WorkCalendar()
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def test_weekends_and_holidays_are_days_off() -> None:
    assert CALENDAR.is_working(date(2026, 11, 20))
    assert not CALENDAR.is_working(date(2026, 11, 21))
    assert not CALENDAR.is_working(date(2026, 2, 17))  # 春節


def test_an_agency_may_declare_a_day_otherwise() -> None:
    typhoon, make_up = date(2026, 9, 1), date(2026, 9, 5)
    calendar = WorkCalendar(overrides={typhoon: False, make_up: True})
    assert not calendar.is_working(typhoon)
    assert calendar.is_working(make_up)


@given(days, st.integers(0, 60))
def test_working_days_are_counted_one_by_one(start: date, number: int) -> None:
    """The oracle lists the working days behind the first day and picks one."""
    behind = (start + timedelta(days=n) for n in range(1, 400))
    working = [day for day in behind if CALENDAR.is_working(day)]
    end = CALENDAR.after_working(start, number)
    if number:
        assert end == working[number - 1]
    else:
        assert end == (start if CALENDAR.is_working(start) else working[0])


@given(days, st.integers(0, 60))
def test_a_term_ends_on_the_first_working_day_that_is_late_enough(
    start: date, number: int
) -> None:
    end = CALENDAR.after(start, number)
    assert CALENDAR.is_working(end)
    day = start + timedelta(days=number)
    while day < end:
        assert not CALENDAR.is_working(day)
        day += timedelta(days=1)
