"""Tables with merged cells that run over pages and say again what goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from forms.report.plans.text import Column
from forms.report.sheet import HAIRLINE, HEAD, LINE, PADDING, body
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import CjkParagraph, paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.report.plans.text import Cell, Tree
    from resources.texts import Texts

_SIZE: Final = 10.5
_ABOVE: Final = 3
_BELOW: Final = 4
_TALLEST: Final = 75 * mm
"""Of a row that stays in one piece."""

_PIECE: Final = 38 * mm
"""The least that a taller one is torn off for."""

_MOST_ROWS: Final = 80
"""Of which no page holds as many, however short they are."""

_SAID_AGAIN: Final = 24
"""Characters of a text that goes on from the page before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A cell of the grid.

    Attributes:
        again: What it says at the top of the next page.
    """

    content: CjkParagraph
    again: str
    rows: int = 1
    columns: int = 1


_Grid = list[list[_Box | None]]


class MergedTable(Flowable):  # type: ignore[misc]
    """Rows below a head that stands on every page.

    A cell that spans rows is cut where the page ends; on the next page it begins
    again with its own words, so that nobody has to leaf back.
    """

    def __init__(
        self, heads: list[_Box | None], grid: _Grid, widths: Sequence[float]
    ) -> None:
        super().__init__()
        self._heads = heads
        self._grid = grid
        self._widths = widths

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        self.width = sum(self._widths)
        # A longer table is taller than any page, and need not be measured to its end.
        self.height = self._head() + sum(self._heights(self._grid[:_MOST_ROWS]))
        return self.width, self.height

    def split(self, _width: float, height: float) -> list[Flowable]:
        """What fits, and the rest; a row is torn only where it is very tall."""
        room = height - self._head()
        fitting = 0
        while sum(self._heights(self._grid[: fitting + 1])) <= room:
            fitting += 1
            if fitting == len(self._grid):
                return [self]
        if fitting:
            return [self._part(self._grid[:fitting]), self._part(self._rest(fitting))]
        if self._heights(self._grid[:1])[0] <= _TALLEST or room < _PIECE:
            return []
        first, rest = self._torn(room - _ABOVE - _BELOW)
        return [self._part([first]), self._part([rest, *self._grid[1:]])]

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        grid = [self._heads, *self._grid]
        table = Table(
            [[box.content if box else "" for box in row] for row in grid],
            colWidths=self._widths,
            rowHeights=[self._head(), *self._heights(self._grid)],
            style=TableStyle([*_STYLE, *_spans(grid)]),
        )
        table.wrapOn(self.canv, self.width, self.height)
        table.drawOn(self.canv, 0, 0)

    def _head(self) -> float:
        return self._heights([self._heads])[0]

    def _heights(self, grid: _Grid) -> list[float]:
        """Of the rows; what spans several is shared out among them."""
        heights = [0.0] * len(grid)
        spanning = []
        for number, row in enumerate(grid):
            for place, box in enumerate(row):
                if box is None:
                    continue
                rows = min(box.rows, len(grid) - number)
                needed = self._height(box, place)
                if rows == 1:
                    heights[number] = max(heights[number], needed)
                else:
                    spanning.append((rows, number, needed))
        for rows, number, needed in sorted(spanning):
            missing = needed - sum(heights[number : number + rows])
            if missing > 0:
                for at in range(number, number + rows):
                    heights[at] += missing / rows
        return heights

    def _height(self, box: _Box, place: int) -> float:
        room = sum(self._widths[place : place + box.columns]) - 2 * PADDING
        return float(box.content.wrap(room, _TALLEST)[1]) + _ABOVE + _BELOW

    def _part(self, grid: _Grid) -> MergedTable:
        return MergedTable(self._heads, grid, self._widths)

    def _rest(self, start: int) -> _Grid:
        """The rows from one on, with the cells that reach into them begun anew."""
        rest = [list(row) for row in self._grid[start:]]
        for number, row in enumerate(self._grid[:start]):
            for place, box in enumerate(row):
                if box is not None and number + box.rows > start:
                    rest[0][place] = _again(box, number + box.rows - start)
        return rest

    def _torn(self, room: float) -> tuple[list[_Box | None], list[_Box | None]]:
        """The first row in two, the first part no taller than the room."""
        taken: list[_Box | None] = []
        left: list[_Box | None] = []
        for place, box in enumerate(self._grid[0]):
            if box is None:
                taken.append(None)
                left.append(None)
                continue
            width = sum(self._widths[place : place + box.columns]) - 2 * PADDING
            if box.content.wrap(width, room)[1] <= room:
                taken.append(replace(box, rows=1))
                left.append(_again(box, box.rows))
                continue
            first, *rest = box.content.split(width, room)
            taken.append(replace(box, content=first, rows=1))
            left.append(
                replace(box, content=rest[0]) if rest else _again(box, box.rows)
            )
        return taken, left


def merged_table(tree: Tree, widths: Sequence[float], texts: Texts) -> MergedTable:
    """The table of a plan's items."""
    look = style(Face.SANS_BOLD, 9.5, 14, align="center")
    heads: list[_Box | None] = [
        _Box(content=paragraph(head, look), again="") for head in tree.heads
    ]
    grid = [
        [
            _box(cell, kind, texts) if cell.rows else None
            for cell, kind in zip(row, tree.kinds, strict=True)
        ]
        for row in tree.rows
    ]
    return MergedTable(heads, grid, widths)


_STYLE: Final = (
    ("GRID", (0, 0), (-1, -1), HAIRLINE, LINE),
    ("BACKGROUND", (0, 0), (-1, 0), HEAD),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
    ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
    ("TOPPADDING", (0, 0), (-1, -1), _ABOVE),
    ("BOTTOMPADDING", (0, 0), (-1, -1), _BELOW),
)


def _spans(grid: Sequence[Sequence[_Box | None]]) -> Iterator[tuple[Any, ...]]:
    last = len(grid) - 1
    for number, row in enumerate(grid):
        for place, box in enumerate(row):
            if box is not None and (box.rows > 1 or box.columns > 1):
                end = (place + box.columns - 1, min(number + box.rows - 1, last))
                yield "SPAN", (place, number), end


def _box(cell: Cell, kind: Column, texts: Texts) -> _Box:
    again = cell.text
    if kind is Column.LEVEL and again:
        short = again if len(again) <= _SAID_AGAIN else f"{again[:_SAID_AGAIN]}…"
        again = texts("{text}\n(continued)", text=short)
    return _Box(
        content=paragraph(cell.text, body(_SIZE)),
        again=again,
        rows=cell.rows,
        columns=cell.columns,
    )


def _again(box: _Box, rows: int) -> _Box:
    return replace(box, content=paragraph(box.again, body(_SIZE)), rows=rows)
