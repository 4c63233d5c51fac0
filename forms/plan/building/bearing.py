"""Owners, deadlines and remarks of the rows, given to the items that bear them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from forms.plan.building import deadlines
from forms.plan.building.columns import Role
from forms.plan.building.drafts import leaves, walk
from forms.plan.building.owners import owners_of
from forms.plan.model import Deadline, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forms.plan.building.cells import Entry
    from forms.plan.building.drafts import Draft
    from forms.plan.building.table import Tree

_MOST: Final = 0.5


def bear(trees: Sequence[Tree]) -> None:
    """Give the items of tables that belong together what stands beside them.

    It belongs to the actions; but where the last column only tells how the items
    before it are done, numbering with their numbers, it belongs to these.
    """
    pairs = [pair for tree in trees for pair in _numbered(tree)]
    has_details = sum(_tells_of(*pair) for pair in pairs) > len(pairs) * _MOST
    for tree in trees:
        _Bearing(tree).give(has_details=has_details)


def _numbered(tree: Tree) -> Iterator[tuple[Draft, Draft]]:
    """Numbered items of the last column with the numbered ones that they are below."""
    for parent in walk(tree.top):
        if parent.column == tree.last - 1 and parent.ordinal:
            for child in parent.children:
                if child.column == tree.last and child.ordinal:
                    yield parent, child


def _tells_of(parent: Draft, child: Draft) -> bool:
    """Whether a number repeats the one above: 4 below 4, or 4.1."""
    if parent.ordinal is None or child.ordinal is None:
        return False
    return child.ordinal.text == parent.ordinal.text or child.ordinal.above[:1] == (
        parent.ordinal.number,
    )


class _Bearing:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._entries = tree.entries.entries
        self._roles = {column.role for column in tree.entries.columns}
        self._own_rows = self._upwards(lambda entry: entry.is_rest)
        self._owning = self._upwards(_inherits_owners)
        self._stating = self._upwards(
            lambda entry: Role.DEADLINE in entry.covered and not entry.deadline
        )

    def _upwards(self, goes_up: Callable[[Entry], bool]) -> list[int]:
        """For each row the one that holds for it: its own, or one above."""
        rows: list[int] = []
        for row, entry in enumerate(self._entries):
            rows.append(rows[-1] if row and goes_up(entry) else row)
        return rows

    def give(self, *, has_details: bool) -> None:
        for draft in list(self._bearers(has_details=has_details)):
            self._give_owners(draft)
            self._give_deadline(draft)
            draft.remarks = tuple(
                Remark(name=name, text=text) for name, text in self._own(draft).remarks
            )
            for detail in draft.children if has_details else ():
                self._compare(draft, detail)

    def _bearers(self, *, has_details: bool) -> Iterator[Draft]:
        if not has_details:
            return leaves(self._tree.top)
        return (
            draft
            for draft in walk(self._tree.top)
            if draft.column == self._tree.last - 1
            or (draft.column < self._tree.last and not draft.children)
        )

    def _compare(self, draft: Draft, detail: Draft) -> None:
        """A detail has an owner or deadline of its own only where it differs."""
        own, above = self._own(detail), self._own(draft)
        if own.owners and owners_of(own.owners) != owners_of(above.owners):
            self._give_owners(detail)
        stated = deadlines.stated(own.deadline)
        if own.deadline and stated != deadlines.stated(above.deadline):
            self._give_deadline(detail)
        else:
            detail.deadline = deadlines.in_text(detail.text)

    def _give_owners(self, draft: Draft) -> None:
        if Role.OWNERS not in self._roles:
            return
        own = self._own_rows[draft.row]
        entry = self._entries[own]
        if entry.has_lost and not entry.owners and self._ends_with(Role.OWNERS):
            self._tree.doubt(
                "owner-lost",
                "The owners of this row were lost when its cells were shifted; "
                "please look them up in the original.",
                draft,
            )
            return
        row = self._owning[own]
        found = owners_of(self._entries[row].owners)
        draft.owners, draft.excluded = found.names, found.excluded
        draft.owners_inherited = row != own and bool(found.names)
        for name in found.systems:
            self._tree.doubt(
                "owner-is-system",
                "“{name}” among the owners is the name of a system and no unit.",
                draft,
                name=name,
            )
        for name in found.doubtful:
            self._tree.doubt(
                "owner-doubtful",
                "“{name}” among the owners does not look like a unit.",
                draft,
                name=name,
            )

    def _own(self, draft: Draft) -> Entry:
        """The row that an item stands in, which may have begun on the page before."""
        return self._entries[self._own_rows[draft.row]]

    def _ends_with(self, role: Role) -> bool:
        return self._tree.entries.columns[-1].role is role

    def _give_deadline(self, draft: Draft) -> None:
        entry = self._entries[self._stating[self._own_rows[draft.row]]]
        stated = deadlines.stated(entry.deadline)
        if Role.DEADLINE in self._roles and not stated.text and entry.has_lost:
            self._tree.doubt(
                "deadline-lost",
                "The deadline of this row was lost when its cells were shifted; "
                "please look it up in the original.",
                draft,
            )
        if stated.text and stated.kind is None:
            self._tree.doubt(
                "deadline-unclear",
                "The deadline “{text}” was not understood.",
                draft,
                text=stated.text,
            )
        draft.deadline = self._decided(draft, stated)
        condition = deadlines.suspended_until(draft.text)
        if condition is not None:
            draft.deadline = replace(draft.deadline, suspended_until=condition)

    def _decided(self, draft: Draft, stated: Deadline) -> Deadline:
        """What the text says counts before what the column says."""
        said = deadlines.in_text(draft.text)
        if said is None and Role.DEADLINE not in self._roles:
            said = deadlines.hinted(draft.text)
        if said is None or (said.kind, said.min, said.max) == (
            stated.kind,
            stated.min,
            stated.max,
        ):
            return stated
        if stated.text is not None:
            self._tree.doubt(
                "deadline-clash",
                "The column says “{stated}”, the text says “{text}”; the text counts.",
                draft,
                stated=stated.text,
                text=said.text,
            )
        return replace(said, stated=stated.text)


def _inherits_owners(entry: Entry) -> bool:
    """Whether an empty cell of owners can belong to the row above."""
    may = Role.OWNERS in entry.covered or entry.levels[0] is None
    return may and not entry.owners
