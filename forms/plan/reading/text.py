"""Plain text: prose, tab-separated tables and box drawing, in several encodings."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.plan.reading import boxes
from forms.plan.reading.document import Cell, Document, Line, Place, Row, Table
from forms.plan.reading.limits import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_LINES,
    Tally,
    refuse_large,
)
from forms.plan.reading.markup import paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.reading.document import Block

MAX_BYTES: Final = 4 * MAX_CHARACTERS

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = {*range(9), 14, 15, *range(16, 27), *range(28, 32)}


def read_text(data: bytes, file: str) -> Document:
    """The document of a text file.

    Raises:
        UserError: It is no text, or too long for a plan.
    """
    if len(data) > MAX_BYTES:
        raise refuse_large(file)
    text = decoded(data, file).replace("\f", "\n")
    if len(text) > MAX_CHARACTERS or text.count("\n") > MAX_LINES:
        raise refuse_large(file)
    lines = text.splitlines()
    tally = Tally(file)
    for line in lines:
        tally.text(line)
    return Document(blocks=tuple(_blocks(lines, file, tally)))


def decoded(data: bytes, file: str) -> str:
    """The text of bytes in UTF-8, UTF-16 or Big5.

    Raises:
        UserError: They are none of these.
    """
    encodings = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in encodings or _likely(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not any(ord(character) in _CONTROLS for character in text[:10_000]):
            return text
    raise UserError(
        "{file} is neither a text nor a document that can be read; save it as .odt, "
        ".docx, .ods, .xlsx, .pdf or .txt.",
        file=file,
    )


def _likely(data: bytes) -> tuple[str, ...]:
    """Encodings to try; Chinese in UTF-16 has its blanks and digits beside zeros."""
    start = data[:4096]
    if b"\0" in start:
        odd, even = start[1::2].count(0), start[::2].count(0)
        return ("utf-16-le",) if odd >= even else ("utf-16-be",)
    return ("utf-8", "cp950", "big5hkscs")


def _blocks(lines: Sequence[str], file: str, tally: Tally) -> Iterator[Block]:
    """Lines and tables in their order; blank lines do not end a table."""
    tables = 0
    position = 0
    while position < len(lines):
        end = boxes.end_of_box(lines, position)
        if end > position:
            tables += 1
            yield boxes.box(lines, position, end, tables)
            position = end
        elif "\t" in lines[position]:
            end = _end_of_table(lines, position)
            tables += 1
            yield _table(lines, position, end, tables, file, tally)
            position = end
        else:
            for text in paragraphs(lines[position]):
                yield Line(text=text, place=Place(line=position + 1))
            position += 1


def _end_of_table(lines: Sequence[str], start: int) -> int:
    """The line after the last one with a tab, over nothing but blank lines."""
    end = start
    for position in range(start, len(lines)):
        if "\t" in lines[position]:
            end = position + 1
        elif lines[position].strip():
            break
    return end


def _table(
    lines: Sequence[str], start: int, end: int, number: int, file: str, tally: Tally
) -> Table:
    rows: list[Row] = []
    for position in range(start, end):
        if not lines[position].strip():
            continue
        texts = lines[position].split("\t")
        if len(texts) > MAX_COLUMNS:
            raise refuse_large(file)
        place = Place(line=position + 1, table=number, row=len(rows) + 1)
        tally.row(len(texts))
        rows.append(Row(cells=tuple(_cells(texts, place)), place=place))
    return Table(rows=tuple(rows), place=Place(line=start + 1, table=number))


def _cells(texts: Sequence[str], place: Place) -> Iterator[Cell]:
    for column, text in enumerate(texts, start=1):
        yield Cell(
            lines=paragraphs(_unquoted(text)),
            place=Place(
                line=place.line, table=place.table, row=place.row, column=column
            ),
        )


def _unquoted(text: str) -> str:
    """The field without the quotation marks that spreadsheets put around it."""
    text = text.strip(" \r")
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        return text[1:-1].replace('""', '"')
    return text
