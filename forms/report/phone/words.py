"""Routes, waits, endings and moments of calls in the words of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.phone.call import Outcome, attempt
from forms.phone.round import Route
from forms.phone.scale import Interval
from forms.phone.timetable import Days
from forms.phone.working import exact
from forms.roc import roc_year
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, datetime

    from forms.phone.clock import Measure
    from forms.phone.record import CallRecord
    from forms.phone.timetable import Window
    from resources.texts import Texts

CORRECTED: Final = "＊"
"""Marks a count or a wait that the tester gave in the place of the events."""

ROUTES: Final[Mapping[Route, str]] = {
    Route.VOICE: later("Voice system"),
    Route.OPERATOR: later("Operator"),
    Route.DIRECT: later("Dialled directly"),
}
OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.ANSWERED: later("Unit answered"),
    Outcome.RANG_BACK: later("Unit rang back"),
    Outcome.SWITCHBOARD_ONLY: later("Switchboard only"),
    Outcome.CUT: later("Cut off"),
    Outcome.NO_ANSWER: later("No answer"),
    Outcome.BUSY: later("Busy"),
    Outcome.WRONG_NUMBER: later("Wrong number"),
}
REACHED: Final = frozenset({Outcome.ANSWERED, Outcome.RANG_BACK})
"""The unit itself was spoken to."""

_WAITS: Final[Mapping[Interval, str]] = {
    Interval.VOICE_ANSWER: later("Voice system {how}"),
    Interval.VOICE_GUIDE: later("Way to the operator {how}"),
    Interval.OPERATOR_ANSWER: later("Operator {how}"),
    Interval.UNIT_ANSWER: later("Unit {how}"),
}
_DAYS: Final[Mapping[Days, str]] = {
    Days.WORKING: later("working days"),
    Days.EVERY: later("every day"),
    Days.OFF: later("days off"),
}


def waits(texts: Texts, record: CallRecord) -> Iterator[str]:
    """Each wait with its rings and seconds; what was corrected bears the mark."""
    for measure in record.measures:
        yield texts(_WAITS[measure.interval], how=" ".join(_counted(texts, measure)))


def _counted(texts: Texts, measure: Measure) -> Iterator[str]:
    if measure.rings is not None:
        yield texts("{rings} rings", rings=measure.rings) + (
            CORRECTED if measure.rings_corrected else ""
        )
    if measure.seconds is not None:
        yield texts("{seconds} s", seconds=exact(measure.seconds)) + (
            CORRECTED if measure.seconds_corrected else ""
        )
    if measure.rings is None and measure.seconds is None:
        yield texts("not known")


def made_at(record: CallRecord) -> datetime | None:
    """When the last attempt began; ``None`` if the call was never made."""
    events = attempt(record.events)
    return events[0].at if events else None


def short_day(texts: Texts, when: date) -> str:
    """115.11.23, or the ISO date in a report that is not in Chinese."""
    if texts.language != "zh-TW":
        return f"{when:%Y-%m-%d}"
    return f"{roc_year(when)}.{when.month}.{when.day}"


def short_moment(texts: Texts, when: datetime | None) -> str:
    """A day and the minute, as they fit into a column."""
    return "－" if when is None else f"{short_day(texts, when)} {when:%H:%M}"


def days_said(texts: Texts, days: Days) -> str:
    """Which days count."""
    return texts(_DAYS[days])


def hours_said(window: Window) -> str:
    """09:00–12:00; the end is the first minute that no longer counts."""
    return "–".join(
        f"{minute // 60:02d}:{minute % 60:02d}" for minute in (window.start, window.end)
    )
