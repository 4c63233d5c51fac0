"""The sample's proof: what anybody needs to draw the calls of a round again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from forms.phone.call import CallState
from forms.phone.sampling import drawn_order
from forms.phone.timetable import Days
from forms.report.phone.calls import line_said
from forms.report.phone.heading import timetable_said
from forms.report.said import listed, moment
from forms.report.visit import Labelled
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.frame import Line
    from forms.phone.record import CallRecord, PhoneRecord
    from forms.phone.timetable import Timetable
    from resources.texts import Texts

_SATURDAY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFrame:
    """All lines of a unit in the order drawn: the sample, then those that stand in."""

    unit: str
    count: str
    sample: str
    others: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """A line that was withdrawn; ``instead`` is empty where there was no other."""

    order: str
    unit: str
    withdrawn: str
    reason: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the sample was drawn from, and how.

    Attributes:
        facts: Seed, fingerprint, number per unit, days and hours.
        steps: How it is drawn, in plain words.
        frame: Every line that could have been called.
        replacements: Empty if nothing was withdrawn.
    """

    facts: tuple[Labelled, ...]
    steps: tuple[str, ...]
    frame: tuple[UnitFrame, ...]
    replacements: tuple[Replacement, ...]


def proof_of(record: PhoneRecord, texts: Texts) -> Proof:
    """Everything to draw again; of hotlines, whose lines are given, only the times."""
    return Proof(
        facts=tuple(_facts(record, texts)),
        steps=tuple(_steps(record, texts)),
        frame=tuple(_frame(record, texts)),
        replacements=tuple(_replacements(record, texts)),
    )


def _facts(record: PhoneRecord, texts: Texts) -> Iterator[Labelled]:
    definition, drawn = record.round.definition, record.round.draw
    if drawn is not None:
        yield Labelled(label=texts("Seed"), text=drawn.seed)
        yield Labelled(
            label=texts("Frame"),
            text=texts("SHA-256 {sha256}", sha256=drawn.frame_sha256),
        )
        yield Labelled(
            label=texts("Drawn"),
            text=texts(
                "{at}, before the first call; {count} extensions of each unit",
                at=moment(texts, drawn.at),
                count=definition.per_unit,
            ),
        )
    timetable = definition.timetable
    yield Labelled(
        label=texts("Days and hours"),
        text=texts(
            "{when}; two calls begin at least {gap} min apart",
            when=timetable_said(timetable, texts),
            gap=timetable.gap,
        ),
    )
    if off := list(_weekdays_off(timetable)):
        yield Labelled(label=texts("Days off among them"), text=listed(texts, off))
    yield Labelled(
        label=texts("Frame from"),
        text=definition.source or texts("the directory of units and extensions"),
    )


def _weekdays_off(timetable: Timetable) -> Iterator[str]:
    """Weekdays that are no working days: what a second drawing has to know."""
    if timetable.days is Days.EVERY:
        return
    calendar = WorkCalendar()
    for number in range((timetable.last - timetable.first).days + 1):
        day = timetable.first + timedelta(days=number)
        if day.weekday() < _SATURDAY and not calendar.is_working(day):
            yield day.isoformat()


def _steps(record: PhoneRecord, texts: Texts) -> Iterator[str]:
    yield texts(
        "The rank of some words is the SHA-256, in lower-case hexadecimal, of the words"
        " joined by line feeds (U+000A), in UTF-8. Whatever is sorted by rank is"
        " sorted as text."
    )
    yield texts(
        "The frame's SHA-256 is that of its JSON in UTF-8, without spaces, {example},"
        " its lines sorted by unit and then by extension in the order of Unicode.",
        example='[{"extension":"101","unit":"秘書室"},…]',
    )
    yield texts(
        "Sort the lines of each unit by the rank of: “line”, the seed, the unit, the"
        " extension. The first {count} are called; the rest stand in, in that order,"
        " for lines that are withdrawn.",
        count=record.round.definition.per_unit,
    )
    yield texts(
        "Sort all lines that are called by the rank of: “order”, the seed, the unit,"
        " the extension. That is the order of the calls."
    )
    yield texts(
        "Sort all minutes of the days and hours agreed, the last minute of a stretch"
        " left out, by the rank of: “time”, the seed, “calls”, the minute written as"
        " 2026-11-23T09:15. Take as many as there are calls, passing over any that is"
        " nearer to one taken than the gap. In the order of the calendar they are the"
        " times of call 1, 2, 3 …; a line that stands in takes over order and time."
    )
    if record.round.definition.hotlines:
        yield texts(
            "Hotlines are called behind the sample, each on its own number; their"
            " times are drawn in the same way, with the hotline's name, a space and"
            " “in” or “out” in the place of “calls”. Out of hours are the minutes"
            " before 07:00 and from 19:00 on, of every day."
        )


def _frame(record: PhoneRecord, texts: Texts) -> Iterator[UnitFrame]:
    definition, drawn = record.round.definition, record.round.draw
    if drawn is None:
        return
    by_unit: dict[str, list[Line]] = {}
    for line in definition.frame:
        by_unit.setdefault(line.unit, []).append(line)
    for unit, lines in by_unit.items():
        ordered = [
            line.extension for line in drawn_order(lines, seed=drawn.seed, unit=unit)
        ]
        yield UnitFrame(
            unit=unit,
            count=str(len(ordered)),
            sample=listed(texts, ordered[: definition.per_unit]),
            others=listed(texts, ordered[definition.per_unit :]),
        )


def _replacements(record: PhoneRecord, texts: Texts) -> Iterator[Replacement]:
    instead = {
        one.call.stands_in_for: one for one in record.calls if one.call.stands_in_for
    }
    for one in record.calls:
        if one.state is CallState.WITHDRAWN:
            yield Replacement(
                order=str(one.call.order),
                unit=one.call.unit,
                withdrawn=line_said(one, texts),
                reason=one.call.withdrawn,
                instead=_instead(instead.get(one.call.id), texts),
            )


def _instead(one: CallRecord | None, texts: Texts) -> str:
    if one is None:
        return texts("none left; one call fewer")
    return line_said(one, texts)
