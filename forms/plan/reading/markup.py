"""Stray HTML in the cells of a document."""

from __future__ import annotations

import html
import re
from typing import Final

_BLOCK: Final = re.compile(r"</?(?:p|ol|ul|li|br|div|tr|td|table|tbody)\b[^<>]*>", re.I)
_INLINE: Final = re.compile(r"</?(?:span|b|i|u|strong|em|font|a)\b[^<>]*>", re.I)
_SPACES: Final = re.compile(r"[ \t\u00a0\u3000\ufeff\u200b]+")


def paragraphs(text: str) -> tuple[str, ...]:
    """The text's paragraphs, without tags and without empty ones."""
    if _BLOCK.search(text):
        text = html.unescape(_INLINE.sub("", _BLOCK.sub("\n", text)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return tuple(line for line in lines if line)
