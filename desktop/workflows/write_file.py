"""Writing a file that somebody will carry away: whole, or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


def write_file(target: Path, content: bytes) -> None:
    """Write beside the target, onto the disk, and only then take its place.

    Raises:
        UserError: The folder is missing or cannot be written, or the disk is full;
            what was there before is still there.
    """
    part = target.with_name(target.name + ".part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise UserError(
            "{file} cannot be written ({reason}); choose another folder or make room.",
            file=target,
            reason=error.strerror or type(error).__name__,
        ) from error


def refuse_unwritable(target: Path) -> None:
    """Raise a `UserError` now where `write_file` would, before anything is done."""
    if target.is_dir():
        raise UserError("{file} is a folder; name a file.", file=target)
    write_file(target.with_name(f".{target.name}.try"), b"")
    target.with_name(f".{target.name}.try").unlink()
