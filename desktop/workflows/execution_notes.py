"""Noting what a unit did for an item of a plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from forms.plan.building.dates import first_and_last
from forms.plan.execution import ExecutionNote, NoteKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from db.store import Store
    from forms.plan.model import Plan


def new_note(
    store: Store, plan: Plan, item: str, unit: str, now: datetime
) -> ExecutionNote:
    """What a note begins with: the part of this year that lies in the plan's period."""
    year = now.year
    start, end = first_and_last(plan.period)
    first, last = date(year, 1, 1), date(year, 12, 31)
    if start is not None and start.year == year:
        first = start
    if end is not None and end.year == year:
        last = end
    return ExecutionNote(
        id=store.ids.new(),
        plan=plan.code,
        version=plan.version,
        item=item,
        unit=unit,
        start=first,
        end=max(first, last),
        kind=NoteKind.ACCOUNT,
        text="",
        at=now,
    )


def keep_note(store: Store, note: ExecutionNote, files: Mapping[str, bytes]) -> None:
    """Keep a note, its proof first.

    Args:
        store: The profile.
        note: New, or as it shall be from now on.
        files: The bytes of proof that is not kept yet, by their SHA-256.
    """
    for proof in note.proof:
        if proof.sha256 in files:
            store.evidence.put(files[proof.sha256], proof.media_type)
    store.execution.save_note(note)
