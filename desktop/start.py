"""The window, once this system is known to have what it needs."""

from __future__ import annotations

import builtins
import importlib
from typing import TYPE_CHECKING

from desktop.system_libraries import refuse_missing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def start(profile: Path, files: Sequence[Path] = ()) -> int:
    """Show the window on the profile in this folder; the program's exit code.

    Where one is open already, it comes to the front with these files instead.

    Raises:
        UserError: A library that Qt needs is missing, or there is no screen.
    """
    prepare()
    # The whole window is not read in only to hand over.
    from desktop.one_window import hand_over

    if hand_over(profile, files):
        return 0
    from desktop.app import run

    return run(profile, files)


def prepare() -> None:
    """See that Qt finds what it needs, and read in no more for it than it needs.

    Qt for Python puts an import of its own in the place of Python's. That one keeps
    the source of every module imported from then on, having looked in it for
    ``from __feature__``, which nothing here has: a tenth of the window's memory, and
    a third of the time until it is unlocked.

    Raises:
        UserError: A library that Qt needs is missing, or there is no screen.
    """
    refuse_missing()
    # Not before: what lacks a library cannot be imported.
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
