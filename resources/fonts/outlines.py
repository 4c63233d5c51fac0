"""Outlines with fewer points: a Kai glyph of 400 points is drawn as well by 140.

TW-Kai's outlines were traced, and hold several times the points that their curves
need; a report of 60 items carries 500 of its glyphs, most of its size. Here each
contour is cut at its corners, curves are fitted to what lies between, and written on a
coarser grid. Nothing moves by more than about a hundredth of an em, a tenth of a
millimetre on a character of 1 cm.
"""

from __future__ import annotations

import cmath
import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from fontTools.cu2qu import curve_to_quadratic
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from resources.fonts.curves import fitted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from resources.fonts.curves import Piece

Contour: TypeAlias = "Sequence[complex]"

_ENOUGH: Final = 120
"""Glyphs of fewer points, signs and Latin, stay as they are."""

_STEP: Final = 12.0
"""How far apart the points may lie at which an outline is followed."""

_REACH: Final = 9.0
"""How far to either side is looked to tell a corner from a bend."""

_CORNER: Final = math.radians(38)

_QUADRATIC_ERROR: Final = 5.0
"""How far TrueType's quadratic curves may pass from the cubic ones."""

_GRID: Final = 4
"""Coordinates are multiples of this, and are compressed the better."""


def simplify(font: Any) -> None:  # noqa: ANN401 - fontTools is untyped
    """Draw a TrueType font of 1000 units per em with fewer points."""
    outlines, metrics = font["glyf"], font["hmtx"]
    for name in font.getGlyphOrder():
        outline = outlines[name]
        if outline.numberOfContours <= 0:
            continue
        if len(outline.coordinates) >= _ENOUGH:
            outline = outlines[name] = _simplified(outline, outlines)
        outline.recalcBounds(outlines)
        # Many bearings of TW-Kai-Ext-B belong to bounds that are narrower than these,
        # and would move what is drawn.
        advance, _ = metrics[name]
        metrics[name] = (advance, outline.xMin)


def _simplified(outline: Any, outlines: Any) -> Any:  # noqa: ANN401 - the same
    recorded = RecordingPen()
    outline.draw(recorded, outlines)
    pen = TTGlyphPen(None)
    for contour in _contours(recorded.value):
        _draw(pen, list(_pieces(contour)))
    return pen.glyph()


def _contours(recorded: Iterable[tuple[str, Any]]) -> Iterator[Contour]:
    """Each contour as close points, of which none is repeated at the end."""
    contour: list[complex] = []
    for operator, points in recorded:
        if operator == "moveTo":
            contour = [complex(*points[0])]
        elif operator == "lineTo":
            contour += _line(contour[-1], complex(*points[0]))
        elif operator == "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                contour += _curve(contour[-1], complex(*control), complex(*end))
        elif operator == "closePath":
            contour += _line(contour[-1], contour[0])
            yield contour[:-1]


def _line(start: complex, end: complex) -> Iterator[complex]:
    steps = math.ceil(abs(end - start) / _STEP)
    for step in range(1, steps + 1):
        yield start + (end - start) * step / steps


def _curve(start: complex, control: complex, end: complex) -> Iterator[complex]:
    steps = math.ceil((abs(control - start) + abs(end - control)) / _STEP)
    for step in range(1, steps + 1):
        t = step / steps
        yield (1 - t) ** 2 * start + 2 * t * (1 - t) * control + t * t * end


def _pieces(contour: Contour) -> Iterator[Piece]:
    corners = _corners(contour)
    if len(corners) < 2:
        corners = sorted({0, len(contour) // 2, *corners})
    twice = [*contour, *contour]
    for start, end in pairwise([*corners, corners[0] + len(contour)]):
        yield from fitted(twice[start : end + 1])


def _corners(contour: Contour) -> list[int]:
    """Where the contour turns sharply, once for each corner however it is rounded."""
    places = range(len(contour))
    before = [_beside(contour, place, -1) for place in places]
    after = [_beside(contour, place, 1) for place in places]
    turns = [
        _turn(contour[before[place][-1]], contour[place], contour[after[place][-1]])
        for place in places
    ]
    return [
        place
        for place in places
        if turns[place] > _CORNER
        and all(turns[other] < turns[place] for other in before[place][:-1])
        and all(turns[other] <= turns[place] for other in after[place][:-1])
    ]


def _beside(contour: Contour, place: int, step: int) -> list[int]:
    """The places within reach to one side, and the first beyond it."""
    places: list[int] = []
    far = 0.0
    while far < _REACH:
        following = (place + step) % len(contour)
        far += abs(contour[following] - contour[place])
        place = following
        places.append(place)
    return places


def _turn(before: complex, here: complex, after: complex) -> float:
    return abs(cmath.phase((after - here) * (here - before).conjugate()))


def _draw(pen: TTGlyphPen, pieces: Sequence[Piece]) -> None:
    last = _snapped(pieces[0][0])
    pen.moveTo(last)
    for piece in pieces:
        points = [_snapped(point) for point in _quadratic(piece)]
        if points != [last]:
            pen.qCurveTo(*points)
            last = points[-1]
    pen.closePath()


def _quadratic(piece: Piece) -> Iterator[complex]:
    """What comes after a piece's start when it is drawn without cubic curves."""
    if len(piece) == 2:
        return iter(piece[1:])
    points = [(point.real, point.imag) for point in piece]
    drawn = curve_to_quadratic(points, _QUADRATIC_ERROR)
    return (complex(*point) for point in drawn[1:])


def _snapped(point: complex) -> tuple[int, int]:
    return round(point.real / _GRID) * _GRID, round(point.imag / _GRID) * _GRID
