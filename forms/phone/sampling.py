"""The sample: who is called, in which order and when, for anyone to draw again.

Nothing is left to a program's own chance. Whoever has the frame and the seed draws
the same calls, by these words alone:

1. A *line* is a unit and an extension. The *rank* of some words is the SHA-256, in
   lower-case hexadecimal, of the words joined by line feeds, in UTF-8.
2. Sort the lines of each unit by the rank of ``line``, the seed, the unit, the
   extension. The first N of each unit are the sample, all of them where a unit has no
   more than N. The rest, in that order, stand in for lines that are withdrawn.
3. Sort the sample by the rank of ``order``, the seed, the unit, the extension. That is
   the order of the calls, counted from 1.
4. For the times, list every minute that a call may begin: of each day that counts,
   every minute of each window, its first included and its end not. Sort them by the
   rank of ``time``, the seed, the subject ``calls``, the minute written as
   ``2026-11-23T09:15``. Go through them and take as many as there are calls, passing
   over a minute that is nearer to one already taken than the gap. Put those taken in
   the order of the calendar: the first is the time of call 1, and so on.

A rank is as good as drawing lots: no line, order or minute is favoured, as sorting by
rank needs no division that would leave a remainder. A stand-in takes over order and
time. The frame's fingerprint (`forms.phone.frame.frame_sha256`) and the seed are
recorded before the first call.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.checklist.reading import read_line
from forms.errors import UserError
from forms.phone.frame import Line, frame_sha256, refuse_unusable
from forms.phone.timetable import Timetable, minutes
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnCall:
    """One call of the sample.

    Attributes:
        order: From 1.
        at: The minute at which it is to be made; ``None`` if no times were drawn.
    """

    order: int
    unit: str
    extension: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What was drawn, and what somebody needs to draw it again.

    Attributes:
        short: The units that have fewer lines than were asked for, and how many.
    """

    frame_sha256: str
    seed: str
    per_unit: int
    timetable: Timetable | None
    calls: tuple[DrawnCall, ...]
    short: dict[str, int]


def draw(
    frame: Collection[Line],
    *,
    seed: str,
    per_unit: int,
    timetable: Timetable | None = None,
    calendar: WorkCalendar | None = None,
) -> Sample:
    """Draw the calls of a round, as the module says.

    Args:
        frame: In any order.
        seed: One line of text; another seed is another sample.
        per_unit: How many lines of each unit.
        timetable: When calls may be made; without it no times are drawn.
        calendar: Which days are working days.

    Raises:
        UserError: The frame cannot be drawn from, the seed is empty, or there is not
            room for that many calls in the timetable.
    """
    seed = read_line(seed, "seed")
    if not seed:
        raise UserError("The seed is missing; give any line of text or digits.")
    if per_unit < 1:
        raise UserError("At least one extension of each unit has to be drawn.")
    refuse_unusable(frame)
    ordered = _by_unit(frame, seed)
    chosen = sorted(
        (line for lines in ordered.values() for line in lines[:per_unit]),
        key=lambda line: rank("order", seed, line.unit, line.extension),
    )
    times: Iterable[datetime | None] = [None] * len(chosen)
    if timetable:
        times = drawn_times(seed, len(chosen), timetable, calendar=calendar)
    return Sample(
        frame_sha256=frame_sha256(frame),
        seed=seed,
        per_unit=per_unit,
        timetable=timetable,
        calls=tuple(
            DrawnCall(order=order, unit=line.unit, extension=line.extension, at=at)
            for order, (line, at) in enumerate(zip(chosen, times, strict=True), start=1)
        ),
        short={
            unit: len(lines)
            for unit, lines in sorted(ordered.items())
            if len(lines) < per_unit
        },
    )


def drawn_times(
    seed: str,
    count: int,
    timetable: Timetable,
    *,
    subject: str = "calls",
    calendar: WorkCalendar | None = None,
) -> tuple[datetime, ...]:
    """So many different minutes of the timetable, in the calendar's order.

    Args:
        seed: As of the sample.
        count: How many.
        timetable: When calls may be made.
        subject: Anything else is drawn apart from the sample's calls, such as the
            times at which a hotline is tested.
        calendar: Which days are working days.

    Raises:
        UserError: There is not room for that many, or the timetable makes no sense.
    """
    ranked = sorted(
        minutes(timetable, calendar or WorkCalendar()),
        key=lambda minute: rank("time", seed, subject, f"{minute:%Y-%m-%dT%H:%M}"),
    )
    taken: set[int] = set()
    chosen: list[datetime] = []
    for minute in ranked:
        if len(chosen) == count:
            break
        number = int(minute.timestamp()) // 60
        if taken.isdisjoint(range(number - timetable.gap + 1, number + timetable.gap)):
            taken.add(number)
            chosen.append(minute)
    if len(chosen) < count:
        raise UserError(
            "There is room for {room} calls from {first} to {last} and {count} are to "
            "be made; choose more days or longer hours.",
            room=len(chosen),
            first=timetable.first.isoformat(),
            last=timetable.last.isoformat(),
            count=count,
        )
    return tuple(sorted(chosen))


def drawn_order(frame: Iterable[Line], *, seed: str, unit: str) -> tuple[Line, ...]:
    """All lines of a unit as they were drawn: the sample first, then the stand-ins."""
    lines = [line for line in frame if line.unit == unit]
    return tuple(_by_unit(lines, seed).get(unit, ()))


def stand_in(
    frame: Iterable[Line], *, seed: str, unit: str, used: Collection[str]
) -> Line:
    """The line that is called in place of one that was withdrawn.

    Args:
        frame: The frame that the sample was drawn from.
        seed: As of the sample.
        unit: The unit of the line withdrawn.
        used: The unit's extensions that were drawn or stood in already, the one that
            is withdrawn now among them.

    Raises:
        UserError: The unit has no other line.
    """
    for line in drawn_order(frame, seed=seed, unit=unit):
        if line.extension not in used:
            return line
    raise UserError(
        "{unit} has no other extension to call instead; the round goes on with one "
        "call fewer.",
        unit=unit,
    )


def rank(*words: str) -> str:
    """The place of these words among others; see the module's first rule."""
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _by_unit(frame: Iterable[Line], seed: str) -> dict[str, list[Line]]:
    units: dict[str, list[Line]] = defaultdict(list)
    for line in frame:
        units[line.unit].append(line)
    return {
        unit: sorted(
            lines, key=lambda line: rank("line", seed, line.unit, line.extension)
        )
        for unit, lines in units.items()
    }
