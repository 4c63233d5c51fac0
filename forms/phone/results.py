"""What the calls of a round come to: means, grades, ranks, changes and losses.

A mean is that of all calls, each counting once; it is exact, and rounded only to be
shown. Grades and limits are decided, and units ranked, before that.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.checklist.model import Grade
from forms.phone.scale import PartKey
from forms.phone.scoring import CallScore, below, grade_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from forms.phone.scale import Scale


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoredCall:
    """A call that counts, and the unit that it tested."""

    unit: str
    score: CallScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a number of calls come to.

    Attributes:
        mean: Exact.
        switchboard: The mean of what the part earned where it was tested; ``None``
            where it never was.
        unit: As ``switchboard``.
        bands: How many calls reached each grade, from the highest down.
        report_due: The mean is below what asks for an improvement report.
        retest_due: The mean is below what asks for another test.
        change: Against the earlier mean; ``None`` where there is none.
    """

    calls: int
    mean: Fraction
    switchboard: Fraction | None
    unit: Fraction | None
    grade: Grade
    bands: tuple[tuple[Grade, int], ...]
    report_due: bool
    retest_due: bool
    change: Fraction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitResult:
    """What the calls to one unit come to.

    Attributes:
        rank: From 1; units with the same mean share it, and the next one after two
            firsts is third. ``None`` where the agency does not rank.
    """

    name: str
    means: Means
    rank: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLoss:
    """Where points were lost.

    Attributes:
        part: The part that it belongs to.
        key: Of an item; of a section where its points were given as a whole, or of
            the part itself where a zero rule decided.
        calls: How many calls it was judged in.
        lost: All that it lost in them.
        mean: What a call lost on average.
    """

    part: PartKey
    key: str
    calls: int
    lost: Fraction
    mean: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundResult:
    """What a whole round comes to.

    Attributes:
        units: By rank, or in the order of their names where they are not ranked.
        losses: Whatever lost anything, the largest mean first.
    """

    means: Means
    units: tuple[UnitResult, ...]
    losses: tuple[ItemLoss, ...]


def round_result(
    scale: Scale,
    calls: Sequence[ScoredCall],
    *,
    ranked: bool,
    earlier: RoundResult | None = None,
) -> RoundResult | None:
    """What the calls come to; ``None`` while there is no call.

    Args:
        scale: What they were scored on.
        calls: Those that count; withdrawn ones are left out.
        ranked: Whether units are ranked.
        earlier: The round to compare with.
    """
    if not calls:
        return None
    by_unit: dict[str, list[CallScore]] = defaultdict(list)
    for call in calls:
        by_unit[call.unit].append(call.score)
    before = {one.name: one.means.mean for one in earlier.units} if earlier else {}
    means = {
        name: means_of(scale, scores, earlier=before.get(name))
        for name, scores in sorted(by_unit.items())
    }
    units = [
        UnitResult(
            name=name,
            means=one,
            rank=_rank(one, means.values()) if ranked else None,
        )
        for name, one in means.items()
    ]
    return RoundResult(
        means=means_of(
            scale,
            [call.score for call in calls],
            earlier=earlier.means.mean if earlier else None,
        ),
        units=tuple(sorted(units, key=lambda one: one.rank or 0)),
        losses=losses(call.score for call in calls),
    )


def means_of(
    scale: Scale, scores: Sequence[CallScore], *, earlier: Fraction | None = None
) -> Means:
    """What these calls, at least one, come to."""
    mean = _mean([Fraction(score.total) for score in scores])
    reached = Counter(score.grade.key for score in scores)
    return Means(
        calls=len(scores),
        mean=mean,
        switchboard=_mean_of_part(scores, PartKey.SWITCHBOARD),
        unit=_mean_of_part(scores, PartKey.UNIT),
        grade=grade_of(scale, mean),
        bands=tuple((grade, reached[grade.key]) for grade in scale.grades),
        report_due=below(scale.report_under, mean),
        retest_due=below(scale.retest_under, mean),
        change=None if earlier is None else mean - earlier,
    )


def losses(scores: Iterable[CallScore]) -> tuple[ItemLoss, ...]:
    """Where the calls lost points, the largest mean loss first.

    An item that did not arise, or has no answer, was not judged.
    """
    lost: dict[tuple[PartKey, str], list[Fraction]] = defaultdict(list)
    for score in scores:
        for part in score.parts:
            if part.zero:
                lost[part.key, part.key].append(Fraction(part.possible))
            for section in part.sections:
                if not section.items:
                    place = (part.key, section.key)
                    lost[place].append(Fraction(section.possible - section.earned))
                for item in section.items:
                    if item.arisen and item.earned is not None:
                        lost[part.key, item.key].append(Fraction(item.lost))
    found = [
        ItemLoss(
            part=part,
            key=key,
            calls=len(one),
            lost=sum(one, Fraction()),
            mean=_mean(one),
        )
        for (part, key), one in lost.items()
        if any(one)
    ]
    return tuple(sorted(found, key=lambda loss: (-loss.mean, loss.part, loss.key)))


def _mean_of_part(scores: Sequence[CallScore], key: PartKey) -> Fraction | None:
    raw = [
        Fraction(part.raw)
        for score in scores
        for part in score.parts
        if part.key is key
    ]
    return _mean(raw) if raw else None


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction()) / len(numbers)


def _rank(one: Means, all_means: Iterable[Means]) -> int:
    return 1 + sum(other.mean > one.mean for other in all_means)
