"""The window, once this system is known to have what it needs."""

from __future__ import annotations

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
    refuse_missing()
    # Not before: what lacks a library cannot be imported. And the whole window is not
    # read in only to hand over.
    from desktop.one_window import hand_over

    if hand_over(profile, files):
        return 0
    from desktop.app import run

    return run(profile, files)
