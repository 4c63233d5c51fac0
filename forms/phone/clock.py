"""Waits and rings of a call, worked out from its events.

Seconds come from the clock that nobody can set, and only from readings of one run of
the program; the computer's own clock decides nothing. Where a call went on after the
program had stopped, the time between is unknown until the tester says how long it was.

A wait lasts from the last event that began it to the first that ends it, within the
last attempt. Its rings are those that were tapped in it; where none was, one ring is
counted as the wait begins and another for every three seconds that went by, as the
ringing tone sounds for one second and is silent for two.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from forms.phone.call import CallEvent, CallSheet, EventKind, attempt
from forms.phone.scale import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RING_SECONDS: Final = 3
"""From the beginning of a ring to that of the next."""

_ENDS: Final[Mapping[Interval, EventKind]] = {
    Interval.VOICE_ANSWER: EventKind.VOICE,
    Interval.VOICE_GUIDE: EventKind.GUIDE,
    Interval.OPERATOR_ANSWER: EventKind.OPERATOR,
    Interval.UNIT_ANSWER: EventKind.UNIT,
}
_BEGINS: Final[Mapping[Interval, frozenset[EventKind]]] = {
    Interval.VOICE_ANSWER: frozenset({EventKind.DIAL}),
    Interval.VOICE_GUIDE: frozenset({EventKind.VOICE}),
    Interval.OPERATOR_ANSWER: frozenset(
        {EventKind.DIAL, EventKind.VOICE, EventKind.GUIDE}
    ),
    Interval.UNIT_ANSWER: frozenset(
        {
            EventKind.DIAL,
            EventKind.VOICE,
            EventKind.GUIDE,
            EventKind.OPERATOR,
            EventKind.TRANSFERRED,
        }
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One wait.

    Attributes:
        rings: ``None`` where a wait has none, or they are not known.
        seconds: ``None`` where a part of it is not known.
        tapped: The rings were counted by the tester's taps.
        rings_corrected: The tester says so, not the events.
        seconds_corrected: The tester says so, or some of them.
    """

    interval: Interval
    rings: int | None
    seconds: Decimal | None
    tapped: bool = False
    rings_corrected: bool = False
    seconds_corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A time in a call that no clock measured.

    Attributes:
        before: The number of the event before it.
        after: The number of the event behind it.
        seconds: What the tester says; ``None`` if nothing yet.
    """

    before: int
    after: int
    seconds: Decimal | None


def gaps_in(events: Sequence[CallEvent], sheet: CallSheet) -> tuple[Gap, ...]:
    """Where the last attempt went on in another run of the program."""
    return tuple(
        Gap(before=one.seq, after=other.seq, seconds=_told(sheet, other))
        for one, other in pairwise(attempt(events))
        if one.run != other.run
    )


def measures_of(
    events: Sequence[CallEvent], sheet: CallSheet
) -> dict[Interval, Measure]:
    """The waits of the last attempt, as they are after the tester's corrections."""
    last = attempt(events)
    found = {}
    for interval in Interval:
        measure = _corrected(_measured(interval, last, sheet), interval, sheet)
        if measure is not None:
            found[interval] = measure
    return found


def held(events: Sequence[CallEvent], sheet: CallSheet) -> Decimal | None:
    """How long the caller was made to wait in the middle of the last attempt."""
    whole = Decimal()
    last = attempt(events)
    for place, event in enumerate(last):
        if event.kind is EventKind.HOLD:
            # Whatever happens next ends it.
            seconds = _seconds(last[place : place + 2], sheet)
            if seconds is None:
                return None
            whole += seconds
    return whole


def whole(events: Sequence[CallEvent], sheet: CallSheet) -> Decimal | None:
    """How long the last attempt took, so far or in all."""
    return _seconds(attempt(events), sheet)


def _measured(
    interval: Interval, events: Sequence[CallEvent], sheet: CallSheet
) -> Measure | None:
    waited = _waited(interval, events)
    if not waited:
        return None
    seconds = _seconds(waited, sheet)
    tapped = sum(event.kind is EventKind.RING for event in waited)
    rings: int | None = tapped
    if interval is Interval.VOICE_GUIDE:
        rings = None
    elif not tapped:
        rings = None if seconds is None else int(seconds // RING_SECONDS) + 1
    told = any(one.run != other.run for one, other in pairwise(waited))
    return Measure(
        interval=interval,
        rings=rings,
        seconds=seconds,
        tapped=bool(tapped),
        seconds_corrected=told and seconds is not None,
    )


def _waited(interval: Interval, events: Sequence[CallEvent]) -> Sequence[CallEvent]:
    """The events of a wait, its first and its last among them."""
    kinds = [event.kind for event in events]
    if _ENDS[interval] not in kinds or EventKind.CALL_BACK in kinds:
        return ()
    end = kinds.index(_ENDS[interval])
    begins = [at for at in range(end) if kinds[at] in _BEGINS[interval]]
    return events[begins[-1] : end + 1] if begins else ()


def _seconds(events: Sequence[CallEvent], sheet: CallSheet) -> Decimal | None:
    sum_of = Decimal()
    for one, other in pairwise(events):
        if one.run == other.run:
            sum_of += other.clock - one.clock
            continue
        told = _told(sheet, other)
        if told is None:
            return None
        sum_of += told
    return sum_of


def _told(sheet: CallSheet, behind: CallEvent) -> Decimal | None:
    seconds = sheet.gaps.get(str(behind.seq))
    return None if seconds is None else Decimal(seconds)


def _corrected(
    measure: Measure | None, interval: Interval, sheet: CallSheet
) -> Measure | None:
    correction = sheet.corrections.get(interval)
    if correction is None:
        return measure
    there = measure or Measure(interval=interval, rings=None, seconds=None)
    return Measure(
        interval=interval,
        rings=there.rings if correction.rings is None else correction.rings,
        seconds=there.seconds if correction.seconds is None else correction.seconds,
        tapped=there.tapped and correction.rings is None,
        rings_corrected=correction.rings is not None,
        seconds_corrected=there.seconds_corrected or correction.seconds is not None,
    )
