"""Cubic curves through many points, no more of them than needed (Schneider's method).

Points are complex numbers, in thousandths of an em.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Piece: TypeAlias = "tuple[complex, ...]"
"""The two ends of a line, or the four points of a cubic curve."""

Cubic: TypeAlias = "tuple[complex, complex, complex, complex]"

_ERROR: Final = 4.0
"""How far a curve may pass from a point."""

_HOPELESS: Final = 24.0
"""A curve this far from a point is cut in two at once."""

_ROUNDS: Final = 4


def fitted(points: Sequence[complex]) -> Iterator[Piece]:
    """Follow the points, which lie close and turn nowhere sharply."""
    if len(points) == 2:
        yield tuple(points)
        return
    leaving = _direction(points[2] - points[0])
    arriving = _direction(points[-3] - points[-1])
    yield from _fitted(points, leaving, arriving)


def _fitted(
    points: Sequence[complex], leaving: complex, arriving: complex
) -> Iterator[Piece]:
    if len(points) == 2 or _is_straight(points):
        yield points[0], points[-1]
        return
    places = _by_length(points)
    for _ in range(_ROUNDS):
        curve = _best(points, places, leaving, arriving)
        distance, worst = max(
            (abs(_at(curve, t) - point), number)
            for number, (point, t) in enumerate(zip(points, places, strict=True))
        )
        if distance < _ERROR:
            yield curve
            return
        if distance > _HOPELESS:
            break
        places = [
            _nearer(curve, point, t) for point, t in zip(points, places, strict=True)
        ]
    cut = min(max(worst, 1), len(points) - 2)
    across = _direction(points[max(cut - 3, 0)] - points[min(cut + 3, len(points) - 1)])
    yield from _fitted(points[: cut + 1], leaving, across)
    yield from _fitted(points[cut:], -across, arriving)


def _is_straight(points: Sequence[complex]) -> bool:
    start, chord = points[0], points[-1] - points[0]
    squared = _dot(chord, chord)
    if not squared:
        return False
    return all(
        abs(
            start + chord * min(max(_dot(point - start, chord) / squared, 0), 1) - point
        )
        < _ERROR
        for point in points
    )


def _by_length(points: Sequence[complex]) -> list[float]:
    lengths = [0.0]
    for start, end in pairwise(points):
        lengths.append(lengths[-1] + abs(end - start))
    return [length / lengths[-1] for length in lengths]


def _best(
    points: Sequence[complex],
    places: Sequence[float],
    leaving: complex,
    arriving: complex,
) -> Cubic:
    """The curve with these directions that is nearest to the points (least squares)."""
    start, end = points[0], points[-1]
    a = b = c = x = y = 0.0
    for point, t in zip(points, places, strict=True):
        u = 1 - t
        out, back = leaving * (3 * t * u * u), arriving * (3 * t * t * u)
        rest = point - start * (u * u * (u + 3 * t)) - end * (t * t * (t + 3 * u))
        a += _dot(out, out)
        b += _dot(out, back)
        c += _dot(back, back)
        x += _dot(out, rest)
        y += _dot(back, rest)
    chord = abs(end - start)
    handles = chord / 3, chord / 3
    determinant = a * c - b * b
    if determinant > 1e-9:
        solved = (x * c - y * b) / determinant, (a * y - b * x) / determinant
        # Handles longer than the chord make loops.
        if all(0 < length <= chord for length in solved):
            handles = solved
    return start, start + leaving * handles[0], end + arriving * handles[1], end


def _at(curve: Cubic, t: float) -> complex:
    a, b, c, d = curve
    u = 1 - t
    return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d


def _nearer(curve: Cubic, point: complex, t: float) -> float:
    """A place on the curve that is nearer to the point (one step of Newton's)."""
    a, b, c, d = curve
    u = 1 - t
    slope = 3 * (u * u * (b - a) + 2 * u * t * (c - b) + t * t * (d - c))
    bend = 6 * (u * (c - 2 * b + a) + t * (d - 2 * c + b))
    off = _at(curve, t) - point
    steepness = _dot(slope, slope) + _dot(off, bend)
    if abs(steepness) < 1e-9:
        return t
    return min(max(t - _dot(off, slope) / steepness, 0), 1)


def _dot(one: complex, two: complex) -> float:
    return one.real * two.real + one.imag * two.imag


def _direction(vector: complex) -> complex:
    return vector / abs(vector) if vector else vector
