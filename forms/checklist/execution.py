"""計畫執行情形查核表: a checklist made of a plan, one item for each action and unit.

Each item says what the plan demands in its own words. Beside the inspector's answer
stands the unit's account of what it did, when, and what proves it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from forms.checklist.model import (
    AnswerKind,
    Attached,
    Checklist,
    Demand,
    ExecutionOf,
    Grade,
    InspectionKind,
    Item,
    Level,
    Section,
    Trace,
    Verdict,
)
from forms.roc import roc_date
from resources.texts import LANGUAGES, Texts, later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from forms.checklist.model import Text
    from forms.plan.model import Plan

ACCOUNT: Final = "account"
"""Attached: 辦理情形, in the unit's words."""

DONE_ON: Final = "done-on"
"""Attached: the day it was done; empty where it goes on all the time."""

PROOF: Final = "proof"
"""Attached: 佐證資料, by document number or place."""

_SCALE: Final = "execution"
_LEVELS: Final = (
    ("done", later("Carried out"), "1", Verdict.CONFORM),
    ("partly", later("Partly carried out"), "0.5", Verdict.PARTLY),
    ("not-done", later("Not carried out"), "0", Verdict.NONCONFORM),
)
_GRADES: Final = (
    ("excellent", later("Excellent"), "90"),
    ("good", later("Good"), "80"),
    ("fair", later("Fair"), "70"),
    ("marginal", later("Marginal"), "60"),
    ("failing", later("Failing"), "0"),
)
_CLOSING: Final = (
    ("strengths", later("Strengths")),
    ("shortcomings", later("Shortcomings")),
    ("recommendations", later("Recommendations")),
)


def execution_sheet(
    plan: Plan,
    rows: Sequence[tuple[str, str]],
    *,
    code: str,
    start: date,
    end: date,
) -> Checklist:
    """The sheet for a choice of a plan's items and units.

    Args:
        plan: The version of the plan that is inspected.
        rows: Units with keys of items, at least one; a unit's rows stand together.
        code: Of the sheet, which no other has.
        start: The first day of the period that is accounted for.
        end: Its last day.
    """
    numbered = list(enumerate(rows, start=1))
    sections = tuple(
        Section(
            key=f"{code}-u{position}",
            title=dict.fromkeys(LANGUAGES, unit),
            items=tuple(
                _item(plan, key, unit, f"{code}-{number}") for number, (_, key) in group
            ),
        )
        for position, (unit, group) in enumerate(
            groupby(numbered, key=lambda row: row[1][0]), start=1
        )
    )
    return Checklist(
        code=code,
        version=1,
        title=_both(TITLE),
        intro={
            language: _said(
                language,
                _INTRO,
                title=plan.title,
                start=_day(language, start),
                end=_day(language, end),
            )
            for language in LANGUAGES
        },
        kinds=(InspectionKind.ANNUAL, InspectionKind.SCHEDULED),
        scales={
            _SCALE: tuple(
                Level(key=key, label=_both(label), share=share, verdict=verdict)
                for key, label, share, verdict in _LEVELS
            )
        },
        grades=tuple(
            Grade(key=key, label=_both(label), at_least=least)
            for key, label, least in _GRADES
        ),
        law_version="",
        sections=(*sections, _closing(code)),
        execution=ExecutionOf(
            plan=plan.code,
            version=plan.version,
            start=start.isoformat(),
            end=end.isoformat(),
        ),
    )


TITLE: Final = later("Plan execution sheet")
_INTRO: Final = later(
    "{title}, {start} to {end}. The unit says what it did and what proves it; the "
    "inspector judges that."
)


def rows_of(sheet: Checklist) -> Iterator[tuple[Item, Trace]]:
    """Each row of an execution sheet with the place of the plan it asks for."""
    for item in sheet.items():
        if item.traces:
            yield item, item.traces[0]


def unit_of(item: Item) -> str:
    """The unit that a row is about; empty for what is about the whole visit."""
    return next((trace.unit for trace in item.traces if trace.unit), "")


def _item(plan: Plan, key: str, unit: str, item_key: str) -> Item:
    action = plan.item(key)
    return Item(
        key=item_key,
        text=dict.fromkeys(LANGUAGES, action.text),
        kind=AnswerKind.LEVEL,
        guidance=_guidance(plan, key),
        scale=_SCALE,
        attached=(
            Attached(
                key=ACCOUNT,
                label=_both(later("Account of what was done")),
                kind=AnswerKind.TEXT,
                long=True,
            ),
            Attached(key=DONE_ON, label=_both(later("Done on")), kind=AnswerKind.DATE),
            Attached(
                key=PROOF,
                label=_both(later("Proof")),
                kind=AnswerKind.TEXT,
                long=True,
            ),
        ),
        note=Demand.SHORT,
        traces=(
            Trace(
                plan=plan.code,
                version=plan.version,
                item=key,
                citation=plan.label(key),
                unit=unit,
            ),
        ),
        own=True,
    )


def _guidance(plan: Plan, key: str) -> Text:
    """Where it stands, below what, and until when it is to be done."""
    line = (*plan.path(key), plan.item(key))
    due = next((one.deadline.text for one in reversed(line) if one.deadline.text), "")
    above = " › ".join(one.text for one in line[:-1])
    return {
        language: "\n".join(
            filter(
                None,
                (
                    _said(language, later("Plan {place}"), place=plan.label(key)),
                    above,
                    due and _said(language, later("Deadline: {due}"), due=due),
                ),
            )
        )
        for language in LANGUAGES
    }


def _closing(code: str) -> Section:
    return Section(
        key=f"{code}-closing",
        title=_both(later("Overall remarks")),
        items=tuple(
            Item(
                key=f"{code}-{key}",
                text=_both(label),
                kind=AnswerKind.TEXT,
                required=False,
            )
            for key, label in _CLOSING
        ),
    )


def _both(message: str) -> Text:
    return {language: Texts(language)(message) for language in LANGUAGES}


def _day(language: str, day: date) -> str:
    return roc_date(day) if language == "zh-TW" else day.isoformat()


def _said(language: str, message: str, **fields: object) -> str:
    return Texts(language)(message, **fields)
