"""Sheets as an Excel workbook."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from forms.report.plans.sheets import lines_of
from forms.report.sheet_text import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from forms.report.plans.sheets import Sheet, Value

_PLAIN: Final = Font(name="標楷體", size=12)
_BOLD: Final = Font(name="標楷體", size=12, bold=True)
_LEADING: Final = 16.5
_TALLEST: Final = 409
"""Points that a row can have."""

_STILL_READ: Final = 200
"""Letters that can stand side by side on a page; wider sheets take several."""

_LONGEST: Final = 32_767
"""Characters in a cell."""

_RULE: Final = Side(style="thin", color="FF4A5561")
_RULED: Final = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_HEAD: Final = PatternFill("solid", fgColor="FFECF2F5")
_ALIGNED: Final = Alignment(vertical="top", wrap_text=True)


def as_xlsx(sheets: Iterable[Sheet], *, title: str) -> bytes:
    """The workbook; a text never becomes a formula, whatever it begins with."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = cleaned(title)
    workbook.properties.creator = "Zoucha"
    for sheet in sheets:
        _write(workbook.create_sheet(sheet.name), sheet)
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write(page: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            cell = page.cell(number + 1, column + 1)
            _fill(cell, value)
            is_bold = number < sheet.heads or number in sheet.bold
            cell.font = _BOLD if is_bold else _PLAIN
            cell.alignment = _ALIGNED
            if sheet.heads:
                cell.border = _RULED
            if number < sheet.heads:
                cell.fill = _HEAD
    # Not every program measures by itself what rows with merged cells need.
    for number, lines in enumerate(lines_of(sheet), start=1):
        page.row_dimensions[number].height = min(lines * _LEADING + 4, _TALLEST)
    for position, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[get_column_letter(position)].width = width
    for one in sheet.merged:
        page.merge_cells(
            start_row=one.row + 1,
            start_column=one.column + 1,
            end_row=one.row + one.rows,
            end_column=one.column + one.columns,
        )
    _prepare_printing(page, sheet)


def _fill(cell: Cell | MergedCell, value: Value) -> None:
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = cleaned(value)[:_LONGEST]
        # A text that begins with "=" must not become a formula in whoever opens it.
        cell.data_type = "s"


def _prepare_printing(page: Worksheet, sheet: Sheet) -> None:
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape" if sheet.heads else "portrait"
    if sum(sheet.widths) <= _STILL_READ:
        page.page_setup.fitToHeight = 0
        page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if sheet.heads:
        page.freeze_panes = f"{get_column_letter(sheet.sides + 1)}{sheet.heads + 1}"
        page.print_title_rows = f"1:{sheet.heads}"
    if sheet.sides:
        page.print_title_cols = f"A:{get_column_letter(sheet.sides)}"
