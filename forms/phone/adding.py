"""What the answers of one part add up to, item by item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.checklist.reading import brief
from forms.errors import UserError
from forms.phone.scale import NOT_ARISEN, Level, PartKey, ZeroRule

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.phone.scale import Item, Part, Section

POINTS: Final = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
"""Points as decimal text: few enough digits that no sum of them is ever rounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemScore:
    """What one item earned.

    Attributes:
        level: ``None`` where points were given instead, or it did not arise.
        earned: ``None`` while it has no answer.
        arisen: Whether the call gave occasion for it.
    """

    key: str
    possible: Decimal
    earned: Decimal | None
    level: Level | None = None
    arisen: bool = True

    @property
    def lost(self) -> Decimal:
        """What it could have earned beyond what it did, once it has an answer."""
        return Decimal() if self.earned is None else self.possible - self.earned


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionScore:
    """What one section earned.

    Attributes:
        way: The way that the call went; empty where there is but one.
        items: Of that way; empty where points were given for the whole section.
    """

    key: str
    way: str
    possible: Decimal
    earned: Decimal
    items: tuple[ItemScore, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartScore:
    """What one part earned.

    Attributes:
        raw: Before it is multiplied.
        sections: Empty where a zero rule decided.
        missing: The items that have no answer yet.
    """

    key: PartKey
    possible: Decimal
    raw: Decimal
    sections: tuple[SectionScore, ...]
    missing: tuple[str, ...] = ()
    zero: ZeroRule | None = None


def zeroed(part: Part, rule: ZeroRule) -> PartScore:
    """The part that earns nothing by a zero rule."""
    return PartScore(
        key=part.key,
        possible=Decimal(part.points),
        raw=Decimal(),
        sections=(),
        zero=rule,
    )


def part_score(part: Part, answers: Mapping[str, str]) -> PartScore:
    """What the answers earn.

    Raises:
        UserError: One of them is none for this part.
    """
    _refuse_unknown(part, answers)
    sections = tuple(_section(section, answers) for section in part.sections)
    return PartScore(
        key=part.key,
        possible=Decimal(part.points),
        raw=sum((section.earned for section in sections), Decimal()),
        sections=sections,
        missing=tuple(
            item.key
            for section in sections
            for item in section.items
            if item.earned is None
        ),
    )


def _refuse_unknown(part: Part, answers: Mapping[str, str]) -> None:
    known = [item.key for item in part.items()]
    known += [section.key for section in part.sections]
    for key in answers:
        if key not in known:
            raise UserError(
                "{part}: there is no item {item}; there are {known}.",
                part=part.key.value,
                item=brief(key),
                known=", ".join(known),
            )


def _section(section: Section, answers: Mapping[str, str]) -> SectionScore:
    answered = [item for item in section.items if item.key in answers]
    if section.key in answers:
        return _as_a_whole(section, answers[section.key], answered)
    way = way_taken(section, [item.key for item in answered])
    items = tuple(_item(item, answers.get(item.key)) for item in section.items_of(way))
    return SectionScore(
        key=section.key,
        way=way,
        possible=Decimal(section.points),
        earned=sum((item.earned or Decimal() for item in items), Decimal()),
        items=items,
    )


def _as_a_whole(section: Section, value: str, answered: Sequence[Item]) -> SectionScore:
    if answered:
        raise UserError(
            "{section}: there are points for the whole and an answer to {item} too; "
            "remove one of them.",
            section=section.key,
            item=answered[0].key,
        )
    return SectionScore(
        key=section.key,
        way="",
        possible=Decimal(section.points),
        earned=_points(section.key, value, section.points),
        items=(),
    )


def way_taken(section: Section, answered: Sequence[str]) -> str:
    """The way that the call went by the items answered; the first while none tells.

    Raises:
        UserError: They belong to two ways.
    """
    taken: dict[str, str] = {}
    for item in section.items:
        if item.way and item.key in answered:
            taken.setdefault(item.way, item.key)
    if len(taken) > 1:
        first, second = list(taken.values())[:2]
        raise UserError(
            "{first} and {second} exclude each other; keep the one of the way that "
            "the call went.",
            first=first,
            second=second,
        )
    return next(iter(taken), section.ways[0].key if section.ways else "")


def _item(item: Item, value: str | None) -> ItemScore:
    possible = Decimal(item.points)
    if value is None:
        return ItemScore(key=item.key, possible=possible, earned=None)
    if value == NOT_ARISEN and item.may_not_arise:
        return ItemScore(key=item.key, possible=possible, earned=possible, arisen=False)
    level = item.level(value)
    if level:
        earned = Decimal(level.points)
        return ItemScore(key=item.key, possible=possible, earned=earned, level=level)
    if not POINTS.fullmatch(value):
        levels = [level.key for level in item.levels]
        levels += [NOT_ARISEN] * item.may_not_arise
        raise UserError(
            "{item}: “{value}” is no level and no points; there are {levels}, or "
            "points from 0 to {most}.",
            item=item.key,
            value=brief(value),
            levels=", ".join(levels),
            most=item.points,
        )
    return ItemScore(
        key=item.key, possible=possible, earned=_points(item.key, value, item.points)
    )


def _points(key: str, value: str, most: str) -> Decimal:
    if not POINTS.fullmatch(value) or Decimal(value) > Decimal(most):
        raise UserError(
            "{item}: “{value}” is no number of points from 0 to {most}.",
            item=key,
            value=brief(value),
            most=most,
        )
    return Decimal(value)
