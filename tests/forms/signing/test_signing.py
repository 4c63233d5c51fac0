"""Sealing and countersigning, and what other programs say of it."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
import rfc8785
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa

from forms.errors import UserError
from forms.signing.chain import Demand, Link
from forms.signing.identity import (
    _identity,
    from_pkcs12,
    make_identity,
    to_pkcs12,
)
from forms.signing.sign import countersign, seal
from forms.signing.verdict import Integrity, Trust
from forms.signing.verify import verify
from tests.forms.signing.builder import (
    ACCOMPANYING,
    AGENCY,
    LATER,
    NOW,
    TEXTS,
    base_report,
    chain_of,
    content_of,
    places_of,
    sealed_by,
    signed_as,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.forms.signing.surgery import Reports


def _run(*command: str) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout + done.stderr


def test_sealed_report_is_incomplete_and_names_who_is_missing(reports: Reports) -> None:
    verdict = verify(reports.sealed)

    assert verdict.verdict is Integrity.INCOMPLETE
    (reason,) = verdict.reasons
    assert reason.told(str) == "The signature of the Accompanying officer is missing."


def test_report_with_all_required_signatures_is_valid(reports: Reports) -> None:
    verdict = verify(reports.signed)

    assert verdict.verdict is Integrity.VALID
    assert verdict.reasons == ()
    assert verdict.number == "115-A1B2-7"
    assert [(one.by, one.role) for one in verdict.signatures] == [
        ("王小明", "inspector"),
        ("陳堃", "accompanying"),
    ]
    assert [one.at for one in verdict.signatures] == [NOW, LATER]
    assert [one.covers_whole_file for one in verdict.signatures] == [False, True]
    assert all(one.intact for one in verdict.signatures)


def test_each_signature_leaves_the_bytes_before_it_alone(reports: Reports) -> None:
    assert reports.sealed.startswith(reports.base)
    assert reports.signed.startswith(reports.sealed)
    assert reports.complete.startswith(reports.signed)


def test_self_made_key_vouches_for_content_and_not_for_a_person(
    reports: Reports,
) -> None:
    verdict = verify(reports.signed)

    assert verdict.identity is Trust.SELF_MADE
    assert [one.one_time for one in verdict.signatures] == [False, True]


def test_all_keys_known_is_trusted(reports: Reports) -> None:
    persons = (reports.people.inspector, reports.people.accompanying)
    pinned = {one.fingerprint: one.name for one in persons}

    assert verify(reports.signed, pinned=pinned).identity is Trust.TRUSTED


def test_one_time_key_of_a_known_name_is_no_impostor(reports: Reports) -> None:
    """An office head has another one-time key in each report."""
    inspector = reports.people.inspector
    pinned = {inspector.fingerprint: inspector.name, "0" * 64: "陳堃"}

    verdict = verify(reports.signed, pinned=pinned)

    assert verdict.identity is Trust.SELF_MADE
    assert verdict.reasons == ()


def test_one_time_key_counts_only_where_the_inspector_sealed_it(
    reports: Reports,
) -> None:
    """Anybody can call his key a one-time key, to pass for somebody who is known."""
    persons = reports.people
    pinned = {
        one.fingerprint: one.name for one in (persons.inspector, persons.supervisor)
    }
    inspector, head = (
        make_identity(name, agency=AGENCY, now=NOW, one_time=True)
        for name in (persons.inspector.name, persons.supervisor.name)
    )
    forged = sealed_by(replace(persons, inspector=inspector))

    for pdf in (
        signed_as(forged, "accompanying", persons.accompanying),
        signed_as(reports.signed, "unit-head", head),
    ):
        verdict = verify(pdf, pinned=pinned)
        assert verdict.identity is Trust.UNKNOWN
        assert ["another key" in one.message for one in verdict.reasons] == [True]


def test_signature_given_again_with_another_key_is_told(reports: Reports) -> None:
    """The supervisor's is cut off, and somebody of his name signs in his place."""
    persons = reports.people
    first = verify(reports.sealed).first_revision
    pinned = {
        one.fingerprint: one.name
        for one in (persons.inspector, persons.accompanying, persons.supervisor)
    }
    again = make_identity(persons.supervisor.name, agency=AGENCY, now=NOW)
    pinned[again.fingerprint] = again.name
    forged = signed_as(reports.signed, "unit-head", again)
    signers = {"115-A1B2-7": {"unit-head": persons.supervisor.fingerprint}}

    genuine, told = (
        verify(
            pdf,
            pinned=pinned,
            known_reports={"115-A1B2-7": first},
            known_signers=signers,
        )
        for pdf in (reports.complete, forged)
    )

    assert (genuine.identity, genuine.known) == (Trust.TRUSTED, True)
    assert genuine.reasons == ()
    assert told.verdict is Integrity.VALID
    assert (told.identity, told.known) == (Trust.UNKNOWN, False)
    assert [one.told(str) for one in told.reasons] == [
        "As Unit head, this report was signed here with another key than in this "
        "file; ask 林督導 before you rely on it."
    ]


