"""Certificates that others vouch for, and which of theirs go into a report."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from forms.errors import UserError
from forms.signing.identity import Identity, _identity, from_pkcs12, to_pkcs12
from forms.signing.issuers import issuers_of
from forms.signing.verdict import Integrity, Trust
from forms.signing.verify import verify
from tests.forms.signing.builder import NOW, signed_as

if TYPE_CHECKING:
    from tests.forms.signing.surgery import Reports

Made = tuple[x509.Certificate, ec.EllipticCurvePrivateKey]


def _made(name: str, issuer: Made | None = None) -> Made:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer[0].subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=99))
        .sign(issuer[1] if issuer else key, hashes.SHA256())
    )
    return certificate, key


@pytest.fixture(scope="module")
def line() -> tuple[Made, Made, Made]:
    """A person, who vouches for him, and who vouches for that one."""
    root = _made("政府憑證總管理中心")
    office = _made("內政部憑證管理中心", root)
    return _made("林督導\U0002a700", office), office, root


def test_issuers_are_found_by_their_keys_and_not_by_their_names(
    line: tuple[Made, Made, Made],
) -> None:
    person, office, root = (one[0] for one in line)
    impostor, _ = _made("內政部憑證管理中心")

    assert issuers_of(person, [root, impostor, office]) == (office, root)
    assert issuers_of(person, [impostor, root]) == ()
    assert issuers_of(root, [office, person, root]) == ()


def test_report_carries_who_vouches_for_a_signer(
    line: tuple[Made, Made, Made], reports: Reports
) -> None:
    (person, key), office, root = line
    identity = _identity(key, person, (root[0], office[0]))

    verdict = verify(signed_as(reports.signed, "unit-head", identity))

    assert verdict.verdict is Integrity.VALID
    assert verdict.identity is Trust.SELF_MADE  # the others'
    assert not verdict.signatures[-1].self_made


def test_certificates_in_a_key_file_that_vouch_for_nobody_are_left_out(
    line: tuple[Made, Made, Made], reports: Reports
) -> None:
    (person, key), office, root = line
    stray, _ = _made("內政部憑證管理中心")
    data = to_pkcs12(
        _identity(key, person, (stray, root[0], office[0])), "走動查核2026"
    )

    identity = from_pkcs12(data, "走動查核2026", file="a.p12", now=NOW)

    assert identity.issuers == (office[0], root[0])
    assert (
        verify(signed_as(reports.signed, "unit-head", identity)).verdict
        is Integrity.VALID
    )


def test_certificate_of_the_same_name_as_an_issuer_is_not_accepted(
    line: tuple[Made, Made, Made], reports: Reports
) -> None:
    (person, key), office, _ = line
    stray, _ = _made("內政部憑證管理中心")
    identity: Identity = _identity(key, person, (office[0], stray))

    with pytest.raises(UserError, match="would not be valid"):
        signed_as(reports.signed, "unit-head", identity)
