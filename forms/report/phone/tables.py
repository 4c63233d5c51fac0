"""Tables of a round's report: its units, calls, losses, and the sample's frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms.report.sheet import (
    HEAD,
    PADDING,
    PAGE_HEIGHT,
    SHORT,
    WIDTH,
    body,
    label_width,
    small,
)
from forms.report.table import Row, ruled
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import CjkParagraph, paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportlab.platypus import Table

    from forms.report.phone.calls import CallLine
    from forms.report.phone.content import PhoneContent, UnitLine
    from forms.report.phone.losses import LossLine
    from forms.report.phone.proof import Replacement, UnitFrame
    from forms.report.visit import Labelled
    from resources.texts import Texts

_SIZE: Final = 9.5
_CALL_SIZE: Final = 8.5
_CALL_WIDTHS: Final = (
    10.5 * mm,
    34 * mm,
    27 * mm,
    WIDTH - 127.5 * mm,
    12 * mm,
    12 * mm,
    16 * mm,
    16 * mm,
)
_ROOM: Final = WIDTH - 2 * PADDING
_TALLEST: Final = 60 * mm
_LOSS_WIDTHS: Final = (24 * mm, WIDTH - 100 * mm, 14 * mm, 15 * mm, 16 * mm, 31 * mm)
_REPLACEMENT_WIDTHS: Final = (12 * mm, 34 * mm, 32 * mm, WIDTH - 110 * mm, 32 * mm)
_FRAME_WIDTHS: Final = (38 * mm, 12 * mm, 52 * mm, WIDTH - 102 * mm)


def labelled_table(lines: Sequence[Labelled], size: float = 9) -> Table:
    """Lines with their names at the left."""
    label = label_width((line.label for line in lines), size)
    return ruled(
        [
            Row(
                cells=[
                    [paragraph(text, body(size))] for text in (line.label, line.text)
                ]
            )
            for line in lines
        ],
        (label, WIDTH - label),
        heads=0,
        commands=[("BACKGROUND", (0, 0), (0, -1), HEAD)],
    )


def units_table(content: PhoneContent, texts: Texts) -> Table:
    """Each unit's means, and those of the whole round in the last row."""
    heads = [
        texts("Unit"),
        texts("Calls made"),
        texts("Switch-board (mean)"),
        texts("Unit’s part (mean)"),
        texts("Mean score"),
        texts("Grade"),
        texts("Change of the mean"),
        texts("Follows"),
    ]
    widths = [12 * mm, 18 * mm, 18 * mm, 18 * mm, 15 * mm, 17 * mm, 23 * mm]
    if content.ranked:
        heads.insert(1, texts("Rank"))
        widths.insert(0, 11 * mm)
    rows = [_heads(heads, left=(0,))]
    rows += (_unit(one, content.ranked) for one in content.units)
    if content.whole is not None:
        rows.append(_unit(content.whole, content.ranked, Face.SANS_BOLD))
    return ruled(rows, (WIDTH - sum(widths), *widths))


def _unit(one: UnitLine, ranked: bool, face: Face = Face.BODY) -> Row:
    centred = style(face, _SIZE, _SIZE * 1.42, "center")
    cells = [
        one.calls,
        one.switchboard,
        one.business,
        one.mean,
        one.grade,
        one.change,
    ]
    if ranked:
        cells.insert(0, one.rank)
    return Row(
        cells=[
            [paragraph(one.unit, style(face, _SIZE, _SIZE * 1.42))],
            *([paragraph(text, centred)] for text in cells),
            [paragraph(text, body(8, align="center")) for text in one.due],
        ],
        fill=SHORT if one.due and face is Face.BODY else None,
    )


def calls_table(calls: Sequence[CallLine], texts: Texts) -> Table:
    """Every call, and below it what was written down about it."""
    heads = (
        texts("No."),
        texts("Unit and line"),
        texts("Planned, made, tester"),
        texts("Route and waits"),
        texts("Switch-board"),
        texts("Unit’s part"),
        texts("×, before cap"),
        texts("Score, grade"),
    )
    rows = [_heads(heads, left=(1, 2, 3), size=_CALL_SIZE)]
    for one in calls:
        rows += _call(one)
    return ruled(rows, _CALL_WIDTHS)


