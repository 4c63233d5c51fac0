"""Who vouches for a certificate: the certificates that signed one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cryptography.x509 import Certificate


def issuers_of(
    certificate: Certificate, others: Sequence[Certificate]
) -> tuple[Certificate, ...]:
    """Those of the others that signed it or, in turn, its issuer; nearest first.

    Whoever vouches for himself has no issuer.
    """
    found: list[Certificate] = []
    waiting = list(others)
    while not signed_by(certificate, certificate):
        issuer = next((one for one in waiting if signed_by(certificate, one)), None)
        if issuer is None:
            break
        waiting.remove(issuer)
        found.append(issuer)
        certificate = issuer
    return tuple(found)


def signed_by(certificate: Certificate, issuer: Certificate) -> bool:
    """Whether the issuer's name and key are those that a certificate was made with."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True
