"""Numbers that a word processor counts by itself and does not write down."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from forms.plan.numerals import STEMS, in_capitals, in_chinese

_LARGEST: Final = 99
_PLACE: Final = re.compile("%([1-9])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """How a level of a list is numbered.

    Attributes:
        pattern: ``(%1)``; ``%2`` is the number of the second level.
        write: ``None`` where the level has a bullet or nothing.
    """

    pattern: str
    write: Callable[[int], str] | None
    start: int = 1


@dataclass(slots=True)
class Counter:
    """The numbers of one list while its paragraphs come in."""

    levels: Mapping[int, Level]
    _numbers: dict[int, int] = field(default_factory=dict)

    def next(self, level: int) -> str:
        """What stands before the next paragraph of that level."""
        for deeper in [one for one in self._numbers if one > level]:
            del self._numbers[deeper]
        own = self.levels.get(level)
        if own is None or own.write is None:
            return ""
        self._numbers[level] = self._numbers.get(level, own.start - 1) + 1
        return _PLACE.sub(self._written, own.pattern)

    def _written(self, match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        found = self.levels.get(level)
        if found is None or found.write is None:
            return ""
        return found.write(self._numbers.get(level, found.start))


def written(style: Callable[[int], str]) -> Callable[[int], str]:
    """A way of writing that falls back to digits where it has no signs left."""
    return lambda number: style(number) if 0 < number <= _LARGEST else str(number)


def circled(number: int) -> str:
    """① to ⑳."""
    return chr(ord("①") + number - 1) if number <= 20 else str(number)


def stem(number: int) -> str:
    """甲, 乙, 丙."""
    return STEMS[(number - 1) % len(STEMS)]


CHINESE: Final = written(in_chinese)
CAPITALS: Final = written(in_capitals)
