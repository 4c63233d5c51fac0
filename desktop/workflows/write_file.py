"""Writing a file that somebody will carry away: whole, or not at all.

A file of the profile is never replaced: whoever names one by mistake would lose
everything.
"""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Generator

# Not taken from `db`, which would be loaded to print a blank form. A stick with copies
# of backups holds neither, so that a report may be saved beside them.
_PROFILE: Final = ("keys.json", "zoucha.db")
_SIGNATURE: Final = b"/ByteRange"
"""Stands in every signature of a PDF, and is never compressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """A file that lies whole beside its place.

    Attributes:
        target: As it was named.
        part: Where it lies until it takes its place.
        end: Where it will lie: what the name leads to.
    """

    target: Path
    part: Path
    end: Path

    def place(self) -> None:
        """Take the place, in one step.

        Raises:
            UserError: It cannot; what was there before is still there.
        """
        try:
            self.part.replace(self.end)
        except OSError as error:
            raise _unwritable(self.target, error) from error

    def discard(self) -> None:
        """Leave nothing behind of what did not take its place."""
        with suppress(OSError):
            self.part.unlink(missing_ok=True)


def write_file(target: Path, content: bytes) -> None:
    """Write beside the target, onto the disk, and only then take its place.

    Raises:
        UserError: The folder is missing or cannot be written, or the disk is full;
            what was there before is still there. Or it belongs to a profile.
    """
    with staged(target, content) as file:
        file.place()


@contextmanager
def staged(target: Path, content: bytes) -> Generator[Staged]:
    """The content beside its target; it is gone afterwards unless it took the place.

    Raises:
        UserError: As `write_file` does.
    """
    file = _staged(target, content)
    try:
        yield file
    finally:
        file.discard()


def refuse_unwritable(target: Path) -> None:
    """Raise a `UserError` now where `write_file` would, before anything is done."""
    with staged(target, b""):
        pass


def refuse_profile(target: Path) -> None:
    """Raise a `UserError` where the target would lie in a profile."""
    for folder in target.resolve().parents:
        if any((folder / name).exists() for name in _PROFILE):
            raise UserError(
                "{file} would lie in the profile {folder}, where nothing else may be "
                "written; choose another folder.",
                file=target,
                folder=folder,
            )


def refuse_existing(target: Path) -> None:
    """Raise a `UserError` where something is there already."""
    if os.path.lexists(target):
        raise UserError(
            "{file} is already there and is not overwritten; choose another name.",
            file=target,
        )


def refuse_other_than_form(target: Path) -> None:
    """Raise a `UserError` where something is there that no form may replace."""
    if not target.is_file():
        return
    try:
        there = target.read_bytes()
    except OSError as error:
        raise _unwritable(target, error) from error
    if not there.startswith(b"%PDF-") or _SIGNATURE in there:
        raise UserError(
            "{file} is no blank form and is not overwritten; choose another name.",
            file=target,
        )


def _staged(target: Path, content: bytes) -> Staged:
    try:
        # Where a link leads, not the link itself, is replaced.
        place = target.resolve()
        _refuse_special(target, place)
        refuse_profile(target)
        # The name is nobody else's, and as short as the folder may demand.
        part = place.with_name(f".zoucha-{secrets.token_hex(8)}.part")
        file = Staged(target=target, part=part, end=place)
        try:
            _write(part, content)
            if place.exists():
                shutil.copymode(place, part)
        except BaseException:
            file.discard()
            raise
    except (OSError, RuntimeError, ValueError) as error:
        # Links in a circle are a RuntimeError, a zero in a name is a ValueError.
        raise _unwritable(target, error) from error
    return file


def _refuse_special(target: Path, place: Path) -> None:
    if place.is_dir():
        raise UserError("{file} is a folder; name a file.", file=target)
    if place.exists() and not place.is_file():
        raise UserError("{file} is no ordinary file; choose another.", file=target)


def _write(part: Path, content: bytes) -> None:
    with part.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _unwritable(target: Path, error: Exception) -> UserError:
    return UserError(
        "{file} cannot be written ({reason}); choose another folder or make room.",
        file=target,
        reason=getattr(error, "strerror", None) or type(error).__name__,
    )