def _call(one: CallLine) -> Iterator[Row]:
    left, centred = body(_CALL_SIZE), body(_CALL_SIZE, align="center")
    bold = style(Face.SANS_BOLD, _CALL_SIZE, _CALL_SIZE * 1.42, "center")
    fill = SHORT if one.low else None
    times = (one.planned, one.made, one.tester)
    multiplied = f"×{one.multiplier}\n{one.uncapped}" if one.grade else one.multiplier
    yield Row(
        cells=[
            [paragraph(one.order, centred)],
            [paragraph(f"{one.unit}\n{one.line}", left)],
            [paragraph("\n".join(filter(None, times)), left)],
            [paragraph("\n".join((one.route, *one.waits)), left)],
            [paragraph(one.switchboard, centred)],
            [paragraph(one.unit_part, centred)],
            [paragraph(multiplied, centred)],
            [paragraph(one.total, bold), paragraph(one.grade, centred)],
        ],
        fill=fill,
        with_next=bool(one.remarks),
    )
    if not one.remarks:
        return
    for piece in _pieces(paragraph("　".join(one.remarks), small(8))):
        yield Row(
            cells=[[_Across(piece)], *([] for _ in _CALL_WIDTHS[1:])],
            fill=fill,
            band=True,
        )


class _Across(Flowable):  # type: ignore[misc]
    """A paragraph as wide as the table, in whatever column it is said to stand."""

    def __init__(self, text: CjkParagraph) -> None:
        super().__init__()
        self._text = text

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        _, self.height = self._text.wrap(_ROOM, PAGE_HEIGHT)
        return _ROOM, self.height

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        self._text.drawOn(self.canv, 0, 0)


def _pieces(text: CjkParagraph) -> Iterator[CjkParagraph]:
    """The text in parts of which each stays on one page."""
    while True:
        text.wrap(_ROOM, PAGE_HEIGHT)
        first, *rest = text.split(_ROOM, _TALLEST)
        yield first
        if not rest:
            return
        text = rest[0]


def losses_table(losses: Sequence[LossLine], texts: Texts) -> Table:
    """Where points were lost, the largest mean loss first."""
    heads = (
        texts("Part of the scale"),
        texts("Item"),
        texts("Most points"),
        texts("Calls made"),
        texts("Points lost"),
        texts("Mean loss, share"),
    )
    rows = [_heads(heads, left=(0, 1))]
    for one in losses:
        left, centred = body(_SIZE), body(_SIZE, align="center")
        rows.append(
            Row(
                cells=[
                    [paragraph(one.part, left)],
                    [paragraph(one.item, left)],
                    [paragraph(one.possible, centred)],
                    [paragraph(one.calls, centred)],
                    [paragraph(one.lost, centred)],
                    [paragraph(f"{one.mean}　{one.share}", centred)],
                ]
            )
        )
    return ruled(rows, _LOSS_WIDTHS)


def replacements_table(replacements: Sequence[Replacement], texts: Texts) -> Table:
    """What was withdrawn, why, and what was called instead."""
    heads = (
        texts("No."),
        texts("Unit"),
        texts("Withdrawn"),
        texts("Reason"),
        texts("Called instead"),
    )
    return _plain(
        heads,
        [
            (one.order, one.unit, one.withdrawn, one.reason, one.instead)
            for one in replacements
        ],
        _REPLACEMENT_WIDTHS,
    )


def frame_table(frame: Sequence[UnitFrame], texts: Texts) -> Table:
    """All lines in the order in which they were drawn."""
    heads = (
        texts("Unit"),
        texts("Number of lines"),
        texts("The sample"),
        texts("Stand-ins, in their order"),
    )
    return _plain(
        heads,
        [(one.unit, one.count, one.sample, one.others or "－") for one in frame],
        _FRAME_WIDTHS,
    )


def _plain(
    heads: Sequence[str], lines: Sequence[Sequence[str]], widths: Sequence[float]
) -> Table:
    size = _CALL_SIZE
    rows = [_heads(heads, left=range(len(heads)), size=size)]
    rows += (
        Row(cells=[[paragraph(text, body(size))] for text in line]) for line in lines
    )
    return ruled(rows, widths)


def _heads(heads: Sequence[str], left: Sequence[int], size: float = _SIZE) -> Row:
    return Row(
        cells=[
            [paragraph(head, body(size, align="left" if place in left else "center"))]
            for place, head in enumerate(heads)
        ]
    )
