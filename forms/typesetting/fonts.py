"""Our fonts: which character is set in which, and what none of them has."""

from __future__ import annotations

import copy
import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import reportlab.rl_config
from reportlab.graphics import shapes
from reportlab.lib.colors import Color, black
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.platypus.tables import CellStyle

from forms.typesetting.glyphs import FAUX_BOLD, HAN, LATIN, Ink, extent, glyphs, show
from resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Literal

    from forms.typesetting.glyphs import Glyph


class Face(StrEnum):
    """What a text looks like; each is a chain of fonts.

    ``BODY`` is 標楷體 with a Times-like serif for Latin and digits, ``SANS`` is
    Noto Sans TC.
    """

    BODY = "body"
    BODY_BOLD = "body-bold"
    SANS = "sans"
    SANS_BOLD = "sans-bold"


_FILES: Final = {
    "Serif": "ZouchaSerif-Regular.ttf",
    "Serif-Bold": "ZouchaSerif-Bold.ttf",
    "Kai": "TW-Kai.ttf",
    "KaiExtB": "TW-Kai-ExtB.ttf",
    "Sans": "NotoSansTC-Regular.ttf",
    "Sans-Bold": "NotoSansTC-Bold.ttf",
}
_CHAINS: Final = {
    Face.BODY: ("Serif", "Kai", "KaiExtB", "Sans"),
    Face.BODY_BOLD: (
        "Serif-Bold",
        "Kai" + FAUX_BOLD,
        "KaiExtB" + FAUX_BOLD,
        "Sans-Bold",
    ),
    Face.SANS: ("Sans", "Kai", "KaiExtB", "Serif"),
    Face.SANS_BOLD: (
        "Sans-Bold",
        "Kai" + FAUX_BOLD,
        "KaiExtB" + FAUX_BOLD,
        "Serif-Bold",
    ),
}
# The same characters are narrow in Latin text, and as wide as a Han character in
# Chinese. In text with Han they are Latin where no neighbour is Han: it’s, “OK”, 3–5.
_SHARED: Final = "‘’“”–—…·"
_LATIN_SHARED: Final = re.compile(
    f"(?<![^{LATIN}\x20-\x7e])[{_SHARED}]+(?![^{LATIN}\x20-\x7e])"
)
_HAN: Final = re.compile(f"[{HAN}]")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_DECOMPOSED: Final = re.compile(f"[{LATIN}][\u0300-\u036f]+")
_INVISIBLE: Final = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def register() -> None:
    """Make the fonts known to reportlab, and its output small and reproducible.

    To be called before anything of reportlab is made; calling it again does nothing.
    """
    if "Serif" in pdfmetrics.getRegisteredFontNames():
        return
    for name, file in _FILES.items():
        pdfmetrics.registerFont(_Font(name, folder("fonts") / file))
    for name in ("Kai", "KaiExtB"):
        bold = copy.copy(pdfmetrics.getFont(name))
        bold.fontName = name + FAUX_BOLD
        # reportlab sees the same face and lets both names mean one embedded font.
        pdfmetrics.registerFont(bold)
        pdfmetrics.registerFontFamily(name, bold=bold.fontName)
    for name in ("Serif", "Sans"):
        pdfmetrics.registerFontFamily(name, bold=f"{name}-Bold")
    # ASCII85 makes a report with photos a quarter larger and three times slower.
    reportlab.rl_config.useA85 = 0
    reportlab.rl_config.invariant = 1
    # Whatever names no font of its own would otherwise name Helvetica, which is not
    # embedded: the first line of every page, empty table cells, drawings.
    reportlab.rl_config.canvas_basefontname = "Serif"
    shapes.STATE_DEFAULTS["fontName"] = "Serif"
    CellStyle.fontname = "Serif"
    ParagraphStyle.defaults["fontName"] = "Serif"
    ParagraphStyle.defaults["bulletFontName"] = "Serif"


