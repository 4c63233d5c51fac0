"""Obligations as a calendar (RFC 5545) that any calendar program takes in."""

from __future__ import annotations

import hashlib
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from forms.errors import UNSEEN
from forms.plan.obligations import State
from forms.report.plans.wording import STATES, cited, count_said, rule_said
from forms.report.said import day
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_WIDTH: Final = 75
"""Bytes in a line; what is longer goes on in the next one behind a blank."""

_SUMMARIES: Final = {
    State.DUE: later("Due: {unit}, {item}"),
    State.OVERDUE: later("Overdue: {unit}, {item}"),
}
_ESCAPES: Final = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def as_calendar(
    plan: Plan, obligations: Sequence[Obligation], texts: Texts, now: datetime
) -> bytes:
    """The days on which something is due; what is met or goes on is left out.

    An obligation keeps its name from one calendar to the next, so that a program that
    has it already changes it instead of adding it again.

    Args:
        plan: The plan.
        obligations: Of which those that are due and overdue are taken.
        texts: The language.
        now: When the calendar is made; aware of its zone.
    """
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Zoucha//Zoucha//{texts.language.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(plan.title)}",
    ]
    for one in obligations:
        if one.state in _SUMMARIES:
            lines += _event(plan, one, texts, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def _event(plan: Plan, one: Obligation, texts: Texts, stamp: str) -> Iterator[str]:
    due = one.window.due
    item = cited(plan, one.item)
    turn = texts(
        "{start} to {end}", start=day(texts, one.window.start), end=day(texts, due)
    )
    told = (
        texts("Plan: {title}", title=plan.title),
        texts("Rule: {rule}", rule=rule_said(plan.item(one.item).deadline, texts)),
        texts("Window: {window}", window=turn),
        texts("Done: {count}", count=count_said(one, texts)),
    )
    yield "BEGIN:VEVENT"
    yield f"UID:{_name(plan, one)}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}"
    summary = texts(_SUMMARIES[one.state], unit=one.unit, item=item)
    yield f"SUMMARY:{_escaped(summary)}"
    yield f"DESCRIPTION:{_escaped(chr(10).join(told))}"
    yield f"CATEGORIES:{_escaped(texts(STATES[one.state]))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _name(plan: Plan, one: Obligation) -> str:
    """The same for the same duty, whatever version of the plan and whatever state."""
    said = "\n".join([plan.code, one.item, one.unit, one.window.start.isoformat()])
    return f"{hashlib.sha256(said.encode()).hexdigest()[:32]}@zoucha"


def _escaped(text: str) -> str:
    lines = (UNSEEN.sub("", line) for line in text.splitlines())
    return "\n".join(lines).translate(_ESCAPES)


def _folded(line: str) -> bytes:
    """The line in pieces that cut no character in two."""
    written, room = bytearray(), _WIDTH
    for character in line:
        own = character.encode()
        if len(own) > room:
            written += b"\r\n "
            room = _WIDTH - 1
        written += own
        room -= len(own)
    return bytes(written + b"\r\n")
