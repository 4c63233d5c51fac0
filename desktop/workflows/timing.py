"""How long a wait has gone on, though the program was closed meanwhile."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from db.running import Running

if TYPE_CHECKING:
    from datetime import datetime

_LONGEST: Final = 12 * 60 * 60
"""Seconds; nobody waits longer: it was forgotten, or a clock was changed."""
_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
_THIS_RUN: Final = uuid4().hex


def begin_wait(item: str, now: datetime) -> Running:
    """A wait that begins at this moment."""
    return Running(item=item, started=now, boot=_boot(), steady=_steady())


def seconds_waited(running: Running, now: datetime) -> Decimal | None:
    """How long it has gone on; ``None`` where no clock can tell any more.

    The clock on the wall counts only if the other one has stopped in between.
    """
    if running.boot == _boot():
        seconds = _steady() - running.steady
    else:
        seconds = (now - running.started).total_seconds()
    if not 0 <= seconds <= _LONGEST:
        return None
    return Decimal(int(seconds * 10)).scaleb(-1)


def _steady() -> float:
    """Seconds of a clock that cannot jump; where there is one, it counts sleep too."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def _boot() -> str:
    """The same for as long as the steady clock goes on; else for this program's run."""
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return _THIS_RUN
