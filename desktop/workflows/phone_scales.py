"""Phone scales: the built-in ones, and what an agency makes of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.phone.check import check
from forms.phone.library import built_ins, find

if TYPE_CHECKING:
    from db.store import Store
    from forms.checklist.model import Text
    from forms.phone.scale import Scale

_CODE: Final = re.compile("[a-z0-9]+(-[a-z0-9]+)*")


def scales_of(store: Store | None) -> tuple[Scale, ...]:
    """The newest version of every scale: the built-in ones, then the agency's own."""
    known = {scale.code: scale for scale in built_ins()}
    if store is not None:
        known |= {scale.code: scale for scale in store.scales.newest()}
    return tuple(known.values())


def find_scale(store: Store | None, ref: str) -> Scale:
    """The scale of that code, its newest version, or of that ``code@version``.

    Raises:
        UserError: There is none; the known ones are named.
    """
    if store is not None:
        code, _, version = ref.partition("@")
        if not version or (version.isascii() and version.isdecimal()):
            kept = store.scales.get(code, int(version) if version else None)
            if kept is not None:
                return kept
    return find(ref)


def copy_scale(store: Store, scale: Scale, *, code: str, title: Text) -> Scale:
    """A scale of the agency's own that begins as a copy.

    Raises:
        UserError: The code is taken, or has other signs than it may.
    """
    if not _CODE.fullmatch(code):
        raise UserError(
            "“{code}” cannot name a scale; use small letters, digits and hyphens.",
            code=code,
        )
    if any(one.code == code for one in scales_of(store)):
        raise UserError(
            "There is a phone scale {code} already; choose another name.", code=code
        )
    copied = replace(scale, code=code, version=1, title=title)
    store.scales.add(copied)
    return copied


def edit_scale(store: Store, scale: Scale) -> Scale:
    """Keep what was changed about a scale as its next version.

    Rounds go on with the version that they began with.

    Raises:
        UserError: The scale contradicts itself.
    """
    current = find_scale(store, scale.code)
    if replace(scale, version=current.version) == current:
        return current
    edited = replace(scale, version=current.version + 1)
    check(edited, edited.ref)
    with store.writing():
        if store.scales.get(current.code, current.version) is None:
            store.scales.add(current)
        store.scales.add(edited)
    return edited
