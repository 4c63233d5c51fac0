"""Whose signature it is: a certificate and the key that belongs to it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from asn1crypto import keys as asn1_keys
from asn1crypto import pkcs12 as asn1_pkcs12
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from forms.errors import UserError
from forms.signing.issuers import issuers_of
from forms.signing.twins import chosen_twin

if TYPE_CHECKING:
    from collections.abc import Sequence


ONE_TIME: Final = "one-time key"
"""The organizational unit in the subject of a key made for one signature."""

_LONGEST_NAME: Final = 64  # X.520's upper bound, of which some programs count bytes
_HAN_BYTES: Final = 3
_KDF_ROUNDS: Final = 600_000

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Somebody who can sign.

    Attributes:
        signer: Signs with the key, wherever that is.
        certificate: The person's own.
        key: The key itself; ``None`` where it cannot leave its card.
        issuers: The certificates that vouch for the person's.
    """

    signer: Signer
    certificate: x509.Certificate
    key: PrivateKey | None = None
    issuers: tuple[x509.Certificate, ...] = ()

    @property
    def name(self) -> str:
        """The person, as the certificate calls them."""
        return common_name(self.certificate)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, in hexadecimal."""
        return fingerprint(self.certificate)

    @property
    def self_made(self) -> bool:
        """Nobody else vouches for this certificate."""
        return is_self_made(self.certificate)

    @property
    def not_after(self) -> datetime:
        """When the certificate ends."""
        return self.certificate.not_valid_after_utc


def common_name(certificate: x509.Certificate) -> str:
    """The name in a certificate; its whole subject where it has no single name."""
    names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    if len(names) == 1:
        return str(names[0].value)
    return certificate.subject.rfc4514_string()


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of a certificate, in hexadecimal."""
    return hashlib.sha256(certificate.public_bytes(Encoding.DER)).hexdigest()


def is_self_made(certificate: x509.Certificate) -> bool:
    """Whether nobody else vouches for a certificate."""
    return certificate.issuer == certificate.subject


def is_one_time(certificate: x509.Certificate) -> bool:
    """Whether a certificate's key was made for one signature and destroyed."""
    units = certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
    return is_self_made(certificate) and [unit.value for unit in units] == [ONE_TIME]


def make_identity(
    name: str,
    *,
    agency: str,
    now: datetime,
    years: int = 5,
    one_time: bool = False,
) -> Identity:
    """Make a key, and a certificate by which it vouches for itself.

    Args:
        name: The person's.
        agency: The person's agency; cut where a certificate has no room for it.
        now: It is valid from a day earlier, so that a clock that is set back a
            little does not end it.
        years: How long it is valid.
        one_time: The key is for one signature of somebody without a card; the
            caller never writes it anywhere.

    Raises:
        UserError: The name does not fit into a certificate.
    """
    if not name.strip() or _fitting(name) != name:
        raise UserError(
            "“{name}” cannot stand in a certificate; a name has 1 to {han} Chinese "
            "or {most} Latin characters.",
            name=name,
            han=_LONGEST_NAME // _HAN_BYTES,
            most=_LONGEST_NAME,
        )
    attributes = [
        x509.NameAttribute(NameOID.COUNTRY_NAME, "TW"),
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, _fitting(agency)),
    ]
    if one_time:
        attributes.append(
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, ONE_TIME)
        )
    attributes.append(x509.NameAttribute(NameOID.COMMON_NAME, name))
    key = ec.generate_private_key(ec.SECP256R1())
    start = now - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name(attributes))
        .issuer_name(x509.Name(attributes))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=round(365.25 * years)))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_SIGNING_USAGE, critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    return _identity(key, certificate, ())


def _fitting(text: str) -> str:
    """As much of a text as a certificate has room for."""
    return text.encode()[:_LONGEST_NAME].decode(errors="ignore")


def to_pkcs12(identity: Identity, passphrase: str) -> bytes:
    """The key and its certificates, encrypted with AES-256.

    Raises:
        ValueError: The key is on a card.
    """
    if identity.key is None:
        raise ValueError("a card keeps its key")
    encryption = (
        PrivateFormat.PKCS12.encryption_builder()
        .kdf_rounds(_KDF_ROUNDS)
        .key_cert_algorithm(pkcs12.PBES.PBESv2SHA256AndAES256CBC)
        .hmac_hash(hashes.SHA256())
        .build(passphrase.encode())
    )
    return pkcs12.serialize_key_and_certificates(
        identity.name.encode(),
        identity.key,
        identity.certificate,
        list(identity.issuers),
        encryption,
    )


