"""Reading a file that somebody names: an ordinary one, and never without end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from forms.checklist.reading import brief
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


def read_file(path: Path, *, most: int) -> bytes:
    """The file's content.

    Args:
        path: What was named; it may be no file, or no name at all.
        most: How many bytes it may hold.

    Raises:
        UserError: It is no ordinary file, cannot be read or is too large.
    """
    try:
        # A pipe would wait for ever, a device never end; so may a file that grows.
        if path.exists() and not path.is_file():
            raise UserError("{file} is no ordinary file; choose another.", file=path)
        with path.open("rb") as file:
            content = file.read(most + 1)
    except (OSError, ValueError) as error:
        # A name with half a character or with a zero in it is a ValueError.
        raise UserError(
            "{file} cannot be read; check its name and place.", file=path
        ) from error
    if len(content) > most:
        raise UserError(
            "{file} is larger than {limit} MB; choose another file.",
            file=path,
            limit=most >> 20,
        )
    return content


def read_json(path: Path, *, most: int) -> Any:  # noqa: ANN401 - whatever JSON can say
    """What the JSON in the file says.

    Args:
        path: What was named.
        most: How many bytes it may hold.

    Raises:
        UserError: As `read_file` does; or it is no JSON, or gives something twice.
    """
    content = read_file(path, most=most)
    try:
        return json.loads(
            content, parse_constant=_no_constant, object_pairs_hook=_each_once
        )
    except (ValueError, RecursionError) as error:
        raise UserError(
            "{file} is no JSON text; look at the end of the last line you changed.",
            file=path,
        ) from error


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of the file; of two values for a name, neither can be relied on."""
    named: dict[str, Any] = {}
    for name, value in pairs:
        if name in named:
            raise UserError(
                "“{name}” stands twice in the same braces; remove one of them.",
                name=brief(name),
            )
        named[name] = value
    return named
