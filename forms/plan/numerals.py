"""Numbers as Chinese documents write them: 二十六, 一〇六, 拾壹."""

from __future__ import annotations

import re
from typing import Final

CAPITALS: Final = "壹貳參肆伍陸柒捌玖拾"
STEMS: Final = "甲乙丙丁戊己庚辛壬癸"

_DIGITS: Final = "零一二三四五六七八九"
_TENS: Final = "一二三四五六七八九十"
_VARIANTS: Final = str.maketrans(
    "０１２３４５６７８９（）﹙﹚．ㄧ〡弌弍弎贰貮弐叁参叄陆兩〇○",
    "0123456789()().一一一二三貳貳貳參參參陸二零零",
)
_PLAIN: Final = str.maketrans(
    {
        **dict(zip(CAPITALS, _TENS, strict=True)),
        "廿": "二十",
        "卅": "三十",
    }
)
_TO_CAPITALS: Final = str.maketrans(_TENS, CAPITALS)
_SPELLED: Final = re.compile(
    "(?:(?P<hundreds>[一二三四五六七八九])?(?P<hundred>百)零?)?"
    "(?:(?P<tens>[一二三四五六七八九])?(?P<ten>十))?"
    "(?P<ones>[一二三四五六七八九])?"
)


def half_width(text: str) -> str:
    """Digits and brackets in half width, and variants of numbers as the usual ones."""
    return text.translate(_VARIANTS)


def number_of(text: str) -> int | None:
    """26 of 二十六, 106 of 一〇六, 3 of 參; ``None`` where it is no number."""
    text = half_width(text).translate(_PLAIN)
    if text.isascii() and text.isdecimal():
        return int(text)
    if text and set(text) <= set(_DIGITS):
        return int("".join(str(_DIGITS.index(character)) for character in text))
    match = _SPELLED.fullmatch(text)
    if match is None or not text:
        return None
    total = 100 * _DIGITS.index(match["hundreds"] or "一") if match["hundred"] else 0
    total += 10 * _DIGITS.index(match["tens"] or "一") if match["ten"] else 0
    return total + (_DIGITS.index(match["ones"]) if match["ones"] else 0)


def in_chinese(number: int) -> str:
    """二十六 of 26; up to 99."""
    tens, ones = divmod(number, 10)
    text = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens % 10]}十"
    return text + (_DIGITS[ones] if ones or not tens else "")


def in_capitals(number: int) -> str:
    """貳拾陸 of 26."""
    return in_chinese(number).translate(_TO_CAPITALS)
