"""When calls may be made: the days of a round and the hours within them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.working_days import WorkCalendar

TAIPEI: Final = timezone(timedelta(hours=8))
"""Official time; there has been no summer time since 1979."""

_MINUTES: Final = 24 * 60
_LONGEST: Final = timedelta(days=366)


class Days(StrEnum):
    """Which days count."""

    WORKING = "working"
    EVERY = "every"
    OFF = "off"  # those that are no working days


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of the day.

    Attributes:
        start: The first minute, counted from midnight.
        end: The minute after the last one; 1440 is midnight.
    """

    start: int
    end: int


OFFICE_HOURS: Final = (
    Window(start=9 * 60, end=12 * 60),
    Window(start=13 * 60 + 30, end=17 * 60),
)
"""Within the working hours of every agency, and without its lunch."""

ALL_DAY: Final = (Window(start=0, end=_MINUTES),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The days and hours of a round.

    Attributes:
        last: Included.
        gap: Two calls begin at least so many minutes apart; one tester needs more
            than several do.
    """

    first: date
    last: date
    windows: tuple[Window, ...] = OFFICE_HOURS
    days: Days = Days.WORKING
    gap: int = 1


def minutes(timetable: Timetable, calendar: WorkCalendar) -> Iterator[datetime]:
    """Every minute at which a call may begin, once.

    Raises:
        UserError: The days or hours end before they begin, or it is more than a year.
    """
    _refuse_senseless(timetable)
    of_a_day = sorted(
        {
            minute
            for window in timetable.windows
            for minute in range(window.start, window.end)
        }
    )
    for day in _days(timetable, calendar):
        midnight = datetime.combine(day, time(), TAIPEI)
        for minute in of_a_day:
            yield midnight + timedelta(minutes=minute)


def _days(timetable: Timetable, calendar: WorkCalendar) -> Iterator[date]:
    for number in range((timetable.last - timetable.first).days + 1):
        day = timetable.first + timedelta(days=number)
        working = calendar.is_working(day)
        if timetable.days is Days.EVERY or working is (timetable.days is Days.WORKING):
            yield day


def _refuse_senseless(timetable: Timetable) -> None:
    if timetable.last < timetable.first:
        raise UserError(
            "The round would end on {last}, before it begins on {first}; correct the "
            "days.",
            first=timetable.first.isoformat(),
            last=timetable.last.isoformat(),
        )
    if timetable.last - timetable.first > _LONGEST:
        raise UserError("A round lasts a year at the most; choose fewer days.")
    for window in timetable.windows:
        if not 0 <= window.start < window.end <= _MINUTES:
            raise UserError(
                "The hours from {start} to {end} end before they begin; correct them.",
                start=_clock(window.start),
                end=_clock(window.end),
            )


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
