"""What becomes of the units' accounts: execution notes, which stay with the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from forms.checklist.execution import ACCOUNT, DONE_ON, PROOF, rows_of
from forms.checklist.judging import judge
from forms.checklist.model import Verdict
from forms.plan.execution import ExecutionNote, NoteKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from db.store import Store
    from desktop.workflows.plan_coverage import KeyHere
    from forms.checklist.model import Checklist, ExecutionOf, Trace
    from forms.sealed import SealedInspection


def sheet_in(checklists: Iterable[Checklist]) -> Checklist | None:
    """The execution sheet among a visit's checklists, if it has one."""
    return next((one for one in checklists if one.execution is not None), None)


def keep_accounts(store: Store, sealed: SealedInspection) -> None:
    """Keep the accounts of a sealed sheet as notes, with what the inspector found."""
    answers = {answer.item: answer for answer in sealed.answers}
    for sheet in filter(None, [sheet_in(sealed.checklists)]):
        accounts = {
            item.key: answer.attached
            for item, _ in rows_of(sheet)
            if (answer := answers.get(item.key)) is not None
            and (answer.given or answer.attached)
        }
        found = {
            item: judge(sheet, sheet.item(item), answers[item]).verdict
            for item in accounts
        }
        keep_notes(
            store,
            sheet,
            accounts,
            sealed.sealed_at,
            report=sealed.number,
            found=found,
        )


def keep_notes(
    store: Store,
    sheet: Checklist,
    accounts: Mapping[str, Mapping[str, str]],
    now: datetime,
    *,
    report: str = "",
    found: Mapping[str, Verdict | None] | None = None,
) -> None:
    """One account for each row and period: a later one takes an earlier one's place.

    What an inspector has judged stands until it is judged again.
    """
    there = _accounts(store, sheet)
    for item, trace in rows_of(sheet):
        if item.key not in accounts:
            continue
        attached = accounts[item.key]
        verdict = (found or {}).get(item.key)
        new = _note(sheet, trace, attached, store.ids.new(), now)
        known = there.get((new.item, new.unit))
        if known is not None and known.report and not report:
            continue
        if known is not None:  # where the sheet is silent, what was said is judged
            new = replace(new, id=known.id, proof=known.proof) if attached else known
        store.execution.save_note(
            replace(
                new,
                report=report,
                is_confirmed=None if verdict is None else verdict is Verdict.CONFORM,
            )
        )


def _note(
    sheet: Checklist,
    trace: Trace,
    attached: Mapping[str, str],
    new_id: str,
    now: datetime,
) -> ExecutionNote:
    if sheet.execution is None:
        raise ValueError(sheet.ref)
    day = attached.get(DONE_ON)
    return ExecutionNote(
        id=new_id,
        plan=trace.plan,
        version=trace.version,
        item=trace.item,
        unit=trace.unit,
        start=date.fromisoformat(sheet.execution.start),
        end=date.fromisoformat(sheet.execution.end),
        kind=NoteKind.ACCOUNT,
        text=attached.get(ACCOUNT, ""),
        at=now,
        on=date.fromisoformat(day) if day else None,
        reference=attached.get(PROOF, ""),
    )


def _accounts(
    store: Store, sheet: Checklist
) -> dict[tuple[str | None, str], ExecutionNote]:
    """The accounts of the sheet's period, by its plan's keys and by units."""
    of = sheet.execution
    if of is None:
        raise ValueError(sheet.ref)
    key_here = _keys_in(store, of)
    return {
        (key_here(note.version, note.item), note.unit): note
        for note in store.execution.notes(of.plan)
        if note.kind is NoteKind.ACCOUNT
        and (note.start.isoformat(), note.end.isoformat()) == (of.start, of.end)
    }


def _keys_in(store: Store, of: ExecutionOf) -> KeyHere:
    """How the sheet's version of the plan calls what another calls by some key."""
    # What compares plans is large, and no other visit's report needs it.
    from desktop.workflows.import_plan import known_plans
    from desktop.workflows.plan_coverage import keys_in

    for plan in known_plans(store):
        if (plan.code, plan.version) == (of.plan, of.version):
            return keys_in(plan, store)
    return _own_keys(of.version)


def _own_keys(version: str) -> KeyHere:
    """The same for a version that is not kept here: it knows no other."""

    def own(other: str, key: str) -> str | None:
        return key if other == version else None

    return own
