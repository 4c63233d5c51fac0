"""Characters in their fonts, set beside one another and drawn on a canvas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from reportlab.lib.colors import Color, black
from reportlab.pdfbase.pdfmetrics import stringWidth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

HAN: Final = (
    "\u3005\u3007\u3041-\u30ff\u3105-\u312f\u31a0-\u31bf"
    "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
LATIN: Final = "0-9A-Za-z\u00c0-\u024f\u0370-\u045f\u1e00-\u1eff"
# Air between Han and Latin, in ems. A wider gap would be read as a space by programs
# that take the text out of a PDF (poppler from about 0.08).
GAP: Final = 0.06
_MEETING: Final = re.compile(
    f"[{HAN}][{LATIN}]|[{LATIN}%℃°][{HAN}]",
)
# Names ending so have no bold file: their strokes are thickened, by this many ems.
FAUX_BOLD: Final = "~Bold"
_THICKENING: Final = 0.028


class Ink(NamedTuple):
    """How a character is drawn.

    Attributes:
        font: The name under which reportlab knows it.
        size: In points.
        colour: Of the character.
        rise: Points above the base line.
    """

    font: str
    size: float
    colour: Color = black
    rise: float = 0


class Glyph(NamedTuple):
    """A character in its place in a line.

    Attributes:
        char: What it says.
        ink: How it is drawn.
        width: Its own, in points.
        after: Air between it and the next one, in points.
    """

    char: str
    ink: Ink
    width: float
    after: float


class Piece(NamedTuple):
    """Neighbours that are drawn by one operator.

    Attributes:
        text: What they say.
        ink: How they are drawn.
        x: Where the first begins, from the beginning of the line, in points.
        spacing: Air after each of them, in points.
    """

    text: str
    ink: Ink
    x: float
    spacing: float


def glyphs(runs: Iterable[tuple[str, Ink]]) -> tuple[Glyph, ...]:
    """The characters with their widths, and air between Han and Latin."""
    pairs = [(char, ink) for text, ink in runs for char in text]
    text = "".join(char for char, _ in pairs)
    return tuple(
        Glyph(
            char,
            ink,
            stringWidth(char, ink.font, ink.size),
            GAP * ink.size if _MEETING.fullmatch(text, place, place + 2) else 0,
        )
        for place, (char, ink) in enumerate(pairs)
    )


def extent(line: Sequence[Glyph]) -> float:
    """The width of a line, in points, without air after the last character."""
    if not line:
        return 0
    return sum(glyph.width + glyph.after for glyph in line) - line[-1].after


def pieces(line: Iterable[Glyph]) -> Iterator[Piece]:
    """The line in as few pieces as fonts and spacing allow."""
    text, start, spacing, x = "", 0.0, 0.0, 0.0
    last: Glyph | None = None
    for glyph in line:
        if last is not None:
            if len(text) == 1:
                spacing = last.after
            if glyph.ink != last.ink or last.after != spacing:
                yield Piece(text, last.ink, start, spacing)
                text = ""
        if not text:
            start, spacing = x, 0.0
        text += glyph.char
        x += glyph.width + glyph.after
        last = glyph
    if last is not None:
        yield Piece(text, last.ink, start, spacing)


def show(canvas: Any, x: float, y: float, line: Iterable[Glyph]) -> None:  # noqa: ANN401
    """Draw a line whose base line begins at this point of a reportlab canvas."""
    canvas.saveState()
    canvas.setLineJoin(1)  # round, or thickened strokes get thorns
    for piece in pieces(line):
        ink = piece.ink
        pen = canvas.beginText(x + piece.x, y + ink.rise)
        pen.setFont(ink.font, ink.size)
        pen.setFillColor(ink.colour)
        pen.setCharSpace(piece.spacing)
        if ink.font.endswith(FAUX_BOLD):
            canvas.setLineWidth(_THICKENING * ink.size)
            pen.setStrokeColor(ink.colour)
            pen.setTextRenderMode(2)
        else:
            pen.setTextRenderMode(0)
        pen.textOut(piece.text)
        canvas.drawText(pen)
    canvas.restoreState()
