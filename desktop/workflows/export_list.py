"""What a list shows, as a sheet that others can open."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

_LONGEST_TITLE: Final = 31
_NOT_IN_TITLES: Final = str.maketrans(dict.fromkeys(r"[]:*?/\ ", "-"))
_NARROW: Final = 10
_WIDE: Final = 60


def as_sheet(
    title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> bytes:
    """An xlsx of one sheet; every cell is text, also one that begins like a formula."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title.translate(_NOT_IN_TITLES)[:_LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    lines = [tuple(headings), *map(tuple, rows)]
    for position, column in enumerate(zip(*lines, strict=True), start=1):
        width = max(map(_width, column))
        letter = get_column_letter(position)
        sheet.column_dimensions[letter].width = min(max(width + 2, _NARROW), _WIDE)
    for number, line in enumerate(lines):
        sheet.append(_cells(sheet, line, bold=not number))
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _cells(
    sheet: WriteOnlyWorksheet, texts: Sequence[str], *, bold: bool
) -> list[Cell]:
    cells = []
    for text in texts:
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", text))
        # A text that begins with "=" must not become a formula in whoever opens it.
        cell.data_type = "s"
        cell.font = Font(bold=bold)
        cells.append(cell)
    return cells


def _width(text: str) -> int:
    """In letters; a Han character takes the room of two."""
    return sum(2 if ord(character) > 0x2E80 else 1 for character in text)
