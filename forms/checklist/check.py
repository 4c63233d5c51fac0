"""Whether a checklist's definition fits together, beyond having the right shape."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.checklist.answering import values_of
from forms.checklist.model import NOT_APPLICABLE, AnswerKind, RowRule
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from forms.checklist.model import Checklist, Item, Range, Text

_KEY: Final = re.compile(r"[A-Za-z0-9-]+")
_DECIMAL: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,15})?")
_SIGNED_DECIMAL: Final = re.compile(f"-?{_DECIMAL.pattern}")

_ATTACHABLE: Final = frozenset(
    {AnswerKind.NUMBER, AnswerKind.DATE, AnswerKind.TIME, AnswerKind.TEXT}
)
_NEEDED: Final[Mapping[RowRule, Mapping[str, AnswerKind]]] = {
    RowRule.TICKED: {"conform": AnswerKind.YES_NO},
    RowRule.ON_TIME: {
        "received": AnswerKind.DATE,
        "days": AnswerKind.NUMBER,
        "closed": AnswerKind.DATE,
    },
}


def check(checklist: Checklist, file: str) -> None:
    """Refuse a definition that contradicts itself.

    Raises:
        UserError: The first thing wrong, with the file and the place in it.
    """
    for problem in _problems(checklist):
        raise UserError("{file}, {problem}", file=file, problem=problem)


def _problems(checklist: Checklist) -> Iterator[UserError]:
    yield from _head(checklist)
    yield from _scales(checklist)
    yield from _grades(checklist)
    yield from _order(checklist)
    for item in checklist.items():
        yield from _texts(item)
        yield from _scoring(item)
        yield from _answering(checklist, item)
        yield from _values(item)
        yield from _rows(item)
    for item in checklist.items():  # by now every scale that is named exists
        yield from _condition(checklist, item)


def _head(checklist: Checklist) -> Iterator[UserError]:
    code = checklist.code
    yield from _keys(code, [code])
    if checklist.version < 1:
        yield UserError("{place}: versions count from 1.", place=code)
    cites = any(item.laws for item in checklist.items())
    if (cites or checklist.law_version) and not _is_date(checklist.law_version):
        yield UserError(
            "{place}: {value} is no date; write law_version like 2024-10-11.",
            place=code,
            value=checklist.law_version,
        )
    for text in (checklist.title, checklist.intro):
        yield from _text(code, text)
    yield from _keys(code, [fact.key for fact in checklist.facts])
    for fact in checklist.facts:
        yield from _text(fact.key, fact.label)


def _scales(checklist: Checklist) -> Iterator[UserError]:
    for name, levels in checklist.scales.items():
        yield from _keys(name, [level.key for level in levels])
        if not levels:
            yield UserError("{place}: the scale needs at least a level.", place=name)
        for level in levels:
            yield from _text(name, level.label)
            if level.key == NOT_APPLICABLE:
                yield _reserved(name)
            if not _DECIMAL.fullmatch(level.share) or Decimal(level.share) > 1:
                yield UserError(
                    "{place}: the share {value} of level {level} is not within 0 and "
                    "1; write it like 0.5.",
                    place=name,
                    value=level.share,
                    level=level.key,
                )
                return
        shares = [Decimal(level.share) for level in levels]
        if shares != sorted(shares, reverse=True):
            yield UserError(
                "{place}: the best level has to come first; put the levels in order.",
                place=name,
            )


def _grades(checklist: Checklist) -> Iterator[UserError]:
    grades = checklist.grades
    yield from _keys("grades", [grade.key for grade in grades])
    for grade in grades:
        yield from _text("grades", grade.label)
    limits = [grade.at_least for grade in grades]
    if not all(map(_DECIMAL.fullmatch, limits)) or not _descends_to_zero(limits):
        yield UserError(
            "{place}: the limits {values} do not go down to 0; put the highest grade "
            "first and let the last start at 0.",
            place="grades",
            values=", ".join(limits),
        )


def _order(checklist: Checklist) -> Iterator[UserError]:
    """Sections and items: their keys, and the closing section at the end."""
    sections = checklist.sections
    yield from _keys("sections", [section.key for section in sections])
    yield from _keys("items", [item.key for item in checklist.items()])
    for section in sections:
        yield from _text(section.key, section.title)
        if not section.items:
            yield UserError("{place}: the section has no items.", place=section.key)
    if not sections or not sections[-1].key.endswith("closing"):
        yield UserError(
            "{place}: the last section has to be the closing one, its key ending with "
            "closing.",
            place="sections",
        )
        return
    for item in sections[-1].items:
        if item.scored:
            yield UserError(
                "{place}: nothing in the closing section can be scored; move the item "
                "up.",
                place=item.key,
            )


def _texts(item: Item) -> Iterator[UserError]:
    needed = [item.text]
    needed += [choice.label for choice in item.choices]
    needed += [one.label for one in item.attached]
    optional = [item.guidance, item.unit, item.own_part]
    optional += [one.unit for one in item.attached]
    if item.repeat is not None:
        needed.append(item.repeat.label)
        needed += [column.label for column in item.repeat.columns]
        optional += [column.unit for column in item.repeat.columns]
    for text in (*needed, *filter(None, optional)):
        yield from _text(item.key, text)


def _scoring(item: Item) -> Iterator[UserError]:
    for name, value in (("weight", item.weight), ("points", item.points)):
        if not _DECIMAL.fullmatch(value) or Decimal(value) == 0:
            yield UserError(
                "{place}: {name} is {value}; write a decimal number above 0.",
                place=item.key,
                name=name,
                value=value,
            )
    if item.good not in ("yes", "no"):
        yield UserError(
            "{place}: good is {value}; the answer that conforms is yes or no.",
            place=item.key,
            value=item.good,
        )


def _answering(checklist: Checklist, item: Item) -> Iterator[UserError]:
    if item.kind is AnswerKind.LEVEL and item.scale not in checklist.scales:
        yield UserError(
            "{place}: there is no scale {scale}; name one of {known}.",
            place=item.key,
            scale=item.scale,
            known=", ".join(checklist.scales),
        )
    if item.kind is not AnswerKind.LEVEL and item.scale is not None:
        yield _misplaced(item, "scale")
    if item.kind is AnswerKind.CHOICE and not item.choices:
        yield UserError(
            "{place}: there is nothing to choose from; add choices.", place=item.key
        )
    if item.kind is not AnswerKind.CHOICE and item.choices:
        yield _misplaced(item, "choices")
    yield from _keys(item.key, [choice.key for choice in item.choices])
    if any(choice.key == NOT_APPLICABLE for choice in item.choices):
        yield _reserved(item.key)


def _values(item: Item) -> Iterator[UserError]:
    """Expected ranges, and what is attached."""
    if item.expected is not None:
        if item.kind not in (AnswerKind.NUMBER, AnswerKind.WAIT):
            yield _misplaced(item, "expected")
        yield from _range(item.key, item.expected)
    yield from _keys(item.key, [one.key for one in item.attached])
    for one in item.attached:
        place = f"{item.key}.{one.key}"
        if one.kind not in _ATTACHABLE:
            yield UserError(
                "{place}: {kind} cannot be attached; a number, date, time or text can.",
                place=place,
                kind=one.kind,
            )
        if one.expected is not None:
            yield from _range(place, one.expected)


def _rows(item: Item) -> Iterator[UserError]:
    if item.repeat is None:
        return
    if item.kind not in (AnswerKind.LEVEL, AnswerKind.SAMPLE):
        yield _misplaced(item, "repeat")
    yield from _keys(item.key, [column.key for column in item.repeat.columns])
    kinds = {column.key: column.kind for column in item.repeat.columns}
    needed = dict(_NEEDED[item.repeat.rule])
    if item.repeat.rule is RowRule.ON_TIME and "extension" in kinds:
        needed["extension"] = AnswerKind.NUMBER
    for key, kind in needed.items():
        if kinds.get(key) is not kind:
            yield UserError(
                "{place}: rows judged by {rule} need a column {column} of kind {kind}; "
                "add it.",
                place=item.key,
                rule=item.repeat.rule,
                column=key,
                kind=kind,
            )


def _condition(checklist: Checklist, item: Item) -> Iterator[UserError]:
    condition = item.shown_when
    if condition is None:
        return
    facts = {fact.key for fact in checklist.facts}
    if condition.fact is not None and condition.fact not in facts:
        yield UserError(
            "{place}: it is shown by the fact {fact}, which is not among the facts; "
            "add it.",
            place=item.key,
            fact=condition.fact,
        )
    others = {one.key: one for one in checklist.items() if one is not item}
    for wanted in condition.any_answer:
        if wanted.item not in others:
            yield UserError(
                "{place}: it is shown by the answer to {item}, which is no other item "
                "of the checklist; correct it.",
                place=item.key,
                item=wanted.item,
            )
            continue
        known = values_of(checklist, others[wanted.item])
        for value in wanted.values:
            if value not in known:
                yield UserError(
                    "{place}: it is shown when {item} is answered {value}, which {item}"
                    " cannot be; correct it.",
                    place=item.key,
                    item=wanted.item,
                    value=value,
                )


def _keys(place: str, keys: Iterable[str]) -> Iterator[UserError]:
    for key, times in Counter(keys).items():
        if not _KEY.fullmatch(key):
            yield UserError(
                "{place}: the key {key} may hold only letters A to Z, digits and "
                "hyphens; change it.",
                place=place,
                key=repr(key),
            )
        if times > 1:
            yield UserError(
                "{place}: the key {key} stands there twice; change one.",
                place=place,
                key=key,
            )


def _text(place: str, text: Text) -> Iterator[UserError]:
    if not text.get("zh-TW", "").strip():
        yield UserError(
            "{place}: a text has no Chinese; give it under zh-TW.", place=place
        )


def _range(place: str, limits: Range) -> Iterator[UserError]:
    given = [limit for limit in (limits.least, limits.most) if limit is not None]
    numbers = all(map(_SIGNED_DECIMAL.fullmatch, given))
    if not given or not numbers or Decimal(given[0]) > Decimal(given[-1]):
        yield UserError(
            "{place}: least and most have to be decimal numbers, the smaller first.",
            place=place,
        )


def _misplaced(item: Item, name: str) -> UserError:
    return UserError(
        "{place}: {name} means nothing for an answer of kind {kind}; take it out.",
        place=item.key,
        name=name,
        kind=item.kind,
    )


def _reserved(place: str) -> UserError:
    return UserError(
        "{place}: the key na is kept for “not applicable”; choose another.",
        place=place,
    )


def _descends_to_zero(limits: list[str]) -> bool:
    numbers = [Decimal(limit) for limit in limits]
    falling = sorted(set(numbers), reverse=True)
    return numbers == falling and numbers[-1:] == [Decimal(0)]


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
