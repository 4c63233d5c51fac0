from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from forms.roc import day_typed, roc_date, roc_datetime, roc_period, roc_time, roc_year

TAIPEI = timezone(timedelta(hours=8))


def at(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TAIPEI)


def test_the_year_counts_from_1912() -> None:
    assert roc_year(date(1912, 1, 1)) == 1
    assert roc_date(date(2026, 11, 20)) == "115年11月20日"


@pytest.mark.parametrize(
    ("hour", "written"),
    [
        (0, "上午12時05分"),
        (9, "上午9時05分"),
        (12, "下午12時05分"),
        (13, "下午1時05分"),
    ],
)
def test_times_are_on_the_twelve_hour_clock(hour: int, written: str) -> None:
    assert roc_time(at(hour, 5)) == written
    assert roc_datetime(at(hour, 5)) == f"115年11月20日 {written}"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (at(13, 20), at(14, 45), "115年11月20日 下午1時20分至2時45分"),
        (at(9), at(14, 45), "115年11月20日 上午9時00分至下午2時45分"),
        (
            at(22),
            at(1, day=21),
            "115年11月20日 下午10時00分至115年11月21日 上午1時00分",
        ),
        (at(9), None, "115年11月20日 上午9時00分起"),
    ],
)
def test_a_period_says_once_what_does_not_change(
    start: datetime, end: datetime | None, written: str
) -> None:
    assert roc_period(start, end) == written


@pytest.mark.parametrize(
    "typed", ["9226/11/20", "92261120", "1/1/1000000", "9" * 30 + "/1/1", "9" * 5000]
)
def test_a_day_in_no_likely_year_is_none(typed: str) -> None:
    assert day_typed(typed, date(2026, 11, 20)) is None
