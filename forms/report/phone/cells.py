"""Sheets whose figures are formulas, whichever of the two file types they become.

A formula is kept with the value that we worked out ourselves: programs that do not
calculate show it, and those that do come to the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

_LETTERS: Final = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Cells that a formula speaks of, counted from 1; the last ones included.

    Attributes:
        sheet: The name of theirs.
    """

    sheet: str
    column: int
    row: int
    last_column: int
    last_row: int

    @property
    def is_cell(self) -> bool:
        """Whether it is but one."""
        return (self.column, self.row) == (self.last_column, self.last_row)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """A formula and its value.

    Attributes:
        template: With ``;`` between arguments, and ``{0}``, ``{1}`` … for `given`.
        given: Areas, and texts that are to stand in quotation marks.
        value: Empty text where nothing comes of it.
    """

    template: str
    given: tuple[Area | str, ...]
    value: Decimal | str


Value: TypeAlias = "str | int | Decimal | Formula | None"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet.

    Attributes:
        rows: All as long as there are columns.
        widths: Of the columns, in letters.
        heads: How many rows at the top are headings, and stay in sight.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...]
    heads: int = 1


def cell(sheet: str, column: int, row: int) -> Area:
    """One cell."""
    return Area(sheet=sheet, column=column, row=row, last_column=column, last_row=row)


def down(sheet: str, column: int, first: int, last: int) -> Area:
    """A part of a column."""
    return Area(
        sheet=sheet, column=column, row=first, last_column=column, last_row=last
    )


def across(sheet: str, row: int, first: int, last: int) -> Area:
    """A part of a row."""
    return Area(sheet=sheet, column=first, row=row, last_column=last, last_row=row)


def in_excel(formula: Formula, sheet: str) -> str:
    """The formula as an Excel workbook has it, in a cell of that sheet."""
    template = formula.template.replace(";", ",")
    return "=" + _filled(template, formula, lambda area: _excel_area(area, sheet))


def in_opendocument(formula: Formula, sheet: str) -> str:
    """The formula as OpenFormula, in a cell of that sheet."""
    return "of:=" + _filled(formula.template, formula, lambda area: _open(area, sheet))


def letters(column: int) -> str:
    """A, B … Z, AA …, of columns counted from 1."""
    text = ""
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        text = chr(ord("A") + rest) + text
    return text


def _filled(template: str, formula: Formula, area: Callable[[Area], str]) -> str:
    return template.format(
        *(area(one) if isinstance(one, Area) else _quoted(one) for one in formula.given)
    )


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _excel_area(area: Area, sheet: str) -> str:
    place = "" if area.sheet == sheet else f"'{area.sheet}'!"
    first, last = _corners(area, sheet)
    return place + (first if area.is_cell else f"{first}:{last}")


def _open(area: Area, sheet: str) -> str:
    place = "" if area.sheet == sheet else f"$'{area.sheet}'"
    first, last = _corners(area, sheet)
    return f"[{place}.{first}]" if area.is_cell else f"[{place}.{first}:.{last}]"


def _corners(area: Area, sheet: str) -> tuple[str, str]:
    """Both corners; a single cell of the same sheet moves along when it is copied."""
    fixed = "" if area.is_cell and area.sheet == sheet else "$"
    first, last = (
        f"{fixed}{letters(column)}{fixed}{row}"
        for column, row in (
            (area.column, area.row),
            (area.last_column, area.last_row),
        )
    )
    return first, last
