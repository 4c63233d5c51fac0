"""Answers, dates and people in the words that a report uses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.checklist.model import NOT_APPLICABLE, AnswerKind, InspectionKind, Verdict
from forms.inspection import Severity
from forms.roc import roc_date, roc_datetime, roc_period, roc_time, roc_year
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from forms.checklist.model import Attached, Checklist, Column, Item
    from forms.inspection import Answer, Inspection, Participant, Role
    from resources.texts import Texts

KINDS: Final[Mapping[InspectionKind, str]] = {
    InspectionKind.ROUTINE: later("Routine inspection"),
    InspectionKind.SCHEDULED: later("Scheduled inspection"),
    InspectionKind.UNANNOUNCED: later("Unannounced inspection"),
    InspectionKind.ANNUAL: later("Annual inspection"),
    InspectionKind.WALKAROUND: later("Walk-around inspection"),
    InspectionKind.MYSTERY_SHOPPER: later("Mystery-shopper inspection"),
    InspectionKind.GENERAL_CHECKUP: later("General check-up"),
    InspectionKind.INTERNAL_AUDIT: later("Internal audit"),
    InspectionKind.REINSPECTION: later("Reinspection"),
    InspectionKind.PHONE_TEST: later("Phone-courtesy test"),
}
SEVERITIES: Final[Mapping[Severity, str]] = {
    Severity.MINOR: later("Minor"),
    Severity.MAJOR: later("Major"),
    Severity.CRITICAL: later("Critical"),
}
VERDICTS: Final[Mapping[Verdict, str]] = {
    Verdict.CONFORM: later("Conforms"),
    Verdict.PARTLY: later("Partly conforms"),
    Verdict.ALTERNATIVE: later("Met by other means"),
    Verdict.NONCONFORM: later("Does not conform"),
}


def day(texts: Texts, when: date) -> str:
    """115年11月20日, or the ISO date in a report that is not in Chinese."""
    return roc_date(when) if texts.language == "zh-TW" else when.isoformat()


def moment(texts: Texts, when: datetime) -> str:
    """A day and the minute, in the moment's own time zone."""
    return roc_datetime(when) if texts.language == "zh-TW" else f"{when:%Y-%m-%d %H:%M}"


def time_of_day(texts: Texts, when: datetime) -> str:
    """The minute alone, in the moment's own time zone."""
    return roc_time(when) if texts.language == "zh-TW" else f"{when:%H:%M}"


def period(texts: Texts, start: datetime, end: datetime | None) -> str:
    """From when until when a visit took place."""
    if texts.language == "zh-TW":
        return f"民國{roc_period(start, end)}"
    if end is None:
        return f"{start:%Y-%m-%d %H:%M} –"
    same_day = start.date() == end.date()
    return f"{start:%Y-%m-%d %H:%M} – {end:{'%H:%M' if same_day else '%Y-%m-%d %H:%M'}}"


def year_of(texts: Texts, when: date) -> int:
    """The year as this language counts it."""
    return roc_year(when) if texts.language == "zh-TW" else when.year


def listed(texts: Texts, parts: Iterable[str]) -> str:
    """Several things one after the other."""
    return ("、" if texts.language == "zh-TW" else ", ").join(parts)


def people(texts: Texts, inspection: Inspection, role: Role) -> str:
    """All who took part in that role."""
    return listed(
        texts, (person_in_words(one) for one in inspection.people if one.role is role)
    )


def person_in_words(person: Participant) -> str:
    """Unit, title and name, as far as they are known."""
    return "　".join(part for part in (person.unit, person.title, person.name) if part)


def answer_in_words(
    texts: Texts, checklist: Checklist, item: Item, answer: Answer | None
) -> tuple[str, ...]:
    """What was answered, in lines of a narrow column; () where nothing was."""
    if answer is None or not answer.given:
        return ()
    if answer.value == NOT_APPLICABLE:
        return (texts("Not applicable"),)
    if answer.sample is not None:
        return tuple(
            texts(
                "{m} of {n} {unit}",
                n=answer.sample.n,
                m=answer.sample.m,
                unit=texts.of(item.unit),
            ).splitlines()
        )
    if answer.wait is not None:
        return (duration(texts, Decimal(answer.wait.seconds)),)
    return _value_in_words(texts, checklist, item, answer.value or "")


def _value_in_words(
    texts: Texts, checklist: Checklist, item: Item, value: str
) -> tuple[str, ...]:
    if item.kind is AnswerKind.LEVEL:
        labels = {level.key: level.label for level in checklist.levels(item)}
        return (texts.of(labels[value]),)
    if item.kind is AnswerKind.CHOICE:
        choices = {choice.key: choice.label for choice in item.choices}
        return (texts.of(choices[value]),)
    return (plain_value(texts, item.kind, value, texts.of(item.unit)),)


def plain_value(texts: Texts, kind: AnswerKind, value: str, unit: str = "") -> str:
    """A value that no list of answers names."""
    if kind is AnswerKind.YES_NO:
        return texts("Yes") if value == "yes" else texts("No")
    if kind is AnswerKind.DATE:
        return day(texts, date.fromisoformat(value))
    if kind is AnswerKind.NUMBER:
        return f"{value}{'' if texts.language == 'zh-TW' else ' '}{unit}".strip()
    return value


def labelled_values(
    texts: Texts, fields: Iterable[Attached | Column], values: Mapping[str, str]
) -> tuple[str, ...]:
    """``label：value`` for each field that has one, in the definition's order."""
    return tuple(
        texts(
            "{label}: {value}",
            label=texts.of(one.label),
            value=plain_value(texts, one.kind, values[one.key], texts.of(one.unit)),
        )
        for one in fields
        if values.get(one.key)
    )


def duration(texts: Texts, seconds: Decimal) -> str:
    """Minutes and seconds; parts of a second as they were measured."""
    minutes, rest = divmod(seconds, 60)
    seconds_left = f"{rest.normalize():f}"
    if not minutes:
        return texts("{seconds} s", seconds=seconds_left)
    return texts("{minutes} min {seconds} s", minutes=minutes, seconds=seconds_left)
