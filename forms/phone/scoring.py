"""The score of one call, exact to the last digit, with the working of every figure.

The rule: an item earns what its level is worth; what the call gave no occasion for
keeps its points. Where both parts were tested their points are added; where only one
was, its points are multiplied by the published multiplier. Then come bonuses and
deductions, the cap, and zero below. Nothing is rounded but what is shown: 100.1 is
capped, 89.995 is shown as 90 and graded as less.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from forms.checklist.model import Grade
from forms.checklist.scoring import rounded
from forms.errors import UserError
from forms.phone.adding import PartScore, part_score, zeroed
from forms.phone.scale import PartKey, ZeroRule
from forms.phone.working import (
    Adjusted,
    WorkingLine,
    adjustment_line,
    exact,
    limit_lines,
    multiplied_line,
    part_lines,
    scale_line,
    verdict_lines,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.phone.scale import Adjustment, Item, Level, Scale

Answers: TypeAlias = Mapping[str, str]
"""By item, the key of its level, its points as decimal text, or `NOT_ARISEN`.

A section's key stands for all its items at once, and takes points only: what remains
of a paper form that tells no more.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallScore:
    """The score of a call.

    Attributes:
        switchboard: The part's points before multiplying; ``None`` if not tested.
        unit: As ``switchboard``.
        parts: Those tested, with what each item earned.
        multiplier: 1 where both parts were tested, or neither.
        uncapped: After bonuses and deductions, before the limits.
        total: Exact; round it only to show it.
        zero: The rule by which the whole call earned nothing.
        missing: Items that have no answer yet; they have earned nothing so far.
        report_due: The total is below what asks for an improvement report.
        retest_due: The total is below what asks for another test.
    """

    switchboard: Decimal | None
    unit: Decimal | None
    parts: tuple[PartScore, ...]
    multiplier: Decimal
    uncapped: Decimal
    total: Decimal
    grade: Grade
    zero: ZeroRule | None
    missing: tuple[str, ...]
    report_due: bool
    retest_due: bool
    working: tuple[WorkingLine, ...]


def score_call(
    scale: Scale,
    *,
    switchboard: Answers | None = None,
    unit: Answers | None = None,
    bonuses: Sequence[str] = (),
    deductions: Sequence[str] = (),
    zero: str | None = None,
) -> CallScore:
    """The score of a call; see the module's rule.

    Args:
        scale: What it is scored on.
        switchboard: ``None`` where the part was not tested; empty where it was, and
            nothing is answered yet.
        unit: As ``switchboard``.
        bonuses: Keys of the scale's bonuses.
        deductions: Keys of the scale's deductions.
        zero: The key of the zero rule that applies.

    Raises:
        UserError: There is no such item, level, bonus, deduction or rule; points are
            more than there are; the call went two ways at once; or nothing was tested.
    """
    rule = _rule(scale, zero)
    parts = tuple(
        _parts(scale, {PartKey.SWITCHBOARD: switchboard, PartKey.UNIT: unit}, rule)
    )
    whole_zero = rule if rule and rule.part is None else None
    if not parts and not whole_zero:
        raise UserError(
            "Neither the switchboard nor the unit was tested; answer at least one part."
        )
    multiplier = _multiplier(scale, parts)
    product = sum((part.raw for part in parts), Decimal()) * multiplier
    adjusted = tuple(_adjusted(scale, product, bonuses, deductions))
    uncapped = adjusted[-1].after if adjusted else product
    total = _limited(scale, uncapped, whole_zero)
    return CallScore(
        switchboard=_raw(parts, PartKey.SWITCHBOARD),
        unit=_raw(parts, PartKey.UNIT),
        parts=parts,
        multiplier=multiplier,
        uncapped=uncapped,
        total=total,
        grade=grade_of(scale, total),
        zero=whole_zero,
        missing=()
        if whole_zero
        else tuple(key for part in parts for key in part.missing),
        report_due=below(scale.report_under, total),
        retest_due=below(scale.retest_under, total),
        working=(
            scale_line(scale),
            *(line for part in parts for line in part_lines(scale, part)),
            *(multiplied_line(scale, parts, multiplier, product) if parts else ()),
            *map(adjustment_line, adjusted),
            *limit_lines(scale, uncapped, total, whole_zero),
            *verdict_lines(scale, total, shown(scale, total)),
        ),
    )


