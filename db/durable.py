"""Files that are either wholly there or not at all, also after a power cut."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """Put the content in place of whatever the file held before.

    Raises:
        UserError: It could not be written; what was there before still is.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.unlink(missing_ok=True)
        make_private(part)
        part.write_bytes(content)
        sync(part)
        move(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise UserError(
            "{file} could not be written ({reason}); what it held before is "
            "untouched. Make room or choose another folder, then try again.",
            file=path,
            reason=error.strerror,
        ) from error


def make_private(path: Path) -> None:
    """Make an empty file that nobody else on this computer can read."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def move(source: Path, target: Path) -> None:
    """Rename so that the new name outlives a power cut."""
    source.replace(target)
    _sync_folder(target.parent)


def sync(path: Path) -> None:
    """Wait until the drive holds the file's content."""
    with path.open("rb+") as file:
        if sys.platform == "darwin":  # pragma: no cover
            import fcntl

            # fsync alone does not empty the drive's own cache on macOS.
            fcntl.fcntl(file.fileno(), fcntl.F_FULLFSYNC)
        else:
            os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if sys.platform == "win32":  # pragma: no cover
        return  # Windows has no such thing; NTFS journals its directories.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
