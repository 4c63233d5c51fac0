"""Excel workbooks (.xlsx)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.plan.reading.document import Cell, Document, Place, Row, Table
from forms.plan.reading.limits import MAX_ROWS, refuse_large
from forms.plan.reading.markup import paragraphs
from forms.plan.reading.odf import split_lines
from forms.workbook import open_workbook, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.workbook import Workbook

    from forms.plan.reading.document import Block


def read_workbook(data: bytes, file: str) -> Document:
    """The document of a workbook, one table a sheet.

    Raises:
        UserError: It is damaged, or larger than any plan.
    """
    workbook = open_workbook(data, file)
    try:
        return Document(blocks=tuple(_blocks(workbook, file)))
    finally:
        workbook.close()


def _blocks(workbook: Workbook, file: str) -> Iterator[Block]:
    read = 0
    for number, sheet in enumerate(workbook.sheetnames, start=1):
        found = []
        for position, texts in enumerate(rows(workbook, sheet, file), start=1):
            if not any(texts):
                continue
            read += 1
            if read > MAX_ROWS:
                raise refuse_large(file)
            cells = tuple(
                Cell(
                    lines=paragraphs(text),
                    place=Place(sheet=sheet, table=number, row=position, column=column),
                )
                for column, text in enumerate(texts, start=1)
            )
            place = Place(sheet=sheet, table=number, row=position)
            found.append(Row(cells=cells, place=place))
        if found:
            place = Place(sheet=sheet, table=number)
            yield from split_lines(Table(rows=tuple(found), place=place))
