"""Sheets with formulas as an Excel workbook.

openpyxl writes formulas without their values, which would leave them blank in every
program that shows a workbook and does not calculate: a preview, a protected view. The
values are put in behind it.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.properties import CalcProperties
from openpyxl.worksheet.properties import PageSetupProperties

from forms.report.phone.cells import Formula, in_excel, letters
from forms.report.sheet_text import cleaned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from forms.report.phone.cells import Sheet, Value

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_FONT: Final = "標楷體"
_SIZE: Final = 12
_LONGEST: Final = 32_767
"""Characters in a cell."""

_RULE: Final = Side(style="thin", color="FF4A5561")
_RULED: Final = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_HEAD: Final = PatternFill("solid", fgColor="FFECF2F5")
_WORKED_OUT: Final = PatternFill("solid", fgColor="FFF6F8F9")
_ALIGNED: Final = Alignment(vertical="top", wrap_text=True)


def as_xlsx(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """The workbook; a text never becomes a formula, whatever it begins with."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    workbook.properties.title = cleaned(title)
    workbook.properties.creator = "Zoucha"
    # Whoever can calculate does so once more.
    workbook.calculation = CalcProperties(fullCalcOnLoad=True)
    for sheet in sheets:
        _write(workbook.create_sheet(sheet.name), sheet)
    written = io.BytesIO()
    workbook.save(written)
    return _with_values(written.getvalue(), sheets)


def _write(page: Worksheet, sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = page.cell(number, column)
            _fill(cell, value, sheet.name)
            cell.font = Font(name=_FONT, size=_SIZE, bold=number <= sheet.heads)
            cell.alignment = _ALIGNED
            cell.border = _RULED
            if number <= sheet.heads:
                cell.fill = _HEAD
            elif isinstance(value, Formula):
                cell.fill = _WORKED_OUT
    for position, width in enumerate(sheet.widths, start=1):
        page.column_dimensions[letters(position)].width = width
    page.freeze_panes = f"A{sheet.heads + 1}"
    page.print_title_rows = f"1:{sheet.heads}"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _fill(cell: Cell | MergedCell, value: Value, sheet: str) -> None:
    if isinstance(value, Formula):
        cell.value = in_excel(value, sheet)
    elif isinstance(value, str):
        if value:
            cell.value = cleaned(value)[:_LONGEST]
            # A text that begins with "=" must not become a formula.
            cell.data_type = "s"
    else:
        cell.value = value


def _with_values(workbook: bytes, sheets: Sequence[Sheet]) -> bytes:
    """The same file with the value of each formula behind it."""
    values = {
        f"xl/worksheets/sheet{number}.xml": {
            f"{letters(column)}{row}": value.value
            for row, line in enumerate(sheet.rows, start=1)
            for column, value in enumerate(line, start=1)
            if isinstance(value, Formula)
        }
        for number, sheet in enumerate(sheets, start=1)
    }
    written = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as source,
        zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for info in source.infolist():
            part = source.read(info)
            if info.filename in values:
                part = _filled_in(part, values[info.filename])
            target.writestr(info, part, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def _filled_in(part: bytes, values: Mapping[str, Decimal | str]) -> bytes:
    root = etree.fromstring(part, etree.XMLParser(resolve_entities=False))
    for cell in root.iter(f"{_MAIN}c"):
        value = values.get(cell.get("r", ""))
        if value is None:
            continue
        if isinstance(value, str):
            cell.set("t", "str")
        for place in cell.findall(f"{_MAIN}v"):
            cell.remove(place)
        etree.SubElement(cell, f"{_MAIN}v").text = (
            value if isinstance(value, str) else f"{value:f}"
        )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
