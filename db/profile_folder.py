"""What lies where in the folder of a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from db import schema
from db.evidence import NAME as EVIDENCE
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

KEYS: Final = "keys.json"
BACKUPS: Final = "backups"
UNFINISHED: Final = "zoucha.db.new"
_FOLDERS: Final = (BACKUPS, "inbox", "outbox", "log")


def refuse_missing(folder: Path) -> None:
    """Raise a `UserError` if there is no profile, before a passphrase is asked."""
    if is_unfinished(folder) or not (
        (folder / KEYS).exists() or (folder / schema.NAME).exists()
    ):
        raise UserError(
            "There is no profile in {folder}; make one with “zoucha init”, or "
            "say with --data where it is.",
            folder=folder,
        )


def is_unfinished(folder: Path) -> bool:
    """Whether a program was killed here before it had made a whole profile.

    ``zoucha.db.new`` comes first of all and gets its right name last of all. Until
    then nobody can have put anything into the profile.
    """
    return (folder / UNFINISHED).exists() and not (folder / schema.NAME).exists()


def make(folder: Path) -> None:
    """Make a profile's folders where they are missing."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in _FOLDERS:
            (folder / name).mkdir(exist_ok=True)
    except OSError as error:
        raise UserError(
            "The folder {folder} cannot be made ({reason}); choose another.",
            folder=folder,
            reason=error.strerror,
        ) from error


def refuse_remains(folder: Path) -> None:
    """Raise a `UserError` if the folder holds a profile or a part of one."""
    for name in (schema.NAME, KEYS, EVIDENCE):
        if (folder / name).exists():
            raise UserError(
                "{folder} already holds {name}, and it is not overwritten; choose "
                "another folder, or bring back a backup with “zoucha restore”.",
                folder=folder,
                name=name,
            )


def remove_remains(folder: Path) -> None:
    """Remove what was made of a profile that was not finished."""
    for name in (KEYS, EVIDENCE, UNFINISHED):
        for path in folder.glob(f"{name}*"):
            path.unlink(missing_ok=True)
