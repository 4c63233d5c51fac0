"""Cards, tried on SoftHSM2 with objects named as on the cards of Taiwan's GPKI."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from forms.errors import UserError
from forms.signing.card import card_identity
from forms.signing.verdict import Integrity, Trust
from forms.signing.verify import verify
from tests.forms.signing.builder import (
    NOW,
    chain_of,
    people,
    sealed_by,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

pkcs11 = pytest.importorskip("pkcs11", reason="python-pkcs11 is not installed")

PIN = "135790"
LABEL = "HiCOS PKI Smart Card"
_MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/pkcs11/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """SoftHSM2 with no card in it; its tokens lie in a folder of this test."""
    found = next((Path(path) for path in _MODULES if Path(path).exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        pytest.skip("softhsm2 is not installed")
    settings = tmp_path / "softhsm2.conf"
    tokens = tmp_path / "tokens"
    tokens.mkdir()
    settings.write_text(f"directories.tokendir = {tokens}\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(settings))
    pkcs11.lib(str(found)).reinitialize()
    return found


@contextmanager
def _card(module: Path) -> Iterator[Any]:
    """An empty card in the reader, opened to write on it."""
    subprocess.run(
        [
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            LABEL,
            "--pin",
            PIN,
            "--so-pin",
            "87654321",
        ],
        check=True,
        capture_output=True,
    )
    library = pkcs11.lib(str(module))
    library.reinitialize()
    (token,) = library.get_tokens(token_label=LABEL)
    with token.open(rw=True, user_pin=PIN) as session:
        yield session


def _certificate(
    key: Key, *, name: str, signs: bool, issued_by: tuple[str, Key] | None = None
) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer, issuer_key = issued_by or (name, key)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=10))
        .not_valid_after(NOW + timedelta(days=400))
        .add_extension(
            x509.KeyUsage(
                digital_signature=signs,
                content_commitment=signs,
                key_encipherment=not signs,
                data_encipherment=not signs,
                key_agreement=False,
                key_cert_sign=False,
                crl_sign=False,
                encipher_only=False,
                decipher_only=False,
            ),
            critical=True,
        )
        .sign(issuer_key, hashes.SHA256())
    )


def _put(session: Any, key: Key, certificate: x509.Certificate, id_: bytes) -> None:
    """A key called k1, as all of them are, and its certificate."""
    attribute = pkcs11.Attribute
    if isinstance(key, rsa.RSAPrivateKey):
        private = key.private_bytes(
            Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )
        template = pkcs11.util.rsa.decode_rsa_private_key(private)
    else:
        private = key.private_bytes(
            Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption()
        )
        template = pkcs11.util.ec.decode_ec_private_key(private)
    template.update(
        {
            attribute.TOKEN: True,
            attribute.PRIVATE: True,
            attribute.SIGN: True,
            attribute.LABEL: "k1",
            attribute.ID: id_,
        }
    )
    session.create_object(template)
    session.create_object(
        {
            attribute.CLASS: pkcs11.ObjectClass.CERTIFICATE,
            attribute.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
            attribute.TOKEN: True,
            attribute.LABEL: "cert",
            attribute.ID: id_,
            attribute.SUBJECT: certificate.subject.public_bytes(),
            attribute.VALUE: certificate.public_bytes(Encoding.DER),
        }
    )


def _rsa() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _sealed_with(module: Path) -> bytes:
    from dataclasses import replace

    persons = people()
    with card_identity(module, PIN, now=NOW) as identity:
        return sealed_by(
            replace(persons, inspector=identity), chain=chain_of(persons)[:1]
        )


def test_card_with_two_keys_of_one_label_signs_with_the_one_for_signatures(
    module: Path,
) -> None:
    authority = _rsa()
    with _card(module) as session:
        for id_, signs in ((b"KEYX", False), (b"SIGN", True)):
            key = _rsa()
            certificate = _certificate(
                key, name="王小明", signs=signs, issued_by=("MOICA", authority)
            )
            _put(session, key, certificate, id_)

    verdict = verify(_sealed_with(module))

    assert verdict.verdict is Integrity.VALID, verdict.reasons
    assert verdict.identity is Trust.UNKNOWN
    assert [one.by for one in verdict.signatures] == ["王小明"]


def test_card_that_cannot_hash_gets_the_digest(module: Path) -> None:
    """SoftHSM2 does not know ECDSA with a hash."""
    key = ec.generate_private_key(ec.SECP256R1())
    with _card(module) as session:
        _put(session, key, _certificate(key, name="王小明", signs=True), b"SIGN")

    assert verify(_sealed_with(module)).verdict is Integrity.VALID


def test_wrong_pin_is_tried_once_and_warned_of(module: Path) -> None:
    with _card(module):
        pass

    with (
        pytest.raises(UserError, match="Cards lock themselves"),
        card_identity(module, "111111", now=NOW),
    ):
        pass


def test_card_without_a_certificate_for_signatures_is_refused(module: Path) -> None:
    key = _rsa()
    with _card(module) as session:
        _put(session, key, _certificate(key, name="王小明", signs=False), b"KEYX")

    with (
        pytest.raises(UserError, match="no certificate for signatures"),
        card_identity(module, PIN, now=NOW),
    ):
        pass


def test_certificate_of_a_card_that_has_ended_is_refused(module: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    with _card(module) as session:
        _put(session, key, _certificate(key, name="王小明", signs=True), b"SIGN")

    with (
        pytest.raises(UserError, match="ended on 2027-12-25"),
        card_identity(module, PIN, now=NOW + timedelta(days=800)),
    ):
        pass


def test_empty_reader_is_told(module: Path) -> None:
    with (
        pytest.raises(UserError, match="no card in the reader"),
        card_identity(module, PIN, now=NOW),
    ):
        pass


def test_library_that_is_none_is_refused(tmp_path: Path) -> None:
    library = tmp_path / "HiCOSPKCS11.dll"
    library.write_bytes(b"MZ")

    with (
        pytest.raises(UserError, match=r"HiCOSPKCS11\.dll cannot be loaded"),
        card_identity(library, PIN, now=NOW),
    ):
        pass
