"""A table's rows with every cell in its column and put together again."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from forms.plan.building.columns import Column, Role
from forms.plan.building.deadlines import is_deadline
from forms.plan.building.doubts import Doubt
from forms.plan.building.ordinals import leading
from forms.plan.building.owners import unwrapped
from forms.plan.building.pieces import Runs, Written, goes_on, joined, pieces
from forms.plan.building.shifts import align
from forms.plan.reading.document import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.building.grids import Grid
    from forms.plan.reading.document import Cell


@dataclass(kw_only=True)
class Whole:
    """A cell with all that page breaks cut off from it."""

    lines: list[Written] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(line.text for line in self.lines)

    def add(self, lines: Sequence[Written]) -> None:
        """Go on in the middle of the last line."""
        self.lines[-1] = replace(self.lines[-1], wrapped=True)
        self.lines += lines


@dataclass(kw_only=True)
class Entry:
    """A row of the table.

    Attributes:
        levels: The cells that begin in it, by column among the levels.
        owners: As they stand, over all columns of owners.
        has_lost: All its cells were moved, and one may have been lost.
        covered: The roles of its empty cells that belong to a merged one above.
    """

    number: int
    place: Place
    levels: list[Whole | None]
    owners: str = ""
    deadline: str = ""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    has_lost: bool = False
    covered: frozenset[Role] = frozenset()

    @property
    def begins(self) -> bool:
        """Whether a cell of an item begins in it."""
        return self.levels.count(None) < len(self.levels)

    @property
    def is_rest(self) -> bool:
        """Whether all of it was given to the row above."""
        return not self.begins and not self.owners and not self.deadline


@dataclass(kw_only=True)
class Entries:
    """The rows of a grid, and what was doubtful about them.

    Attributes:
        counted: The level, from 0, that a column of numbers counts.
        repeated: The levels, from 0, whose cells are told again in each row.
    """

    columns: tuple[Column, ...]
    entries: list[Entry] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    counted: int = 0
    repeated: set[int] = field(default_factory=set)

    @cached_property
    def levels(self) -> list[Column]:
        """The columns that are levels."""
        return [column for column in self.columns if column.role is Role.LEVEL]


def entries_of(grid: Grid, columns: tuple[Column, ...]) -> Entries:
    """The grid's rows, cells in their columns, halves joined."""
    found = Entries(columns=columns, counted=_counted(grid, columns))
    open_cells: list[Whole | None] = [None] * len(found.levels)
    for number, row in enumerate(grid.rows):
        aligned = align(row.cells, columns)
        entry = Entry(
            number=number,
            place=row.place,
            levels=[None] * len(open_cells),
            has_lost=aligned.is_whole,
            covered=_covered(row.cells, columns),
        )
        if aligned.is_moved:
            found.doubts.append(_shifted(row.place, tied=aligned.tied))
        _fill(entry, aligned.cells, found, open_cells)
        if number and _is_cut(entry, grid.rows[number - 1].place):
            entry.covered |= {Role.OWNERS, Role.DEADLINE}
        found.entries.append(entry)
    return found


def _is_cut(entry: Entry, before: Place) -> bool:
    """Whether a page's end cut its row between two items of the last column."""
    *above, last = entry.levels
    return (
        entry.place.page != before.page
        and last is not None
        and not any(above)
        and not entry.owners
        and not entry.deadline
    )


def _counted(grid: Grid, columns: Sequence[Column]) -> int:
    """The deepest level that has a cell in about as many rows as the numbers."""
    if all(column.role is not Role.NUMBER for column in columns):
        return 0
    filled = [
        sum(at < len(row.cells) and bool(row.cells[at].lines) for row in grid.rows)
        for at in range(len(columns))
    ]
    numbers = [filled[i] for i, c in enumerate(columns) if c.role is Role.NUMBER]
    levels = [filled[i] for i, c in enumerate(columns) if c.role is Role.LEVEL]
    if not levels:
        return 0
    return min(
        reversed(range(len(levels))), key=lambda level: abs(levels[level] - numbers[0])
    )


