"""Whether a scale fits together, beyond having the right shape."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.phone.adding import POINTS
from forms.phone.scale import NOT_ARISEN, PartKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.checklist.model import Text
    from forms.phone.scale import Item, Part, Scale, Section

_KEY: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,39}")
_MOST_LEVELS: Final = 5
_MOST_RINGS: Final = 20
_MOST_SECONDS: Final = 120
_MOST_DECIMALS: Final = 4


def problems(scale: Scale) -> Iterator[UserError]:
    """Everything that contradicts itself, a sentence for each place.

    What is told first may be why something else cannot be looked at.
    """
    broken = [*_head(scale), *_numbers(scale)]
    yield from broken
    if broken:
        return
    for part in scale.parts:
        yield from _part(part)
    yield from _grades(scale)


def check(scale: Scale, file: str) -> None:
    """Refuse a scale that contradicts itself.

    Raises:
        UserError: The first thing wrong, with the file and the place in it.
    """
    for problem in problems(scale):
        raise UserError("{file}, {problem}", file=file, problem=problem)


def _head(scale: Scale) -> Iterator[UserError]:
    if scale.version < 1:
        yield UserError("{place}: versions count from 1.", place=scale.code)
    if [part.key for part in scale.parts] != list(PartKey):
        yield UserError(
            "{place}: a scale has the part of the switchboard and that of the unit, in "
            "this order.",
            place=scale.code,
        )
    for place, keys in (
        (scale.code, [scale.code]),
        ("items", [item.key for item in scale.items()]),
        ("grades", [grade.key for grade in scale.grades]),
        ("bonuses", [one.key for one in scale.bonuses]),
        ("deductions", [one.key for one in scale.deductions]),
        ("zero_rules", [one.key for one in scale.zero_rules]),
    ):
        yield from _keys(place, keys)
    yield from _texts(
        scale.code, [scale.title, scale.intro, scale.source, scale.own_part]
    )
    labels = [one.label for one in (*scale.bonuses, *scale.deductions)]
    labels += [rule.label for rule in scale.zero_rules]
    labels += [grade.label for grade in scale.grades]
    yield from _texts(scale.code, labels)
    for place, value, most in (
        ("ring_limit", scale.ring_limit, _MOST_RINGS),
        ("second_limit", scale.second_limit, _MOST_SECONDS),
    ):
        if not 1 <= value <= most:
            yield UserError(
                "{place}: {value} is not from 1 to {most}.",
                place=place,
                value=value,
                most=most,
            )
    if not 0 <= scale.shown_decimals <= _MOST_DECIMALS:
        yield UserError(
            "{place}: a score is shown with no more than four decimals.",
            place="shown_decimals",
        )


def _numbers(scale: Scale) -> Iterator[UserError]:
    """Every decimal text of the scale, so that the rest may add them up."""
    yield from _points("cap", scale.cap)
    for place, limit in (
        ("report_under", scale.report_under),
        ("retest_under", scale.retest_under),
    ):
        if limit is not None:
            yield from _points(place, limit)
    for adjustment in (*scale.bonuses, *scale.deductions):
        yield from _points(adjustment.key, adjustment.points)
    for grade in scale.grades:
        yield from _points(grade.key, grade.at_least)
    for part in scale.parts:
        yield from _points(part.key, part.points)
        yield from _points(part.key, part.multiplier)
        for section in part.sections:
            yield from _points(section.key, section.points)
    for item in scale.items():
        yield from _points(item.key, item.points)
        for level in item.levels:
            yield from _points(item.key, level.points)


def _part(part: Part) -> Iterator[UserError]:
    yield from _texts(part.key, [part.title])
    keys = [section.key for section in part.sections]
    yield from _keys(part.key, [*keys, *(item.key for item in part.items())])
    yield from _adds_up(part.key, part.points, [one.points for one in part.sections])
    for section in part.sections:
        yield from _section(f"{part.key}.{section.key}", section)
        for item in section.items:
            yield from _item(item)


def _section(place: str, section: Section) -> Iterator[UserError]:
    yield from _texts(place, [section.title, *(way.label for way in section.ways)])
    ways = [way.key for way in section.ways]
    yield from _keys(place, ways)
    for item in section.items:
        if item.way and item.way not in ways:
            yield UserError(
                "{place}: there is no way {way} in its section.",
                place=item.key,
                way=item.way,
            )
    for way in ways or [""]:
        points = [item.points for item in section.items_of(way)]
        yield from _adds_up(place, section.points, points)


def _item(item: Item) -> Iterator[UserError]:
    yield from _texts(item.key, [item.text, *(level.label for level in item.levels)])
    keys = [level.key for level in item.levels]
    yield from _keys(item.key, keys)
    if NOT_ARISEN in keys:
        yield UserError(
            "{place}: no level may be called {key}; it says that something did not "
            "arise.",
            place=item.key,
            key=NOT_ARISEN,
        )
    if not 1 <= len(keys) <= _MOST_LEVELS:
        yield UserError(
            "{place}: an item has one to five levels, one for each key.",
            place=item.key,
        )
        return
    points = [Decimal(level.points) for level in item.levels]
    if points != sorted(points, reverse=True) or points[0] != Decimal(item.points):
        yield UserError(
            "{place}: the best level has to come first and be worth all {points} "
            "points, and each one after it no more than the one before.",
            place=item.key,
            points=item.points,
        )


def _grades(scale: Scale) -> Iterator[UserError]:
    limits = [Decimal(grade.at_least) for grade in scale.grades]
    descends = limits == sorted(set(limits), reverse=True)
    if not limits or limits[-1] != 0 or not descends:
        yield UserError(
            "{place}: the limits {values} do not go down to 0; put the highest grade "
            "first and let the last start at 0.",
            place="grades",
            values=", ".join(grade.at_least for grade in scale.grades),
        )


def _adds_up(place: str, whole: str, parts: Sequence[str]) -> Iterator[UserError]:
    total = sum(map(Decimal, parts), Decimal())
    if total != Decimal(whole):
        yield UserError(
            "{place}: its parts add up to {sum} and not to {points}; correct one of "
            "them.",
            place=place,
            sum=total,
            points=whole,
        )


def _points(place: str, value: str) -> Iterator[UserError]:
    if not POINTS.fullmatch(value):
        yield UserError(
            "{place}: {value} is no number of points; write it like 2.5.",
            place=place,
            value=value,
        )


def _keys(place: str, keys: Iterable[str]) -> Iterator[UserError]:
    seen: set[str] = set()
    for key in keys:
        if not _KEY.fullmatch(key):
            yield UserError(
                "{place}: the key {key} is not made of letters, digits and hyphens, a "
                "letter first.",
                place=place,
                key=key,
            )
        if key in seen:
            yield UserError(
                "{place}: the key {key} stands there twice; change one.",
                place=place,
                key=key,
            )
        seen.add(key)


def _texts(place: str, texts: Iterable[Text]) -> Iterator[UserError]:
    if not all(text.get("zh-TW", "").strip() for text in texts):
        yield UserError(
            "{place}: a text has no Chinese; give it under zh-TW.", place=place
        )