def proposed_level(
    scale: Scale, item: Item, *, rings: int | None, seconds: Decimal | None
) -> Level | None:
    """The level of a timed item that follows from what was counted and measured.

    It is the best one of which either limit is kept: a call answered at the fourth
    ring is in time however long the rings were. ``None`` where nothing was counted or
    measured, or where a person judges.
    """
    if not item.timed or (rings is None and seconds is None):
        return None
    return next(
        (level for level in item.levels if _within(scale, level, rings, seconds)), None
    )


def grade_of(scale: Scale, score: Decimal | Fraction) -> Grade:
    """The highest band that the unrounded score reaches."""
    return next(one for one in scale.grades if score >= Fraction(one.at_least))


def below(limit: str | None, score: Decimal | Fraction) -> bool:
    """Whether there is such a limit and the unrounded score is under it."""
    return limit is not None and score < Fraction(limit)


def shown(scale: Scale, score: Decimal | Fraction) -> str:
    """The score as it is shown: rounded half up, without zeros at its end."""
    return exact(Decimal(rounded(Fraction(score), scale.shown_decimals)))


def _within(
    scale: Scale, level: Level, rings: int | None, seconds: Decimal | None
) -> bool:
    if level.over_rings is None and level.over_seconds is None:
        return True
    return (
        rings is not None
        and level.over_rings is not None
        and rings <= scale.ring_limit + level.over_rings
    ) or (
        seconds is not None
        and level.over_seconds is not None
        and seconds <= scale.second_limit + level.over_seconds
    )


def _rule(scale: Scale, zero: str | None) -> ZeroRule | None:
    if zero is None:
        return None
    for rule in scale.zero_rules:
        if rule.key == zero:
            return rule
    raise UserError(
        "There is no zero rule {key}; there are {known}.",
        key=zero,
        known=_keys(scale.zero_rules),
    )


def _parts(
    scale: Scale, given: Mapping[PartKey, Answers | None], rule: ZeroRule | None
) -> Iterator[PartScore]:
    for part in scale.parts:
        answers = given[part.key]
        if rule and rule.part is part.key:
            yield zeroed(part, rule)
        elif answers is not None:
            yield part_score(part, answers)


def _multiplier(scale: Scale, parts: tuple[PartScore, ...]) -> Decimal:
    if len(parts) == 1:
        return Decimal(scale.part(parts[0].key).multiplier)
    return Decimal(1)


def _raw(parts: tuple[PartScore, ...], key: PartKey) -> Decimal | None:
    return next((part.raw for part in parts if part.key is key), None)


def _adjusted(
    scale: Scale, score: Decimal, bonuses: Sequence[str], deductions: Sequence[str]
) -> Iterator[Adjusted]:
    for keys, known, sign in (
        (bonuses, scale.bonuses, 1),
        (deductions, scale.deductions, -1),
    ):
        for key in keys:
            one = _adjustment(known, key)
            after = score + sign * Decimal(one.points)
            yield Adjusted(adjustment=one, sign=sign, before=score, after=after)
            score = after


def _adjustment(known: tuple[Adjustment, ...], key: str) -> Adjustment:
    for one in known:
        if one.key == key:
            return one
    raise UserError(
        "There is no bonus or deduction {key} here; there are {known}.",
        key=key,
        known=_keys(known),
    )


def _keys(known: tuple[Adjustment, ...] | tuple[ZeroRule, ...]) -> str:
    return ", ".join(one.key for one in known) or "－"


def _limited(scale: Scale, score: Decimal, zero: ZeroRule | None) -> Decimal:
    if zero:
        return Decimal()
    return max(Decimal(), min(score, Decimal(scale.cap)))
