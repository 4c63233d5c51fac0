"""A signature over an elliptic curve has a twin that verifies as well.

Anybody can turn (r, s) into (r, n - s). Of the two only the one with the smaller s is
made and accepted here, so that a signature cannot be exchanged for its twin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)

if TYPE_CHECKING:
    from cryptography.x509 import Certificate


def chosen_twin(signature: bytes, certificate: Certificate) -> bytes:
    """The one of the two that counts; other kinds of signature have no twin."""
    key = certificate.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        return signature
    r, s = decode_dss_signature(signature)
    return encode_dss_signature(r, min(s, key.curve.group_order - s))
