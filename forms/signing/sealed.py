"""What every sealed content says of itself, whatever was inspected."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Final

import msgspec
import rfc8785

from forms.errors import UserError
from forms.signing.chain import Link, chain_fault

MOST_BYTES: Final = 4 * 1024 * 1024
"""More is not read."""

MOST_WRITTEN: Final = 2 * 1024 * 1024
"""More is not sealed, so that a slow computer, too, verifies it in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The part of the sealed content that signatures are checked against.

    Attributes:
        number: The report's number.
        sha256: Of the whole content, as it is printed in the report's QR code.
    """

    number: str
    chain: tuple[Link, ...]
    inspector_certificate: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Content:
    chain: tuple[Link, ...]
    inspector_certificate: str
    number: str = ""


def read_sealed(data: bytes) -> Sealed:
    """Read an attachment that claims to be a sealed content.

    Raises:
        UserError: It is not canonical JSON, or its chain cannot be one of ours.
    """
    if len(data) > MOST_BYTES:
        raise UserError("The sealed content is too large; the file is no report.")
    try:
        content = msgspec.convert(_parsed(data), _Content)
    except msgspec.ValidationError as error:
        raise UserError(
            "The sealed content does not name the signatures that belong to it."
        ) from error
    if chain_fault(content.chain):
        raise UserError("The sealed content names signatures that cannot be.")
    return Sealed(
        number=content.number,
        chain=content.chain,
        inspector_certificate=content.inspector_certificate,
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _parsed(data: bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    """The value, if these bytes are the only ones that may say it."""
    try:
        value = json.loads(data)
        unaltered = rfc8785.dumps(value) == data
    except (ValueError, RecursionError, rfc8785.CanonicalizationError):
        unaltered = False
    if not unaltered:
        raise UserError("The sealed content is not in its canonical form.")
    return value
