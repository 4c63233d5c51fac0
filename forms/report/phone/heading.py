"""The head of a round's report: the round, its plan, its calls and its scale."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from forms.inspection import Role
from forms.phone.call import CallState
from forms.report.phone.words import REACHED, days_said, hours_said, short_day
from forms.report.said import day, listed, people, period
from forms.report.visit import Labelled
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.phone.record import PhoneRecord
    from forms.phone.timetable import Timetable
    from forms.sealed import SealedInspection
    from resources.texts import Texts

_FEW_UNITS: Final = 6

FORM: Final = later("Telephone-courtesy test record")
"""What the report of a round is called."""


def header(
    sealed: SealedInspection, record: PhoneRecord, texts: Texts
) -> tuple[Labelled, ...]:
    """Pairs that stand side by side; the last one has a row of its own."""
    visit = sealed.inspection
    number = texts(
        "{number}  version {version}", number=sealed.number, version=visit.version
    )
    return tuple(
        Labelled(label=label, text=text)
        for label, text in (
            (texts("Record number"), number),
            (texts("Round"), record.round.definition.title),
            (texts("Units tested"), units_said(record, texts)),
            (texts("Number of calls"), calls_said(record, texts)),
            (texts("Calls made in"), period(texts, visit.started, visit.ended)),
            (texts("Inspected by"), people(texts, visit, Role.INSPECTOR)),
            (texts("Days and hours agreed"), _agreed(record, texts)),
            (texts("Testers"), _testers(record, texts)),
            (texts("Under the plan"), _basis(sealed, record, texts)),
        )
    )


def round_lines(record: PhoneRecord, texts: Texts) -> tuple[Labelled, ...]:
    """What stands above results that are no signed report."""
    return (
        *outside_lines(record, texts),
        Labelled(label=texts("Testers"), text=_testers(record, texts)),
    )


def outside_lines(record: PhoneRecord, texts: Texts) -> tuple[Labelled, ...]:
    """As `round_lines`, and nobody is named."""
    return (
        Labelled(label=texts("Days and hours agreed"), text=_agreed(record, texts)),
        Labelled(label=texts("Units tested"), text=units_said(record, texts)),
        Labelled(label=texts("Number of calls"), text=calls_said(record, texts)),
    )


def about(record: PhoneRecord, texts: Texts) -> tuple[Labelled, ...]:
    """The scale: what it is, where it comes from, and what of it is our own."""
    scale = record.scale
    return tuple(
        Labelled(label=label, text=text)
        for label, text in (
            (
                texts("Scale"),
                f"{texts.of(scale.title)}　{scale.ref}\n{texts.of(scale.intro)}",
            ),
            (texts("Its source"), texts.of(scale.source)),
            (texts("Set by this agency"), texts.of(scale.own_part)),
        )
        if text
    )


def units_said(record: PhoneRecord, texts: Texts) -> str:
    """Which units, or how many where there is no room to name them."""
    units = record.round.definition.units
    if len(units) <= _FEW_UNITS:
        return listed(texts, units)
    return texts("{count} units", count=len(units))


def calls_said(record: PhoneRecord, texts: Texts) -> str:
    """How many calls were scored, and what became of the others."""
    states = Counter(one.state for one in record.calls)
    finished = [one for one in record.calls if one.state is CallState.FINISHED]
    return listed(
        texts,
        (
            texts(message, count=count)
            for message, count, always in (
                (later("{count} made"), states[CallState.FINISHED], True),
                (later("{count} replaced"), states[CallState.WITHDRAWN], True),
                (
                    later("{count} did not reach the unit"),
                    sum(one.outcome not in REACHED for one in finished),
                    True,
                ),
                (
                    later("{count} not scored"),
                    sum(one.marks is None for one in finished),
                    False,
                ),
            )
            if count or always
        ),
    )


def timetable_said(timetable: Timetable, texts: Texts) -> str:
    """From when until when, and at which hours of which days."""
    return texts(
        "{first} to {last}, {days}, {hours}",
        first=day(texts, timetable.first),
        last=day(texts, timetable.last),
        days=days_said(texts, timetable.days),
        hours=listed(texts, map(hours_said, timetable.windows)),
    )


def _agreed(record: PhoneRecord, texts: Texts) -> str:
    return timetable_said(record.round.definition.timetable, texts)


def _testers(record: PhoneRecord, texts: Texts) -> str:
    """Those who made calls, each with how many."""
    definition = record.round.definition
    made = Counter(
        one.call.tester for one in record.calls if one.state is CallState.FINISHED
    )
    return listed(
        texts,
        (
            texts(
                "{name} ({count} calls)",
                name="　".join(filter(None, (tester.unit, tester.name))),
                count=made[tester.key],
            )
            for tester in definition.testers
            if made[tester.key]
        ),
    )


def _basis(sealed: SealedInspection, record: PhoneRecord, texts: Texts) -> str:
    """The plan, the place in it and its sentence, and how often it asks for a round."""
    return "　".join(_of_plan(sealed, record, texts))


def _of_plan(
    sealed: SealedInspection, record: PhoneRecord, texts: Texts
) -> Iterator[str]:
    plan = sealed.inspection.plan
    definition = record.round.definition
    if plan is not None:
        remarks = [plan.document_number] if plan.document_number else []
        if plan.carried_over_to is not None:
            remarks.append(
                texts("carried over to year {year}", year=plan.carried_over_to)
            )
        yield (
            texts("{title} ({remarks})", title=plan.title, remarks="，".join(remarks))
            if remarks
            else plan.title
        )
    if record.demand is not None:
        yield texts(
            "{place} “{text}”", place=record.demand.place, text=record.demand.text
        )
    elif definition.duty is not None:
        yield texts("Item {number}", number=definition.duty.item)
    if definition.frequency is not None and definition.frequency.text:
        yield definition.frequency.text


def earlier_said(record: PhoneRecord, texts: Texts) -> str:
    """Which round the changes are against; empty if none."""
    earlier = record.earlier
    if earlier is None:
        return ""
    return texts(
        "Changes are against {title} ({number}, {day}).",
        title=earlier.title,
        number=earlier.number,
        day=short_day(texts, earlier.on),
    )
