"""The recovery code: thirty-two letters on paper that open a profile."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from typing import Final

from forms.errors import UserError

_BYTES: Final = 20
_GROUP: Final = 4
_SHAPE: Final = re.compile(r"[A-Z2-7]{32}")
# Digits that base32 does not have, for the letters they are mistaken for.
_MISREAD: Final = str.maketrans({"0": "O", "1": "I", "8": "B", "-": None, " ": None})
_CHECK_BITS: Final = 10  # two letters of the thirty-two; the other 150 bits are chance


def new() -> str:
    """A code as it is printed: eight groups of four, of which two letters check it."""
    chance = secrets.randbits(_BYTES * 8) >> _CHECK_BITS << _CHECK_BITS
    letters = base64.b32encode((chance | _check(chance)).to_bytes(_BYTES)).decode()
    return "-".join(
        letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP)
    )


def read(text: str) -> bytes | None:
    """The code's 160 bits as they were typed; ``None`` if it is no such code.

    Small letters and missing hyphens are as good; 0, 1 and 8 are taken for O, I and B.

    Raises:
        UserError: It has the look of a code but was mistyped.
    """
    letters = text.strip().upper().translate(_MISREAD)
    if not _SHAPE.fullmatch(letters):
        return None
    code = base64.b32decode(letters)
    number = int.from_bytes(code)
    chance = number >> _CHECK_BITS << _CHECK_BITS
    if number - chance != _check(chance):
        raise UserError(
            "The recovery code was mistyped: its last letters do not agree with the "
            "rest. Compare it with the paper, group by group."
        )
    return code


def _check(chance: int) -> int:
    hashed = hashlib.sha256(b"zoucha recovery" + chance.to_bytes(_BYTES)).digest()
    return int.from_bytes(hashed[:2]) >> (16 - _CHECK_BITS)
