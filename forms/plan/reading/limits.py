"""How much of a document is read at all; a real plan has a hundredth of it."""

from __future__ import annotations

from typing import Final

from forms.errors import UserError

MAX_ROWS: Final = 5_000
MAX_COLUMNS: Final = 60
MAX_CHARACTERS: Final = 1_000_000
MAX_FILE: Final = 40 * 2**20


def refuse_large(file: str) -> UserError:
    """Why a file is not read to its end."""
    return UserError(
        "{file} is larger than any plan; copy the plan alone into a new document.",
        file=file,
    )


def refuse_broken(file: str) -> UserError:
    """Why a file is not read at all."""
    return UserError(
        "{file} is damaged and cannot be read; open it in the program that made it "
        "and save it anew.",
        file=file,
    )
