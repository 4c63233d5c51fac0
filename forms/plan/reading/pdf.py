"""PDF files with text in them; a scan has none and is refused."""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, Final

import pdfplumber
from pdfminer.pdfpage import PDFPage

from forms.errors import UserError
from forms.plan.reading.document import Cell, Document, Line, Place, Row, Table
from forms.plan.reading.limits import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    refuse_broken,
    refuse_large,
)
from forms.plan.reading.markup import mended, paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pdfplumber.page import Page

    from forms.plan.reading.document import Block

MAX_PAGES: Final = 400
_DRAWN: Final = 10_000
_DRAWN_A_PAGE: Final = 1_000
"""Of lines and boxes; a page with a full table has some hundreds."""
_FEWEST_CHARACTERS: Final = 8
_FEWEST_CELLS: Final = 2
_FULL: Final = 0.75  # a line that ends before that was ended by its writer
_UNKNOWN: Final = "(cid:"
_HANGING: Final = frozenset("，。、；：！？」』）．")


def read_pdf(data: bytes, file: str, turned: Callable[[int], None]) -> Document:
    """The document of a PDF.

    Args:
        data: The file's bytes.
        file: The name to say in refusals.
        turned: Told the number of each page before it is read.

    Raises:
        UserError: It is damaged, a scan, or larger than any plan.
    """
    try:
        # Not as a context: its end would count every page of a file with a million.
        document = pdfplumber.open(io.BytesIO(data))
        found = islice(PDFPage.create_pages(document.doc), MAX_PAGES + 1)
        if sum(1 for _ in found) > MAX_PAGES:
            raise refuse_large(file)
        pages = len(document.pages)
        blocks = tuple(_blocks(document.pages, file, turned))
    except (UserError, MemoryError):
        raise
    except Exception as error:
        raise refuse_broken(file) from error
    texts = list(_texts(blocks))
    if sum(map(len, texts)) < _FEWEST_CHARACTERS * pages:
        raise UserError(
            "{file} holds pictures of pages and no text; use the document that it was "
            "scanned from, or type the plan in.",
            file=file,
        )
    if sum(_UNKNOWN in text for text in texts) * 3 > len(texts):
        raise UserError(
            "The characters of {file} cannot be told from its fonts; use the document "
            "that it was made from.",
            file=file,
        )
    return Document(blocks=blocks)


def _blocks(
    pages: Sequence[Page], file: str, turned: Callable[[int], None]
) -> Iterator[Block]:
    tables = rows = characters = drawn = 0
    longest = 0.0
    for number, page in enumerate(pages, start=1):
        turned(number)
        characters += len(page.chars)
        drawn += len(page.rects) + len(page.lines) + len(page.curves)
        if characters > MAX_CHARACTERS or drawn > _DRAWN + number * _DRAWN_A_PAGE:
            raise refuse_large(file)
        _pull_in_punctuation(page.chars)
        for found in _on_page(page):
            if isinstance(found, _Written):
                longest = max(longest, found.end)
                is_full = found.end > _FULL * longest
                for text in paragraphs(found.text):
                    yield Line(text=text, place=Place(page=number), wrapped=is_full)
                continue
            tables += 1
            rows += len(found)
            if rows > MAX_ROWS or any(len(row) > MAX_COLUMNS for row in found):
                raise refuse_large(file)
            place = Place(page=number, table=tables)
            yield Table(rows=tuple(_rows(found, place)), place=place)
        page.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A line with how far to the right it reaches."""

    text: str
    end: float


def _on_page(page: Page) -> Iterator[_Written | list[list[str | None]]]:
    """Lines and tables from top to bottom."""
    tables = [
        table
        for table in page.find_tables(_settings(page))
        if len(table.cells) >= _FEWEST_CELLS
    ]
    boxes = [table.bbox for table in tables]
    outside = page.filter(lambda thing: not _lies_in(thing, boxes)) if boxes else page
    found: list[tuple[float, _Written | list[list[str | None]]]] = [
        (table.bbox[1], table.extract()) for table in tables
    ]
    found += [
        (line["top"], _Written(text=line["text"], end=line["x1"]))
        for line in outside.extract_text_lines(return_chars=False)
    ]
    return (block for _, block in sorted(found, key=lambda one: one[0]))


def _pull_in_punctuation(characters: Sequence[dict[str, Any]]) -> None:
    """Let marks that hang over a cell's edge lie in the cell of the text they end."""
    for before, character in pairwise(characters):
        if (
            character["text"] in _HANGING
            and abs(character["top"] - before["top"]) < character["height"] / 2
            and before["x0"] < character["x0"] <= before["x1"] + 1
        ):
            character["x0"] -= 0.9 * (character["x0"] - before["x0"])


def _settings(page: Page) -> dict[str, Any]:
    """Rules for finding tables; one that the page's end cuts has no rule there."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not upright:
        return {}
    return {
        "explicit_horizontal_lines": [
            min(edge["top"] for edge in upright),
            max(edge["bottom"] for edge in upright),
        ]
    }


def _lies_in(
    thing: dict[str, Any], boxes: Sequence[tuple[float, float, float, float]]
) -> bool:
    if thing.get("object_type") != "char":
        return False
    across = (thing["x0"] + thing["x1"]) / 2
    down = (thing["top"] + thing["bottom"]) / 2
    return any(
        left <= across <= right and top <= down <= bottom
        for left, top, right, bottom in boxes
    )


def _rows(found: list[list[str | None]], place: Place) -> Iterator[Row]:
    for position, texts in enumerate(found, start=1):
        there = Place(page=place.page, table=place.table, row=position)
        yield Row(
            cells=tuple(
                Cell(
                    lines=paragraphs(mended(text or "")),
                    place=Place(
                        page=place.page,
                        table=place.table,
                        row=position,
                        column=column,
                    ),
                    covered=text is None,
                    wrapped=True,
                )
                for column, text in enumerate(texts, start=1)
            ),
            place=there,
        )


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Line):
            yield block.text
        else:
            yield from (c.text for row in block.rows for c in row.cells if c.lines)
