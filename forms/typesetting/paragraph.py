"""Paragraphs of Chinese text."""

from __future__ import annotations

import copy
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from reportlab.lib.colors import Color, black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from forms.typesetting.fonts import Face, markup, register
from forms.typesetting.glyphs import Glyph, Ink, extent, glyphs, show
from forms.typesetting.line_breaking import Text, is_wide

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ALIGNMENTS: Final = {
    "left": TA_LEFT,
    "center": TA_CENTER,
    "right": TA_RIGHT,
    "justify": TA_JUSTIFY,
}
_LEADING: Final = 1.5
# The base line of a Han character, from the top of its square, in ems.
_ASCENT: Final = 0.8
# More air than this between two characters, in ems, and the text that is taken out of
# the PDF has spaces in it; such a line is left ragged.
_STRETCH: Final = 0.06
_STRETCH_OF_SPACES: Final = 0.5
_FUZZ: Final = 1e-6


def style(
    face: Face = Face.BODY,
    size: float = 12,
    leading: float | None = None,
    align: Literal["left", "center", "right", "justify"] = "left",
    colour: Color = black,
    **others: object,
) -> ParagraphStyle:
    """How a `paragraph` looks.

    Args:
        face: The chain of fonts.
        size: In points.
        leading: From line to line, in points; one and a half sizes by default.
        align: Where lines that are not full stand.
        colour: Of the text.
        others: reportlab's own, such as ``spaceAfter``, ``leftIndent``,
            ``firstLineIndent`` (negative: the first line hangs out).
    """
    register()
    return ParagraphStyle(
        "style",
        fontName="Serif",
        fontSize=size,
        leading=size * _LEADING if leading is None else leading,
        alignment=_ALIGNMENTS[align],
        textColor=colour,
        face=face,
        **others,
    )


def paragraph(text: str, style: ParagraphStyle) -> CjkParagraph:
    """The plain text as a paragraph in the style's face."""
    return CjkParagraph(markup(text, style.face), style)


class Line(NamedTuple):
    """A line of a paragraph, with all its spaces.

    Attributes:
        glyphs: What stands in it.
        x: Where it begins, in points from the paragraph's left edge.
        width: The room it has, in points.
        is_last: Whether the paragraph, or what a forced line end closes, ends here.
    """

    glyphs: tuple[Glyph, ...]
    x: float
    width: float
    is_last: bool


class CjkParagraph(Paragraph):  # type: ignore[misc]
    """A paragraph broken by the rules of printed Chinese.

    Of reportlab's markup it understands what changes font, size, colour and rise, and
    ``<br/>``; pictures, links and underlines it does not. Its text is set in the
    middle of the leading, so that it stands in the middle of a table cell.

    Attributes:
        glyphs: Its characters, line ends among them.
        lines: Those lines that it was broken into when it was last wrapped.
    """

    def __init__(self, text: str, style: ParagraphStyle) -> None:
        super().__init__(text, style)
        self.glyphs = glyphs(_runs(self.frags))
        self.lines: tuple[Line, ...] = ()
        self._wrapped: float | None = None

    def _setup(
        self, text: object, style: object, bullet: object, frags: object, _: object
    ) -> None:
        # reportlab would strip and join spaces, the ideographic one among them.
        super()._setup(text, style, bullet, frags, str)

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:  # noqa: N803
        """The size it takes, in points; reportlab asks before it draws."""
        if self._wrapped is None or abs(self._wrapped - availWidth) > _FUZZ:
            self.lines = tuple(self._broken(availWidth))
            self._wrapped = availWidth
        self.width = availWidth
        self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def minWidth(self) -> float:  # noqa: N802 - reportlab's name
        """The narrowest sensible column: two characters."""
        style = self.style
        return float(2 * style.fontSize + style.leftIndent + style.rightIndent)

    def getPlainText(self, identify: object = None) -> str:  # noqa: N802
        """What it says."""
        return "".join(glyph.char for glyph in self.glyphs)

    def split(self, availWidth: float, availHeight: float) -> list[CjkParagraph]:  # noqa: N803
        """In two where the page ends; no line is alone on either."""
        self.wrap(availWidth, availHeight)
        lines = len(self.lines)
        fitting = int((availHeight + _FUZZ) / self.style.leading)
        if fitting >= lines:
            return [self]
        if fitting == lines - 1:
            fitting -= 1
        if fitting < 2:
            return []
        rest = self._part(self.lines[fitting:])
        if self.style.firstLineIndent:
            rest.style = copy.copy(self.style)
            rest.style.firstLineIndent = 0
        return [self._part(self.lines[:fitting]), rest]

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        size, leading = self.style.fontSize, self.style.leading
        y = self.height - (leading - size) / 2 - _ASCENT * size
        for line in self.lines:
            shown = _without_end(line.glyphs)
            spare = line.width - extent(shown)
            x = line.x
            if self.style.alignment == TA_RIGHT:
                x += spare
            elif self.style.alignment == TA_CENTER:
                x += spare / 2
            elif self.style.alignment == TA_JUSTIFY and not line.is_last:
                shown = _stretched(shown, spare)
            show(self.canv, x, y, shown)
            y -= leading

    def _broken(self, width: float) -> Iterator[Line]:
        style = self.style
        indent = style.leftIndent + style.firstLineIndent
        for part in _parts(self.glyphs):
            later = width - style.leftIndent - style.rightIndent
            first = width - indent - style.rightIndent
            size = style.fontSize
            text = Text(
                "".join(glyph.char for glyph in part),
                [(glyph.width + glyph.after) / size for glyph in part],
            )
            for start, end in text.lines(first / size, later / size):
                yield Line(
                    part[start:end],
                    style.leftIndent if start else indent,
                    later if start else first,
                    end == len(part),
                )

    def _part(self, lines: tuple[Line, ...]) -> CjkParagraph:
        part = copy.copy(self)
        part.lines = lines
        part.glyphs = tuple(glyph for line in lines for glyph in line.glyphs)
        part.height = len(lines) * self.style.leading
        return part


def _runs(frags: Sequence[Any]) -> Iterator[tuple[str, Ink]]:
    for frag in frags:
        ink = Ink(frag.fontName, frag.fontSize, frag.textColor, frag.rise)
        yield "\n" if hasattr(frag, "lineBreak") else frag.text, ink


def _parts(text: tuple[Glyph, ...]) -> Iterator[tuple[Glyph, ...]]:
    """The text cut behind its line ends; a line end belongs to what it ends."""
    start = 0
    for place, glyph in enumerate(text, 1):
        if glyph.char == "\n":
            yield text[start:place]
            start = place
    if start < len(text):
        yield text[start:]


def _without_end(line: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    end = len(line)
    while end and line[end - 1].char.isspace():
        end -= 1
    return line[:end]


def _stretched(line: tuple[Glyph, ...], spare: float) -> tuple[Glyph, ...]:
    """The line with the spare points shared out, if that does not tear it apart."""
    places = [
        place
        for place, (glyph, following) in enumerate(pairwise(line))
        if glyph.char == " "
        or (not glyph.after and (is_wide(glyph.char) or is_wide(following.char)))
    ]
    has_words_only = all(line[place].char == " " for place in places)
    limit = _STRETCH_OF_SPACES if has_words_only else _STRETCH
    if not places or spare > limit * line[0].ink.size * len(places):
        return line
    stretched = list(line)
    for place in places:
        air = line[place].after + spare / len(places)
        stretched[place] = line[place]._replace(after=air)
    return tuple(stretched)
