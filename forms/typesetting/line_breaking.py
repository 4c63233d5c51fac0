"""Where lines of Chinese text with Latin words and numbers in it may end.

The rules are those of printed Traditional Chinese: closing marks do not begin a line
and opening marks do not end one, numbers and words stay whole, a number keeps its
measure word (115年) where that costs little, and no character is left alone in the
last line. Beyond that every line takes what it can hold.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from enum import IntEnum
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NOT_FIRST: Final = frozenset(
    "、。，．・：；？！·‧•…—–～〜﹏＿％‰℃℉°′″"
    "）〕］｝〉》」』】〗”’〞﹚﹜﹞︶︸︺︼︾﹀﹂﹄"
    ",.:;?!%)]}>/々〻ヽヾゝゞーˊˇˋ˙"
)
NOT_LAST: Final = frozenset(
    "（〔［｛〈《「『【〖“‘〝﹙﹛﹝︵︷︹︻︽︿﹁﹃([{<＄￥￡$#☐☑☒□■"
)
_TWINS: Final = frozenset("—…─")
_MEASURES: Final = frozenset(
    "年月日時分秒點號樓項次人件個名天週歲元度級條款目點張輛艘班組處座間位筆份頁章節科股"
    "公米吋坪萬千百億周期季場戶家線臺台"
)
_FIRST_WIDE: Final = 0x2E80
_SYMBOLS: Final = range(0x2190, 0x2C00)
_HALF_WIDTH: Final = range(0xFF61, 0xFFE0)


class Break(IntEnum):
    """How little a line break between two characters is wanted."""

    FREE = 0
    BOUND = 1  # between a number and its measure word, after a word's hyphen
    JOINT = 2  # inside a long word or address, after a mark
    LETTER = 3  # anywhere else inside a word
    NEVER = 4


# A number and its measure word are kept together if that costs no more ems.
_BOUND: Final = 2.5
# As many ems may be taken from a full line for a lonely character's sake.
_COMPANY: Final = 3.0
# A line ends at one of the last so many places where it may.
_PLACES: Final = 8
_FUZZ: Final = 1e-6


def between(before: str, after: str, beyond: str = "") -> Break:
    """What a break between two neighbouring characters is.

    Args:
        before: The last character of the line.
        after: The first one of the next line.
        beyond: The character in front of ``before``, if there is one.
    """
    if _sticks(before, after):
        return Break.NEVER
    if before.isspace() or is_wide(before) != is_wide(after):
        bound = _is_number(before) and after in _MEASURES
        bound = bound or (before == "第" and _is_number(after))
        return Break.BOUND if bound else Break.FREE
    if is_wide(before):
        return Break.FREE
    if before == "-" and beyond.isalpha() and after.isalpha():
        return Break.BOUND
    return Break.LETTER if before.isalnum() else Break.JOINT


def _sticks(before: str, after: str) -> bool:
    return (
        after in NOT_FIRST
        or before in NOT_LAST
        or (before == after and before in _TWINS)
        or after.isspace()
        or "\u00a0" in (before, after)
        or unicodedata.combining(after) != 0
    )


def is_wide(char: str) -> bool:
    """Whether it stands in a square of its own, as Han characters and symbols do."""
    code = ord(char)
    return (code >= _FIRST_WIDE and code not in _HALF_WIDTH) or code in _SYMBOLS


def _is_number(char: str) -> bool:
    return char.isdecimal() and not is_wide(char)


class Text:
    """A text without line ends of its own, ready to be broken.

    Args:
        chars: The text.
        advances: How far each character moves the next one, in ems.
    """

    def __init__(self, chars: str, advances: Sequence[float]) -> None:
        self._chars = chars
        self._reach = [0.0, *accumulate(advances)]
        self._breaks = [Break.NEVER] + [
            between(before, after, chars[place - 2 : place - 1])
            for place, (before, after) in enumerate(pairwise(chars), 1)
        ]
        # Of each kind of break the places, in order, that are no worse.
        self._places = [
            [place for place, kind in enumerate(self._breaks) if kind <= worst]
            for worst in (Break.BOUND, Break.JOINT, Break.LETTER)
        ]

    def lines(self, first: float, later: float) -> tuple[tuple[int, int], ...]:
        """Where each line begins and ends.

        Args:
            first: The first line's width, in ems.
            later: Every other line's.
        """
        ends = [0]
        while ends[-1] < len(self._chars):
            start, width = ends[-1], later if ends[-1] else first
            ends.append(min(self._stops(start, width), key=self._cost))
        if len(ends) > 2 and self._is_lonely(ends[-2]):
            start = ends[-3]
            stops = self._stops(start, later if start else first)
            ends[-2] = self._with_company(ends[-2], stops, later)
        return tuple(pairwise(ends))

    def _stops(self, start: int, width: float) -> Sequence[int]:
        """The places where a line that begins here may end, the last one first."""
        limit = self._reach[start] + width + _FUZZ
        furthest = bisect_right(self._reach, limit) - 1
        # Spaces at the end of a line hang in the margin.
        while furthest < len(self._chars) and self._chars[furthest].isspace():
            furthest += 1
        if furthest == len(self._chars):
            return (furthest,)
        for places in self._places:
            stop = bisect_right(places, furthest)
            first = max(bisect_right(places, start), stop - _PLACES)
            if first < stop:
                return places[first:stop][::-1]
        return (max(furthest, start + 1),)

    def _cost(self, stop: int) -> float:
        bound = stop < len(self._chars) and self._breaks[stop] is Break.BOUND
        return (_BOUND if bound else 0) - self._reach[stop]

    def _is_lonely(self, start: int) -> bool:
        """Whether the last line, which begins here, has one character or none."""
        return sum(map(str.isalnum, self._chars[start : start + 16])) < 2

    def _with_company(self, last: int, stops: Sequence[int], width: float) -> int:
        """Where the last line begins when it is given company from the one before."""
        for stop in stops:
            moved = self._reach[last] - self._reach[stop]
            fits = self._reach[-1] - self._reach[stop] <= width
            if 0 < moved <= _COMPANY and fits and not self._is_lonely(stop):
                return stop
        return last
