"""Plan items and laws as officials cite them: 一、(三)1、2、3、7 and 第51條第1項."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from forms.checklist.model import Law, Trace

_DIGITS: Final = "一二三四五六七八九"
_FORMAL_DIGITS: Final = "壹貳參肆伍陸柒捌玖"
_STEP: Final = re.compile(
    f"[{_DIGITS}十]+|[{_FORMAL_DIGITS}拾]+|[(（][{_DIGITS}十\\d.]+[)）]|\\d+(?:\\.\\d+)*"
)
_ARTICLE: Final = re.compile(r"(\d+)(?:-(\d+))?(?: ([IVX]+))?")
_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def cited(traces: Iterable[Trace]) -> str:
    """The places of one plan, each once and in order.

    A citation starts with a sign for its plan (航, 海·), which is left out: the plan
    is named where this stands.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    places = {_steps(trace.citation) for trace in traces}
    for *head, last in sorted(places, key=lambda steps: [*map(_ordinal, steps)]):
        groups.setdefault(tuple(head), []).append(last)
    return _told(groups)


def law_in_words(law: Law) -> str:
    """行政程序法第51條第1項, of an article that is kept as ``51 I``."""
    return law.name + _ARTICLE.sub(_article_in_words, law.article)


def _told(groups: dict[tuple[str, ...], list[str]]) -> str:
    """一、(一)1，(三)1、2；二、(一)1: what lies below the same place names it once."""
    text, before = "", ""
    for head, lasts in groups.items():
        steps = (*head, lasts[0])
        if text and len(steps) > 1 and steps[0] == before:
            text += "，" + _joined(steps[1:])
        else:
            text += ("；" if text else "") + _joined(steps)
        text += "".join(f"、{last}" for last in lasts[1:])
        before = steps[0]
    return text


def _article_in_words(match: re.Match[str]) -> str:
    article, inserted, paragraph = match.groups()
    return "".join(
        (
            f"第{article}條",
            f"之{inserted}" if inserted else "",
            f"第{_ROMAN.index(paragraph) + 1}項" if paragraph else "",
        )
    )


def _steps(citation: str) -> tuple[str, ...]:
    """The ordinals on the way down; a name before them is a step of its own."""
    steps = tuple(match.group() for match in _STEP.finditer(citation))
    first = citation.find(steps[0]) if steps else len(citation)
    _sign, _dot, name = citation[:first].partition("·")
    return (f"「{name}」", *steps) if name else steps or (citation,)


def _ordinal(step: str) -> tuple[int, str]:
    """What a step is sorted by; names come first, as they were written."""
    plain = step.strip("()（）")
    if plain[0].isdigit() and plain[0].isascii():
        return int(plain.partition(".")[0]), plain
    for digits, ten in ((_DIGITS, "十"), (_FORMAL_DIGITS, "拾")):
        if set(plain) <= {*digits, ten}:
            tens, has_ten, ones = plain.rpartition(ten)
            number = 10 * ((digits.find(tens) + 1) or 1) if has_ten else 0
            return number + digits.find(ones) + 1 if ones else number, ""
    return 0, step


def _joined(steps: tuple[str, ...]) -> str:
    """一、(三)1: a pause behind a bare Chinese numeral, a stroke between figures."""
    text = steps[0]
    for step in steps[1:]:
        if text[-1] in f"{_DIGITS}{_FORMAL_DIGITS}十拾":
            text += "、"
        elif text[-1].isdigit() and step[0].isdigit():
            text += "-"
        text += step
    return text
