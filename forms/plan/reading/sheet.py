"""Excel workbooks (.xlsx)."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from forms.plan.reading.archive import Archive, children
from forms.plan.reading.document import Cell, Document, Place, Row, Table
from forms.plan.reading.limits import (
    MAX_COLUMNS,
    MAX_ROWS,
    Tally,
    refuse_broken,
    refuse_large,
)
from forms.plan.reading.markup import paragraphs
from forms.plan.reading.odf import split_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lxml.etree import _Element

    from forms.plan.reading.document import Block

_DIGITS: Final = "0123456789"
_PLACE: Final = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})$")
_MOST_COVERED: Final = MAX_ROWS * MAX_COLUMNS
_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(50, 59)))
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')
_CALENDAR: Final = re.compile("[ymde]", re.I)
_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet knows no zones
_DAY_ZERO_1904: Final = datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY: Final = 2_958_465  # of the year 9999


def read_workbook(archive: Archive, file: str) -> Document:
    """The document of a workbook, one table a sheet.

    Raises:
        UserError: It is damaged, or larger than any plan.
    """
    workbook = archive.xml("xl/workbook.xml")
    if workbook is None:
        raise refuse_broken(file)
    return Document(blocks=tuple(_Reading(archive, workbook, file).blocks()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """How the numbers of a workbook are to be understood.

    Attributes:
        dates: The styles of cells that show their number as a date.
        day_zero: The day that is number 0.
    """

    dates: frozenset[int]
    day_zero: datetime

    def told(self, value: str, style: int) -> str:
        """What a person sees: whole numbers without a point, dates as dates."""
        try:
            number = float(value)
        except ValueError:
            return value
        if style in self.dates and 1 <= number <= _LAST_DAY:
            day = self.day_zero + timedelta(days=number)
            return f"{day.year}年{day.month}月{day.day}日"
        return str(int(number)) if number.is_integer() else str(number)


class _Reading:
    def __init__(self, archive: Archive, workbook: _Element, file: str) -> None:
        self._archive = archive
        self._workbook = workbook
        self._file = file
        self._texts = _shared(archive.xml("xl/sharedStrings.xml"))
        properties = workbook.find(f"{_space(workbook)}workbookPr")
        is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._numbers = _Numbers(
            dates=_date_styles(archive.xml("xl/styles.xml")),
            day_zero=_DAY_ZERO_1904 if is_1904 else _DAY_ZERO,
        )
        self._tally = Tally(file)

    def blocks(self) -> Iterator[Block]:
        """What stands in the sheets, in their order."""
        parts = _targets(self._archive.xml("xl/_rels/workbook.xml.rels"))
        space = _space(self._workbook)
        sheets = self._workbook.iterfind(f"{space}sheets/{space}sheet")
        for number, sheet in enumerate(sheets, start=1):
            root = self._archive.xml(parts.get(_id_of(sheet), ""))
            if root is None or not root.tag.endswith("}worksheet"):
                continue
            place = Place(sheet=sheet.get("name", ""), table=number)
            rows = tuple(self._table(root, place))
            if rows:
                yield from split_lines(Table(rows=rows, place=place))

    def _table(self, root: _Element, table: Place) -> Iterator[Row]:
        """The rows that have any text, each as wide as it or a merged cell reaches."""
        found = {
            row: texts for row, texts in self._written(root) if any(texts.values())
        }
        width = max((max(texts) for texts in found.values()), default=0)
        covered = self._covered(root, found)
        for row, texts in sorted(found.items()):
            hidden = covered.get(row, set())
            last = max(at for at in (*texts, *hidden) if at <= width)
            cells = tuple(
                Cell(
                    lines=paragraphs(texts.get(column, "")),
                    place=Place(
                        sheet=table.sheet, table=table.table, row=row, column=column
                    ),
                    covered=column in hidden,
                )
                for column in range(1, last + 1)
            )
            place = Place(sheet=table.sheet, table=table.table, row=row)
            yield Row(cells=cells, place=place)

    def _written(self, root: _Element) -> Iterator[tuple[int, dict[int, str]]]:
        space = _space(root)
        position = 0
        for data in children(root, f"{space}sheetData"):
            for row in children(data, f"{space}row"):
                position = _whole(row.get("r"), position + 1)
                texts = dict(self._in_row(row, space))
                if texts:
                    self._tally.row(max(texts))
                yield position, texts

    def _in_row(self, row: _Element, space: str) -> Iterator[tuple[int, str]]:
        column = 0
        for cell in children(row, f"{space}c"):
            column = _column_of(cell.get("r", "")) or column + 1
            text = self._text(cell, space)
            if not text:
                continue
            self._tally.text(text)
            if column > MAX_COLUMNS:
                raise refuse_large(self._file)
            yield column, text

    def _text(self, cell: _Element, space: str) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(f"{space}is")
            return _said(inline, space) if inline is not None else ""
        value = ""
        for one in children(cell, f"{space}v"):
            value = (one.text or "").strip()
        if kind == "s":
            at = _whole(value, len(self._texts))
            return self._texts[at] if at < len(self._texts) else ""
        if kind == "n" and value:
            return self._numbers.told(value, _whole(cell.get("s"), 0))
        return value

    def _covered(
        self, root: _Element, rows: Mapping[int, object]
    ) -> dict[int, set[int]]:
        """By row, the columns of cells that belong to a merged one."""
        space = _space(root)
        found: dict[int, set[int]] = {}
        left = _MOST_COVERED
        for merged in root.iterfind(f"{space}mergeCells/{space}mergeCell"):
            first, _, last = merged.get("ref", "").partition(":")
            begin, end = _PLACE.match(first), _PLACE.match(last)
            if begin is None or end is None:
                continue
            top, bottom = int(begin[2]), int(end[2])
            columns = range(_column(begin[1]), min(_column(end[1]), MAX_COLUMNS) + 1)
            among = _between(rows, top, bottom)
            left -= len(columns) * len(among) + 1
            if left < 0:
                raise refuse_large(self._file)
            for row in among:
                found.setdefault(row, set()).update(columns)
            if top in found:
                found[top].discard(columns.start)
        return found


def _between(rows: Mapping[int, object], top: int, bottom: int) -> Sequence[int]:
    if bottom - top < len(rows):
        return [row for row in range(top, bottom + 1) if row in rows]
    return [row for row in rows if top <= row <= bottom]


def _shared(root: _Element | None) -> list[str]:
    if root is None:
        return []
    space = _space(root)
    return [_said(one, space) for one in children(root, f"{space}si")]


def _said(element: _Element, space: str) -> str:
    """The runs of a text without the readings that may stand above them."""
    text, run = f"{space}t", f"{space}r"
    texts: list[str] = []
    for child in element:
        if child.tag == text:
            texts.append(child.text or "")
        elif child.tag == run:
            texts += [one.text or "" for one in children(child, text)]
    return "".join(texts)


def _date_styles(root: _Element | None) -> frozenset[int]:
    if root is None:
        return frozenset()
    space = _space(root)
    own = {
        _whole(one.get("numFmtId"), 0)
        for one in root.iterfind(f"{space}numFmts/{space}numFmt")
        if _is_date(one.get("formatCode", ""))
    }
    formats = root.iterfind(f"{space}cellXfs/{space}xf")
    return frozenset(
        at
        for at, one in enumerate(formats)
        if _whole(one.get("numFmtId"), 0) in _DATES | own
    )


def _is_date(code: str) -> bool:
    """Whether a format has a year, a month or a day: yyyy/mm/dd, [$-404]e.m.d."""
    bare = _LITERAL.sub("", code)
    return (
        "0" not in bare
        and "general" not in bare.lower()
        and (_CALENDAR.search(bare) is not None)
    )


def _targets(relations: _Element | None) -> dict[str, str]:
    """The parts that the workbook's relations name, by their id."""
    if relations is None:
        return {}
    return {
        one.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", one.get("Target", ""))
        ).lstrip("/")
        for one in children(relations, f"{_space(relations)}Relationship")
    }


def _id_of(sheet: _Element) -> str:
    found = (v for k, v in sheet.attrib.items() if str(k).endswith("}id"))
    return str(next(found, ""))


def _space(root: _Element) -> str:
    """The namespace, which strict documents have another of."""
    return root.tag[: root.tag.rfind("}") + 1]


def _column_of(place: str) -> int:
    """28 of AB7; 0 of what is no place."""
    return _column(place.rstrip(_DIGITS)) if place.isalnum() else 0


@lru_cache(maxsize=MAX_COLUMNS)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number, 0)


def _whole(text: str | None, otherwise: int) -> int:
    if text and text.isascii() and text.isdecimal():
        return int(text[:9])
    return otherwise
