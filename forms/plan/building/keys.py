"""Keys of items, made of the ordinals on the way down."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from forms.plan.building.ordinals import Ordinal


def sibling_keys(ordinals: Sequence[Ordinal | None]) -> tuple[str, ...]:
    """A key for each of some siblings.

    A doubled number gets a letter; an unnumbered sibling takes the place after the
    one before it if that is free, and 0 before the first number.
    """
    numbered = {str(ordinal.number) for ordinal in ordinals if ordinal}
    keys: dict[str, None] = {}
    last = 0
    for ordinal in ordinals:
        if ordinal:
            last = ordinal.number
            keys[_free(str(last), keys)] = None
            continue
        following = str(last + 1)
        if following not in numbered:
            last += 1
            keys[_free(following, keys)] = None
        else:
            keys[_free(str(last), keys)] = None
    return tuple(keys)


def _free(key: str, taken: Collection[str]) -> str:
    """The key, or the first of its letters that nobody has."""
    if key not in taken:
        return key
    letters = (f"{key}{letter}" for letter in ascii_lowercase[1:])
    return next((one for one in letters if one not in taken), f"{key}z{len(taken)}")
