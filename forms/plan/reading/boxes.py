"""Tables drawn with lines of characters: ┌─┬─┐ or +---+."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forms.plan.reading.document import Cell, Place, Row, Table
from forms.plan.reading.markup import mended, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BARS: Final = frozenset("│┃║|┆┇┊┋︱｜")
_JOINTS: Final = (
    frozenset(chr(code) for code in range(0x250C, 0x254C))
    | frozenset(chr(code) for code in range(0x2552, 0x256D))
    | {"+"}
)
_RULES: Final = frozenset("─━═-–—┄┅┈┉=－—")
_EDGES: Final = _BARS | _JOINTS
_RULE_LINE: Final = re.compile(r"^\s*[┌┏╔├┣╠+╭][─━═\-=┬┳╦┼╋╬+┐┓╗┤┫╣╮]{3,}\s*$")


def end_of_box(lines: Sequence[str], start: int) -> int:
    """The line after the box that begins at a line; that line where none does."""
    if not _RULE_LINE.match(lines[start]):
        return start
    end = start
    while end < len(lines) and _belongs(lines[end]):
        end += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return end if end - start > 1 else start


def _belongs(line: str) -> bool:
    text = line.strip()
    return not text or (text[0] in _EDGES and text[-1] in _EDGES)


def box(lines: Sequence[str], start: int, end: int, number: int) -> Table:
    """The table drawn in these lines; a cell without a rule below it goes on."""
    drawn = [line for line in lines[start:end] if line.strip()]
    wide = min((1, 2), key=lambda width: len({_width(x, width) for x in drawn}))
    edges = max((_edges(line, wide) for line in drawn), key=len)
    grid = _Grid(columns=[_Column() for _ in range(max(len(edges) - 1, 1))])
    for position in range(start, end):
        if lines[position].strip():
            grid.add(_segments(lines[position], edges, wide), position + 1)
    return Table(
        rows=tuple(grid.rows(number)), place=Place(line=start + 1, table=number)
    )


def _placed(line: str, wide: int) -> Iterator[tuple[int, str]]:
    """The characters with where they stand on a screen.

    Han take two places. Characters to draw with take one or two, as the font has it
    (``wide``); what makes the lines of a box equally long is what was meant.
    """
    at = 0
    for character in line.rstrip():
        yield at, character
        kind = unicodedata.east_asian_width(character)
        at += 2 if kind in "WF" else wide if kind == "A" else 1


def _width(line: str, wide: int) -> int:
    return max(at for at, _ in _placed(line, wide))


def _edges(line: str, wide: int) -> list[int]:
    """Where columns begin and end."""
    return [at for at, character in _placed(line, wide) if character in _EDGES]


def _segments(line: str, edges: Sequence[int], wide: int) -> list[str | None]:
    """What stands in each column, ``None`` for a rule."""
    columns = [""] * max(len(edges) - 1, 1)
    column = -1
    in_step = sum(character in _EDGES for character in line) == len(edges)
    for at, character in _placed(line, wide):
        if character in _EDGES:
            column = column + 1 if in_step else _nearest(edges, at)
        elif 0 <= column < len(columns):
            columns[column] += character
    return [None if _is_rule(text) else text for text in columns]


def _nearest(edges: Sequence[int], at: int) -> int:
    after = bisect_left(edges, at)
    near = [i for i in (after - 1, after) if 0 <= i < len(edges)]
    return min(near, key=lambda i: abs(edges[i] - at))


def _is_rule(text: str) -> bool:
    stripped = text.strip()
    return bool(stripped) and set(stripped) <= _RULES


@dataclass(kw_only=True)
class _Column:
    """The cells of a column, by the row that each begins in.

    Attributes:
        ruled: The rows with a rule above them.
    """

    cells: dict[int, list[str]] = field(default_factory=dict)
    begins: int = 0
    ruled: set[int] = field(default_factory=lambda: {0})


@dataclass(kw_only=True)
class _Grid:
    """The table while its lines come in."""

    columns: list[_Column]
    starts: list[int] = field(default_factory=list)
    is_open: bool = False

    def add(self, segments: Sequence[str | None], number: int) -> None:
        """One drawn line: text, a rule, or a rule below some of the columns."""
        if None in segments and self.is_open:
            self.is_open = False
            for column, segment in zip(self.columns, segments, strict=True):
                if segment is None:
                    column.begins = len(self.starts)
                    column.ruled.add(column.begins)
        written = [bool(segment and segment.strip()) for segment in segments]
        if any(written) and None not in segments and not self.is_open:
            self.is_open = True
            self.starts.append(number)
        for column, segment in zip(self.columns, segments, strict=True):
            if segment and segment.strip():
                column.cells.setdefault(column.begins, []).append(segment)

    def rows(self, table: int) -> Iterator[Row]:
        for row, line in enumerate(self.starts):
            place = Place(line=line, table=table, row=row + 1)
            yield Row(
                cells=tuple(
                    Cell(
                        lines=paragraphs(mended("\n".join(column.cells.get(row, ())))),
                        place=Place(line=line, table=table, row=row + 1, column=number),
                        covered=row not in column.ruled,
                        wrapped=True,
                    )
                    for number, column in enumerate(self.columns, start=1)
                ),
                place=place,
            )
