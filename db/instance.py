"""One program at a time in a profile, and whether the last one ended properly."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from db.connection import refuse_unwritable
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

_LOCK: Final = "zoucha.lock"
_RUNNING: Final = "zoucha.running"


@contextmanager
def alone_in(folder: Path) -> Generator[None]:
    """Keep every other program out of the profile meanwhile.

    The system frees the lock when the program ends, however it ends.

    Raises:
        UserError: Another one is in it, or nothing can be written there.
    """
    refuse_unwritable(folder)
    lock = FileLock(folder / _LOCK, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise UserError(
            "The profile {folder} is open in another Zoucha; close that one first.",
            folder=folder,
        ) from None
    except OSError as error:
        raise UserError(
            "{file} cannot be written ({reason}); move it away and try again.",
            file=folder / _LOCK,
            reason=error.strerror,
        ) from error
    try:
        yield
    finally:
        lock.release()


def ended_badly(folder: Path) -> bool:
    """Whether the program that opened the profile last never closed it."""
    return (folder / _RUNNING).exists()


def mark_running(folder: Path) -> None:
    """Note that the profile is open; without the note a crash only goes unnoticed."""
    with suppress(OSError):
        (folder / _RUNNING).touch()


def mark_ended(folder: Path) -> None:
    """Note that the profile was closed as it should be."""
    with suppress(OSError):
        (folder / _RUNNING).unlink()
