"""Between `forms` values and flat rows: what is nested is JSON in one column."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import msgspec

from forms.canonical import canonical

if TYPE_CHECKING:
    from db.connection import Row

_Value = TypeVar("_Value")


def as_row(value: object) -> Row:
    """The value's fields, each as a column can hold it."""
    plain = msgspec.to_builtins(value)
    return {
        name: as_json(part) if isinstance(part, dict | list | tuple) else part
        for name, part in plain.items()
    }


def as_value(row: Row, kind: type[_Value], *nested: str) -> _Value:
    """The value that `as_row` made the row of; ``nested`` columns hold JSON."""
    parts = {
        name: msgspec.json.decode(row[name]) for name in nested if row[name] is not None
    }
    return msgspec.convert({**row, **parts}, kind)


def as_json(value: object) -> str:
    """Canonical JSON, as text."""
    return canonical(value).decode()
