"""Corrections of a plan that was read, one at a time.

Each is a value with a tag, so that a draft keeps them in their order; what they do to
a `Work` they do without changing it.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import msgspec

from forms.errors import UserError
from forms.plan.editing.saying import (
    AssignColumns,
    NameLevel,
    SetDeadline,
    SetFacts,
    SetOrdinal,
    SetOwners,
    SetRepeats,
    SetText,
    TakeAsRight,
)
from forms.plan.editing.shaping import (
    BringBack,
    Demote,
    JoinPrevious,
    LeaveOut,
    Move,
    Promote,
    Split,
)
from forms.plan.editing.work import Work, work_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from forms.plan.building.columns import Role
    from forms.plan.editing.read import ReadPlan

_EDIT: Final = "edit"


Edit: TypeAlias = (
    AssignColumns
    | NameLevel
    | SetFacts
    | SetText
    | SetOrdinal
    | SetOwners
    | SetDeadline
    | SetRepeats
    | JoinPrevious
    | Split
    | Promote
    | Demote
    | Move
    | LeaveOut
    | BringBack
    | TakeAsRight
)
_KINDS: Final[Mapping[str, type[Edit]]] = {
    kind.tag: kind
    for kind in (
        AssignColumns,
        NameLevel,
        SetFacts,
        SetText,
        SetOrdinal,
        SetOwners,
        SetDeadline,
        SetRepeats,
        JoinPrevious,
        Split,
        Promote,
        Demote,
        Move,
        LeaveOut,
        BringBack,
        TakeAsRight,
    )
}


def apply(work: Work, edit: Edit) -> Work:
    """The work after an edit.

    Raises:
        UserError: It cannot be done to what is there.
    """
    return edit.done_to(work)


def replay(read: ReadPlan, edits: Iterable[Edit]) -> tuple[Work, tuple[Edit, ...]]:
    """The work after edits, and those among them whose rows are no more.

    Args:
        read: The document, read with the columns that the edits assign.
        edits: In the order they were made.
    """
    work = work_of(read)
    unfit: list[Edit] = []
    for edit in edits:
        try:
            work = apply(work, edit)
        except UserError:
            unfit.append(edit)
    return work, tuple(unfit)


def roles_of(edits: Iterable[Edit]) -> dict[int, tuple[Role, ...]]:
    """What the edits say that columns are, by table; the last word counts."""
    return {e.table: e.roles for e in edits if isinstance(e, AssignColumns)}


def encode_edit(edit: Edit) -> str:
    """As JSON; `decode_edit` gives it back."""
    body = {_EDIT: edit.tag, **msgspec.to_builtins(edit)}
    return msgspec.json.encode(body).decode()


def decode_edit(text: str) -> Edit:
    """What `encode_edit` wrote.

    Raises:
        msgspec.ValidationError: It is no edit that is known.
    """
    body = msgspec.json.decode(text, type=dict[str, Any])
    kind = _KINDS.get(body.pop(_EDIT, ""))
    if kind is None or not set(body) <= {one.name for one in fields(kind)}:
        raise msgspec.ValidationError("no known edit")
    return msgspec.convert(body, kind)
