"""The score of a visit, exact to the last digit, with the working of every figure.

The rule: an item earns its points × weight × the share that its answer is worth.
What is not applicable, not shown or not yet answered is left out above and below
the line. The score is what was earned as a percentage of what could have been;
it is rounded only to be shown, and the grade is decided before rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.checklist.judging import ItemState, Judgement, judge, shown
from forms.checklist.model import Grade, Text, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from forms.checklist.model import Checklist, Item, Section
    from forms.inspection import Answer

_HUNDRED = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """One item's part in the score.

    Attributes:
        possible: Points × weight.
        earned: ``possible`` × the answer's share; ``None`` unless counted.
    """

    key: str
    state: ItemState
    verdict: Verdict | None
    possible: Fraction
    earned: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """A section's, or a whole checklist's, part in the score.

    Attributes:
        percent: 0 to 100, exact; ``None`` while nothing in it counts.
        answered: How many of its shown items have an answer (or need none).
        total: How many of its items are shown and can be scored.
    """

    key: str
    title: Text
    items: tuple[ItemScore, ...]
    earned: Fraction
    possible: Fraction
    percent: Fraction | None
    answered: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The score of a visit.

    Attributes:
        percent: 0 to 100, exact; ``None`` while nothing counts.
        grade: By the bands of the first checklist; ``None`` while nothing counts.
        checklists: One part a checklist, in order, keyed by code.
        sections: One part a section that can be scored, in order.
    """

    percent: Fraction | None
    grade: Grade | None
    earned: Fraction
    possible: Fraction
    checklists: tuple[SectionScore, ...]
    sections: tuple[SectionScore, ...]

    def item(self, key: str) -> ItemScore:
        """The item's part.

        Raises:
            KeyError: No checklist of the visit has it.
        """
        for part in self.checklists:
            for item in part.items:
                if item.key == key:
                    return item
        raise KeyError(key)


def score(
    checklists: Sequence[Checklist],
    answers: Mapping[str, Answer],
    facts: Mapping[str, bool],
) -> Score:
    """The score of a visit made with these checklists; see the module's rule."""
    visible = shown(checklists, answers, facts)
    by_checklist: list[SectionScore] = []
    by_section: list[SectionScore] = []
    for checklist in checklists:
        parts = [
            _section(checklist, section, answers, visible)
            for section in checklist.sections
        ]
        by_section += [part for part in parts if _can_be_scored(part)]
        by_checklist.append(
            _part(
                checklist.code,
                checklist.title,
                [item for part in parts for item in part.items],
            )
        )
    whole = _part("", {}, [item for part in by_checklist for item in part.items])
    return Score(
        percent=whole.percent,
        grade=grade_of(checklists[0].grades, whole.percent) if checklists else None,
        earned=whole.earned,
        possible=whole.possible,
        checklists=tuple(by_checklist),
        sections=tuple(by_section),
    )


def grade_of(grades: Iterable[Grade], percent: Fraction | None) -> Grade | None:
    """The highest band that the unrounded percentage reaches."""
    if percent is None:
        return None
    return next((one for one in grades if percent >= Fraction(one.at_least)), None)


def rounded(number: Fraction, places: int = 1) -> str:
    """Decimal text, half rounded up, without trailing zeros beyond ``places``."""
    quotient = Decimal(number.numerator) / Decimal(number.denominator)
    return str(quotient.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def points(number: Fraction) -> str:
    """Points as they are written: as short as they can be, at most two places."""
    text = rounded(number, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _section(
    checklist: Checklist,
    section: Section,
    answers: Mapping[str, Answer],
    visible: frozenset[str],
) -> SectionScore:
    items = [
        _item(
            item,
            judge(checklist, item, answers.get(item.key))
            if item.key in visible
            else Judgement(state=ItemState.HIDDEN),
        )
        for item in section.items
    ]
    return _part(section.key, section.title, items)


def _item(item: Item, judgement: Judgement) -> ItemScore:
    possible = Fraction(item.points) * Fraction(item.weight)
    return ItemScore(
        key=item.key,
        state=judgement.state,
        verdict=judgement.verdict,
        possible=possible,
        earned=None if judgement.share is None else possible * judgement.share,
    )


def _part(key: str, title: Text, items: Sequence[ItemScore]) -> SectionScore:
    counted = [item for item in items if item.state is ItemState.COUNTED]
    earned = sum((item.earned or Fraction() for item in counted), Fraction())
    possible = sum((item.possible for item in counted), Fraction())
    total = [
        item
        for item in items
        if item.state not in (ItemState.HIDDEN, ItemState.UNSCORED)
    ]
    return SectionScore(
        key=key,
        title=title,
        items=tuple(items),
        earned=earned,
        possible=possible,
        percent=_HUNDRED * earned / possible if possible else None,
        answered=sum(item.state is not ItemState.UNANSWERED for item in total),
        total=len(total),
    )


def _can_be_scored(part: SectionScore) -> bool:
    return any(item.state is not ItemState.UNSCORED for item in part.items)