def from_pkcs12(
    data: bytes, passphrase: str, *, file: str | UserError, now: datetime
) -> Identity:
    """Open somebody's key file.

    Args:
        data: The file's content.
        passphrase: What it was encrypted with.
        file: What the file is called, for the sentence that refuses it.
        now: The certificate must be valid at this time.

    Raises:
        UserError: The file cannot be used, and why.
    """
    _require_pkcs12(data, file)
    try:
        bundle = pkcs12.load_pkcs12(data, passphrase.encode())
    except ValueError as error:
        raise UserError(
            "The password does not open {file}; type it again.", file=file
        ) from error
    except UnsupportedAlgorithm as error:
        raise UserError(
            "{file} is encrypted in a way that is no longer used; "
            "export the certificate again with AES.",
            file=file,
        ) from error
    if bundle.key is None or bundle.cert is None:
        raise UserError(
            "{file} has no key with its certificate; "
            "export the certificate again together with its private key.",
            file=file,
        )
    certificate = bundle.cert.certificate
    require_valid(certificate, file=file, now=now)
    if not isinstance(bundle.key, PrivateKey) or not may_sign(certificate):
        raise UserError(
            "The certificate in {file} is not for signatures; choose another one.",
            file=file,
        )
    others = [one.certificate for one in bundle.additional_certs]
    return _identity(bundle.key, certificate, issuers_of(certificate, others))


def require_valid(
    certificate: x509.Certificate, *, file: str | UserError, now: datetime
) -> None:
    """Refuse a certificate that is not valid now.

    Raises:
        UserError: It has ended or not yet begun, with the day.
    """
    if now > certificate.not_valid_after_utc:
        raise UserError(
            "The certificate in {file} ended on {day}; use a newer one.",
            file=file,
            day=certificate.not_valid_after_utc.date().isoformat(),
        )
    if now < certificate.not_valid_before_utc:
        raise UserError(
            "The certificate in {file} begins on {day}; "
            "check the date of this computer.",
            file=file,
            day=certificate.not_valid_before_utc.date().isoformat(),
        )


def may_sign(certificate: x509.Certificate) -> bool:
    """Whether the certificate is meant for signatures and its key strong enough."""
    key = certificate.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        strong = key.key_size >= 2048
    else:
        strong = isinstance(key, ec.EllipticCurvePublicKey) and key.key_size >= 256
    try:
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return strong
    return strong and (usage.digital_signature or usage.content_commitment)


def asn1_certificate(certificate: x509.Certificate) -> asn1_x509.Certificate:
    """The same certificate as pyHanko wants it."""
    return asn1_x509.Certificate.load(certificate.public_bytes(Encoding.DER))


def certificate_store(issuers: Sequence[x509.Certificate]) -> SimpleCertificateStore:
    """What pyHanko embeds beside the signer's own certificate."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    for issuer in issuers:
        store.register(asn1_certificate(issuer))
    return store


_SIGNING_USAGE: Final = x509.KeyUsage(
    digital_signature=True,
    content_commitment=True,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    key_cert_sign=False,
    crl_sign=False,
    encipher_only=False,
    decipher_only=False,
)


class _KeySigner(SimpleSigner):
    """Signs with a key that is at hand."""

    def __init__(
        self,
        key: PrivateKey,
        certificate: x509.Certificate,
        issuers: tuple[x509.Certificate, ...],
    ) -> None:
        private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        super().__init__(
            signing_cert=asn1_certificate(certificate),
            signing_key=asn1_keys.PrivateKeyInfo.load(private),
            cert_registry=certificate_store(issuers),
        )
        self._certificate = certificate

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        signature = super().sign_raw(data, digest_algorithm)
        return chosen_twin(signature, self._certificate)


def _identity(
    key: PrivateKey,
    certificate: x509.Certificate,
    issuers: tuple[x509.Certificate, ...],
) -> Identity:
    return Identity(
        signer=_KeySigner(key, certificate, issuers),
        certificate=certificate,
        key=key,
        issuers=issuers,
    )


def _require_pkcs12(data: bytes, file: str | UserError) -> None:
    """Tell a damaged file from a wrong password, which look alike further on."""
    try:
        asn1_pkcs12.Pfx.load(data, strict=True)["auth_safe"]["content"].native  # noqa: B018
    except (ValueError, TypeError, KeyError) as error:
        raise UserError(
            "{file} is damaged or no certificate file; choose a P12 or PFX file.",
            file=file,
        ) from error
