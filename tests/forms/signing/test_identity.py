"""Keys and certificates: made, kept in files, and refused."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID

from forms.errors import UserError
from forms.signing.identity import (
    from_pkcs12,
    is_one_time,
    make_identity,
    to_pkcs12,
)
from tests.forms.signing.builder import AGENCY, NOW

if TYPE_CHECKING:
    from forms.signing.identity import Identity

PASSPHRASE = "走動查核 2026"  # noqa: S105 - of nobody


@pytest.fixture(scope="module")
def identity() -> Identity:
    return make_identity("王小明", agency=AGENCY, now=NOW)


def test_made_identity_names_its_person_and_vouches_for_itself(
    identity: Identity,
) -> None:
    assert identity.name == "王小明"
    assert identity.self_made
    assert not is_one_time(identity.certificate)
    assert len(identity.fingerprint) == 64


def test_made_identity_is_for_signatures_only(identity: Identity) -> None:
    usage = identity.certificate.extensions.get_extension_for_class(x509.KeyUsage).value

    assert usage.digital_signature
    assert usage.content_commitment
    assert not usage.key_cert_sign
    assert not usage.key_encipherment


def test_made_identity_is_valid_for_its_years(identity: Identity) -> None:
    assert identity.certificate.not_valid_before_utc < NOW.astimezone(UTC)
    assert abs(identity.not_after - NOW - timedelta(days=5 * 365.25)) < timedelta(
        days=2
    )


def test_one_time_key_says_so_in_its_certificate() -> None:
    made = make_identity("陳堃", agency=AGENCY, now=NOW, one_time=True)

    assert is_one_time(made.certificate)
    assert made.name == "陳堃"


@pytest.mark.parametrize("name", ["王" * 21, "x" * 64, "\U0002a700" * 16])
def test_name_is_as_long_as_a_certificate_has_room(name: str) -> None:
    assert make_identity(name, agency=AGENCY, now=NOW).name == name


def test_agency_is_cut_between_two_characters() -> None:
    made = make_identity("王小明", agency="局" * 40, now=NOW)

    (agency,) = made.certificate.subject.get_attributes_for_oid(
        NameOID.ORGANIZATION_NAME
    )
    assert agency.value == "局" * 21


@pytest.mark.parametrize("name", ["", "  ", "王" * 22, "x" * 65])
def test_name_that_no_certificate_can_bear_is_refused(name: str) -> None:
    with pytest.raises(UserError, match="cannot stand in a certificate"):
        make_identity(name, agency=AGENCY, now=NOW)


def test_key_file_gives_the_same_identity_back(identity: Identity) -> None:
    data = to_pkcs12(identity, PASSPHRASE)

    again = from_pkcs12(data, PASSPHRASE, file="a.p12", now=NOW)

    assert again.fingerprint == identity.fingerprint
    assert again.name == identity.name


def test_key_file_holds_neither_key_nor_name_in_clear(identity: Identity) -> None:
    assert AGENCY.encode() not in to_pkcs12(identity, PASSPHRASE)


def _refusal(data: bytes, passphrase: str = PASSPHRASE, **more: object) -> str:
    with pytest.raises(UserError) as refused:
        from_pkcs12(
            data,
            passphrase,
            file="王小明.p12",
            now=more.get("now", NOW),  # type: ignore[arg-type]
        )
    assert "王小明.p12" in str(refused.value)
    return str(refused.value)


def test_wrong_password_is_told(identity: Identity) -> None:
    data = to_pkcs12(identity, PASSPHRASE)

    assert "password does not open" in _refusal(data, "wrong")
    assert "password does not open" in _refusal(data, "")


@pytest.mark.parametrize("cut", [0, 1, 40, -1])
def test_damaged_key_file_is_told_from_a_wrong_password(
    cut: int, identity: Identity
) -> None:
    assert "is damaged" in _refusal(to_pkcs12(identity, PASSPHRASE)[:cut])


def test_file_of_another_kind_is_told(identity: Identity) -> None:
    assert "is damaged or no certificate file" in _refusal(b"%PDF-1.7 hello")


def test_certificate_that_has_ended_is_told_with_its_day(identity: Identity) -> None:
    data = to_pkcs12(identity, PASSPHRASE)

    told = _refusal(data, now=NOW + timedelta(days=6 * 366))

    assert "ended on 2031-11-19" in told


def test_certificate_that_has_not_begun_is_told_with_its_day(
    identity: Identity,
) -> None:
    told = _refusal(to_pkcs12(identity, PASSPHRASE), now=NOW - timedelta(days=30))

    assert "begins on 2026-11-19" in told


def _bundle(key: object, *, certificate: bool = True, **usage: bool) -> bytes:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "王小明")])
    names = [
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    ]
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())  # type: ignore[attr-defined]
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(
            x509.KeyUsage(**{name: usage.get(name, False) for name in names}),
            critical=True,
        )
        .sign(
            key,  # type: ignore[arg-type]
            None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256(),
        )
    )
    return pkcs12.serialize_key_and_certificates(
        b"x",
        key if certificate else None,  # type: ignore[arg-type]
        built,
        None,
        BestAvailableEncryption(PASSPHRASE.encode()),
    )


def test_certificate_for_encryption_is_refused() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert "is not for signatures" in _refusal(_bundle(key, key_encipherment=True))


def test_key_that_is_too_short_is_refused() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505 - refused below

    assert "is not for signatures" in _refusal(_bundle(key, digital_signature=True))


def test_key_of_a_kind_that_readers_do_not_know_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()

    assert "is not for signatures" in _refusal(_bundle(key, digital_signature=True))


def test_file_without_a_key_is_refused() -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    data = _bundle(key, certificate=False, digital_signature=True)

    assert "has no key" in _refusal(data)
