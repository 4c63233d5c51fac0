"""What the columns of a table are, by their headings, places and contents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.plan.building import words
from forms.plan.building.deadlines import is_deadline
from forms.plan.building.ordinals import Shape, leading
from forms.plan.building.owners import are_owners
from forms.plan.building.pieces import goes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.reading.document import Cell, Row

_LONGEST_HEADING: Final = 16
_MOST: Final = 0.5
_LONG: Final = 24
_PART: Final = "（細項）"


class Role(StrEnum):
    """What a column holds."""

    LEVEL = "level"
    OWNERS = "owners"
    DEADLINE = "deadline"
    REMARK = "remark"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: Its heading; of the column to the left where that spans both.
        shape: How most of its cells are numbered.
        has_sentences: Its cells are running text that ends somewhere.
        is_sure: The heading is a known word, or the contents leave no doubt.
    """

    role: Role
    name: str
    shape: Shape | None = None
    has_sentences: bool = False
    is_long: bool = False
    is_sure: bool = True


def heading(cell: Cell) -> str:
    """A heading without the blanks that spread it over the column."""
    return "".join("".join(cell.lines).split())


def is_header(row: Row) -> bool:
    """Whether a row holds headings: short words, most of them known ones."""
    names = []
    for cell in row.cells:
        name = heading(cell)
        if len(name) > _LONGEST_HEADING or "。" in name or leading(name):
            return False
        if name:
            names.append(name)
    known = sum(_role_of(name) is not None for name in names)
    return len(names) > 1 and known > len(names) * _MOST


def is_known(cell: Cell) -> bool:
    """Whether a heading is one of the words that plans use."""
    return _role_of(heading(cell)) is not None


def columns_of(header: Row | None, rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table with these rows below its header."""
    width = max(_width(row) for row in (*rows, *([header] if header else ())))
    names = [heading(cell) for cell in header.cells[:width]] if header else []
    names += [""] * (width - len(names))
    found: list[Column] = []
    for position, name in enumerate(names):
        cells = [
            row.cells[position]
            for row in rows
            if position < len(row.cells) and row.cells[position].lines
        ]
        column = _column(name, cells)
        if not name and header and found and column.role is Role.LEVEL:
            column = replace(column, name=part_of(found[-1].name), is_sure=True)
        found.append(column)
    return tuple(found)


def assigned(columns: Sequence[Column], roles: Sequence[Role]) -> tuple[Column, ...]:
    """The columns with the roles that a person gave them, as far as they reach."""
    given = (
        replace(column, role=role, is_sure=True)
        for column, role in zip(columns, roles, strict=False)
    )
    return (*given, *columns[len(roles) :])


def part_of(name: str) -> str:
    """What a level is called that has no name, below one that has."""
    return name if not name or name.endswith(_PART) else f"{name}{_PART}"


def _width(row: Row) -> int:
    """How many cells there are up to the last one with text."""
    filled = (at for at, cell in enumerate(row.cells, start=1) if cell.lines)
    return max(filled, default=0)


def _role_of(name: str) -> Role | None:
    for role, known in (
        (Role.NUMBER, words.NUMBERS),
        (Role.OWNERS, words.OWNERS),
        (Role.DEADLINE, words.DEADLINES),
        (Role.REMARK, words.REMARKS),
        (Role.LEVEL, words.LEVELS),
    ):
        if known.match(name):
            return role
    return None


def _column(name: str, cells: Sequence[Cell]) -> Column:
    """Contents overrule a heading that says owners or deadline."""
    texts = [cell.text for cell in cells]
    by_name = _role_of(name)
    is_doubtful = by_name in (None, Role.OWNERS, Role.DEADLINE)
    by_contents = _role_by_contents(texts) if is_doubtful else None
    role = by_contents or by_name or Role.LEVEL
    shapes = Counter(
        found[0].shape for text in texts if (found := leading(text)) is not None
    )
    shape, most = shapes.most_common(1)[0] if shapes else (None, 0)
    finished = sum(not goes_on(text) for text in texts)
    return Column(
        role=role,
        name=name,
        shape=shape if texts and most >= len(texts) * _MOST else None,
        has_sentences=bool(texts) and finished >= len(texts) * _MOST,
        is_long=bool(texts) and sum(map(len, texts)) / len(texts) > _LONG,
        is_sure=by_name is role or (by_name is None and by_contents is role),
    )


def _role_by_contents(texts: Sequence[str]) -> Role | None:
    """What at least two thirds of the cells look like."""
    enough = max(2, len(texts) * 2 / 3)
    if sum(map(is_deadline, texts)) >= enough:
        return Role.DEADLINE
    if sum(map(are_owners, texts)) >= enough:
        return Role.OWNERS
    return None
