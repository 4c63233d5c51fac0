"""Plans written as documents of every file type, and where the four real ones lie."""

from __future__ import annotations

import io
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape

import docx
import openpyxl
import pytest
from odfdo import Cell as OdfCell
from odfdo import Document as OdfDocument
from odfdo import Paragraph as OdfParagraph
from odfdo import Row as OdfRow
from odfdo import Style as OdfStyle
from odfdo import Table as OdfTable
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from forms.plan.building.build import build_plan
from forms.plan.reading.markup import paragraphs
from forms.plan.reading.read import read_document
from forms.typesetting.fonts import register
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from forms.plan.building.build import Imported
    from forms.plan.model import Plan

REAL: Final = (
    "chiayi-vehicle-station-106",
    "coast-guard-107",
    "kaohsiung-marine-bureau-113",
    "maritime-port-bureau-109",
)
_FOLDER: Final = Path(__file__).parents[4] / "shared" / "plans"
ENGLISH: Final = Texts("en")
_RULED: Final = "Ruled"

Rows = list[list[str]]
Part = str | Rows


def real_text(code: str) -> str:
    """The text of a real plan; the test is skipped where it is not at hand."""
    file = _FOLDER / f"{code}.txt"
    if not file.exists():
        pytest.skip("the real plans are not part of the program and are not here")
    return file.read_text(encoding="utf-8")


def imported(data: bytes | str, file: str = "plan.txt") -> Imported:
    if isinstance(data, str):
        data = data.encode()
    return build_plan(read_document(data, file), ENGLISH, file=file, code="plan")


def plan_of(data: bytes | str, file: str = "plan.txt") -> Plan:
    return imported(data, file).plan


def parts(text: str) -> Iterator[Part]:
    """Lines, and tables as far as they reach without a line in between."""
    rows: Rows = []
    for line in text.splitlines():
        if "\t" in line:
            rows.append(line.split("\t"))
        elif line.strip():
            if rows:
                yield rows
                rows = []
            yield line
    if rows:
        yield rows


def as_odt(content: Sequence[Part]) -> bytes:
    document = OdfDocument("text")
    document.body.clear()
    document.insert_style(_ruled(), automatic=True)
    for number, part in enumerate(content):
        if isinstance(part, str):
            document.body.append(OdfParagraph(part))
        else:
            document.body.append(_odf_table(part, f"表{number}"))
    return _saved(document)


def as_ods(content: Sequence[Part]) -> bytes:
    document = OdfDocument("spreadsheet")
    document.body.clear()
    document.insert_style(_ruled(), automatic=True)
    for name, rows in _sheets(content):
        document.body.append(_odf_table(rows, name))
    return _saved(document)


def as_xlsx(content: Sequence[Part]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in _sheets(content):
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    workbook.save(file)
    return file.getvalue()


def as_docx(content: Sequence[Part]) -> bytes:
    document = docx.Document()
    for part in content:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(rows=len(part), cols=max(map(len, part)))
        for cells, row in zip(table._tbl.tr_lst, part, strict=True):
            for cell, text in zip(cells.tc_lst, row, strict=False):
                cell.p_lst[0].add_r().text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def as_pdf(content: Sequence[Part]) -> bytes:
    """With ruled tables that run over pages and repeat their headers."""
    register()
    flow: list[object] = []
    for part in content:
        if isinstance(part, str):
            flow.append(Paragraph(escape(part), _STYLE))
            continue
        for width, rows in groupby(part, key=len):
            flow += [_pdf_table(list(rows), _WIDTHS[width]), Spacer(1, 12)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=A4, leftMargin=40, rightMargin=40).build(flow)
    return file.getvalue()


_STYLE: Final = ParagraphStyle(
    "plan", fontName="Sans", fontSize=10, leading=13, wordWrap="CJK"
)
_WIDTHS: Final = {
    2: (80, 300),
    4: (90, 120, 220, 80),
    5: (80, 90, 170, 60, 60),
    6: (55, 60, 70, 180, 80, 60),
}


def _pdf_table(rows: Rows, widths: Sequence[int]) -> Table:
    header = ["".join(cell.split()) for cell in rows[0]]
    again = (row for row in rows[1:] if ["".join(c.split()) for c in row] != header)
    cells = [
        [[Paragraph(escape(line), _STYLE) for line in paragraphs(c)] for c in row]
        for row in (rows[0], *again)
    ]
    ruled = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, "black")])
    return Table(cells, colWidths=widths, repeatRows=1, style=ruled)


WRITERS: Final[dict[str, Callable[[Sequence[Part]], bytes]]] = {
    "odt": as_odt,
    "ods": as_ods,
    "xlsx": as_xlsx,
    "docx": as_docx,
}


def _sheets(content: Sequence[Part]) -> Iterator[tuple[str, Rows]]:
    """One sheet for each table, with the lines that stand before it."""
    lines: Rows = []
    number = 0
    for part in content:
        if isinstance(part, str):
            lines.append([part])
            continue
        number += 1
        yield f"表{number}", [*lines, *part]
        lines = []
    if lines:
        yield "其他", lines


def _ruled() -> OdfStyle:
    """What draws a line around each cell, as tables in official documents have."""
    return OdfStyle(
        "table-cell",
        name=_RULED,
        area="table-cell",
        border="0.5pt solid #000000",
        padding="1mm",
    )


def _odf_table(rows: Rows, name: str) -> OdfTable:
    table = OdfTable(name)
    for row in rows:
        written = OdfRow()
        for text in row:
            cell = OdfCell(style=_RULED)
            for line in text.splitlines() or [""]:
                cell.append(OdfParagraph(line))
            written.append(cell)
        table.append(written)
    return table


def _saved(document: OdfDocument) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
