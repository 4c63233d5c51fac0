"""What can go wrong that a person can mend.

Exception
└── UserError            one sentence: what happened, to what, what to do
    └── CancelledError   the person asked to stop; nothing is to be said

Everything else that is raised is a bug and belongs in the log with its traceback.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


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
            name: value.told(translate) if isinstance(value, UserError) else value
            for name, value in self.fields.items()
        }
        return translate(self.message).format(**fields)


class CancelledError(UserError):
    """The person asked to stop."""

    def __init__(self) -> None:
        super().__init__("Stopped; nothing was changed.")
