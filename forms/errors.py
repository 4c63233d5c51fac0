"""What can go wrong that a person can mend.

Exception
└── UserError            one sentence: what happened, to what, what to do
    └── CancelledError   the person asked to stop; nothing is to be said

Everything else that is raised is a bug and belongs in the log with its traceback.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

UNSEEN: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls, line ends, changes of direction, and halves of characters."""

_BYTES: Final = range(0xDC80, 0xDD00)
"""As what Python reads the bytes of a file name that is no UTF-8."""


class UserError(Exception):
    """A sentence for a person.

    Attributes:
        message: The English sentence with ``{named}`` places; the key of its
            translation.
        fields: What stands in the places. A `UserError` among them is told in the
            same language.
    """

    def __init__(self, message: str, **fields: object) -> None:
        super().__init__(message)
        self.message = message
        self.fields = fields

    def __str__(self) -> str:
        return self.told(str)

    def told(self, translate: Callable[[str], str]) -> str:
        """The whole sentence, after ``translate`` has been given the English one."""
        fields = {
            name: value.told(translate)
            if isinstance(value, UserError)
            else visible(value)
            for name, value in self.fields.items()
        }
        return translate(self.message).format(**fields)


def visible(value: object) -> object:
    """What stands in a sentence: a name or path with its unseen characters spelled.

    Such a character could split the sentence, turn its words round or command the
    terminal that it is read on; half a character could not be written at all.
    """
    if isinstance(value, str | PurePath):
        return UNSEEN.sub(_spelled, str(value))
    return value


def _spelled(unseen: re.Match[str]) -> str:
    code = ord(unseen[0])
    if code in _BYTES:
        code -= 0xDC00
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


class CancelledError(UserError):
    """The person asked to stop."""

    def __init__(self) -> None:
        super().__init__("Stopped; nothing was changed.")
