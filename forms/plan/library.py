"""The plans that come with the program, in our own words; read when asked for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from forms.plan.document import decode_plan
from resources import folder

if TYPE_CHECKING:
    from forms.plan.model import Plan


def built_in_plans() -> tuple[Plan, ...]:
    """All of them, by code."""
    return tuple(map(built_in_plan, sorted(_codes())))


def built_in_plan(code: str) -> Plan:
    """The plan of that code.

    Raises:
        KeyError: None comes with the program.
    """
    if code not in _codes():
        raise KeyError(code)
    return _read(code)


def _codes() -> frozenset[str]:
    return frozenset(file.stem for file in folder("plans").glob("*.json"))


@cache
def _read(code: str) -> Plan:
    return decode_plan((folder("plans") / f"{code}.json").read_bytes())
