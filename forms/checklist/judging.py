"""What one answer says of its item, and what share of the points it earns."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.checklist.model import (
    NOT_APPLICABLE,
    AnswerKind,
    Checklist,
    Item,
    Range,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.inspection import Answer


class ItemState(StrEnum):
    """How an item takes part in the score."""

    COUNTED = "counted"
    NOT_APPLICABLE = "not-applicable"  # leaves the denominator
    UNANSWERED = "unanswered"  # does not count yet
    HIDDEN = "hidden"  # its condition does not hold
    UNSCORED = "unscored"  # recorded, worth nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What an answer amounts to.

    Attributes:
        share: Of the item's points, 0 to 1 and exact; ``None`` unless counted.
        verdict: ``None`` unless counted.
    """

    state: ItemState
    share: Fraction | None = None
    verdict: Verdict | None = None

    @property
    def short(self) -> bool:
        """Whether it is anything less than full conformity."""
        return self.verdict not in (None, Verdict.CONFORM)


def judge(checklist: Checklist, item: Item, answer: Answer | None) -> Judgement:
    """What the answer says; an item that is not shown is the caller's to leave out."""
    if answer is None or not answer.given:
        state = ItemState.UNANSWERED if item.scored else ItemState.UNSCORED
        return Judgement(state=state)
    if answer.value == NOT_APPLICABLE or (answer.sample and answer.sample.n == 0):
        return Judgement(state=ItemState.NOT_APPLICABLE)
    if not item.scored:
        return Judgement(state=ItemState.UNSCORED)
    if item.kind is AnswerKind.LEVEL:
        level = next(one for one in checklist.levels(item) if one.key == answer.value)
        return Judgement(
            state=ItemState.COUNTED,
            share=Fraction(level.share),
            verdict=level.verdict,
        )
    return _counted(_share(item, answer))


def _share(item: Item, answer: Answer) -> Fraction:
    if item.kind is AnswerKind.SAMPLE and answer.sample is not None:
        return Fraction(answer.sample.m, answer.sample.n)
    if item.kind is AnswerKind.YES_NO:
        return Fraction(answer.value == item.good)
    number = answer.wait.seconds if answer.wait else answer.value or "0"
    return Fraction(item.expected is None or within(item.expected, number))


def _counted(share: Fraction) -> Judgement:
    if share == 1:
        verdict = Verdict.CONFORM
    else:
        verdict = Verdict.PARTLY if share else Verdict.NONCONFORM
    return Judgement(state=ItemState.COUNTED, share=share, verdict=verdict)


def within(limits: Range, number: str) -> bool:
    """Whether decimal text lies within limits, both included."""
    value = Decimal(number)
    return not (
        (limits.least is not None and value < Decimal(limits.least))
        or (limits.most is not None and value > Decimal(limits.most))
    )


def shown(
    checklists: Sequence[Checklist],
    answers: Mapping[str, Answer],
    facts: Mapping[str, bool],
) -> frozenset[str]:
    """The keys of the items whose condition holds.

    A condition looks at what was answered, not at whether the item answered is
    itself shown; conditions may name items of another checklist of the visit.
    """
    return frozenset(
        item.key
        for checklist in checklists
        for item in checklist.items()
        if _holds(item, answers, facts)
    )


def _holds(
    item: Item, answers: Mapping[str, Answer], facts: Mapping[str, bool]
) -> bool:
    condition = item.shown_when
    if condition is None:
        return True
    if condition.fact is not None and not facts.get(condition.fact, True):
        return False
    return not condition.any_answer or any(
        (answer := answers.get(wanted.item)) is not None
        and answer.value in wanted.values
        for wanted in condition.any_answer
    )
