"""Inspecting the plan itself: the sheet, the units' accounts, what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.workflows.keep_accounts import keep_notes
from desktop.workflows.plan_coverage import keys_in, units_of
from desktop.workflows.start_inspection import plan_for, start_inspection
from forms.checklist.accounts import read_accounts, write_accounts
from forms.checklist.execution import ACCOUNT, DONE_ON, PROOF, execution_sheet, rows_of
from forms.checklist.model import InspectionKind
from forms.checklist.reading import fits
from forms.errors import UserError
from forms.inspection import Answer
from forms.plan.execution import NOTE_KINDS, NoteKind
from forms.report.said import day, listed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from db.store import Store
    from desktop.workflows.filling import Filling
    from forms.checklist.model import Checklist
    from forms.inspection import Inspection, Participant
    from forms.plan.execution import ExecutionNote
    from forms.plan.model import Plan
    from resources.texts import Texts

_NAMED: Final = 3
"""So many units are named; of more the first stands for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """What came of a workbook that a unit has filled in.

    Attributes:
        taken: How many accounts came in.
        replaced: How many of them took the place of another one.
        unknown: Numbers of rows in the workbook that are none of the sheet's.
    """

    taken: int
    replaced: int
    unknown: tuple[int, ...]


def rows_for(
    plan: Plan, items: Collection[str], units: Collection[str], store: Store | None
) -> tuple[tuple[str, str], ...]:
    """The rows of a sheet: each unit with every action that binds it.

    Args:
        plan: The plan.
        items: Keys of actions, or of items whose actions are meant.
        units: Names of units; one that is not bound by an action has no row for it.
        store: Knows the directory, if there is a profile.
    """
    bound = units_of(plan, store)
    actions = [
        action
        for action in plan.actions()
        if not {action.key, *(one.key for one in plan.path(action.key))}.isdisjoint(
            items
        )
    ]
    return tuple(
        (unit, action.key)
        for unit in units
        for action in actions
        if unit in bound.get(plan.owned(action.key).key, ())
    )


def start_execution_visit(
    store: Store,
    plan: Plan,
    rows: Sequence[tuple[str, str]],
    *,
    start: date,
    end: date,
    people: Sequence[Participant],
    now: datetime,
    texts: Texts,
) -> Inspection:
    """A draft with a sheet of its own, and with what the units have said already.

    Args:
        store: The profile.
        plan: The version of the plan that is inspected.
        rows: As `rows_for` gives them.
        start: The first day of the period that is accounted for.
        end: Its last day.
        people: Who takes part.
        now: When it begins.
        texts: The language in which units and activities are put into words.

    Raises:
        UserError: There is no row, or the period ends before it begins.
    """
    if not rows:
        raise UserError(
            "None of the chosen actions binds any of the chosen units; choose others."
        )
    if end < start:
        raise UserError("The period ends before it begins; correct one of the days.")
    names = tuple(dict.fromkeys(unit for unit, _ in rows))
    sheet = execution_sheet(
        plan, rows, code=f"PX-{store.ids.new()[-8:]}", start=start, end=end
    )
    with store.writing():
        inspection = start_inspection(
            store,
            kind=InspectionKind.ANNUAL,
            unit=_together(names, texts),
            place="",
            started=now,
            checklists=[sheet],
            people=people,
            plan=plan_for(plan, end),
        )
        known = _known(store, plan, sheet, texts)
        for item, attached in known.items():
            store.answers.save(
                inspection.id, Answer(item=item, attached=dict(attached), at=now)
            )
    return inspection


def hand_out(sheet: Checklist, filling: Filling, texts: Texts) -> bytes:
    """The workbook for the units to fill in, with what stands there already."""
    answers = {
        item.key: answer
        for item, _ in rows_of(sheet)
        if (answer := filling.answer(item.key)) is not None
    }
    return write_accounts(sheet, answers, texts)


def take_back(
    store: Store,
    filling: Filling,
    sheet: Checklist,
    data: bytes,
    file: str,
    now: datetime,
) -> TakenBack:
    """Take a filled-in workbook into the draft, as one step that can be undone.

    What the units say is kept as execution notes besides, and stays with the plan.

    Raises:
        UserError: It cannot be read, or belongs to another sheet.
    """
    accounts = read_accounts(data, file, sheet, now.date())
    replaced = sum(
        _differs(filling.answer(item), attached)
        for item, attached in accounts.by_item.items()
    )
    filling.take_accounts(
        accounts.by_item, lambda: keep_notes(store, sheet, accounts.by_item, now)
    )
    return TakenBack(
        taken=len(accounts.by_item), replaced=replaced, unknown=accounts.unknown
    )


def _together(units: Sequence[str], texts: Texts) -> str:
    if len(units) <= _NAMED:
        return listed(texts, units)
    return texts(
        "{unit} and others, {count} units in all", unit=units[0], count=len(units)
    )


def _differs(answer: Answer | None, attached: Mapping[str, str]) -> bool:
    there = answer.attached if answer else {}
    return any(there.get(key, value) != value for key, value in attached.items())


def _known(
    store: Store, plan: Plan, sheet: Checklist, texts: Texts
) -> dict[str, dict[str, str]]:
    """By item of the sheet what the unit has said of the period, in one account."""
    key_here = keys_in(plan, store)
    notes: dict[tuple[str, str], list[ExecutionNote]] = {}
    for note in store.execution.notes(plan.code):
        key = key_here(note.version, note.item)
        if key is not None and _overlaps(note, sheet):
            notes.setdefault((key, note.unit), []).append(note)
    return {
        item.key: _account(notes[trace.item, trace.unit], texts)
        for item, trace in rows_of(sheet)
        if (trace.item, trace.unit) in notes
    }


def _overlaps(note: ExecutionNote, sheet: Checklist) -> bool:
    period = sheet.execution
    return period is not None and (
        note.start.isoformat() <= period.end and note.end.isoformat() >= period.start
    )


def _account(notes: Sequence[ExecutionNote], texts: Texts) -> dict[str, str]:
    said = {
        ACCOUNT: _latest([_in_words(note, texts) for note in notes], "\n"),
        DONE_ON: max((note.on.isoformat() for note in notes if note.on), default=""),
        PROOF: _latest(list(_proof(notes)), "、"),
    }
    return {key: text for key, text in said.items() if text}


def _latest(said: Sequence[str], between: str) -> str:
    """As much as one field can hold; the notes themselves stay with the plan."""
    first = 0
    while not fits(text := between.join(said[first:])):
        first += 1
    return text


def _in_words(note: ExecutionNote, texts: Texts) -> str:
    if note.kind is NoteKind.ACCOUNT:
        return note.text
    return texts(
        "{kind} {day}: {text}",
        kind=texts(NOTE_KINDS[note.kind]),
        day=day(texts, note.counted_on),
        text=note.text,
    )


def _proof(notes: Iterable[ExecutionNote]) -> Iterator[str]:
    for note in notes:
        if note.reference:
            yield note.reference
        for one in note.proof:
            yield one.name
