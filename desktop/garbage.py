"""Python looks for garbage in the window's thread only, as long as others are at work.

Left alone it looks in whichever thread has just made an object. In a worker that frees
widgets which nobody holds any more beside the thread that they belong to, and ends the
program.
"""

from __future__ import annotations

import gc
from threading import Lock
from typing import Final

from PySide6.QtCore import QTimer

_EVERY: Final = 1_000  # milliseconds
_YOUNG: Final = 1  # the generations in which nearly all garbage is found


class Garbage:
    """Counts who is at work in another thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at_work = 0

    def hold(self) -> None:
        """From now on only the window's thread looks; to be called there."""
        with self._lock:
            self._at_work += 1
            is_first = self._at_work == 1
            gc.disable()
        if is_first:
            # Long work is not to fill the memory meanwhile.
            QTimer.singleShot(_EVERY, self._look)

    def release(self) -> None:
        """One fewer is at work; to be called in the window's thread too."""
        with self._lock:
            self._at_work -= 1
            if not self._at_work:
                gc.enable()

    def _look(self) -> None:
        if self._at_work:
            gc.collect(_YOUNG)
            QTimer.singleShot(_EVERY, self._look)


garbage: Final = Garbage()
