"""Stray HTML in the cells of a document."""

from __future__ import annotations

import html
import re
from typing import Final

_BLOCK: Final = re.compile(r"</?(?:p|ol|ul|li|br|div|tr|td|table|tbody)\b[^<>]*>", re.I)
_INLINE: Final = re.compile(r"</?(?:span|b|i|u|strong|em|font|a)\b[^<>]*>", re.I)
_ANY: Final = re.compile(r"<[^<>]{0,80}>")
_INVISIBLE: Final = ("\ufeff", "\u200b")


def paragraphs(text: str) -> tuple[str, ...]:
    """The text's paragraphs, without tags and without empty ones."""
    if "<" in text and _BLOCK.search(text):
        text = html.unescape(_INLINE.sub("", _BLOCK.sub("\n", text)))
    for mark in _INVISIBLE:
        text = text.replace(mark, " ")
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return tuple([line for line in lines if line])


def mended(text: str) -> str:
    """The text with tags in one line that the width of the page has cut in two."""
    return _ANY.sub(_in_one_line, text) if "<" in text else text


def _in_one_line(match: re.Match[str]) -> str:
    tag = match[0].replace("\n", "")
    return tag if _BLOCK.fullmatch(tag) or _INLINE.fullmatch(tag) else match[0]
