"""OpenDocument: texts (.odt) and spreadsheets (.ods)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.plan.reading.archive import Archive, children
from forms.plan.reading.document import Cell, Document, Line, Place, Row, Table
from forms.plan.reading.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    Tally,
    refuse_broken,
    refuse_large,
)
from forms.plan.reading.markup import paragraphs
from forms.plan.reading.numbering import (
    CAPITALS,
    CHINESE,
    Counter,
    Level,
    circled,
    stem,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lxml.etree import _Element

    from forms.plan.reading.document import Block

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

_PARAGRAPHS: Final = (f"{_TEXT}p", f"{_TEXT}h")
_CELLS: Final = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROWS_IN: Final = (
    f"{_TABLE}table-header-rows",
    f"{_TABLE}table-rows",
    f"{_TABLE}table-row-group",
)
_ASIDE: Final = frozenset(
    {
        f"{_TEXT}note",
        f"{_TEXT}tracked-changes",
        f"{_TEXT}table-of-content",
        f"{_OFFICE}annotation",
    }
)
_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "1": str,
    "１, ２, ３, ...": str,
    "一, 二, 三, ...": CHINESE,
    "壹, 貳, 參, ...": CAPITALS,
    "壹, 贰, 叁, ...": CAPITALS,
    "甲, 乙, 丙, ...": stem,
    "①, ②, ③, ...": circled,
}


def read_odf(archive: Archive, file: str) -> Document:
    """The document of an ODF text or spreadsheet.

    Raises:
        UserError: It is damaged, or larger than any plan.
    """
    content = archive.xml("content.xml")
    body = content.find(f"{_OFFICE}body") if content is not None else None
    if content is None or body is None or not len(body):
        raise refuse_broken(file)
    styles = _list_styles(content)
    shared = archive.xml("styles.xml")
    if shared is not None:
        styles = {**_list_styles(shared), **styles}
    reading = _Reading(file, styles)
    if body[0].tag == f"{_OFFICE}spreadsheet":
        return Document(blocks=tuple(reading.sheets(body[0])))
    return Document(blocks=tuple(reading.blocks(body[0])))


class _Reading:
    def __init__(self, file: str, styles: Mapping[str, Mapping[int, Level]]) -> None:
        self._file = file
        self._styles = styles
        self._counters: dict[str, Counter] = {}
        self._tables = 0
        self._tally = Tally(file)

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """What stands in a text or a part of it, in order."""
        for element in parent:
            if element.tag in _ASIDE:
                continue
            if element.tag == f"{_TABLE}table":
                self._tables += 1
                yield self._table(element, None)
            elif element.tag in _PARAGRAPHS:
                yield from self._lines(self._text(element))
            elif element.tag == f"{_TEXT}list":
                for text in self._list(element, "", 0):
                    yield from self._lines(text)
            else:
                yield from self.blocks(element)

    def sheets(self, parent: _Element) -> Iterator[Block]:
        """The sheets of a spreadsheet; a cell alone in its row is a line."""
        for element in children(parent, f"{_TABLE}table"):
            self._tables += 1
            table = self._table(element, element.get(f"{_TABLE}name", ""))
            yield from split_lines(table)

    def _lines(self, text: str) -> Iterator[Line]:
        for paragraph in paragraphs(text):
            self._tally.line()
            yield Line(text=paragraph, place=Place())

    def _list(self, element: _Element, style: str, level: int) -> Iterator[str]:
        style = element.get(f"{_TEXT}style-name", style)
        goes_on = element.get(f"{_TEXT}continue-numbering") == "true" or element.get(
            f"{_TEXT}continue-list"
        )
        if not level and not goes_on:
            self._counters.pop(style, None)
        counter = self._counters.setdefault(style, Counter(self._styles.get(style, {})))
        for item in children(element, f"{_TEXT}list-item", f"{_TEXT}list-header"):
            is_counted = item.tag == f"{_TEXT}list-item"
            for part in item:
                if part.tag == f"{_TEXT}list":
                    yield from self._list(part, style, level + 1)
                elif part.tag in _PARAGRAPHS:
                    before = counter.next(level) if is_counted else ""
                    yield before + self._text(part)
                    is_counted = False

    def _table(self, element: _Element, sheet: str | None) -> Table:
        number = self._tables
        rows: list[Row] = []
        position = 0
        for row in self._all_rows(element):
            repeated = _count(row, "number-rows-repeated")
            place = Place(sheet=sheet, table=number, row=position + 1)
            cells = tuple(self._cells(row, place))
            if any(cell.lines for cell in cells):
                for again in range(min(repeated, MAX_ROWS + 1)):
                    self._tally.row(len(cells))
                    there = Place(sheet=sheet, table=number, row=position + again + 1)
                    rows.append(Row(cells=cells, place=there))
            position += repeated
        return Table(rows=tuple(rows), place=Place(sheet=sheet, table=number))

    def _all_rows(self, element: _Element) -> Iterator[_Element]:
        for child in element:
            if child.tag == f"{_TABLE}table-row":
                yield child
            elif child.tag in _ROWS_IN:
                yield from self._all_rows(child)

    def _cells(self, row: _Element, place: Place) -> Iterator[Cell]:
        """The row's cells, without the empty ones that reach to its end."""
        empty: list[Cell] = []
        column = 0
        for element in children(row, *_CELLS):
            found: list[str] = []
            for text in self._in_cell(element):
                found += paragraphs(text)
            lines = tuple(found)
            covered = element.tag == f"{_TABLE}covered-table-cell"
            for _ in range(_count(element, "number-columns-repeated")):
                column += 1
                if column > MAX_COLUMNS:
                    if lines:
                        raise refuse_large(self._file)
                    break
                cell = Cell(
                    lines=() if covered else lines,
                    place=Place(
                        sheet=place.sheet,
                        table=place.table,
                        row=place.row,
                        column=column,
                    ),
                    covered=covered,
                )
                empty.append(cell)
                if cell.lines or covered:
                    yield from empty
                    empty = []
        if place.sheet is None:
            yield from empty

    def _in_cell(self, cell: _Element) -> Iterator[str]:
        for element in cell:
            if element.tag in _PARAGRAPHS:
                yield self._text(element)
            elif element.tag == f"{_TEXT}list":
                yield from self._list(element, "", 0)
            elif element.tag == f"{_TABLE}table":
                for row in self._all_rows(element):
                    for inner in children(row, *_CELLS):
                        yield from self._in_cell(inner)

    def _text(self, paragraph: _Element) -> str:
        text = "".join(_parts(paragraph)) if len(paragraph) else paragraph.text or ""
        self._tally.text(text)
        return text


