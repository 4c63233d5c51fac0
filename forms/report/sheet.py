"""The sheet of paper that reports and blank checklists share: measures and rules."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Table

from forms.typesetting.fonts import Face, draw, markup, width
from forms.typesetting.paragraph import CjkParagraph, paragraph, style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfgen.canvas import Canvas

PAGE_WIDTH, PAGE_HEIGHT = A4
LEFT: Final = 25 * mm  # 2.5 cm as on letters of the government: room to bind
RIGHT: Final = 17 * mm
TOP: Final = 18 * mm
BOTTOM: Final = 23 * mm
WIDTH: Final = PAGE_WIDTH - LEFT - RIGHT

ACCENT: Final = HexColor("#0f6e84")
LINE: Final = HexColor("#4a5561")
FAINT: Final = HexColor("#dfe4ea")
MUTED: Final = HexColor("#56616e")
HEAD: Final = HexColor("#ecf2f5")
BAND: Final = HexColor("#f6f8f9")
SHORT: Final = HexColor("#fbe9e7")
HAIRLINE: Final = 0.5

PADDING: Final = 5
"""Between a cell's edge and its text, left and right, in points."""

_SMALLEST: Final = 0.65
"""How much smaller than asked for a text may be drawn to fit."""

_LONELY: Final = 3
"""How few characters, a full stop among them, look lost on a last line."""

_LEADING_FLOWABLES: Final = 4
_LEADING_ROWS: Final = 3
_MOST_NEEDED: Final = PAGE_HEIGHT / 2


def body(size: float = 11, **others: Any) -> ParagraphStyle:  # noqa: ANN401 - see style
    """Running text and what stands in tables."""
    return style(Face.BODY, size, others.pop("leading", size * 1.42), **others)


def small(size: float = 8, **others: Any) -> ParagraphStyle:  # noqa: ANN401 - see style
    """What is there to be looked up and not to be read."""
    return style(
        Face.BODY, size, others.pop("leading", size * 1.35), colour=MUTED, **others
    )


def settled(text: str, look: ParagraphStyle, room: float) -> CjkParagraph:
    """The text as a paragraph whose last line is not two lonely characters.

    Where it would be, the lines before it are made a little shorter.
    """
    made = paragraph(text, look)
    made.wrap(room, PAGE_HEIGHT)
    for ems in (1, 2, 3):
        if len(made.lines) < 2 or len(made.lines[-1].glyphs) > _LONELY:
            break
        shorter = copy(look)
        shorter.rightIndent = ems * look.fontSize
        other = paragraph(text, shorter)
        other.wrap(room, PAGE_HEIGHT)
        if len(other.lines) > len(made.lines):
            break
        made = other
    return made


def label_width(labels: Iterable[str], size: float = 11) -> float:
    """A column's width in which none of the labels is broken."""
    return max(width(label, size) for label in labels) + 2 * PADDING + 1


def begun(flowables: Sequence[Flowable]) -> list[Flowable]:
    """The flowables, on a new page unless more than headings fits on this one.

    What has to fit are the headings and the first rows of the table behind them, or
    what stands before the second paragraph.
    """
    needed = 0.0
    for flowable in flowables[:_LEADING_FLOWABLES]:
        height = flowable.wrap(WIDTH, PAGE_HEIGHT)[1]
        if isinstance(flowable, Table):
            needed += sum(flowable._rowHeights[:_LEADING_ROWS])  # noqa: SLF001
            break
        needed += height + flowable.getSpaceBefore() + flowable.getSpaceAfter()
    return [CondPageBreak(min(needed, _MOST_NEEDED)), *flowables]


class Heading(CjkParagraph):
    """A heading that also stands in the document's outline."""

    def __init__(self, text: str, level: int) -> None:
        size = (13, 11)[level]
        super().__init__(
            markup(text, Face.SANS_BOLD),
            style(Face.SANS_BOLD, size, spaceBefore=(14, 11)[level], spaceAfter=5),
        )
        self._title = text
        self._level = level

    def draw(self) -> None:
        """Draw it and mark the place."""
        _, top = self.canv.absolutePosition(0, self.height)
        key = f"heading-{self.canv.getPageNumber()}-{top:.0f}"
        self.canv.bookmarkHorizontal(key, 0, self.height)
        self.canv.addOutlineEntry(self._title, key, self._level)
        super().draw()


def draw_fitted(
    canvas: Canvas,
    x: float,
    y: float,
    text: str,
    size: float,
    room: float,
    **how: Any,  # noqa: ANN401 - see draw
) -> None:
    """One line of text, smaller where it is too wide, and cut short if need be."""
    face = how.get("face", Face.BODY)
    fitting = size * min(1, room / (width(text, size, face) or 1))
    if fitting < size * _SMALLEST:
        fitting = size * _SMALLEST
        while text and width(f"{text}…", fitting, face) > room:
            text = text[:-1]
        text += "…"
    draw(canvas, x, y, text, fitting, **how)
