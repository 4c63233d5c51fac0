"""An item of the tree while it is being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.plan.building.ordinals import Ordinal
from forms.plan.model import Deadline, Remark
from forms.plan.reading.document import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(slots=True, kw_only=True, eq=False)
class Draft:
    """A line of the tree that may still grow.

    Attributes:
        row: Of the table's rows, the one it begins in.
        column: Of the columns that are levels, from 0; -1 for a heading.
    """

    text: str
    place: Place
    ordinal: Ordinal | None = None
    row: int = 0
    column: int = -1
    children: list[Draft] = field(default_factory=list)
    owners: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    owners_inherited: bool = False
    deadline: Deadline | None = None
    remarks: tuple[Remark, ...] = ()


def walk(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """All of them and all below, parents before their children."""
    for draft in drafts:
        yield draft
        yield from walk(draft.children)


def leaves(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Those without any below them."""
    return (draft for draft in walk(drafts) if not draft.children)


def depth(drafts: Iterable[Draft]) -> int:
    """How many levels there are."""
    return max((1 + depth(draft.children) for draft in drafts), default=0)
