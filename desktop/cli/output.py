"""How a command speaks: results on stdout, messages on stderr, one language."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from getpass import getpass
from typing import TYPE_CHECKING, Final

from forms.errors import UserError, visible
from resources.texts import LANGUAGES, Texts

if TYPE_CHECKING:
    from collections.abc import Mapping

PASSPHRASE: Final = "ZOUCHA_PASSPHRASE"  # noqa: S105 - the variable's name
LANGUAGE: Final = "ZOUCHA_LANGUAGE"


@dataclass(frozen=True, kw_only=True)
class Output:
    """Where a command's words go.

    Attributes:
        as_json: One JSON document on stdout and nothing else.
        texts: The language of all messages.
    """

    as_json: bool = False
    texts: Texts = field(default_factory=Texts)

    def say(self, message: str, **fields: object) -> None:
        """One line of the result for a person; nothing where JSON was asked for."""
        if not self.as_json:
            sys.stdout.write(self._told(message, fields) + "\n")

    def data(self, document: Mapping[str, object]) -> None:
        """The result for a program; nothing where it was not asked for."""
        if self.as_json:
            text = json.dumps(document, ensure_ascii=False, indent=2)
            # Half a character, of a file name that is no UTF-8, as JSON spells it.
            sys.stdout.write(text.encode(errors="backslashreplace").decode() + "\n")

    def warn(self, message: str, **fields: object) -> None:
        """Something to know that is not the result."""
        sys.stderr.write(self._told(message, fields) + "\n")

    def warn_of(self, error: UserError) -> None:
        """Something that went wrong beside what was asked for."""
        sys.stderr.write(error.told(self.texts) + "\n")

    def refuse(self, message: str, **fields: object) -> None:
        """Why it was not done: the whole result."""
        sentence = self._told(message, fields)
        sys.stderr.write(sentence + "\n")
        self.data({"error": sentence})

    def _told(self, message: str, fields: Mapping[str, object]) -> str:
        return self.texts(
            message, **{name: visible(value) for name, value in fields.items()}
        )


def chosen_language() -> str:
    """What ``ZOUCHA_LANGUAGE`` asks for, else Chinese."""
    wanted = os.environ.get(LANGUAGE, "")
    return wanted if wanted in LANGUAGES else LANGUAGES[0]


def passphrase(texts: Texts, *, new: bool = False) -> str:
    """From ``ZOUCHA_PASSPHRASE`` or a prompt; a new one is asked for twice.

    Raises:
        UserError: There is neither, or the two differ.
    """
    if PASSPHRASE in os.environ:
        return from_environment(PASSPHRASE)
    if not sys.stdin.isatty():
        raise UserError(
            "A passphrase is needed and nobody is there to type it; set "
            "ZOUCHA_PASSPHRASE."
        )
    typed = getpass(texts("Passphrase: "))
    if new and getpass(texts("The same once more: ")) != typed:
        raise UserError("The two passphrases differ; start again.")
    return typed


def from_environment(name: str) -> str:
    """The text of a variable of the environment; empty where it is not set.

    Raises:
        UserError: It is no UTF-8, so that nobody knows which characters are meant.
    """
    value = os.environ.get(name, "")
    if not value.isascii() and any("\ud800" <= one <= "\udfff" for one in value):
        raise UserError(
            "What {name} holds is no UTF-8 text; set it again in a UTF-8 terminal.",
            name=name,
        )
    return value
