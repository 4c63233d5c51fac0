"""ROC dates in the forms that documents use, and what lies between two of them.

109 年 2 月 4 日, 106年1月9日, 一〇六年一月二十五日, 106.1.9 and 113 年度; a year that
the Republic cannot have is one of the common era: 2026年11月20日, 2026/11/20.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.plan.model import Period
from forms.plan.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR_ZERO: Final = 1911
_N: Final = "[0-9０-９〇○零一二三四五六七八九十百]"
_DATE: Final = re.compile(
    rf"(?:(?:中華)?民國\s*)?(?P<year>{_N}{{2,7}})\s*年\s*"
    rf"(?:(?P<month>{_N}{{1,3}})\s*月\s*(?:(?P<day>{_N}{{1,3}})\s*日)?)?"
    r"|(?<![\d.])(?P<y>\d{2,4})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})(?![\d.])"
)
_PARTIAL: Final = re.compile(
    rf"(?P<month>{_N}{{1,3}})\s*月\s*(?:(?P<day>{_N}{{1,3}})\s*日|(?P<end>底))?"
)
_LIKE_A_DATE: Final = re.compile(
    rf"{_N}{{0,7}}\s*年\s*{_N}{{0,3}}\s*月\s*{_N}{{0,3}}\s*日"
)
_SPAN: Final = re.compile(r"^\s*(?:起)?\s*(?:至|到|迄|~|～|—|－|-)\s*")
_SCHOOL: Final = re.compile(rf"(?P<year>{_N}{{2,7}})\s*年\s*度")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A day, a month or a year, as exactly as it is told.

    Attributes:
        start: Where in the text it begins.
        end: Where it ends.
    """

    year: int
    month: int | None
    day: int | None
    start: int
    end: int

    @property
    def iso(self) -> str:
        """2020-02-04, 2020-02 or 2020."""
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @property
    def roc_year(self) -> int:
        """The year of the Republic."""
        return self.year - _YEAR_ZERO


def moments(text: str) -> Iterator[Moment]:
    """Every date of a text; one that no calendar has is none."""
    for match in _DATE.finditer(text):
        year, month, day = (
            (match["y"], match["m"], match["d"])
            if match["y"]
            else (match["year"], match["month"], match["day"])
        )
        found = _moment(year, month, day, match.start(), match.end())
        if found is not None:
            yield found


def first_day(text: str) -> Moment | None:
    """The first date of a text that has a day."""
    return next((moment for moment in moments(text) if moment.day), None)


def year_of(title: str) -> int | None:
    """The ROC year that a title names: 113 年度, 115 年."""
    match = _SCHOOL.search(title)
    year = _number(match["year"]) if match else None
    if year and year < _YEAR_ZERO:
        return year
    found = next(moments(title), None)
    return found.roc_year if found and not found.month else None


def unreadable(text: str) -> str | None:
    """What looks like a date and is none: 民國 0 年 00 月 00 日."""
    match = _LIKE_A_DATE.search(text)
    return match.group() if match and next(moments(text), None) is None else None


def period_in(text: str) -> Period | None:
    """The first stretch of time that a text names; its end may leave out the year."""
    for begin in moments(text):
        rest = text[begin.end :]
        until = _SPAN.match(rest)
        if until is None:
            continue
        end = _end_of_span(rest[until.end() :], begin)
        if end is not None:
            return Period(start=begin.iso, end=end)
    return None


def month_and_day(text: str) -> tuple[int, int] | None:
    """1 月底 as (1, 31), 6月至9月 as (9, 30), 12月15日 as (12, 15)."""
    matches = list(_PARTIAL.finditer(text))
    if not matches:
        return None
    match = matches[-1]
    month = _number(match["month"])
    if month is None or not 1 <= month <= 12:
        return None
    if match["day"]:
        day = _number(match["day"]) or 0
        return (month, day) if _is_day(2000, month, day) else None
    return month, _last_day(2001, month)


def first_and_last(period: Period) -> tuple[date | None, date | None]:
    """The first and the last day of a period whose ends may be months or years."""
    return (
        _as_day(period.start, last=False) if period.start else None,
        _as_day(period.end, last=True) if period.end else None,
    )


def as_last_day(iso: str) -> date:
    """The day, or the last one of a month or year."""
    return _as_day(iso, last=True)


def _as_day(iso: str, *, last: bool) -> date:
    parts = [int(part) for part in iso.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, _last_day(year, month) if last else 1)


def _end_of_span(text: str, begin: Moment) -> str | None:
    full = next(moments(text), None)
    if full is not None and full.start == 0:
        return full.iso
    match = _PARTIAL.match(text)
    month = _number(match["month"]) if match else None
    if match is None or month is None:
        return None
    found = _moment_of(begin.year, month, _number(match["day"] or ""))
    if found and match["end"]:
        return f"{found}-{_last_day(begin.year, month):02d}"
    return found


def _moment(
    year: str, month: str | None, day: str | None, start: int, end: int
) -> Moment | None:
    number = _number(year)
    if number is not None and number > _YEAR_ZERO:
        number -= _YEAR_ZERO
    if number is None or not 0 < number < 1000:
        return None
    iso = _moment_of(number + _YEAR_ZERO, _number(month or ""), _number(day or ""))
    if iso is None:
        return None
    return Moment(
        year=number + _YEAR_ZERO,
        month=_number(month or ""),
        day=_number(day or ""),
        start=start,
        end=end,
    )


def _moment_of(year: int, month: int | None, day: int | None) -> str | None:
    """The ISO text, or ``None`` for a day that does not exist."""
    if month is None:
        return f"{year:04d}"
    if not _is_day(year, month, day or 1):
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _last_day(year: int, month: int) -> int:
    for day in (31, 30, 29):
        if _is_day(year, month, day):
            return day
    return 28


def _number(text: str) -> int | None:
    return number_of(text) if text else None