def test_known_report_is_recognised(reports: Reports) -> None:
    first = verify(reports.sealed).first_revision

    assert verify(reports.signed, known_reports={"115-A1B2-7": first}).known is True
    assert verify(reports.signed, known_reports={}).known is False
    assert verify(reports.signed).known is None


def test_refusal_is_no_missing_signature(reports: Reports) -> None:
    chain = list(chain_of(reports.people)[:2])
    chain[1] = replace(chain[1], demand=Demand.REFUSED, reason="對查核結果有意見")

    verdict = verify(sealed_by(reports.people, chain=tuple(chain)))

    assert verdict.verdict is Integrity.VALID


def test_other_person_in_a_named_place_is_remarked(reports: Reports) -> None:
    chain = tuple(replace(link, certificate="") for link in chain_of(reports.people))
    deputy = make_identity("李副座", agency=AGENCY, now=NOW, one_time=True)

    signed = signed_as(sealed_by(reports.people, chain=chain), "accompanying", deputy)

    verdict = verify(signed)
    assert verdict.verdict is Integrity.VALID
    assert [reason.told(str) for reason in verdict.reasons] == [
        "李副座 signed in the place of 陳堃."
    ]


def test_signature_by_a_wrong_clock_is_remarked(reports: Reports) -> None:
    early = NOW.replace(year=2010)
    content = rfc8785.dumps(content_of(reports.people, chain_of(reports.people)[:1]))

    sealed = seal(
        base_report(content),
        chain=chain_of(reports.people)[:1],
        places=places_of(chain_of(reports.people)[:1]),
        identity=reports.people.inspector,
        ink=None,
        now=early,
        texts=TEXTS,
    )

    verdict = verify(sealed)
    assert verdict.verdict is Integrity.VALID
    assert "certificate was not valid" in verdict.reasons[0].message


@pytest.mark.parametrize(
    "name",
    [
        "王\U0002a700",
        "王\u9fcd",
        "王\U00030edd",
        "王\U0001f600",
        "王\ue000",
        "שלום",
        "陳\\(",
    ],
)
def test_person_of_any_name_can_sign(name: str, reports: Reports) -> None:
    """Characters that came after Unicode 3.2 are in the names of the living."""
    person = make_identity(name, agency=f"局{name}", now=NOW)

    verdict = verify(signed_as(reports.signed, "unit-head", person))

    assert verdict.verdict is Integrity.VALID
    assert verdict.signatures[-1].by == name


def test_report_stays_of_its_version(reports: Reports) -> None:
    """PDF/A-3 is PDF 1.7, whatever later versions have to say about signatures."""
    with pikepdf.open(BytesIO(reports.complete)) as pdf:
        assert "/Version" not in pdf.Root
        assert "/Extensions" not in pdf.Root


# Countersigning


def test_supervisor_countersigns_with_the_file_and_a_key_file_alone(
    reports: Reports, tmp_path: Path
) -> None:
    report, key = tmp_path / "report.pdf", tmp_path / "supervisor.p12"
    report.write_bytes(reports.signed)
    key.write_bytes(to_pkcs12(reports.people.supervisor, "走動查核2026"))

    identity = from_pkcs12(key.read_bytes(), "走動查核2026", file=key.name, now=LATER)
    report.write_bytes(signed_as(report.read_bytes(), "unit-head", identity))

    verdict = verify(report.read_bytes())
    assert verdict.verdict is Integrity.VALID
    assert [one.role for one in verdict.signatures][-1] == "unit-head"


def test_acting_for_somebody_is_recorded_in_the_signature(reports: Reports) -> None:
    signed = signed_as(
        reports.signed, "unit-head", reports.people.supervisor, acting_for="張主任"
    )

    with pikepdf.open(BytesIO(signed)) as pdf:
        value = pdf.Root.AcroForm.Fields[3].V
        assert str(value.Reason) == "Unit head (acting for 張主任)"
        assert str(value.Name) == "林督導"


