"""Dates as Taiwanese documents write them: year 1 of the Republic is 1912."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

YEARS: Final = range(1912, 2200)
"""In which any day lies: those of the Republic, with room to count terms in them."""

_YEAR_ZERO = 1911
_NUMBERS: Final = re.compile(r"\d+")
_NOON = 12


def roc_year(day: date) -> int:
    """The year of the Republic; 0 and less before 1912."""
    return day.year - _YEAR_ZERO


def roc_date(day: date) -> str:
    """115年11月20日."""
    return f"{roc_year(day)}年{day.month}月{day.day}日"


def roc_time(moment: datetime) -> str:
    """下午1時20分, on the twelve-hour clock of official writing."""
    half = "上午" if moment.hour < _NOON else "下午"
    return f"{half}{moment.hour % _NOON or _NOON}時{moment.minute:02d}分"


def roc_datetime(moment: datetime) -> str:
    """115年11月20日 下午1時20分, in the moment's own time zone."""
    return f"{roc_date(moment)} {roc_time(moment)}"


def roc_period(start: datetime, end: datetime | None) -> str:
    """A visit's time; what does not change, day or half of it, stands once."""
    if end is None:
        return f"{roc_date(start)} {roc_time(start)}起"
    if start.date() == end.date():
        until = roc_time(end)
        if (start.hour < _NOON) == (end.hour < _NOON):
            until = until[len("上午") :]
        return f"{roc_date(start)} {roc_time(start)}至{until}"
    return f"{roc_datetime(start)}至{roc_datetime(end)}"


def day_typed(text: str, today: date) -> date | None:
    """The day that somebody means; ``None`` if it is none, or in no likely year.

    115/11/20, 115.11.20, 115年11月20日, 1151120 and 2026-11-20 are the same day.
    Without a year, as 11/20, it is one of this year.
    """
    try:
        numbers = _numbers(text.strip())
        if len(numbers) == 2:
            numbers = [today.year, *numbers]
        if len(numbers) != 3:
            return None
        year, month, day = numbers
        typed = date(year if year > 1000 else year + _YEAR_ZERO, month, day)
    except (ValueError, OverflowError):  # no such day, or digits without end
        return None
    return typed if typed.year in YEARS else None


def _numbers(text: str) -> list[int]:
    if text.isdecimal() and len(text) in (6, 7, 8):
        return [int(text[:-4]), int(text[-4:-2]), int(text[-2:])]
    return [int(number) for number in _NUMBERS.findall(text)]
