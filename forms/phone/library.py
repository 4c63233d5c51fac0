"""Scales by their names: the built-in ones, and any that is read from its JSON."""

from __future__ import annotations

from functools import cache
from typing import Final

import msgspec

from forms.canonical import plain
from forms.errors import UserError
from forms.phone.check import check
from forms.phone.scale import Scale
from resources import folder

_ORDER: Final = ("phone-courtesy", "phone-courtesy-3")


@cache
def built_in(code: str) -> Scale:
    """The built-in scale of that code; only its own file is read.

    Raises:
        UserError: There is none.
    """
    if code not in _ORDER:
        raise UserError(
            "There is no phone scale {code}; there are {known}.",
            code=code,
            known=", ".join(_ORDER),
        )
    path = folder("phone") / f"{code}.json"
    return read_scale(path.read_bytes(), path.name)


def built_ins() -> tuple[Scale, ...]:
    """Every built-in scale, in the order they are offered."""
    return tuple(built_in(code) for code in _ORDER)


def find(ref: str) -> Scale:
    """The built-in scale of a ``code`` or ``code@version``.

    Raises:
        UserError: There is no such scale, or not in that version.
    """
    code, at, version = ref.partition("@")
    scale = built_in(code)
    if at and version != str(scale.version):
        raise UserError(
            "There is no phone scale {ref}; of {code} there is {known}.",
            ref=ref,
            code=code,
            known=scale.ref,
        )
    return scale


def read_scale(data: bytes, file: str) -> Scale:
    """A scale from the JSON of its definition, checked whole.

    Args:
        data: UTF-8 JSON, shaped as `Scale`, with nothing written out that is at its
            default: the canonical JSON that its hash is taken from, spaces aside.
        file: The name that errors give.

    Raises:
        UserError: It is no definition, says what a scale has no place for, or
            contradicts itself.
    """
    try:
        given = msgspec.json.decode(data)
        scale = msgspec.convert(given, Scale)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(
            "{file} is no phone scale ({what}); choose another file.",
            file=file,
            what=str(error),
        ) from error
    if plain(scale) != given:
        raise UserError(
            "{file} says more than a phone scale has a place for; write it out of the "
            "program again.",
            file=file,
        )
    check(scale, file)
    return scale
