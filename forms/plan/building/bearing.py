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
    from collections.abc import Iterator, Sequence

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

    def give(self, *, has_details: bool) -> None:
        for draft in list(self._bearers(has_details=has_details)):
            self._give_owners(draft)
            self._give_deadline(draft)
            draft.remarks = tuple(
                Remark(name=name, text=text)
                for name, text in self._entries[draft.row].remarks
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
        own, above = self._entries[detail.row], self._entries[draft.row]
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
        row = draft.row
        entry = self._entries[row]
        if entry.has_lost and not entry.owners and self._ends_with(Role.OWNERS):
            self._tree.doubt(
                "owner-lost",
                "The owners of this row were lost when its cells were shifted; "
                "please look them up in the original.",
                draft,
            )
            return
        while row and not self._entries[row].owners and self._may_inherit(row):
            row -= 1
        found = owners_of(self._entries[row].owners)
        draft.owners, draft.excluded = found.names, found.excluded
        draft.owners_inherited = row != draft.row and bool(found.names)
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

    def _ends_with(self, role: Role) -> bool:
        return self._tree.entries.columns[-1].role is role

    def _may_inherit(self, row: int) -> bool:
        """Whether an empty cell of owners can belong to the row above."""
        entry = self._entries[row]
        return Role.OWNERS in entry.covered or entry.levels[0] is None

    def _give_deadline(self, draft: Draft) -> None:
        entry = self._stating(draft.row)
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
        draft.deadline = replace(
            self._decided(draft, stated),
            suspended_until=deadlines.suspended_until(draft.text),
        )

    def _stating(self, row: int) -> Entry:
        """The row whose deadline holds for a row: its own, or a merged cell's."""
        entry = self._entries[row]
        while row and Role.DEADLINE in entry.covered and not entry.deadline:
            row -= 1
            entry = self._entries[row]
        return entry

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
