"""Names for rows that travel between laptops: UUIDv7 as lower-case text."""

from __future__ import annotations

import secrets
import uuid
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

_RANDOM_BITS: Final = 74
_LOW_BITS: Final = 62
_STEP_BITS: Final = 32


class Ids:
    """Makes ids that sort in the order they were made, also if the clock falls back.

    Layout and monotonic counter: RFC 9562, sections 5.7 and 6.2 (method 2).
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._last = 0

    def follow(self, made: str) -> None:
        """Make only ids that sort behind this one, if it is one of ours at all."""
        self._last = max(self._last, _as_number(made))

    def new(self) -> str:
        """An id that nothing else has."""
        moment = int(self._now().timestamp() * 1000)
        if moment > self._last >> _RANDOM_BITS:
            self._last = moment << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
        else:
            self._last += 1 + secrets.randbits(_STEP_BITS)
        return _as_uuid(self._last)


def _as_uuid(number: int) -> str:
    """The 48 bits of time and 74 of chance, with version and variant between them."""
    time, chance = number >> _RANDOM_BITS, number & ((1 << _RANDOM_BITS) - 1)
    high, low = chance >> _LOW_BITS, chance & ((1 << _LOW_BITS) - 1)
    return str(uuid.UUID(int=time << 80 | 7 << 76 | high << 64 | 2 << _LOW_BITS | low))


def _as_number(made: str) -> int:
    """What `_as_uuid` made the id of; 0 if it did not."""
    try:
        id = uuid.UUID(made)
    except ValueError:
        return 0
    if id.version != 7:
        return 0
    whole = id.int
    time, high = whole >> 80, whole >> 64 & 0xFFF
    low = whole & ((1 << _LOW_BITS) - 1)
    return time << _RANDOM_BITS | high << _LOW_BITS | low
