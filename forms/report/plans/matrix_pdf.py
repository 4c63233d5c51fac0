"""The coverage matrix on paper: actions down, units across, signs and words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from forms.report.document import LANDSCAPE
from forms.report.plans.pages import document, head
from forms.report.plans.wording import SEEN, SEEN_SIGNS
from forms.report.sheet import LEFT, RIGHT, Heading, body, draw_fitted, small
from forms.report.table import Row, ruled
from forms.typesetting.fonts import Face, draw, width
from forms.typesetting.line_breaking import is_wide
from forms.typesetting.paragraph import paragraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from forms.plan.coverage import Cell
    from forms.plan.model import Plan
    from forms.report.plans.matrix import Matrix, MatrixRow
    from resources.texts import Texts

_ROOM: Final = LANDSCAPE[0] - LEFT - RIGHT
_ITEM: Final = 84 * mm
_CHECKS: Final = 13 * mm
_TOTAL: Final = 15 * mm
_NARROWEST: Final = 7.2 * mm
_WIDEST: Final = 16 * mm
_SIZE: Final = 9.0
_NAME_SIZE: Final = 8.0
_WORD_SIZE: Final = 6.5
_STEP: Final = 9.5
"""From character to character in a name that stands upright."""

_LONGEST: Final = 10
"""Characters of a name that stands upright, or that is turned."""

_BELOW_HEADING: Final = 60 * mm


def matrix_pdf(
    plan: Plan,
    matrix: Matrix,
    texts: Texts,
    step: Callable[[int, int], None] | None = None,
) -> bytes:
    """The matrix, landscape; units that do not fit side by side follow below.

    Args:
        plan: The plan.
        matrix: Its coverage.
        texts: The language.
        step: Told how many of the tables are set, and of how many.
    """
    title = texts("Coverage of the plan")
    story = _story(plan, matrix, texts, step)
    return document(story, plan, title, texts, size=LANDSCAPE)


def _story(
    plan: Plan,
    matrix: Matrix,
    texts: Texts,
    step: Callable[[int, int], None] | None,
) -> Iterator[Flowable]:
    yield from head(texts("Coverage of the plan"), plan.title, (), texts, _ROOM)
    cut = (
        texts("{number} {name}", number=number, name=name)
        for number, name in enumerate(matrix.units, start=1)
        if len(name) > _LONGEST
    )
    if names := "　".join(cut):
        text = texts("Units in full: {names}", names=names)
        yield paragraph(text, small(8.5, spaceAfter=2))
    yield paragraph(
        texts(
            "● seen (with the number of times), ○ a check looks at it and has not yet "
            "done so in this unit, △ no check looks at it, － waived; empty: it does "
            "not concern the unit."
        ),
        small(8.5),
    )
    yield Spacer(0, 6)
    if not matrix.rows:
        yield paragraph(texts("No actions."), body())
        return
    blocks = list(_blocks(len(matrix.units)))
    for number, (start, end) in enumerate(blocks):
        if step:
            step(number, len(blocks))
        if len(blocks) > 1:
            yield CondPageBreak(_BELOW_HEADING)
            title = texts("Units {first} to {last}", first=start + 1, last=end)
            yield Heading(title, 0)
        yield _table(matrix, start, end, texts)
        yield Spacer(0, 8)
    if step:
        step(len(blocks), len(blocks))


def _blocks(units: int) -> Iterator[tuple[int, int]]:
    """Which units stand side by side; as many in each table."""
    most = int((_ROOM - _ITEM - _CHECKS - _TOTAL) / _NARROWEST)
    tables = max(1, math.ceil(units / most))
    each = math.ceil(units / tables)
    for table in range(tables):
        yield table * each, min((table + 1) * each, units)


def _table(matrix: Matrix, start: int, end: int, texts: Texts) -> Flowable:
    units = matrix.units[start:end]
    across = _ROOM - _ITEM - _CHECKS - _TOTAL
    each = min(across / max(len(units), 1), _WIDEST)
    item = _ROOM - _CHECKS - _TOTAL - each * len(units)
    heads: list[list[Flowable]] = [
        [paragraph(texts("Item of the plan"), body(_SIZE))],
        [paragraph(texts("Checks of it"), body(8))],
        *([_Name(start + n + 1, name)] for n, name in enumerate(units)),
        [paragraph(texts("Units that were seen"), body(8))],
    ]
    rows = [_row(row, start, end, texts) for row in matrix.rows]
    last = len(units) + 1
    return ruled(
        [Row(cells=heads), *rows],
        (item, _CHECKS, *(each for _ in units), _TOTAL),
        commands=[
            ("LEFTPADDING", (1, 0), (last, -1), 1),
            ("RIGHTPADDING", (1, 0), (last, -1), 1),
            ("LEFTPADDING", (last + 1, 0), (last + 1, -1), 2),
            ("RIGHTPADDING", (last + 1, 0), (last + 1, -1), 2),
            ("VALIGN", (1, 1), (-1, -1), "MIDDLE"),
        ],
    )


def _row(row: MatrixRow, start: int, end: int, texts: Texts) -> Row:
    checks = texts("{count} checks", count=len(row.checks)) if row.checks else "－"
    total = texts("{seen} of {units}", seen=row.seen, units=row.bound)
    return Row(
        cells=[
            [paragraph(row.cited, body(_SIZE))],
            [paragraph(checks, body(8, align="center"))],
            *([_Sign(cell, texts)] if cell else [] for cell in row.cells[start:end]),
            [paragraph(total, body(8, align="center"))],
        ]
    )


class _Name(Flowable):  # type: ignore[misc]
    """A unit's number and below it its name, upright in Chinese and else turned."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number = str(number)
        self._name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        self._is_upright = all(map(is_wide, name))

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        self.width = available_width
        if self._is_upright:
            name = len(self._name) * _STEP
        else:
            name = width(self._name, _NAME_SIZE)
        self.height = _STEP + 4 + name
        return self.width, self.height

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        middle = self.width / 2
        y = self.height - _STEP
        draw(self.canv, middle, y, self._number, _NAME_SIZE, Face.SANS, "center")
        if not self._is_upright:
            self.canv.saveState()
            self.canv.translate(middle + _NAME_SIZE / 3, y - 4)
            self.canv.rotate(-90)
            draw(self.canv, 0, 0, self._name, _NAME_SIZE)
            self.canv.restoreState()
            return
        for character in self._name:
            y -= _STEP
            draw(self.canv, middle, y - 2, character, _NAME_SIZE, align="center")


class _Sign(Flowable):  # type: ignore[misc]
    """How it stands with an action in a unit: a sign, how often, and the word."""

    def __init__(self, cell: Cell, texts: Texts) -> None:
        super().__init__()
        sign = SEEN_SIGNS[cell.state]
        self._sign = f"{sign}{cell.count}" if cell.count else sign
        self._word = texts(SEEN[cell.state])

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        self.width = available_width
        return self.width, _SIZE + _WORD_SIZE + 5

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        middle = self.width / 2
        top = _WORD_SIZE + 5
        draw(self.canv, middle, top, self._sign, _SIZE, align="center")
        draw_fitted(
            self.canv, middle, 2, self._word, _WORD_SIZE, self.width, align="center"
        )
