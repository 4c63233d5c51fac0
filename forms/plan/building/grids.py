"""The document's tables as one grid for each header, whatever page breaks did."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Final

from forms.plan.building.columns import (
    Role,
    assigned,
    columns_of,
    heading,
    is_header,
    is_known,
)
from forms.plan.reading.document import Cell, Line, Place, Row, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.plan.building.columns import Column
    from forms.plan.reading.document import Document

_PAGE_NUMBER: Final = re.compile(
    r"^[\s\-–—.]*(?:第\s*)?\d{1,4}(?:\s*頁)?(?:[\s/／,，、共]*\d{1,4}(?:\s*頁)?)?[\s\-–—.]*$"
    "|^:{3,}.*$|^[-_=*─═]{3,}$"
)


@dataclass(kw_only=True)
class Grid:
    """A table, put together again from the pages that it was spread over.

    Attributes:
        block: Where in the document it begins.
        header: ``None`` where the table has none.
        roles: What a person says that its columns are, none for a table that is no
            part of the plan; ``None`` where nobody has said so.
    """

    block: int
    place: Place
    header: Row | None
    rows: list[Row] = field(default_factory=list)
    roles: tuple[Role, ...] | None = None

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """What its columns are; asked when all its rows are there."""
        columns = columns_of(self.header, self.rows)
        return assigned(columns, self.roles) if self.roles else columns

    def is_plan(self) -> bool:
        """Whether it can be a plan's: levels, and known headings or owners."""
        if not self.rows:
            return False
        if self.roles is not None:
            return Role.LEVEL in self.roles
        columns = self.columns
        roles = [column.role for column in columns]
        if Role.LEVEL not in roles:
            return False
        has_more = Role.OWNERS in roles or Role.DEADLINE in roles
        return has_more or (self.header is not None and all(c.is_sure for c in columns))


def is_noise(text: str) -> bool:
    """Page numbers and rules, which say nothing."""
    return bool(_PAGE_NUMBER.match(text))


def grids(
    document: Document, roles: Mapping[int, Sequence[Role]] | None = None
) -> list[Grid]:
    """The tables; one that begins without a header goes on with the one before.

    Args:
        document: What a reader made of the file.
        roles: What a person says that the columns are, by the table's number among
            those that are returned.
    """
    found: list[Grid] = []
    is_open = False
    for position, block in enumerate(document.blocks):
        if isinstance(block, Line):
            rest = (Cell(lines=(block.text,), place=block.place),)
            is_open = is_open and (is_noise(block.text) or _completes(found[-1], rest))
            continue
        for part in _parts(block, position):
            last = found[-1] if found and is_open else None
            if last is not None and _continues(last, part):
                last.rows += part.rows
            else:
                found.append(part)
            is_open = True
    for number, grid in enumerate(found):
        if roles and number in roles:
            grid.roles = tuple(roles[number])
    return found


def _parts(table: Table, block: int) -> Iterator[Grid]:
    """The table cut at its headers."""
    part: Grid | None = None
    for row in table.rows:
        if not any(cell.lines for cell in row.cells):
            continue
        if part is not None and _completes(part, row.cells):
            continue
        if is_header(row):
            if part is not None:
                yield part
            part = Grid(block=block, place=row.place, header=row)
        elif part is None:
            part = Grid(block=block, place=row.place, header=None, rows=[row])
        else:
            part.rows.append(row)
    if part is not None:
        yield part


def _completes(grid: Grid, cells: Sequence[Cell]) -> bool:
    """Whether cells are the rest of a header that was cut in the middle of a word.

    The grid's header is whole from then on.
    """
    if grid.header is None or grid.rows:
        return False
    *before, cut = grid.header.cells
    whole = replace(cut, lines=(*cut.lines, *cells[0].lines))
    row = replace(grid.header, cells=(*before, whole, *cells[1:]))
    if is_known(cut) or not is_known(whole) or not is_header(row):
        return False
    grid.header = row
    return True


def _continues(grid: Grid, part: Grid) -> bool:
    if part.header is None:
        return _width(part) <= _width(grid)
    return grid.header is not None and _names(grid.header) == _names(part.header)


def _width(grid: Grid) -> int:
    rows = [grid.header] if grid.header else grid.rows
    return max(len(row.cells) for row in rows)


def _names(header: Row) -> list[str]:
    names = [heading(cell) for cell in header.cells]
    while names and not names[-1]:
        names.pop()
    return names