def runs(text: str, face: Face = Face.BODY) -> Iterator[tuple[str, str]]:
    """The text cut where the font changes, each part with its font's name.

    What cannot be seen is left out; what no font has stands as 〔U+2A6D6〕. Lines
    end with U+000A.
    """
    register()
    text = _shown(text)
    part, font = "", ""
    for char, its_font in zip(text, _fonts(text, _CHAINS[face]), strict=True):
        if part and its_font != font:
            yield part, font
            part = ""
        part, font = part + char, its_font
    if part:
        yield part, font


def markup(text: str, face: Face = Face.BODY) -> str:
    """The plain text as reportlab's paragraph markup."""
    return "".join(
        f'<font name="{font}">{escape(part)}</font>'.replace("\n", "<br/>")
        for part, font in runs(text, face)
    )


def missing(text: str) -> tuple[str, ...]:
    """The characters that no font of ours has, in order, each once."""
    register()
    text = _visible(text).replace("\n", "")
    return tuple(dict.fromkeys(char for char in text if not _has_font(char)))


def width(text: str, size: float, face: Face = Face.BODY) -> float:
    """In points, as `draw` draws it."""
    return extent(_line(text, face, size, black))


def draw(
    canvas: Any,  # noqa: ANN401 - reportlab is untyped
    x: float,
    y: float,
    text: str,
    size: float,
    face: Face = Face.BODY,
    align: Literal["left", "right", "center"] = "left",
    colour: Color = black,
) -> None:
    """One line of text whose base line's left, right or middle is at this point."""
    line = _line(text, face, size, colour)
    share = {"left": 0, "center": 0.5, "right": 1}[align]
    show(canvas, x - share * extent(line), y, line)


def _line(text: str, face: Face, size: float, colour: Color) -> tuple[Glyph, ...]:
    text = _LINE_ENDS.sub(" ", text)
    return glyphs((part, Ink(font, size, colour)) for part, font in runs(text, face))


def _visible(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    text = _DECOMPOSED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text)
    text = _INVISIBLE.sub("", text)
    return "".join(
        char
        for char in text
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf")
    )


def _shown(text: str) -> str:
    return "".join(
        char if char == "\n" or _has_font(char) else f"〔U+{ord(char):04X}〕"
        for char in _visible(text)
    )


def _has_font(char: str) -> bool:
    return any(_covers(font, char) for font in _CHAINS[Face.BODY])


def _covers(font: str, char: str) -> bool:
    return ord(char) in pdfmetrics.getFont(font).face.charToGlyph


def _fonts(text: str, chain: Sequence[str]) -> Iterator[str]:
    shared_are_latin = not _HAN.search(text)
    latin = {
        place
        for match in _LATIN_SHARED.finditer(text)
        for place in range(*match.span())
    }
    rest = chain[1:]
    for place, char in enumerate(text):
        wide = char in _SHARED and not shared_are_latin and place not in latin
        yield next(
            (font for font in (rest if wide else chain) if _covers(font, char)),
            chain[0],
        )


class _Font(ttfonts.TTFont):  # type: ignore[misc]
    """A TrueType font whose text can be taken out of the PDF again.

    reportlab writes a character beyond U+FFFF into the ToUnicode map with five
    digits, where two UTF-16 units belong, so that 𤧟 is read as ⒝; and it writes 256
    entries into a block that may have 100.
    """

    def __init__(self, name: str, file: object) -> None:
        super().__init__(name, str(file), asciiReadable=0)

    def addObjects(self, doc: Any) -> None:  # noqa: ANN401, N802 - reportlab's name
        subsets = self.state[doc].subsets
        super().addObjects(doc)
        for number, subset in enumerate(subsets):
            name = (
                ttfonts.SUBSETN(number) + b"+" + self.face.name + self.face.subfontNameX
            ).decode()
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = _to_unicode(name, subset)


def _to_unicode(name: str, subset: Sequence[int]) -> str:
    entries = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(subset)
        if character
    ]
    blocks = [entries[start : start + 100] for start in range(0, len(entries), 100)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            f"/CMapName /{name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<00> <FF>",
            "endcodespacerange",
            *(
                line
                for block in blocks
                for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
            ),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        )
    )
