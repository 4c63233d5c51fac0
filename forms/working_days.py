"""Working days and due dates, as 行政程序法 §48 counts them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkCalendar:
    """Which days the agencies work.

    Attributes:
        overrides: Days that an agency has declared otherwise: ``True`` for a
            make-up working day, ``False`` for a day off such as a typhoon day.
    """

    overrides: Mapping[date, bool] = field(default_factory=dict)

    def is_working(self, day: date) -> bool:
        """Whether offices are open on that day."""
        if day in self.overrides:
            return self.overrides[day]
        # A year that the library knows is read in one go and kept, so that asking
        # day by day costs nothing; and whoever asks no date never loads it.
        return day.weekday() < _SATURDAY and day not in _holidays(day.year)

    def after(self, start: date, days: int) -> date:
        """The end of a term of so many calendar days.

        The first day does not count; a term that ends on a day off ends on the
        next working day.
        """
        end = start + timedelta(days=days)
        while not self.is_working(end):
            end += timedelta(days=1)
        return end

    def after_working(self, start: date, days: int) -> date:
        """The end of a term of so many working days; the first day does not count."""
        end, left = start, days
        while left > 0 or not self.is_working(end):
            end += timedelta(days=1)
            left -= self.is_working(end)
        return end


_known_years: dict[int, frozenset[date]] = {}


def _holidays(year: int) -> frozenset[date]:
    if year not in _known_years:
        from holidays.countries.taiwan import Taiwan

        _known_years[year] = frozenset(Taiwan(years=year))  # type: ignore[no-untyped-call]
    return _known_years[year]