def split_lines(table: Table) -> Iterator[Block]:
    """A sheet's table, with the rows of one cell around it as lines.

    Above or below a table a row that has only its first cell is a title or a
    paragraph; inside of it it is not.
    """
    filled = [[c for c in row.cells if c.lines] for row in table.rows]
    first_column = min(
        (cell.place.column or 1 for cells in filled for cell in cells), default=1
    )
    inside = [
        i
        for i, cells in enumerate(filled)
        if len(cells) > 1 or any(c.place.column != first_column for c in cells)
    ]
    first, last = (inside[0], inside[-1]) if inside else (len(filled), -1)
    before: list[Line] = []
    rows: list[Row] = []
    after: list[Line] = []
    for i, (row, cells) in enumerate(zip(table.rows, filled, strict=True)):
        if first <= i <= last:
            rows.append(row)
        else:
            for cell in cells:
                lines = [Line(text=text, place=cell.place) for text in cell.lines]
                (before if i < first else after).extend(lines)
    yield from before
    if rows:
        yield Table(rows=tuple(rows), place=table.place)
    yield from after


def _parts(element: _Element) -> Iterator[str]:
    """The text of a paragraph; blanks and breaks are elements in ODF."""
    if element.tag == f"{_TEXT}s":
        yield " " * min(_count(element, "c", space=_TEXT), MAX_COLUMNS)
    elif element.tag == f"{_TEXT}tab":
        yield " "
    elif element.tag == f"{_TEXT}line-break":
        yield "\n"
    yield element.text or ""
    for child in element:
        if child.tag not in _ASIDE:
            yield from _parts(child)
        yield child.tail or ""


def _count(element: _Element, name: str, *, space: str = _TABLE) -> int:
    value = element.get(f"{space}{name}")
    if value is None or not (value.isascii() and value.isdecimal()):
        return 1
    return int(value) or 1


def _list_styles(root: _Element) -> dict[str, Mapping[int, Level]]:
    found: dict[str, Mapping[int, Level]] = {}
    for style in root.iter(f"{_TEXT}list-style"):
        levels: dict[int, Level] = {}
        for level in children(style, f"{_TEXT}list-level-style-number"):
            position = _count(level, "level", space=_TEXT) - 1
            write = _FORMATS.get(level.get(f"{_STYLE}num-format", ""))
            before = level.get(f"{_STYLE}num-prefix", "")
            after = level.get(f"{_STYLE}num-suffix", "")
            levels[position] = Level(
                pattern=f"{before}%{min(position + 1, 9)}{after}",
                write=written(write) if write else None,
                start=_count(level, "start-value", space=_TEXT),
            )
        found[style.get(f"{_STYLE}name", "")] = levels
    return found
