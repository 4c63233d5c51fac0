"""Word documents (.docx)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.plan.reading.archive import Archive, children
from forms.plan.reading.document import Cell, Document, Line, Place, Row, Table
from forms.plan.reading.limits import (
    MAX_COLUMNS,
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

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "decimalZero": str,
    "taiwaneseCountingThousand": CHINESE,
    "taiwaneseCounting": CHINESE,
    "chineseCounting": CHINESE,
    "chineseCountingThousand": CHINESE,
    "japaneseCounting": CHINESE,
    "ideographDigital": CHINESE,
    "ideographLegalTraditional": CAPITALS,
    "chineseLegalSimplified": CAPITALS,
    "ideographTraditional": stem,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
}
_INSIDE: Final = frozenset(
    f"{_W}{name}"
    for name in ("r", "hyperlink", "ins", "smartTag", "sdt", "sdtContent", "fldSimple")
)
_AROUND: Final = frozenset(
    f"{_W}{name}" for name in ("sdt", "sdtContent", "ins", "customXml", "smartTag")
)


def read_word(archive: Archive, file: str) -> Document:
    """The document of a .docx file.

    Raises:
        UserError: It is damaged, or larger than any plan.
    """
    root = archive.xml("word/document.xml")
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise refuse_broken(file)
    numbers = _Numbers(
        archive.xml("word/numbering.xml"), archive.xml("word/styles.xml")
    )
    return Document(blocks=tuple(_Reading(file, numbers).blocks(body)))


class _Reading:
    def __init__(self, file: str, numbers: _Numbers) -> None:
        self._file = file
        self._numbers = numbers
        self._tables = 0
        self._tally = Tally(file)

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """What stands in the body, in order."""
        for element in parent:
            if element.tag == f"{_W}p":
                for text in paragraphs(self._text(element)):
                    self._tally.line()
                    yield Line(text=text, place=Place())
            elif element.tag == f"{_W}tbl":
                yield self._table(element)
            elif element.tag in _AROUND:
                yield from self.blocks(element)

    def _table(self, element: _Element) -> Table:
        self._tables += 1
        place = Place(table=self._tables)
        rows = []
        for position, row in enumerate(_below(element, f"{_W}tr"), start=1):
            there = Place(table=place.table, row=position)
            rows.append(Row(cells=tuple(self._cells(row, there)), place=there))
            self._tally.row(len(rows[-1].cells))
        return Table(rows=tuple(rows), place=place)

    def _cells(self, row: _Element, place: Place) -> Iterator[Cell]:
        column = 0
        for element in _below(row, f"{_W}tc"):
            covered = _goes_on(element)
            lines = tuple(
                line for text in self._in_cell(element) for line in paragraphs(text)
            )
            for part in range(_span(element)):
                column += 1
                if column > MAX_COLUMNS:
                    raise refuse_large(self._file)
                yield Cell(
                    lines=() if part or covered else lines,
                    place=Place(table=place.table, row=place.row, column=column),
                    covered=bool(part) or covered,
                )

    def _in_cell(self, cell: _Element) -> Iterator[str]:
        for paragraph in cell.iter(f"{_W}p"):
            yield self._text(paragraph)

    def _text(self, paragraph: _Element) -> str:
        text = self._numbers.before(paragraph) + "".join(_parts(paragraph))
        self._tally.text(text)
        return text


class _Numbers:
    """The numbers that Word counts: of lists, and of styles that are lists."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._counters: dict[str, Counter] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        if numbering is not None:
            self._read_lists(numbering)
        if styles is not None:
            for style in children(styles, f"{_W}style"):
                found = _number_of(style.find(f"{_W}pPr"))
                if found is not None:
                    self._of_style[style.get(f"{_W}styleId", "")] = found

    def before(self, paragraph: _Element) -> str:
        """What the reader of the page sees before a paragraph."""
        properties = paragraph.find(f"{_W}pPr")
        found = _number_of(properties)
        if found is None and properties is not None:
            style = properties.find(f"{_W}pStyle")
            name = style.get(f"{_W}val", "") if style is not None else ""
            found = self._of_style.get(name)
        counter = self._counters.get(found[0]) if found else None
        return counter.next(found[1]) if counter and found else ""

    def _read_lists(self, numbering: _Element) -> None:
        abstract = {
            element.get(f"{_W}abstractNumId", ""): Counter(_levels(element))
            for element in children(numbering, f"{_W}abstractNum")
        }
        for element in children(numbering, f"{_W}num"):
            of = element.find(f"{_W}abstractNumId")
            counter = abstract.get(of.get(f"{_W}val", "")) if of is not None else None
            if counter is None:
                continue
            if element.find(f"{_W}lvlOverride") is not None:
                counter = Counter(counter.levels)
            self._counters[element.get(f"{_W}numId", "")] = counter


def _levels(abstract: _Element) -> dict[int, Level]:
    levels = {}
    for element in children(abstract, f"{_W}lvl"):
        write = _FORMATS.get(_value(element, "numFmt"))
        levels[_whole(element.get(f"{_W}ilvl"), 0)] = Level(
            pattern=_value(element, "lvlText"),
            write=written(write) if write else None,
            start=_whole(_value(element, "start"), 1),
        )
    return levels


def _number_of(properties: _Element | None) -> tuple[str, int] | None:
    found = properties.find(f"{_W}numPr") if properties is not None else None
    if found is None:
        return None
    return _value(found, "numId"), _whole(_value(found, "ilvl"), 0)


def _goes_on(cell: _Element) -> bool:
    """Whether it belongs to the cell above."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(f"{_W}val", "continue") == "continue"


def _span(cell: _Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return max(1, _whole(span.get(f"{_W}val"), 1)) if span is not None else 1


def _parts(element: _Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in _INSIDE:
            yield from _parts(child)


def _below(element: _Element, name: str) -> Iterator[_Element]:
    """The rows of a table or cells of a row, also where they are wrapped up."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag in _AROUND:
            yield from _below(child, name)


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() else otherwise
