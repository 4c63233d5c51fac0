"""What `card` does where python-pkcs11 is installed.

Cards name their objects as they like: on the cards of Taiwan's GPKI two keys are both
called ``k1``. So nothing is chosen by its label. A certificate is chosen by what it
is for, and its key by the id that both carry.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pkcs11
from cryptography import x509
from pkcs11 import Attribute, ObjectClass, TokenFlag
from pkcs11.exceptions import (
    PinIncorrect,
    PinInvalid,
    PinLenRange,
    PinLocked,
    PKCS11Error,
)
from pyhanko.sign.pkcs11 import PKCS11Signer

from forms.errors import UserError
from forms.signing.identity import (
    Identity,
    asn1_certificate,
    certificate_store,
    may_sign,
    require_valid,
)
from forms.signing.issuers import issuers_of
from forms.signing.twins import chosen_twin

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from pyhanko_certvalidator.registry import SimpleCertificateStore

_CARD: Final = UserError("the card")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardCertificate:
    """A certificate on a card.

    Attributes:
        id: What its key is found by.
    """

    id: bytes
    certificate: x509.Certificate


@contextmanager
def opened_card(module: Path, pin: str, *, now: datetime) -> Iterator[Identity]:
    """See `card.card_identity`."""
    session = _opened(module, pin)
    try:
        found = certificates(session)
        chosen = chosen_for_signing(found, now=now)
        others = [one.certificate for one in found if one != chosen]
        issuers = issuers_of(chosen.certificate, others)
        signer = _CardSigner(session, chosen, issuers)
        yield Identity(signer=signer, certificate=chosen.certificate)
    finally:
        session.close()


def certificates(session: Any) -> tuple[CardCertificate, ...]:  # noqa: ANN401
    """All certificates on a card, in the card's order."""
    found = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    return tuple(
        CardCertificate(
            id=bytes(one[Attribute.ID]),
            certificate=x509.load_der_x509_certificate(bytes(one[Attribute.VALUE])),
        )
        for one in found
    )


def chosen_for_signing(
    found: Sequence[CardCertificate], *, now: datetime
) -> CardCertificate:
    """The certificate to sign with: for signatures, and valid for the longest time.

    Raises:
        UserError: None of them is for signatures, or none is valid now.
    """
    fitting = [
        one
        for one in found
        if may_sign(one.certificate) and not _is_authority(one.certificate)
    ]
    if not fitting:
        raise UserError(
            "The card has no certificate for signatures; "
            "use another card or a P12 file."
        )
    chosen = max(fitting, key=lambda one: one.certificate.not_valid_after_utc)
    require_valid(chosen.certificate, file=_CARD, now=now)
    return chosen


class _CardSigner(PKCS11Signer):
    """Lets the card hash; where it cannot, hands it the finished digest."""

    def __init__(
        self,
        session: Any,  # noqa: ANN401 - the library is untyped
        chosen: CardCertificate,
        issuers: Sequence[x509.Certificate],
    ) -> None:
        own = asn1_certificate(chosen.certificate)
        super().__init__(session, signing_cert=own, key_id=chosen.id)
        self._issuers = certificate_store(issuers)

    @property
    def cert_registry(self) -> SimpleCertificateStore:
        """In pyHanko's the own certificate stands too, and then twice in the file."""
        return self._issuers

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        if dry_run:
            return await super().async_sign_raw(data, digest_algorithm, dry_run=True)
        try:
            signature = await super().async_sign_raw(data, digest_algorithm)
        except PKCS11Error:
            self.use_raw_mechanism = True
            signature = await self._signed_digest(data, digest_algorithm)
        certificate = x509.load_der_x509_certificate(self.signing_cert.dump())
        return chosen_twin(signature, certificate)

    async def _signed_digest(self, data: bytes, digest_algorithm: str) -> bytes:
        try:
            return await super().async_sign_raw(data, digest_algorithm)
        except PKCS11Error as error:
            raise UserError(
                "The card did not sign; take it out, put it in and try again."
            ) from error


def _opened(module: Path, pin: str) -> Any:  # noqa: ANN401 - the library is untyped
    try:
        library = pkcs11.lib(str(module))
        slots = library.get_slots(token_present=True)
        tokens = [slot.get_token() for slot in slots]
    except PKCS11Error as error:
        raise UserError(
            "{file} cannot be loaded; choose the PKCS#11 module that came with "
            "the card's software.",
            file=module.name,
        ) from error
    usable = [token for token in tokens if token.flags & TokenFlag.TOKEN_INITIALIZED]
    if not usable:
        raise UserError("There is no card in the reader; put it in and try again.")
    try:
        return usable[0].open(user_pin=pin)
    except PinLocked as error:
        raise UserError(
            "The card is locked after too many wrong PINs; "
            "have it unlocked where it was issued."
        ) from error
    except (PinIncorrect, PinInvalid, PinLenRange) as error:
        raise UserError(
            "The PIN is wrong. Cards lock themselves after a few wrong PINs; "
            "make sure of it before you type it again."
        ) from error
    except PKCS11Error as error:
        raise UserError(
            "The card does not answer; take it out, put it in and try again."
        ) from error


def _is_authority(certificate: x509.Certificate) -> bool:
    try:
        return certificate.extensions.get_extension_for_class(
            x509.BasicConstraints
        ).value.ca
    except x509.ExtensionNotFound:
        return False
