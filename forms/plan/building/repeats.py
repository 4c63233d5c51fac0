"""Items that ask for the same as one before."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.model import Item

_SAID: Final = re.compile(r"[\W_]+")
_SHORTEST: Final = 12
_ALIKE: Final = 0.9
_PART: Final = 6
_STEP: Final = 3  # of the parts that are kept
_LOOK: Final = 2  # of those that are looked up; both meet in one of six
_SCARCE: Final = 3
_CANDIDATES: Final = 4


@lru_cache(maxsize=4096)  # every item is compared for two reasons
def said(text: str) -> str:
    """The text without blanks and marks, to be compared."""
    return _SAID.sub("", text)


def repeats_of(actions: Sequence[Item]) -> dict[str, str]:
    """For each action that is told again in the same words, the first one's key."""
    first: dict[str, str] = {}
    found: dict[str, str] = {}
    for item in actions:
        words = said(item.text)
        if len(words) < _SHORTEST:
            continue
        if words in first:
            found[item.key] = first[words]
        first.setdefault(words, item.key)
    return found


def nearly_repeats(actions: Sequence[Item]) -> dict[str, str]:
    """For each action in almost the words of one before, that one's key."""
    found: dict[str, str] = {}
    known: list[tuple[str, str]] = []
    first: dict[str, int] = {}
    further: dict[str, list[int]] = {}
    for item in actions:
        words = said(item.text)
        if len(words) < _SHORTEST:
            continue
        ends = len(words) - _PART + 1
        looked_up = [words[at : at + _PART] for at in range(0, ends, _LOOK)]
        shared = Counter(first[part] for part in sorted(first.keys() & looked_up))
        if shared:
            for part in further.keys() & looked_up:
                shared.update(further[part])
            for candidate, count in shared.most_common(_CANDIDATES):
                key, other = known[candidate]
                is_near = count * _STEP * _LOOK * _SCARCE > ends and other != words
                if is_near and likeness(pairs_of(words), pairs_of(other)) >= _ALIKE:
                    found[item.key] = key
                    break
        place = len(known)
        parts = {words[at : at + _PART]: place for at in range(0, ends, _STEP)}
        for part in first.keys() & parts.keys():
            del parts[part]
            places = further.setdefault(part, [])
            if len(places) < _CANDIDATES:
                places.append(place)
        first.update(parts)
        known.append((item.key, words))
    return found


def pairs_of(text: str) -> Counter[str]:
    """The pairs of neighbouring characters."""
    return Counter(text[i : i + 2] for i in range(max(1, len(text) - 1)))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of pairs of characters that two texts have in common (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
