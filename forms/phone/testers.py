"""Who makes which call: anyone but the colleagues of those who are called."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.errors import UserError
from forms.phone.sampling import rank

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.phone.sampling import DrawnCall


@dataclass(frozen=True, slots=True, kw_only=True)
class Tester:
    """Somebody who makes calls.

    Attributes:
        key: What the program knows them by.
        units: Their own unit, with those that it belongs to or that belong to it;
            empty for somebody from outside.
    """

    key: str
    name: str
    units: frozenset[str] = frozenset()


def refuse_own_unit(tester: Tester, unit: str) -> None:
    """Refuse a tester for a call to their own unit.

    Raises:
        UserError: It is theirs.
    """
    if unit in tester.units:
        raise UserError(
            "{tester} belongs to {unit} and may not test it; choose somebody else.",
            tester=tester.name,
            unit=unit,
        )


def assigned(
    calls: Sequence[DrawnCall], testers: Sequence[Tester], *, seed: str
) -> tuple[Tester, ...]:
    """A tester for each call, in the calls' order.

    Each call goes to whoever of another unit has the fewest so far; among equals to the
    first by the rank of ``tester``, the seed, the call's order, the tester's key.

    Raises:
        UserError: Nobody may test some unit.
    """
    made: Counter[str] = Counter()
    chosen: list[Tester] = []
    for call in calls:
        able = [tester for tester in testers if call.unit not in tester.units]
        if not able:
            raise UserError(
                "Nobody may test {unit}, as every tester belongs to it; add a tester "
                "of another unit.",
                unit=call.unit,
            )
        tester = min(able, key=lambda one: _turn(one, call, made, seed))
        made[tester.key] += 1
        chosen.append(tester)
    return tuple(chosen)


def _turn(
    tester: Tester, call: DrawnCall, made: Counter[str], seed: str
) -> tuple[int, str]:
    return made[tester.key], rank("tester", seed, str(call.order), tester.key)
