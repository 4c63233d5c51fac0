"""The keys that people sign with: their own, a file's, a card's, or one made now.

Nothing here touches the store, so that a window can have it done beside itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.signing.card import card_identity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from db.people import SigningKey

    # Not imported at run time before it is needed: what is behind it is heavy.
    from forms.signing.identity import Identity  # noqa: TC004

_OWN_KEY: Final = UserError("your signing key")
_MODULES: Final = {
    "win32": Path("C:/Windows/System32/HiCOSPKCS11.dll"),
    "darwin": Path("/usr/local/lib/HiCOS/libHicos_p11v1.dylib"),
    "linux": Path("/usr/local/HiCOS/libHicos_p11v1.so"),
}
"""Where the software of Taiwan's citizen and government cards puts its module."""


@dataclass(frozen=True, kw_only=True)
class OpenedKey:
    """A key that its holder has opened.

    Attributes:
        use: Hands out the identity; a card is in use only within the ``with`` block.
    """

    name: str
    fingerprint: str
    not_after: datetime
    use: Callable[[], AbstractContextManager[Identity]]

    @classmethod
    def of(cls, identity: Identity) -> OpenedKey:
        """A key that is at hand."""
        return cls(
            name=identity.name,
            fingerprint=identity.fingerprint,
            not_after=identity.not_after,
            use=partial(_at_hand, identity),
        )


def open_own_key(
    keys: Sequence[SigningKey], passphrase: str, *, now: datetime
) -> OpenedKey:
    """The key of the person who opened the profile.

    Args:
        keys: The newest first; an older wrapping may be among them.
        passphrase: The person's.
        now: The certificate must be valid at this time.

    Raises:
        UserError: There is none, or the passphrase opens none.
    """
    return OpenedKey.of(own_identity(keys, passphrase, file=_OWN_KEY, now=now))


def own_identity(
    keys: Sequence[SigningKey],
    passphrase: str,
    *,
    file: str | UserError,
    now: datetime,
) -> Identity:
    """The first of a person's keys that the passphrase opens.

    Args:
        keys: The newest first; an older wrapping may be among them.
        passphrase: The person's.
        file: Where the keys are, for the sentence that refuses them.
        now: The certificate must be valid at this time.

    Raises:
        UserError: There is none, as after the recovery code, which gives back data
            and never a signature; or the passphrase opens none.
    """
    from forms.signing.identity import from_pkcs12

    refused = UserError(
        "There is no key to sign with here; the recovery code opens the data and "
        "never a signature. Bring in your own key file or make a new key."
    )
    for key in keys:
        try:
            return from_pkcs12(key.pkcs12, passphrase, file=file, now=key.moment(now))
        except UserError as error:
            refused = error
    raise refused


def open_key_file(path: Path, password: str, *, now: datetime) -> OpenedKey:
    """The key in a P12 or PFX file.

    Raises:
        UserError: The file cannot be read or used, and why.
    """
    from forms.signing.identity import from_pkcs12

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            "{file} cannot be read; check its name and place.", file=path
        ) from error
    return OpenedKey.of(from_pkcs12(content, password, file=path.name, now=now))


def open_card(module: Path, pin: str, *, now: datetime) -> OpenedKey:
    """The key of the card in the reader.

    The PIN was right when this returns; the card is asked for it again when it signs.

    Raises:
        UserError: Card, PIN or certificate cannot be used, and why.
    """
    with card_identity(module, pin, now=now) as identity:
        return OpenedKey(
            name=identity.name,
            fingerprint=identity.fingerprint,
            not_after=identity.not_after,
            use=partial(card_identity, module, pin, now=now),
        )


def make_one_time_key(name: str, *, agency: str, now: datetime) -> OpenedKey:
    """A key for one signature of somebody without one; nothing ever writes it.

    Raises:
        UserError: The name does not fit into a certificate.
    """
    from forms.signing.identity import make_identity

    return OpenedKey.of(make_identity(name, agency=agency, now=now, one_time=True))


def cards_can_sign() -> bool:
    """Whether this installation can talk to cards."""
    return find_spec("pkcs11") is not None


def usual_module() -> Path | None:
    """The card module where its maker puts it; ``None`` where it is not there."""
    path = _MODULES.get(sys.platform)
    return path if path is not None and path.exists() else None


@contextmanager
def _at_hand(identity: Identity) -> Iterator[Identity]:
    yield identity
