"""The one way a value becomes bytes that are hashed or signed: RFC 8785.

What is at its default is left out, so that a field that a later version adds does
not change the bytes, and with them the hash, of what is older.
"""

from __future__ import annotations

import hashlib
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any

import msgspec
import rfc8785


def canonical(value: Any) -> bytes:  # noqa: ANN401 - whatever JSON can say
    """Canonical JSON of a `forms` value or of plain JSON.

    Decimals become strings and dates ISO text; text stays as it was typed.

    Raises:
        TypeError: There is a float in it: it would not survive another reader.
    """
    return rfc8785.dumps(plain(value))


def digest(value: Any) -> str:  # noqa: ANN401
    """SHA-256 of the canonical JSON, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


def plain(value: Any) -> Any:  # noqa: ANN401
    """The value as JSON knows it, without what is at its default.

    Raises:
        TypeError: There is a float in it.
    """
    if isinstance(value, float):
        raise TypeError("a float has no place in canonical JSON")
    if is_dataclass(value):
        return {
            field.name: plain(part)
            for field in fields(value)
            if (part := getattr(value, field.name)) != _default(field)
        }
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return msgspec.to_builtins(value)


def _default(field: Field[Any]) -> Any:  # noqa: ANN401
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default
