"""What the texts and the names of a spreadsheet's sheets can hold."""

from __future__ import annotations

import re
from typing import Final

from forms.errors import UNSEEN

_LONGEST_NAME: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']+")
_FORBIDDEN: Final = re.compile("[\ufffe\uffff]")
"""What XML has no way to write, beside what cannot be seen."""


def named(name: str) -> str:
    """The name as spreadsheets allow it."""
    return _NOT_IN_NAMES.sub("-", name)[:_LONGEST_NAME].strip() or "-"


def cleaned(text: str) -> str:
    """The text without characters that no file may hold; line ends stay."""
    lines = text.replace("\t", " ").split("\n")
    return "\n".join(_FORBIDDEN.sub("", UNSEEN.sub("", line)) for line in lines)
