"""Which checks may look at an item of a plan, by the words that both use.

A pair of neighbouring characters counts the more, the fewer checks use it: 服務 stands
everywhere and says little, 哺乳 in one place. Nothing here is a link before a person
has said so.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.plan.building.repeats import pairs_of, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

LEAST: Final = 0.12
"""Below this score the built-in traces are outnumbered by chance."""
MOST: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A check that may look at an item.

    Attributes:
        check: Its key, as it was given.
        score: From 0 to 1: how much of what both say is the same.
        shared: The words that both use, longest first.
    """

    check: str
    score: float
    shared: tuple[str, ...]


class Likeness:
    """The words of many checks, weighed once, to be compared with many items."""

    def __init__(self, checks: Mapping[str, str]) -> None:
        """``checks`` are their texts by their keys."""
        texts = {key: said(text) for key, text in checks.items()}
        self._texts = {key: text for key, text in texts.items() if text}
        self._pairs = {key: pairs_of(text) for key, text in self._texts.items()}
        used = Counter(pair for pairs in self._pairs.values() for pair in pairs)
        self._unused = math.log1p(len(checks))
        self._weights = {
            pair: math.log1p(len(checks) / count) for pair, count in used.items()
        }
        self._totals = {key: self._weight(p) for key, p in self._pairs.items()}

    def proposals(
        self, text: str, *, least: float = LEAST, most: int = MOST
    ) -> tuple[Proposal, ...]:
        """The checks most like the text, best first; few, and none by mere chance."""
        words = said(text)
        pairs = pairs_of(words)
        total = self._weight(pairs)
        scored = (
            (2 * self._weight(pairs & other) / (total + self._totals[key]), key)
            for key, other in self._pairs.items()
        )
        best = sorted((-score, key) for score, key in scored if score >= least)
        return tuple(
            Proposal(
                check=key,
                score=-score,
                shared=tuple(shared_words(words, self._texts[key])),
            )
            for score, key in best[:most]
        )

    def _weight(self, pairs: Counter[str]) -> float:
        return sum(
            self._weights.get(pair, self._unused) * count
            for pair, count in pairs.items()
        )


def shared_words(one: str, other: str) -> list[str]:
    """The runs of two characters or more that both texts have, longest first."""
    runs = dict.fromkeys(_runs(one, other))
    return [
        run
        for run in sorted(runs, key=len, reverse=True)
        if not any(run != longer and run in longer for longer in runs)
    ]


def _runs(one: str, other: str) -> Iterator[str]:
    start = 0
    while start < len(one) - 1:
        end = start + 1
        while end < len(one) and one[start : end + 1] in other:
            end += 1
        if end - start > 1:
            yield one[start:end]
        start = max(end - 1, start + 1) if end - start > 1 else start + 1
