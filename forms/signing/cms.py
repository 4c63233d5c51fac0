"""What stands inside a signature: CMS as PAdES wants it, and not a byte besides.

A signature does not cover its own container. What could be put there without
breaking it (other certificates, unsigned attributes, another encoding of the same)
must not go unnoticed. So the little that a signature says is read, a container is
made of it anew, and the two must be the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from asn1crypto import algos as asn1_algos
from asn1crypto import cms as asn1_cms
from asn1crypto import parser as asn1_parser
from asn1crypto import tsp as asn1_tsp
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.types import CertificatePublicKeyTypes
from cryptography.hazmat.primitives.serialization import Encoding

from forms.errors import UserError
from forms.signing.identity import asn1_certificate, may_sign
from forms.signing.issuers import issuers_of
from forms.signing.twins import chosen_twin

if TYPE_CHECKING:
    from collections.abc import Sequence

_DIGESTS: Final = {
    "sha256": hashes.SHA256(),
    "sha384": hashes.SHA384(),
    "sha512": hashes.SHA512(),
}
_UNREADABLE: Final = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    x509.InvalidVersion,
    UnsupportedAlgorithm,
)


def opened(container: bytes) -> bytes:
    """The signature out of its container, whose rest must be empty.

    Raises:
        UserError: Something hides behind the signature.
    """
    parts = asn1_parser.peek(container)
    if any(container[parts:]):
        raise UserError("Something is hidden behind a signature of the report.")
    return container[:parts]


def checked(der: bytes, covered: tuple[bytes, bytes]) -> tuple[x509.Certificate, bool]:
    """Who signed, and whether it was these bytes and with the certificate's key.

    Raises:
        UserError: It is no signature of the kind that reports have.
    """
    statement = _read(der)
    certificate = statement.certificate
    others = statement.others
    if (
        statement.container() != der
        or statement.signature != _twin(statement)
        or len(issuers_of(certificate, others)) != len(others)
    ):
        raise _unknown_kind()
    if not may_sign(certificate):
        raise UserError("A signature was made with a certificate that is not for it.")
    digest = hashlib.new(statement.method)
    for part in covered:
        digest.update(part)
    return certificate, digest.digest() == statement.digest and _is_genuine(statement)


def _unknown_kind() -> UserError:
    return UserError("A signature of the report is of a kind that no report has.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Statement:
    """All that a signature says.

    Attributes:
        method: How the digest was worked out.
        digest: Of what is signed.
        others: Who vouches for the certificate.
    """

    certificate: x509.Certificate
    key: CertificatePublicKeyTypes
    others: tuple[x509.Certificate, ...]
    method: str
    digest: bytes
    signature: bytes

    def attributes(self) -> asn1_cms.CMSAttributes:
        """What the key signed."""
        return asn1_cms.CMSAttributes(
            [
                {"type": "content_type", "values": ["data"]},
                {"type": "message_digest", "values": [self.digest]},
                {"type": "signing_certificate_v2", "values": [self._own()]},
            ]
        )

    def container(self) -> bytes:
        """A signature that says all this, as this program writes it."""
        digest = asn1_algos.DigestAlgorithm({"algorithm": self.method})
        kind = "rsa" if isinstance(self.key, rsa.RSAPublicKey) else "ecdsa"
        signer = {
            "version": "v1",
            "sid": asn1_cms.SignerIdentifier(
                "issuer_and_serial_number",
                {"issuer": self._issuer(), "serial_number": self._serial()},
            ),
            "digest_algorithm": digest,
            "signed_attrs": self.attributes(),
            "signature_algorithm": {"algorithm": f"{self.method}_{kind}"},
            "signature": self.signature,
        }
        data = asn1_cms.SignedData(
            {
                "version": "v1",
                "digest_algorithms": [digest],
                "encap_content_info": {"content_type": "data"},
                "certificates": [
                    asn1_cms.CertificateChoices("certificate", asn1_certificate(one))
                    for one in (self.certificate, *self.others)
                ],
                "signer_infos": [signer],
            }
        )
        info = asn1_cms.ContentInfo({"content_type": "signed_data", "content": data})
        written: bytes = info.dump()
        return written

    def _own(self) -> asn1_tsp.SigningCertificateV2:
        fingerprint = self.certificate.fingerprint(hashes.SHA256())
        issuer = asn1_x509.GeneralName("directory_name", self._issuer())
        return asn1_tsp.SigningCertificateV2(
            {
                "certs": [
                    {
                        "cert_hash": fingerprint,
                        "issuer_serial": {
                            "issuer": [issuer],
                            "serial_number": self._serial(),
                        },
                    }
                ]
            }
        )

    def _issuer(self) -> asn1_x509.Name:
        return asn1_certificate(self.certificate).issuer

    def _serial(self) -> int:
        return self.certificate.serial_number


def _read(der: bytes) -> _Statement:
    """Read leniently: whatever is not told here, the container made anew lacks."""
    try:
        data = asn1_cms.ContentInfo.load(der, strict=True)["content"]
        (signer,) = data["signer_infos"]
        (digest,) = (
            attribute["values"][0].native
            for attribute in signer["signed_attrs"]
            if attribute["type"].native == "message_digest"
        )
        certificate, others = _parted(
            [one.chosen.dump() for one in data["certificates"]],
            signer["sid"].chosen["issuer"].dump(),
            signer["sid"].chosen["serial_number"].native,
        )
        statement = _Statement(
            certificate=certificate,
            key=certificate.public_key(),
            others=others,
            method=signer["digest_algorithm"]["algorithm"].native,
            digest=digest,
            signature=signer["signature"].native,
        )
    except _UNREADABLE as error:
        raise _unknown_kind() from error
    if statement.method not in _DIGESTS:
        raise _unknown_kind()
    return statement


def _parted(
    certificates: Sequence[bytes], issuer: bytes, serial: int
) -> tuple[x509.Certificate, tuple[x509.Certificate, ...]]:
    """The signer's certificate, and those of who vouches for him."""
    read = [x509.load_der_x509_certificate(one) for one in certificates]
    if [one.public_bytes(Encoding.DER) for one in read] != list(certificates):
        raise ValueError("a certificate in another encoding")
    (own,) = (
        one
        for one in read
        if one.serial_number == serial and asn1_certificate(one).issuer.dump() == issuer
    )
    return own, tuple(one for one in read if one is not own)


def _twin(statement: _Statement) -> bytes | None:
    try:
        return chosen_twin(statement.signature, statement.certificate)
    except ValueError:
        return None


def _is_genuine(statement: _Statement) -> bool:
    key = statement.key
    signed = statement.attributes().dump()
    method = _DIGESTS[statement.method]
    try:
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(statement.signature, signed, padding.PKCS1v15(), method)
        elif isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(statement.signature, signed, ec.ECDSA(method))
        else:
            return False
    except InvalidSignature:
        return False
    return True
