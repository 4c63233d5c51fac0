"""Ordinals as official documents write them, with all their slips of the pen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from forms.plan.numerals import (
    STEMS,
    half_width,
    in_capitals,
    in_chinese,
    number_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


class Shape(StrEnum):
    """How an ordinal is written, whatever its number."""

    CAPITAL = "壹"
    CHINESE = "一"
    BRACKETED = "(一)"
    DIGIT = "1"
    DOTTED = "1.1"
    BRACKETED_DIGIT = "(1)"
    CIRCLED = "①"
    STEM = "甲"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinal:
    """An ordinal.

    Attributes:
        text: As officials cite it, without the mark behind it: 一, (三), 7, 4.2.
        number: Its own number; the last one of 4.2.
        above: What stands before that: 4 of 4.2.
        marked: Nothing of its usual writing is missing.
    """

    shape: Shape
    text: str
    number: int
    above: tuple[int, ...] = ()
    marked: bool = True


_C: Final = "[壹貳貮贰弐參叁参叄肆伍陸陆柒捌玖拾]"
_H: Final = "[一二三四五六七八九十廿卅ㄧ弌弍弎]"
_D: Final = "[0-9０-９]"
_OPEN: Final = "[(（﹙]"
_SHUT: Final = "[)）﹚]"
_DOT: Final = "[.．]"
_MARK: Final = "[、.．,，:：]"

_LEADING: Final = re.compile(
    rf"""
    (?P<BRACKETED>{_OPEN}\s*(?P<b>{_H}{{1,3}})\s*{_SHUT}\s*{_MARK}?)
  | (?P<BRACKETED_DIGIT>{_OPEN}\s*(?P<n>{_D}{{1,3}})\s*{_SHUT}\s*{_MARK}?)
  | (?P<CAPITAL>(?P<c>{_C}{{1,3}})\s*(?:{_MARK}|\s))
  | (?P<CHINESE>(?P<h>{_H}{{1,3}}|—)\s*{_MARK})
  | (?P<DOTTED>(?P<p>{_D}{{1,2}}(?:
        (?:{_DOT}{_D}{{1,2}}){{1,3}}|(?:[-－]{_D}{{1,2}}){{1,3}}(?=\s|{_MARK})))
      (?:\s*{_MARK}\s*|\s+|(?=[\u4e00-\u9fff「『(（])))
  | (?P<DIGIT>(?P<d>{_D}{{1,3}})\s*(?:[、.．)）](?!{_D})|[:：]))
  | (?P<CIRCLED>(?P<r>[①-⑳⑴-⒇]))
  | (?P<STEM>(?P<s>[甲乙丙丁戊己庚辛壬癸])、)
    """,
    re.VERBOSE,
)
_NUMBER_IN: Final = {
    Shape.BRACKETED: "b",
    Shape.BRACKETED_DIGIT: "n",
    Shape.CAPITAL: "c",
    Shape.CHINESE: "h",
    Shape.DOTTED: "p",
    Shape.DIGIT: "d",
    Shape.CIRCLED: "r",
    Shape.STEM: "s",
}
_BARE: Final = re.compile(
    rf"(?P<d>{_D}{{1,2}})\s+(?=[\u4e00-\u9fff])(?![年月日時分個人次份項天週元樓級])"
)
_REACH: Final = 32  # no ordinal is longer, with all the blanks that are put into it
_LOST: Final = re.compile(rf"^{_OPEN}\s*{_SHUT}\s*")
_INLINE: Final = re.compile(
    r"[\s。；;：:！？(（﹙](?:(?<=[\s。；;：:！？])(?=\S)"
    rf"|(?<=[(（﹙])(?<![第依如前上本及、至詳見之與款項點目(（\s。；;：:！？].)(?={_H}{{1,3}}{_SHUT}"
    r"(?![款項點目之所規及、至，。])))"
)
_BRACKETS: Final = "(（﹙"


def leading(text: str, *, bare: bool = False) -> tuple[Ordinal, str] | None:
    """The ordinal that a text begins with, and the rest.

    Args:
        text: Without blanks at its beginning.
        bare: Also take a number without any mark behind it (2 改變…).
    """
    found = _read(text[:_REACH], bare=bare)
    if found is None:
        return None
    ordinal, end = found
    return ordinal, text[end:].lstrip()


def without_number(text: str) -> str | None:
    """What follows brackets that have lost their number; ``None`` if it has none."""
    match = _LOST.match(text)
    return text[match.end() :] if match else None


def inline(text: str) -> Iterator[tuple[int, int, Ordinal]]:
    """Ordinals inside a text that stand where a new item could begin.

    That is after a blank or the end of a sentence; （一） also within one, but for
    where it is cited. With each comes where it begins and where it ends.
    """
    for gap in _INLINE.finditer(text):
        at = gap.start() if gap[0] in _BRACKETS else gap.end()
        found = _read(text[at : at + _REACH], bare=False)
        if found is not None:
            ordinal, length = found
            yield at, at + length, ordinal


@lru_cache(maxsize=4096)  # every cell is asked again and again
def _read(beginning: str, *, bare: bool) -> tuple[Ordinal, int] | None:
    """The ordinal and where it ends."""
    match = _LEADING.match(beginning)
    if match is None or match.lastgroup is None:
        return _bare(beginning) if bare else None
    ordinal = _ordinal(match, Shape[match.lastgroup])
    return (ordinal, match.end()) if ordinal else None


def _bare(beginning: str) -> tuple[Ordinal, int] | None:
    match = _BARE.match(beginning)
    if match is None:
        return None
    digits = half_width(match["d"])
    ordinal = Ordinal(shape=Shape.DIGIT, text=digits, number=int(digits), marked=False)
    return ordinal, match.end()


def _ordinal(match: re.Match[str], shape: Shape) -> Ordinal | None:
    written = half_width(match[_NUMBER_IN[shape]])
    if shape is Shape.DOTTED:
        written = written.replace("－", "-")
        *above, number = map(int, re.split("[.-]", written))
        if not number:
            return None
        return Ordinal(shape=shape, text=written, number=number, above=tuple(above))
    if shape is Shape.CIRCLED:
        first = "①" if "①" <= written <= "⑳" else "⑴"
        return Ordinal(shape=shape, text=written, number=ord(written) - ord(first) + 1)
    if shape is Shape.STEM:
        return Ordinal(shape=shape, text=written, number=STEMS.index(written) + 1)
    written = "一" if written == "—" else written
    counted = number_of(written)
    if not counted:
        return None
    bracketed = shape in (Shape.BRACKETED, Shape.BRACKETED_DIGIT)
    text = f"({written})" if bracketed else written
    return Ordinal(shape=shape, text=text, number=counted)


def number_in(ordinal: str | None) -> int | None:
    """The number of an ordinal as it is cited: 3 of (三), 2 of 4.2."""
    found = _cited(ordinal) if ordinal else None
    return found.number if found else None


def written_like(ordinal: str, number: int) -> str:
    """A number in the writing of an ordinal: (三) like (二), 4.3 like 4.2."""
    found = _cited(ordinal)
    if found is None:
        return str(number)
    match found.shape:
        case Shape.CAPITAL:
            return in_capitals(number)
        case Shape.CHINESE:
            return in_chinese(number)
        case Shape.BRACKETED:
            return f"({in_chinese(number)})"
        case Shape.BRACKETED_DIGIT:
            return f"({number})"
        case Shape.DOTTED:
            mark = "-" if "-" in ordinal else "."
            return mark.join(map(str, (*found.above, number)))
        case Shape.CIRCLED:
            return chr(ord("①") + number - 1)
        case Shape.STEM:
            return STEMS[(number - 1) % len(STEMS)]
        case Shape.DIGIT:
            return str(number)


@lru_cache(maxsize=512)
def _cited(ordinal: str) -> Ordinal | None:
    """An ordinal that stands alone, as items keep it."""
    found = leading(f"{ordinal}、") or leading(f"{ordinal} 、")
    return found[0] if found else None
