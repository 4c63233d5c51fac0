"""Checklists by their names: the built-in ones, and any that is read from a file."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

import msgspec

from forms.checklist.check import check
from forms.checklist.model import Checklist
from forms.errors import UserError
from resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator

_ORDER: Final = ("EN", "FA", "SI", "MN", "AC", "ST", "SP", "RG", "WB", "PT", "HB")


def built_in_codes() -> tuple[str, ...]:
    """The codes of the built-in checklists, in the order they are offered."""
    return _ORDER


@cache
def built_in(code: str) -> Checklist:
    """The built-in checklist of that code; only its own file is read.

    Raises:
        UserError: There is none.
    """
    if code not in _ORDER:
        raise _unknown(code)
    path = folder("checklists") / f"{code}.json"
    return read_definition(path.read_bytes(), path.name)


def built_ins() -> tuple[Checklist, ...]:
    """Every built-in checklist."""
    return tuple(built_in(code) for code in _ORDER)


def find(ref: str) -> Checklist:
    """The built-in checklist of a ``code`` or ``code@version``.

    Raises:
        UserError: There is no such checklist, or not in that version.
    """
    code, at, version = ref.partition("@")
    checklist = built_in(code)
    if at and version != str(checklist.version):
        raise UserError(
            "There is no checklist {ref}; of {code} there is {known}.",
            ref=ref,
            code=code,
            known=checklist.ref,
        )
    return checklist


def read_definition(data: bytes, file: str) -> Checklist:
    """A checklist from the JSON of its definition, checked whole.

    Args:
        data: UTF-8 JSON, shaped as `Checklist`; what is left out has its default.
        file: The name that errors give.

    Raises:
        UserError: It is no definition, or contradicts itself.
    """
    try:
        plain = msgspec.json.decode(data)
        checklist = msgspec.convert(plain, Checklist)
    except msgspec.ValidationError as error:
        what, _, place = str(error).partition(" - at ")
        raise UserError(
            "{file}: {place} is not as in a checklist definition ({what}); correct it.",
            file=file,
            place=place.strip("`") or "$",
            what=what,
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UserError(
            "{file} is not JSON ({what}); choose a checklist definition.",
            file=file,
            what=str(error),
        ) from error
    for place in _unread(plain, msgspec.to_builtins(checklist), "$"):
        raise UserError(
            "{file}: {place} means nothing in a checklist definition; take it out.",
            file=file,
            place=place,
        )
    check(checklist, file)
    return checklist


def _unread(given: object, read: object, place: str) -> Iterator[str]:
    """The places in ``given`` that the model has no field for."""
    if isinstance(given, dict) and isinstance(read, dict):
        for key, part in given.items():
            if key not in read:
                yield f"{place}.{key}"
            else:
                yield from _unread(part, read[key], f"{place}.{key}")
    elif isinstance(given, list) and isinstance(read, list | tuple):
        for index, (part, kept) in enumerate(zip(given, read, strict=True)):
            yield from _unread(part, kept, f"{place}[{index}]")


def _unknown(code: str) -> UserError:
    return UserError(
        "There is no checklist {code}; there are {known}.",
        code=code,
        known=", ".join(_ORDER),
    )
