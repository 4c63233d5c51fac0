"""The two clocks of a call: one that tells the time, and one that nobody can set."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_RUN: Final = secrets.token_hex(8)
"""Names this run of the program."""

_MILLISECOND: Final = Decimal("0.001")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Both clocks at one moment.

    Attributes:
        at: By the computer's clock.
        clock: Seconds of the clock that nobody can set.
        run: The run of the program for which these mean something.
    """

    at: datetime
    clock: Decimal
    run: str


class Stopwatch:
    """Reads both clocks.

    Args:
        now: The computer's clock.
        ticks: Seconds that only ever grow.
        run: Names the time for which ``ticks`` can be compared.
    """

    def __init__(
        self,
        now: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
        run: str = _RUN,
    ) -> None:
        self._now = now
        self._ticks = ticks
        self._run = run

    def read(self) -> Reading:
        """Both clocks, now."""
        clock = Decimal(self._ticks()).quantize(_MILLISECOND)
        return Reading(at=self._now(), clock=clock, run=self._run)
