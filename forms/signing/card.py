"""Signing with a smart card, through the card's own PKCS#11 module."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from forms.signing.identity import Identity


@contextmanager
def card_identity(module: Path, pin: str, *, now: datetime) -> Iterator[Identity]:
    """The person whose card is in the reader; signs only within the ``with`` block.

    The PIN is tried once: cards lock themselves after a few wrong ones.

    Args:
        module: The card's PKCS#11 library.
        pin: The card's.
        now: The certificate must be valid at this time.

    Raises:
        UserError: Card, PIN or certificate cannot be used, and why.
    """
    try:
        from forms.signing.cryptoki import opened_card
    except ImportError as error:
        raise UserError(
            "Smart cards need the package python-pkcs11; "
            "install the program with its extra “card”."
        ) from error
    with opened_card(module, pin, now=now) as identity:
        yield identity
