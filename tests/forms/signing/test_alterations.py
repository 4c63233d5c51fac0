"""No altered copy of a report passes, and each is refused for the right reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.signing.verdict import Integrity, Verdict
from forms.signing.verify import verify
from tests.forms.signing import (
    altered_by_insiders,
    altered_by_inspectors,
    altered_by_other_keys,
    altered_bytes,
    altered_signatures,
    altered_tables,
    altered_updates,
)
from tests.forms.signing.alterations import CORPUS
from tests.forms.signing.builder import INSPECTOR, people, sealed_by, signed_as
from tests.forms.signing.surgery import flipped, rewritten

if TYPE_CHECKING:
    from tests.forms.signing.surgery import Reports

_FILLED_BY = (
    altered_bytes,
    altered_updates,
    altered_signatures,
    altered_by_insiders,
    altered_by_inspectors,
    altered_by_other_keys,
    altered_tables,
)


def _refusals(verdict: Verdict) -> list[str]:
    return [reason.message for reason in verdict.reasons]


@pytest.mark.parametrize("alteration", CORPUS)
def test_altered_copy_is_invalid(alteration: str, reports: Reports) -> None:
    alter, reason = CORPUS[alteration]
    altered = alter(reports)
    assert altered not in (reports.signed, reports.sealed, reports.complete)

    verdict = verify(altered)

    assert verdict.verdict is Integrity.INVALID
    assert _refusals(verdict) == [reason]


@given(place=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
def test_no_byte_can_be_changed(place: float, mask: int, reports: Reports) -> None:
    altered = flipped(reports.signed, int(place * len(reports.signed)), mask)

    assert verify(altered).verdict is Integrity.INVALID


@given(data=st.data())
def test_no_byte_of_a_signature_can_be_changed(
    data: st.DataObject, reports: Reports
) -> None:
    """A signature does not cover itself, and the last one is covered by none."""
    match = list(re.finditer(rb"/Contents <[0-9A-F]+>", reports.signed))[-1]
    position = data.draw(st.integers(match.start(), match.end() - 1))
    mask = data.draw(st.integers(1, 255))

    assert verify(flipped(reports.signed, position, mask)).verdict is Integrity.INVALID


@given(length=st.floats(0, 1, exclude_max=True))
def test_a_part_of_a_report_is_not_valid(length: float, reports: Reports) -> None:
    part = reports.signed[: int(length * len(reports.signed))]

    assert verify(part).verdict is not Integrity.VALID


def test_report_cut_back_to_an_earlier_signature_is_incomplete(
    reports: Reports,
) -> None:
    verdict = verify(reports.signed[: len(reports.sealed)])

    assert verdict.verdict is Integrity.INCOMPLETE


def test_report_cut_back_by_an_optional_signature_is_the_earlier_report(
    reports: Reports,
) -> None:
    """The file alone cannot tell; whoever received the later one can."""
    assert verify(reports.complete[: len(reports.signed)]) == verify(reports.signed)


def test_report_made_anew_by_strangers_is_not_the_one_that_is_known(
    reports: Reports,
) -> None:
    """Other content, other keys, the same number and names: another, valid report."""
    strangers = people()
    forged = signed_as(sealed_by(strangers), "accompanying", strangers.accompanying)
    genuine = verify(reports.signed)
    known = {genuine.number: genuine.first_revision}
    pinned = {reports.people.inspector.fingerprint: reports.people.inspector.name}

    alone = verify(forged)
    in_profile = verify(forged, pinned=pinned, known_reports=known)

    assert alone.verdict is Integrity.VALID
    assert in_profile.verdict is Integrity.INVALID
    assert in_profile.known is False
    assert any("another key" in reason for reason in _refusals(in_profile))


def test_pdf_without_any_trace_of_a_report_is_unsigned(reports: Reports) -> None:
    def change(pdf: object) -> None:
        del pdf.Root.Names, pdf.Root.AF  # type: ignore[attr-defined]

    assert verify(rewritten(reports.base, change)).verdict is Integrity.UNSIGNED


@pytest.mark.parametrize(
    "content", [b"", b"hello", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"inspection.json"]
)
def test_file_that_is_no_pdf_is_told_as_such(content: bytes) -> None:
    verdict = verify(content)

    assert verdict.verdict is Integrity.UNSIGNED
    assert _refusals(verdict) == ["The file is no PDF; choose a report."]


def test_inspectors_signature_alone_seals_a_chain_of_one(reports: Reports) -> None:
    from tests.forms.signing.builder import chain_of

    chain = chain_of(reports.people)[:1]
    sealed = sealed_by(reports.people, chain=chain)

    assert chain[0].field == INSPECTOR
    assert verify(sealed).verdict is Integrity.VALID
