"""Sheets of a spreadsheet, whichever of the two file types they become."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from forms.report.plans.text import Line
from forms.report.sheet_text import named

if TYPE_CHECKING:
    from forms.report.plans.text import PlanText

Value: TypeAlias = "str | int"

_HAN_WIDTH: Final = 2.25
_CHARACTERS: Final = 96
"""How many letters wide a sheet is that is read like a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """Cells that are one, from its upper left one; counted from 0."""

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        name: As other programs allow names of sheets.
        rows: All as long as there are columns.
        widths: Of the columns, in letters.
        heads: How many rows at the top are headings, and stay in sight.
        sides: How many columns at the left stay in sight.
        bold: Further rows that are set bold, counted from 0.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...]
    heads: int = 1
    sides: int = 0
    bold: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()


def plan_sheets(
    text: PlanText, *, lines_name: str, table_name: str
) -> tuple[Sheet, ...]:
    """The plan's lines on one sheet, and each of its tables on one of its own."""
    lines = [line for line in text.parts if isinstance(line, Line)]
    said = [text.title, *filter(None, [text.agency]), *text.issued]
    bold = {0} | {len(said) + n for n, line in enumerate(lines) if line.is_heading}
    sheets = [
        Sheet(
            name=named(lines_name),
            rows=tuple((one,) for one in (*said, *(line.text for line in lines))),
            widths=(_CHARACTERS,),
            heads=0,
            bold=frozenset(bold),
        )
    ]
    trees = [part for part in text.parts if not isinstance(part, Line)]
    for number, tree in enumerate(trees, start=1):
        title = f"{number} {tree.title}" if tree.title else table_name
        sheets.append(
            Sheet(
                name=named(title),
                rows=(
                    tree.heads,
                    *(tuple(cell.text for cell in row) for row in tree.rows),
                ),
                widths=tuple(round(share * 1.4 * _CHARACTERS) for share in tree.shares),
                merged=tuple(
                    Merged(row=r, column=c, rows=cell.rows, columns=cell.columns)
                    for r, row in enumerate(tree.rows, start=1)
                    for c, cell in enumerate(row)
                    if cell.rows > 1 or cell.columns > 1
                ),
            )
        )
    return tuple(sheets)


def lines_of(sheet: Sheet) -> list[int]:
    """How many lines each row needs; what spans several is shared out among them."""
    spans = {(one.row, one.column): one for one in sheet.merged}
    lines = [1] * len(sheet.rows)
    spanning: list[tuple[int, int, int]] = []
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            one = spans.get((number, column))
            columns, rows = (one.columns, one.rows) if one else (1, 1)
            room = sum(sheet.widths[column : column + columns])
            needed = sum(
                math.ceil(_letters(line) / room) or 1 for line in str(value).split("\n")
            )
            if rows == 1:
                lines[number] = max(lines[number], needed)
            else:
                spanning.append((rows, number, needed))
    for rows, number, needed in sorted(spanning):
        missing = needed - sum(lines[number : number + rows])
        if missing > 0:
            for at in range(number, number + rows):
                lines[at] += math.ceil(missing / rows)
    return lines


def _letters(text: str) -> float:
    """How wide a line is; a Han character takes the room of two letters and a bit."""
    return sum(_HAN_WIDTH if ord(character) > 0x2E80 else 1 for character in text)
