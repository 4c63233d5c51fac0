"""The tree that the rows of a table make."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forms.plan.building.cells import Entries, entries_of
from forms.plan.building.columns import part_of
from forms.plan.building.doubts import Doubt
from forms.plan.building.drafts import Draft, depth
from forms.plan.building.ordinals import leading
from forms.plan.building.pieces import pieces

if TYPE_CHECKING:
    from forms.plan.building.cells import Entry, Whole
    from forms.plan.building.columns import Column
    from forms.plan.building.grids import Grid
    from forms.plan.building.pieces import Piece


@dataclass(kw_only=True)
class Tree:
    """The items of a table, still without owners and deadlines.

    Attributes:
        names: Of its levels, top first.
        last: The last column among those that are levels.
    """

    entries: Entries
    top: list[Draft] = field(default_factory=list)
    names: tuple[str, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The last column among those that are levels, from 0."""
        return len(self.entries.levels) - 1

    def doubt(
        self, code: str, message: str, about: Draft | None = None, **fields: object
    ) -> None:
        """Note a doubt about an item, at its place."""
        place = about.place if about else None
        self.doubts.append(
            Doubt(code=code, message=message, fields=fields, about=about, place=place)
        )


def tree_of(grid: Grid, columns: tuple[Column, ...]) -> Tree:
    """The items of a grid whose columns are known."""
    return _Growing(entries_of(grid, columns)).grown()


class _Growing:
    def __init__(self, entries: Entries) -> None:
        self._entries = entries
        self._tree = Tree(entries=entries, doubts=list(entries.doubts))
        self._last = self._tree.last
        self._open: list[Draft | None] = [None] * len(entries.levels)
        self._is_numbered = len(entries.levels) > 1 and all(
            column.shape is not None for column in entries.levels
        )
        self._is_introduced = self._last > 0 and _is_introduced(entries, self._last)

    def grown(self) -> Tree:
        for column in self._entries.columns:
            if column.name and not column.is_sure:
                self._tree.doubt(
                    "column-guessed",
                    "The column {name} was taken for what its cells look like; "
                    "please check.",
                    name=column.name,
                )
        for entry in self._entries.entries:
            if self._stands_outside(entry):
                self._add_whole_row(entry)
                continue
            for level, whole in enumerate(entry.levels):
                if whole is not None:
                    self._add(level, whole)
        self._tree.names = self._names()
        return self._tree

    def _stands_outside(self, entry: Entry) -> bool:
        """A row without any number, in a table whose columns all are numbered."""
        return self._is_numbered and all(
            whole is not None and leading(whole.lines[0].text) is None
            for whole in entry.levels
        )

    def _add_whole_row(self, entry: Entry) -> None:
        cells = [whole for whole in entry.levels if whole is not None]
        draft = Draft(
            text="\n".join(line.text for whole in cells for line in whole.lines),
            place=entry.place,
            row=entry.number,
            column=0,
        )
        self._tree.top.append(draft)
        self._open = [draft, *[None] * self._last]
        self._tree.doubt(
            "unnumbered-row",
            "This row has no numbers although the table is numbered; it was taken "
            "for one item.",
            draft,
        )

    def _add(self, column: int, whole: Whole) -> None:
        """The items of a cell, below what is open to its left."""
        above = next((d for d in reversed(self._open[:column]) if d is not None), None)
        if column and self._open[column - 1] is None:
            self._tree.doubts.append(
                Doubt(
                    code="missing-level",
                    message="The cell to the left of this one is empty although "
                    "something new begins above it.",
                    place=whole.lines[0].place,
                )
            )
        siblings = above.children if above is not None else self._tree.top
        found = pieces(whole.lines)
        lead = found[0] if found[0].ordinal is None and not found[0].lost else None
        top: Draft | None = None
        if lead and above is not None and column == self._last and self._is_introduced:
            above.text = f"{above.text}\n{lead.text}"
            top = self._grow(found[1:], siblings, column)
        elif lead:
            top = self._draft(lead, column)
            siblings.append(top)
            self._grow(found[1:], top.children, column)
        else:
            top = self._grow(found, siblings, column)
        self._open[column:] = [top, *[None] * (self._last - column)]

    def _grow(
        self, found: list[Piece], siblings: list[Draft], column: int
    ) -> Draft | None:
        """Hang the pieces below one another; the last one at the top."""
        line: list[Draft] = []
        for piece in found:
            draft = self._draft(piece, column)
            del line[piece.depth :]
            (line[-1].children if line else siblings).append(draft)
            line.append(draft)
        return line[0] if line else None

    def _draft(self, piece: Piece, column: int) -> Draft:
        draft = Draft(
            ordinal=piece.ordinal,
            text=piece.text,
            place=piece.place,
            row=piece.row,
            column=column,
        )
        if piece.lost:
            self._tree.doubt(
                "lost-ordinal", "The number in the brackets is lost.", draft
            )
        if piece.ordinal and not piece.ordinal.marked:
            self._tree.doubt(
                "unmarked-ordinal",
                "{ordinal} was taken for a number although no mark stands behind it.",
                draft,
                ordinal=piece.ordinal.text,
            )
        return draft

    def _names(self) -> tuple[str, ...]:
        names = [column.name for column in self._entries.levels]
        for _ in range(depth(self._tree.top) - len(names)):
            names.append(part_of(names[-1]))
        return tuple(names)


def _is_introduced(entries: Entries, column: int) -> bool:
    """Whether the cells of a column begin with a sentence and not with a number."""
    has_several = False
    for entry in entries.entries:
        whole = entry.levels[column]
        if whole is None:
            continue
        found = pieces(whole.lines)
        if found[0].ordinal is not None or found[0].lost:
            return False
        has_several |= len(found) > 1
    return has_several
