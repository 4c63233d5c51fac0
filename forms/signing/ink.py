"""A signature drawn with pen, finger or mouse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

_MOST_STROKES: Final = 500
_MOST_POINTS: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """The strokes of a signature.

    Attributes:
        strokes: Points from 0 to 1 across and down the pad, from its top left.
        aspect: The pad's width divided by its height.
    """

    strokes: tuple[tuple[tuple[float, float], ...], ...]
    aspect: float = 3.0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.aspect) and 0.1 <= self.aspect <= 20):
            raise ValueError("the pad has no such shape")
        if not self.strokes or len(self.strokes) > _MOST_STROKES:
            raise ValueError("no signature has so few or so many strokes")
        if sum(map(len, self.strokes)) > _MOST_POINTS:
            raise ValueError("no signature has so many points")
        if not all(
            stroke and all(0 <= x <= 1 and 0 <= y <= 1 for x, y in stroke)
            for stroke in self.strokes
        ):
            raise ValueError("a stroke is empty or leaves the pad")
