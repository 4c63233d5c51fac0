from __future__ import annotations

import hashlib
import io
import math
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from resources import folder
from resources.fonts.build import CLOSING, NAMES, OPENING
from resources.fonts.outlines import simplify

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FONTS = tuple(sorted(folder("fonts").glob("*.ttf")))
CHAIN = ("ZouchaSerif-Regular", "TW-Kai", "TW-Kai-ExtB", "NotoSansTC-Regular")
PRIVATE = set(range(0xE000, 0xF900))


def font(stem: str) -> TTFont:
    file = folder("fonts") / f"{stem}.ttf"
    return TTFont(io.BytesIO(file.read_bytes()), lazy=True)


def characters(stem: str) -> set[int]:
    return set(font(stem).getBestCmap())


def table(codec: str) -> set[int]:
    codes = (
        bytes((lead, trail))
        for lead in range(0x81, 0xFF)
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF))
    )
    text = "".join(code.decode(codec, "ignore") for code in codes)
    return set(map(ord, text)) - PRIVATE


@pytest.mark.parametrize("kind", ["fonts", "icc"])
def test_files_are_those_that_the_readme_lists(kind: str) -> None:
    readme = (folder(kind) / "README.md").read_text(encoding="utf-8")
    listed = {
        name: sha for sha, name in re.findall(r"^([0-9a-f]{64})  (.+)$", readme, re.M)
    }
    built = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest()
        for pattern in ("*.ttf", "*.icc")
        for file in folder(kind).glob(pattern)
    }
    assert built
    assert listed == built


def test_every_licence_that_the_readme_names_lies_beside_the_fonts() -> None:
    readme = (folder("fonts") / "README.md").read_text(encoding="utf-8")
    licences = re.findall(r"\(`([\w-]+\.txt)`\)", readme)
    assert len(licences) == 3
    assert all((folder("fonts") / licence).is_file() for licence in licences)


def test_kai_has_all_of_big5() -> None:
    latin = characters("ZouchaSerif-Regular")
    assert not table("big5") - characters("TW-Kai") - latin


def test_together_they_have_all_of_hkscs_and_cp950() -> None:
    together = set().union(*map(characters, CHAIN))
    wanted = table("big5hkscs") | table("cp950")
    assert len(wanted) > 18_000
    assert not {chr(code) for code in wanted - together}


def test_names_are_written_in_kai() -> None:
    kai = characters("TW-Kai") | characters("TW-Kai-ExtB")
    assert not {char for char in NAMES if ord(char) not in kai}


def test_kai_has_the_marks_of_a_form() -> None:
    kai = characters("TW-Kai")
    marks = "☐☑☒✔✗✘○●△▲□■※→①⑳㈠㊣℃㎡，。「」（）“”…—"
    assert not {mark for mark in marks if ord(mark) not in kai}


def test_serif_leaves_symbols_that_stand_beside_han_to_kai() -> None:
    assert not set(map(ord, "→○●△□■，。「」（）")) & characters("ZouchaSerif-Regular")


def test_no_two_fonts_have_one_name() -> None:
    names = [font(file.stem)["name"].getDebugName(6) for file in FONTS]
    assert len(set(names)) == len(FONTS) == 6


def test_reserved_names_are_not_used() -> None:
    for file in FONTS:
        names = font(file.stem)["name"].names
        own = " ".join(n.toUnicode() for n in names if n.nameID in (1, 3, 4, 6))
        assert not re.search("Liberation|Source|Arimo|Tinos|Cousine", own)


@pytest.mark.parametrize("stem", [file.stem for file in FONTS])
def test_reportlab_can_embed_it(stem: str) -> None:
    built = font(stem)
    assert built["head"].unitsPerEm == 1000
    assert "glyf" in built
    assert not {"fvar", "GSUB", "GPOS", "fpgm", "prep"} & set(built.keys())


def test_brackets_stand_beside_what_they_enclose() -> None:
    kai = font("TW-Kai")
    names, outlines = kai.getBestCmap(), kai["glyf"]
    for opening in OPENING:
        outline = outlines[names[ord(opening)]]
        assert (outline.xMin + outline.xMax) / 2 > 500
    for closing in CLOSING:
        outline = outlines[names[ord(closing)]]
        assert (outline.xMin + outline.xMax) / 2 < 500


def test_kai_is_drawn_with_few_points() -> None:
    kai = font("TW-Kai")
    names, outlines = kai.getBestCmap(), kai["glyf"]
    text = "走動式查核報告單一窗口服務人員應備書證處理期限全程標示優點建議改善警龜鬱"
    points = [len(outlines[names[ord(char)]].coordinates) for char in text]
    assert sum(points) / len(points) < 170


@pytest.mark.parametrize("stem", ["TW-Kai", "TW-Kai-ExtB"])
def test_a_glyph_begins_where_its_outline_does(stem: str) -> None:
    kai = font(stem)
    outlines, metrics = kai["glyf"], kai["hmtx"]
    for name in list(kai.getBestCmap().values())[::20]:
        if outlines[name].numberOfContours:
            assert metrics[name][1] == outlines[name].xMin


# A brush stroke with a long edge at which the contour closes, as it was traced.
STROKE = tuple(
    (80 + 6 * step, round(300 - step + 8 * math.sin(step / 12))) for step in range(140)
)
TIP = ((930, 190), (926, 240), (880, 252))


def drawn(points: Sequence[tuple[int, int]]) -> TTFont:
    pen = TTGlyphPen(None)
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (1000, 80)})
    return builder.font


def edge(built: TTFont) -> Iterator[complex]:
    """Points of the outline that are never further apart than five units."""
    pen = RecordingPen()
    built.getGlyphSet()[".notdef"].draw(pen)
    corners: list[complex] = []
    for operator, points in pen.value:
        if operator == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                a, b, c = corners[-1], complex(*control), complex(*end)
                corners += (
                    (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t * t * c
                    for t in (step / 20 for step in range(1, 21))
                )
        else:
            corners += (complex(*point) for point in points)
    for start, end in pairwise([*corners, corners[0]]):
        steps = math.ceil(abs(end - start) / 5)
        yield from (start + (end - start) * step / steps for step in range(steps))


@pytest.mark.parametrize("direction", [1, -1])
def test_fewer_points_leave_the_outline_where_it_was(direction: int) -> None:
    built = drawn((*STROKE, *TIP)[::direction])
    before = list(edge(built))
    simplify(built)
    after = list(edge(built))
    assert len(built["glyf"][".notdef"].coordinates) < 40
    for these, those in ((before, after), (after, before)):
        assert all(min(abs(one - other) for other in those) < 13 for one in these)
    assert built["hmtx"][".notdef"] == (1000, built["glyf"][".notdef"].xMin)