def _fill(
    entry: Entry,
    cells: Sequence[Cell | None],
    found: Entries,
    open_cells: list[Whole | None],
) -> None:
    level, number = -1, ""
    before = found.entries[-1] if found.entries else None
    owners: list[str] = []
    deadlines: list[str] = []
    for cell, column in zip(cells, found.columns, strict=False):
        if column.role is Role.LEVEL:
            level += 1
        if cell is None:
            continue
        match column.role:
            case Role.LEVEL:
                lines = _lines(
                    cell, entry.number, number if level == found.counted else ""
                )
                _place(entry, level, lines, found, open_cells)
            case Role.NUMBER:
                number = cell.text
            case Role.OWNERS:
                lines_of = unwrapped if cell.wrapped else "\n".join
                owners.append(lines_of(cell.lines))
            case Role.DEADLINE:
                deadlines.append(cell.text)
            case Role.REMARK:
                entry.remarks.append((column.name, "\n".join(cell.lines)))
    entry.owners, entry.deadline = "\n".join(owners), "\n".join(deadlines)
    if before is not None and not entry.begins:
        _join_rest(before, entry)


def _lines(cell: Cell, row: int, number: str) -> list[Written]:
    lines = [
        Written(text=text, place=cell.place, wrapped=cell.wrapped, row=row)
        for text in cell.lines
    ]
    if cell.wrapped:
        lines[-1] = replace(lines[-1], wrapped=False)
    if number and leading(lines[0].text) is None:
        mark = "" if leading(f"{number}{lines[0].text}") else "."
        lines[0] = replace(lines[0], text=f"{number.strip()}{mark} {lines[0].text}")
    return lines


def _place(
    entry: Entry,
    level: int,
    lines: list[Written],
    found: Entries,
    open_cells: list[Whole | None],
) -> None:
    """Begin a new cell, or go on with the one above."""
    above = open_cells[level]
    if above is not None and _is_rest(entry, level, lines, above, found):
        above.add(lines)
        found.doubts.append(
            Doubt(
                code="joined-cell",
                message="This goes on with what was cut off above; it was joined.",
                place=lines[0].place,
            )
        )
        return
    if above is not None and level < len(open_cells) - 1 and _says_same(above, lines):
        if level not in found.repeated:
            found.repeated.add(level)
            found.doubts.append(
                Doubt(
                    code="repeated-cell",
                    message="Cells of this column say the same in row after row; they "
                    "were taken for one item.",
                    place=lines[0].place,
                )
            )
        return
    whole = Whole(lines=lines)
    entry.levels[level] = open_cells[level] = whole
    open_cells[level + 1 :] = [None] * (len(open_cells) - level - 1)


def _says_same(above: Whole, lines: Sequence[Written]) -> bool:
    return [line.text for line in above.lines] == [line.text for line in lines]


def _is_rest(
    entry: Entry, level: int, lines: list[Written], above: Whole, found: Entries
) -> bool:
    """Whether a cell is the second half of one that a page break cut."""
    if Role.LEVEL in entry.covered or any(entry.levels[:level]):
        return False
    column = found.levels[level]
    first = leading(lines[0].text)
    if first is not None:
        if first[0].shape is column.shape:
            return False
        runs = Runs()
        pieces(above.lines, runs)
        return runs.follows_inside(first[0])
    runs_on = column.shape is not None or column.has_sentences
    return runs_on and goes_on(above.lines[-1].text)


def _join_rest(before: Entry, entry: Entry) -> None:
    """Give what is left of a cut row to the row above."""
    if entry.owners:
        before.owners = unwrapped([*before.owners.splitlines(), entry.owners])
        entry.owners = ""
    if entry.deadline and not is_deadline(before.deadline):
        before.deadline = joined(before.deadline, entry.deadline)
        entry.deadline = ""
    before.remarks += entry.remarks
    entry.remarks = []


def _covered(cells: Sequence[Cell], columns: Sequence[Column]) -> frozenset[Role]:
    return frozenset(
        [c.role for cell, c in zip(cells, columns, strict=False) if cell.covered]
    )


def _shifted(place: Place, *, tied: bool) -> Doubt:
    if tied:
        return Doubt(
            code="shifted-row",
            message="The cells of this row stand beside their columns; where they "
            "belong is not certain.",
            place=place,
        )
    return Doubt(
        code="shifted-row",
        message="The cells of this row stood beside their columns; they were put "
        "where they belong.",
        place=place,
    )
