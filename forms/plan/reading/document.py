"""What every reader gives: a document's lines and tables, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something stands, as far as its file type can tell; from 1.

    Attributes:
        line: In a text.
        page: In a PDF.
        sheet: The title of a spreadsheet's sheet.
        table: Of the document.
        row: Of the table or sheet.
        column: Of the table or sheet.
    """

    line: int | None = None
    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A paragraph outside of tables.

    Attributes:
        wrapped: It is one line of the page and its paragraph may go on in the next.
    """

    text: str
    place: Place
    wrapped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table.

    Attributes:
        lines: Its paragraphs without empty ones.
        covered: It belongs to a merged cell that begins further up or to the left.
        wrapped: The lines are those of the page, not paragraphs.
    """

    lines: tuple[str, ...]
    place: Place
    covered: bool = False
    wrapped: bool = False

    @property
    def text(self) -> str:
        """All of it in one line."""
        if len(self.lines) == 1:
            return self.lines[0]
        return ("" if self.wrapped else " ").join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table."""

    cells: tuple[Cell, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows that stand together; a page break may have cut a table in two."""

    rows: tuple[Row, ...]
    place: Place


Block = Line | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was read, nothing left out."""

    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """What stands outside of tables."""
        return tuple(block for block in self.blocks if isinstance(block, Line))

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables alone."""
        return tuple(block for block in self.blocks if isinstance(block, Table))