@pytest.mark.parametrize(
    ("stage", "role", "sentence"),
    [
        ("sealed", "unit-head", "Accompanying officer must come before"),
        ("signed", "accompanying", "already signed as Accompanying officer"),
        ("signed", "chief-secretary", "no place for a signature as Chief secretary"),
        ("complete", "case-officer", "Somebody later in the chain has signed"),
        ("base", "accompanying", "inspector's signature is missing"),
    ],
)
def test_countersignature_out_of_its_turn_is_refused(
    stage: str, role: str, sentence: str, reports: Reports
) -> None:
    with pytest.raises(UserError, match=sentence):
        signed_as(getattr(reports, stage), role, reports.people.supervisor)


def test_field_that_the_chain_does_not_have_is_refused(reports: Reports) -> None:
    with pytest.raises(UserError, match="no place for a signature"):
        countersign(
            reports.signed,
            field=ACCOMPANYING,
            role="unit-head",
            identity=reports.people.supervisor,
            ink=None,
            now=LATER,
            texts=TEXTS,
        )


def test_altered_report_is_not_countersigned(reports: Reports) -> None:
    with pytest.raises(UserError, match="not valid cannot be countersigned: The file"):
        signed_as(reports.signed + b" ", "unit-head", reports.people.supervisor)


def test_pdf_that_is_no_report_is_not_countersigned() -> None:
    with pytest.raises(UserError, match="The file is no PDF"):
        signed_as(b"hello", "unit-head", make_identity("林", agency=AGENCY, now=NOW))


def test_signature_that_nobody_would_accept_is_not_given(reports: Reports) -> None:
    """A key of 1024 bits, which no program of ours would have taken."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=1024)  # noqa: S505
    name = reports.people.supervisor.certificate.subject
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )

    with pytest.raises(UserError, match="would not be valid"):
        signed_as(reports.signed, "unit-head", _identity(key, certificate, ()))


def test_report_is_not_sealed_with_a_key_that_it_does_not_name(
    reports: Reports,
) -> None:
    persons = replace(reports.people, inspector=reports.enemy.inspector)

    with pytest.raises(ValueError, match="another inspector's certificate"):
        sealed_by(persons, base=reports.base, chain=chain_of(reports.people))


def test_report_is_not_sealed_with_another_chain_than_it_lists(
    reports: Reports,
) -> None:
    with pytest.raises(ValueError, match="another chain"):
        sealed_by(reports.people, base=reports.base, chain=chain_of(reports.people)[:2])


def test_field_whose_name_begins_anothers_is_refused(reports: Reports) -> None:
    first = chain_of(reports.people)[0]
    chain = (
        first,
        Link(
            field=first.field + "-2",
            role="accompanying",
            name="",
            demand=Demand.OPTIONAL,
        ),
    )

    with pytest.raises(ValueError, match="begins another's"):
        sealed_by(reports.people, chain=chain)


# What other programs say


def test_poppler_finds_all_signatures_valid(reports: Reports, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(reports.complete)

    told = _run("pdfsig", str(file))

    assert told.count("Signature is Valid.") == 3
    assert told.count("ETSI.CAdES.detached") == 3
    assert "The signature form field is not signed." in told
    assert told.rindex("Total document signed") > told.rindex("Not total document")


def test_poppler_takes_the_attachment_out(reports: Reports, tmp_path: Path) -> None:
    file, out = tmp_path / "report.pdf", tmp_path / "out.json"
    file.write_bytes(reports.complete)

    assert "1: inspection.json" in _run("pdfdetach", "-list", str(file))
    _run("pdfdetach", "-save", "1", "-o", str(out), str(file))

    assert out.read_bytes() == rfc8785.dumps(
        content_of(reports.people, chain_of(reports.people))
    )


def test_qpdf_finds_no_fault(reports: Reports, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(reports.complete)

    assert "No syntax or stream encoding errors found" in _run(
        "qpdf", "--check", str(file)
    )


def test_all_fonts_of_signatures_are_embedded_and_can_be_copied(
    reports: Reports, tmp_path: Path
) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(reports.complete)

    fonts = _run("pdffonts", str(file)).splitlines()[2:]
    text = _run("pdftotext", "-layout", str(file), "-")

    assert fonts
    assert all(re.search(r" yes +yes +yes ", line) for line in fonts)
    assert "陳堃" in text
    assert "115年11月20日" in text
