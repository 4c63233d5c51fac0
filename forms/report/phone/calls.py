"""The calls of a round, one line each, as the report lists them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.phone.call import CallState, Message
from forms.phone.scoring import below
from forms.phone.working import exact
from forms.report.phone.figures import NONE, points
from forms.report.phone.words import (
    OUTCOMES,
    ROUTES,
    made_at,
    short_moment,
    waits,
)
from forms.report.said import listed
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.call import CallSheet
    from forms.phone.record import CallRecord, PhoneRecord
    from forms.phone.scale import Scale
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """One call.

    Attributes:
        line: The extension, or the hotline with its number.
        planned: When it was to be made; empty where no time was drawn.
        route: How it was to reach the unit, and how it ended.
        waits: Rings and seconds, a line each.
        switchboard: Points before multiplying.
        unit_part: As ``switchboard``.
        remarks: A line each.
        low: Its score asks for an improvement report.
    """

    order: str
    unit: str
    line: str
    planned: str
    made: str
    tester: str
    route: str
    waits: tuple[str, ...]
    switchboard: str
    unit_part: str
    multiplier: str
    uncapped: str
    total: str
    grade: str
    remarks: tuple[str, ...]
    low: bool


def call_lines(record: PhoneRecord, texts: Texts) -> tuple[CallLine, ...]:
    """Every call, those among them that were withdrawn or tested nothing."""
    return tuple(_line(record, one, texts) for one in record.calls)


def line_said(record: CallRecord, texts: Texts) -> str:
    """The extension, or the hotline and its number."""
    call = record.call
    if not call.hotline:
        return texts("ext. {extension}", extension=call.extension)
    hours = texts("in hours") if call.in_hours else texts("out of hours")
    return texts(
        "{hotline} {number} ({hours})",
        hotline=call.hotline,
        number=call.extension,
        hours=hours,
    )


def _line(record: PhoneRecord, one: CallRecord, texts: Texts) -> CallLine:
    marks = one.marks
    scale = record.scale
    grades = {grade.key: grade.label for grade in scale.grades}
    return CallLine(
        order=str(one.call.order),
        unit=one.call.unit,
        line=line_said(one, texts),
        planned=short_moment(texts, one.call.at),
        made=short_moment(texts, made_at(one)),
        tester=_tester(record, one),
        route=_route(one, texts),
        waits=tuple(waits(texts, one)),
        switchboard=points(marks.switchboard) if marks else NONE,
        unit_part=points(marks.unit) if marks else NONE,
        multiplier=exact(marks.multiplier) if marks else NONE,
        uncapped=exact(marks.uncapped) if marks else NONE,
        total=marks.shown if marks else NONE,
        grade=texts.of(grades[marks.grade]) if marks else "",
        remarks=tuple(_remarks(scale, one, texts)),
        low=marks is not None and below(scale.report_under, marks.total),
    )


def _tester(record: PhoneRecord, one: CallRecord) -> str:
    if one.state is CallState.WITHDRAWN or not one.call.tester:
        return ""
    return record.round.definition.tester(one.call.tester).name


def _route(one: CallRecord, texts: Texts) -> str:
    if one.state is CallState.WITHDRAWN:
        return texts("Withdrawn")
    said = [texts(ROUTES[one.call.route])]
    if one.outcome is not None:
        said.append(texts(OUTCOMES[one.outcome]))
    return listed(texts, said)


def _remarks(scale: Scale, one: CallRecord, texts: Texts) -> Iterator[str]:
    """What was written down; who answered is nobody's business here."""
    if one.call.withdrawn:
        yield texts("Withdrawn: {reason}", reason=one.call.withdrawn)
        return
    if one.call.stands_in_for:
        yield texts("Stands in for an extension that was withdrawn")
    if asked := one.sheet.asked or one.call.question:
        yield texts("Asked: {text}", text=asked)
    yield from _adjusted(scale, one.sheet, texts)
    for correction in one.sheet.corrections.values():
        if correction.reason:
            yield texts("Corrected: {reason}", reason=correction.reason)
    if one.sheet.message is not None:
        yield texts(
            "A colleague took a message: {count} of 7 entries",
            count=_entries(one.sheet.message),
        )
    if one.sheet.strengths:
        yield texts("Good: {text}", text=one.sheet.strengths)
    if one.sheet.remarks:
        yield texts("Remarks: {text}", text=one.sheet.remarks)


def _adjusted(scale: Scale, sheet: CallSheet, texts: Texts) -> Iterator[str]:
    for known, keys, message in (
        (scale.bonuses, sheet.bonuses, later("Bonus: {label} (+{points})")),
        (scale.deductions, sheet.deductions, later("Deduction: {label} (−{points})")),
    ):
        for one in known:
            if one.key in keys:
                label = texts.of(one.label)
                yield texts(message, label=label, points=one.points)
    for rule in scale.zero_rules:
        if rule.key == sheet.zero:
            yield texts("Earns 0: {rule}", rule=texts.of(rule.label))


def _entries(message: Message) -> int:
    """How many of the seven were taken down; what they say concerns the caller."""
    return sum(
        bool(entry.strip())
        for entry in (
            message.unit,
            message.name,
            message.phone,
            message.gist,
            message.at,
            message.call_back,
            message.rings_again,
        )
    )
