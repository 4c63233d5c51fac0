"""The finding that an answer makes by itself, until somebody works on it.

Whatever does not conform is a finding. The program makes it together with the answer,
lets its text follow the note, and takes it back with the answer; but only as long as
it is, word for word, what the program would make.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from forms.checklist.execution import unit_of
from forms.checklist.judging import judge
from forms.checklist.model import Verdict
from forms.inspection import Finding
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from desktop.workflows.filled import Filled
    from forms.inspection import Answer, Inspection


def own_finding(
    filled: Filled, item: str, answer: Answer | None, *, days: int, id: str, number: int
) -> Finding:
    """What the program says that the item falls short of.

    Args:
        filled: The visit.
        item: The item's key.
        answer: Its note is the text; without one the item's own words are.
        days: Working days to put it right.
        id: The finding's id.
        number: The finding's number.
    """
    _, found = filled.items[item]
    note = answer.note.strip() if answer else ""
    return Finding(
        id=id,
        number=number,
        text=note or found.text["zh-TW"],
        item=item,
        responsible_unit=unit_of(found) or filled.inspection.unit,
        due=due_in(filled.inspection, days),
    )


def is_own(filled: Filled, finding: Finding, days: int) -> bool:
    """Whether the program made it and nobody has worked on it since."""
    item = finding.item
    if item is None or item not in filled.items:
        return False
    answer = filled.draft.answers.get(item)
    return (
        not_conforming(filled, item, answer)
        and not filled.photos(None, finding.id)
        and finding
        == own_finding(
            filled, item, answer, days=days, id=finding.id, number=finding.number
        )
    )


def after_answer(
    filled: Filled,
    item: str,
    answer: Answer | None,
    *,
    days: int,
    new_id: Callable[[], str],
) -> dict[str, Finding | None]:
    """What a new answer to the item does to the visit's findings."""
    there = filled.findings(item)
    own = next((one for one in there if is_own(filled, one, days)), None)
    if not not_conforming(filled, item, answer):
        return without(filled, {own.id}) if own else {}
    if own is not None:
        text = own_finding(
            filled, item, answer, days=days, id=own.id, number=own.number
        )
        return {own.id: text}
    if there or not_conforming(filled, item, filled.draft.answers.get(item)):
        return {}
    number = next_number(filled)
    made = own_finding(filled, item, answer, days=days, id=new_id(), number=number)
    return {made.id: made}


def without(filled: Filled, gone: set[str]) -> dict[str, Finding | None]:
    """The findings without some of them; those behind move up."""
    left = [one for one in filled.findings(None) if one.id not in gone]
    return {
        **dict.fromkeys(gone),
        **{one.id: replace(one, number=to) for to, one in enumerate(left, start=1)},
    }


def next_number(filled: Filled) -> int:
    """The number of the visit's next finding."""
    return 1 + max((one.number for one in filled.findings(None)), default=0)


def not_conforming(filled: Filled, item: str, answer: Answer | None) -> bool:
    """Whether the answer says that the item does not conform at all."""
    checklist, found = filled.items[item]
    return judge(checklist, found, answer).verdict is Verdict.NONCONFORM


def due_in(inspection: Inspection, days: int) -> date:
    """The end of so many working days, counted from the visit."""
    return WorkCalendar().after_working(inspection.started.date(), days)
