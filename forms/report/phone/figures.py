"""Figures of a round as they are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from forms.checklist.scoring import rounded
from forms.phone.record import CallRecord, counted_score
from forms.phone.scoring import CallScore, shown
from forms.phone.working import exact

if TYPE_CHECKING:
    from fractions import Fraction

    from forms.phone.record import PhoneRecord
    from forms.phone.scale import Scale

NONE: Final = "－"
"""Stands where there is no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A call that counts, with the whole working of its score."""

    record: CallRecord
    score: CallScore


def counted(record: PhoneRecord) -> tuple[Counted, ...]:
    """The calls that count, in the order of the round."""
    return tuple(
        Counted(record=one, score=score)
        for one in record.calls
        if (score := counted_score(record.scale, one.call, one.events, one.sheet))
    )


def figure(scale: Scale, number: Decimal | Fraction | None) -> str:
    """A score or a part of one, rounded to be shown."""
    return NONE if number is None else shown(scale, number)


def points(number: Decimal | None) -> str:
    """Points to their last digit."""
    return NONE if number is None else exact(number)


def change(scale: Scale, number: Fraction | None) -> str:
    """A difference with its sign: ＋0.17."""
    if number is None:
        return NONE
    size = exact(Decimal(rounded(abs(number), scale.shown_decimals)))
    if size == "0":
        return "0"
    return f"{'+' if number > 0 else '−'}{size}"
