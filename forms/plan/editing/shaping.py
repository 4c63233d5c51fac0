"""Corrections of where rows begin and end, and of what stands below what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from forms.errors import UserError
from forms.plan.building.ordinals import leading
from forms.plan.building.pieces import joined
from forms.plan.editing.work import Aspect, LeftOut, Row, Work
from forms.plan.model import Deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.plan.model import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinPrevious:
    """Make a row the end of the one before it; what is below it goes along."""

    tag: ClassVar = "join"

    row: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        at = work.position(self.row)
        row = work.rows[at]
        before = work.rows[at - 1] if at else None
        if before is None or before.item.category != row.item.category:
            raise UserError("There is no row before this one to join it to.")
        below = work.rows[at + 1 : work.end(at)]
        moved = _levelled(below, before.level - row.level)
        rows = (
            *work.rows[: at - 1],
            _both(before, row),
            *moved,
            *work.rows[at + 1 + len(below) :],
        )
        return _pointing(work.with_rows(rows), {row.id: before.id})


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Begin a new row inside a row's words.

    Attributes:
        at: How many characters of the text stay.
    """

    tag: ClassVar = "split"

    row: str
    at: int

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        at = work.position(self.row)
        row = work.rows[at]
        first, second = row.item.text[: self.at], row.item.text[self.at :]
        if not first.strip() or not second.strip():
            raise UserError(
                "Put the cursor between two words of the text first; both rows need "
                "words."
            )
        found = leading(second.lstrip())
        ordinal, rest = (found[0].text, found[1]) if found else (None, second.strip())
        if not rest:
            raise UserError("Behind the number no words are left for a row.")
        kept = replace(row, item=replace(row.item, text=first.strip()))
        new = replace(
            row,
            item=replace(
                row.item,
                key=_new_id(work, row.id),
                ordinal=ordinal,
                text=rest,
                repeats=None,
                remarks=(),
            ),
            mended=row.mended - {Aspect.ORDINAL, Aspect.REPEATS},
        )
        return work.with_rows((*work.rows[:at], kept, new, *work.rows[at + 1 :]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Promote:
    """Lift a row one level, with all below it."""

    tag: ClassVar = "promote"

    row: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        at = work.position(self.row)
        if work.rows[at].level == 1:
            raise UserError("This row is at the top already.")
        return _relevelled(work, at, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Demote:
    """Put a row below the one before it, with all below it."""

    tag: ClassVar = "demote"

    row: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        at = work.position(self.row)
        if _sibling_before(work, at) is None:
            raise UserError("There is no row before this one that it could go below.")
        return _relevelled(work, at, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Change places with the row before or after on the same level."""

    tag: ClassVar = "move"

    row: str
    down: bool

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        at = work.position(self.row)
        first = at if self.down else _sibling_before(work, at)
        second = _sibling_after(work, at) if self.down else at
        if first is None or second is None:
            raise UserError("There is no row to change places with.")
        end = work.end(second)
        return work.with_rows(
            (
                *work.rows[:first],
                *work.rows[second:end],
                *work.rows[first:second],
                *work.rows[end:],
            )
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveOut:
    """Take a row out of the plan knowingly, with all below it; they stay listed."""

    tag: ClassVar = "leave-out"

    row: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        at = work.position(self.row)
        end = work.end(at)
        before = work.rows[at - 1].id if at else ""
        gone = LeftOut(rows=work.rows[at:end], after=before)
        # What stood after one of these stands after the row before them now.
        follow = {row.id: before for row in gone.rows}
        left = work.with_rows((*work.rows[:at], *work.rows[end:]))
        left = replace(left, left_out=_following(work.left_out, follow))
        return replace(left, left_out=(*left.left_out, gone))


@dataclass(frozen=True, slots=True, kw_only=True)
class BringBack:
    """Put rows that were left out where they stood."""

    tag: ClassVar = "bring-back"

    row: str

    def done_to(self, work: Work) -> Work:
        """The work after it."""
        gone = next((one for one in work.left_out if one.id == self.row), None)
        if gone is None:
            raise UserError("This row is no longer there.")
        at = _place_for(work, gone)
        before = work.rows[at - 1] if at else None
        first = gone.rows[0]
        deepest = 1
        if before is not None and before.item.category == first.item.category:
            deepest = before.level + 1
        rows = _levelled(gone.rows, min(0, deepest - first.level))
        left = tuple(one for one in work.left_out if one is not gone)
        back = work.with_rows((*work.rows[:at], *rows, *work.rows[at:]))
        return replace(back, left_out=left)


def _levelled(rows: Sequence[Row], by: int) -> tuple[Row, ...]:
    if not by:
        return tuple(rows)
    return tuple(
        replace(row, item=replace(row.item, level=row.level + by)) for row in rows
    )


def _relevelled(work: Work, at: int, by: int) -> Work:
    end = work.end(at)
    moved = _levelled(work.rows[at:end], by)
    return work.with_rows((*work.rows[:at], *moved, *work.rows[end:]))


def _sibling_before(work: Work, at: int) -> int | None:
    row = work.rows[at]
    for position in range(at - 1, -1, -1):
        other = work.rows[position]
        if other.item.category != row.item.category or other.level < row.level:
            return None
        if other.level == row.level:
            return position
    return None


def _sibling_after(work: Work, at: int) -> int | None:
    end = work.end(at)
    if end == len(work.rows):
        return None
    row, other = work.rows[at], work.rows[end]
    is_like = other.level == row.level and other.item.category == row.item.category
    return end if is_like else None


def _both(first: Row, second: Row) -> Row:
    """One row of two; what stands beside them has to agree."""
    one, other = first.item, second.item
    if len({one.deadline, other.deadline} - {Deadline()}) > 1:
        raise UserError(
            "The two rows have different deadlines; make them the same before you join "
            "them."
        )
    item = replace(
        one,
        text=joined(one.text, _written(other)),
        owners=tuple(dict.fromkeys((*one.owners, *other.owners))),
        excluded=tuple(dict.fromkeys((*one.excluded, *other.excluded))),
        owners_inherited=one.owners_inherited and other.owners_inherited,
        deadline=other.deadline if one.deadline == Deadline() else one.deadline,
        remarks=tuple(dict.fromkeys((*one.remarks, *other.remarks))),
    )
    return replace(first, item=item)


def _written(item: Item) -> str:
    """An item's words with its number before them."""
    ordinal = item.ordinal or ""
    if not ordinal or ordinal.endswith(")"):
        return f"{ordinal}{item.text}"
    return f"{ordinal}.{item.text}" if ordinal.isascii() else f"{ordinal}、{item.text}"


def _pointing(work: Work, moved: Mapping[str, str]) -> Work:
    """With every mention of some rows pointing to others."""
    rows = tuple(
        replace(row, item=replace(row.item, repeats=_other(row, moved)))
        if row.item.repeats in moved
        else row
        for row in work.rows
    )
    return replace(work, rows=rows, left_out=_following(work.left_out, moved))


def _other(row: Row, moved: Mapping[str, str]) -> str | None:
    other = moved[row.item.repeats or ""]
    return None if other == row.id else other


def _following(
    left_out: Iterable[LeftOut], moved: Mapping[str, str]
) -> tuple[LeftOut, ...]:
    return tuple(
        replace(one, after=moved.get(one.after, one.after)) for one in left_out
    )


def _place_for(work: Work, gone: LeftOut) -> int:
    """Behind the row that they stood behind, and all that is deeper than they are.

    The rows of a category stay together, whatever was moved in the meantime.
    """
    first = gone.rows[0]
    categories = [row.item.category for row in work.rows]
    at = work.positions.get(gone.after, -1) + 1
    if first.item.category not in categories:
        while 0 < at < len(categories) and categories[at] == categories[at - 1]:
            at += 1
        return at
    begin = categories.index(first.item.category)
    end = begin + categories.count(first.item.category)
    at = min(max(at, begin), end)
    while at < end and work.rows[at].level > first.level:
        at += 1
    return at


def _new_id(work: Work, id: str) -> str:
    """A name for a row that is cut off from another."""
    known = set(work.positions)
    known |= {row.id for gone in work.left_out for row in gone.rows}
    number = 1
    while f"{id}+{number}" in known:
        number += 1
    return f"{id}+{number}"
