"""Tables with hairlines that run over pages without losing their reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table, TableStyle

from forms.report.sheet import BAND, HAIRLINE, HEAD, LINE, PADDING, draw_fitted
from forms.typesetting.fonts import Face, draw, width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Cell: TypeAlias = "list[Flowable]"

_TALLEST: Final = 75 * mm
"""Of a row that stays in one piece."""

_PIECE: Final = 38 * mm
"""Of the pieces that a taller one may be torn into between two pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row.

    Attributes:
        fill: Its ground.
        band: Its first cell spans all columns.
        with_next: It stays on one page with the row below it.
    """

    cells: Sequence[Cell]
    fill: Color | None = None
    band: bool = False
    with_next: bool = False


def ruled(
    rows: Sequence[Row],
    widths: Sequence[float],
    *,
    heads: int = 1,
    commands: Iterable[tuple[Any, ...]] = (),
) -> Table:
    """A table whose first rows, the heads, are repeated on every page.

    Args:
        rows: A row that is too tall for a page continues on the next one.
        widths: Of the columns, in points.
        heads: How many rows are repeated; 0 where the labels stand at the left.
        commands: What else reportlab is to do; rows counted from the end or all.
    """
    cells: list[list[Any]] = []
    style: list[tuple[Any, ...]] = []
    for row in rows:
        first = len(cells)
        cells += _pieces(row.cells, widths)
        last = len(cells) - 1
        style += [
            ("LINEBELOW", (0, last), (-1, last), HAIRLINE, LINE),
            ("TOPPADDING", (0, first), (-1, first), 3),
            ("BOTTOMPADDING", (0, last), (-1, last), 4),
        ]
        if row.fill is not None:
            style.append(("BACKGROUND", (0, first), (-1, last), row.fill))
        if row.band:
            style.append(("SPAN", (0, first), (-1, last)))
        if row.with_next:
            style.append(("NOSPLIT", (0, last), (-1, last + 1)))
    end = len(cells) - 1
    return Table(
        cells,
        colWidths=widths,
        repeatRows=heads,
        style=TableStyle(
            [
                ("LINEABOVE", (0, 0), (-1, 0), HAIRLINE, LINE),
                ("LINEBEFORE", (0, 0), (0, -1), HAIRLINE, LINE),
                ("LINEAFTER", (0, 0), (-1, -1), HAIRLINE, LINE),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), PADDING),
                ("TOPPADDING", (0, 0), (-1, -1), 1),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
                # No row is left alone with the head, nor carried over alone.
                ("NOSPLIT", (0, 0), (-1, min(heads, end))),
                ("NOSPLIT", (0, max(end - 1, 0)), (-1, end)),
                *([("BACKGROUND", (0, 0), (-1, heads - 1), HEAD)] if heads else []),
                *style,
                *commands,
            ]
        ),
    )


def band(title: str, total: str = "", columns: int = 1) -> Row:
    """A row that names what the rows below it have in common."""
    cells: list[Cell] = [[Titled(title, total)], *([] for _ in range(columns - 1))]
    return Row(cells=cells, fill=BAND, band=True, with_next=True)


class Titled(Flowable):  # type: ignore[misc]
    """One line with a title at its left and small words at its right."""

    _HEIGHT: Final = 14

    def __init__(
        self,
        title: str,
        remark: str,
        face: Face = Face.SANS_BOLD,
        size: float = 9.5,
        remark_face: Face = Face.SANS,
    ) -> None:
        super().__init__()
        self._title = title
        self._remark = remark
        self._face = face
        self._size = size
        self._remark_face = remark_face

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        self.width = available_width
        return self.width, self._HEIGHT

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        remark_room = width(self._remark, 8.5, self._remark_face)
        draw_fitted(
            self.canv,
            0,
            4,
            self._title,
            self._size,
            self.width - remark_room - PADDING,
            face=self._face,
        )
        draw(self.canv, self.width, 4, self._remark, 8.5, self._remark_face, "right")


def _pieces(cells: Sequence[Cell], widths: Sequence[float]) -> Iterator[list[Cell]]:
    """The row, torn where it is so tall that a page might have to end inside it."""
    rooms = [column - 2 * PADDING for column in widths]
    tall = any(
        sum(_height(flowable, room) for flowable in cell) > _TALLEST
        for cell, room in zip(cells, rooms, strict=True)
    )
    rest = [list(cell) for cell in cells]
    while tall and any(rest):
        torn = [_torn(cell, room) for cell, room in zip(rest, rooms, strict=True)]
        yield [taken for taken, _ in torn]
        rest = [left for _, left in torn]
    if not tall:
        yield rest


def _torn(cell: Cell, room: float) -> tuple[Cell, Cell]:
    """What of a cell goes into one piece, and what is left; at least something goes."""
    taken: Cell = []
    left = float(_PIECE)
    for place, flowable in enumerate(cell):
        height = _height(flowable, room)
        if height > left:
            parts = flowable.split(room, left)
            if not parts and not taken:
                parts = [flowable]
            return [*taken, *parts[:1]], [*parts[1:], *cell[place + bool(parts) :]]
        taken.append(flowable)
        left -= height
    return taken, []


def _height(flowable: Flowable, room: float) -> float:
    _, height = flowable.wrap(room, _TALLEST)
    return float(height + flowable.getSpaceBefore() + flowable.getSpaceAfter())
