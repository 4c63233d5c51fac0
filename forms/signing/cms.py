"""What stands inside a signature: CMS as PAdES wants it, and not a byte besides.

A signature does not cover its own container. What could be put there without
breaking it (other certificates, unsigned attributes, another encoding of the same)
is refused, so that no byte of a report can be changed unnoticed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from asn1crypto import cms as asn1_cms
from asn1crypto import core as asn1_core
from asn1crypto import parser as asn1_parser
from asn1crypto.algos import DigestAlgorithm, SignedDigestAlgorithm
from cryptography import x509
from pyhanko.sign.general import extract_signer_info
from pyhanko.sign.validation.generic_cms import (
    extract_certs_for_validation,
    get_signing_cert_attr,
    validate_sig_integrity,
)

from forms.errors import UserError
from forms.signing.identity import may_sign
from forms.signing.twins import chosen_twin

if TYPE_CHECKING:
    from asn1crypto import x509 as asn1_x509

_MOST_DEPTH: Final = 30
_INTEGER: Final = 0x02
_END_OF_CONTENTS: Final = 0x00
_METHODS: Final = {"rsa": "rsa", "ec": "ecdsa"}
_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512"})


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
    if not _is_der(der):
        raise _unknown_kind()
    info = asn1_cms.ContentInfo.load(der, strict=True)
    if info["content_type"].native != "signed_data":
        raise _unknown_kind()
    data = info["content"]
    _require_plain(data)
    signer = extract_signer_info(data)
    certificates = extract_certs_for_validation(data)
    own = certificates.signer_cert
    _require_plain_signer(signer, data, own)
    _require_issuers_only(own, list(certificates.other_certs))
    certificate = x509.load_der_x509_certificate(own.dump())
    if not may_sign(certificate):
        raise UserError("A signature was made with a certificate that is not for it.")
    signature = signer["signature"].native
    if signature != chosen_twin(signature, certificate):
        raise _unknown_kind()
    digest = hashlib.new(signer["digest_algorithm"]["algorithm"].native)
    for part in covered:
        digest.update(part)
    same, genuine = validate_sig_integrity(signer, own, "data", digest.digest())
    return certificate, same and genuine


def _unknown_kind() -> UserError:
    return UserError("A signature of the report is of a kind that no report has.")


def _is_der(data: bytes, depth: int = 0) -> bool:
    """Whether every length and number is written in the one way that DER allows."""
    position = 0
    while position < len(data):
        if depth > _MOST_DEPTH or data[position] & 0x1F == 0x1F:
            return False
        if data[position] == _END_OF_CONTENTS:  # padding, taken in by a longer length
            return False
        constructed = data[position] & 0x20
        number = data[position] == _INTEGER
        start, length = _length(data, position + 1)
        content = data[start : start + length]
        if length != len(content):
            return False
        if number and len(content) > 1 and content[0] == 0 and content[1] < 0x80:
            return False
        if constructed and not _is_der(content, depth + 1):
            return False
        position = start + length
    return True


def _length(data: bytes, position: int) -> tuple[int, int]:
    """Where a value begins, and how long it is; -1 where that is not DER."""
    octets = data[position : position + 1]
    if not octets or octets[0] < 0x80:
        return position + 1, octets[0] if octets else -1
    start = position + 1 + (octets[0] & 0x7F)
    written = data[position + 1 : start]
    length = int.from_bytes(written, "big")
    if not 1 <= len(written) <= 4 or written[0] == 0 or length < 0x80:
        return position, -1
    return start, length


def _require_plain(data: asn1_cms.SignedData) -> None:
    digests = data["digest_algorithms"]
    if (
        data["version"].native != "v1"
        or len(digests) != 1
        or digests[0]["algorithm"].native not in _DIGESTS
        or data["encap_content_info"]["content_type"].native != "data"
        or data["encap_content_info"]["content"] is not asn1_core.VOID
        or data["crls"] is not asn1_core.VOID
    ):
        raise _unknown_kind()


def _require_plain_signer(
    signer: asn1_cms.SignerInfo, data: asn1_cms.SignedData, own: asn1_x509.Certificate
) -> None:
    digest = data["digest_algorithms"][0]["algorithm"].native
    attributes = signer["signed_attrs"]
    identifier = signer["sid"]
    if (
        signer["version"].native != "v1"
        or identifier.name != "issuer_and_serial_number"
        or identifier.chosen["issuer"].dump() != own.issuer.dump()
        or signer["unsigned_attrs"] is not asn1_core.VOID
        or attributes is asn1_core.VOID
        or get_signing_cert_attr(attributes) is None
    ):
        raise _unknown_kind()
    method = f"{digest}_{_METHODS.get(own.public_key.algorithm)}"
    for written, meant in (
        (data["digest_algorithms"][0], DigestAlgorithm({"algorithm": digest})),
        (signer["digest_algorithm"], DigestAlgorithm({"algorithm": digest})),
        (signer["signature_algorithm"], SignedDigestAlgorithm({"algorithm": method})),
    ):
        if written.dump() != meant.dump():
            raise _unknown_kind()


def _require_issuers_only(
    own: asn1_x509.Certificate, others: list[asn1_x509.Certificate]
) -> None:
    """Refuse certificates that do not vouch, one for the other, for the signer's."""
    certificate = own
    while others:
        issuer = next(
            (one for one in others if one.subject == certificate.issuer), None
        )
        if issuer is None:
            raise _unknown_kind()
        others.remove(issuer)
        certificate = issuer
