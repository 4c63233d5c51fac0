from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from desktop.workflows.profile import own_identity
from desktop.workflows.seal_report import (
    Signatory,
    gather,
    keep_report,
    make_preview,
    sign_preview,
)
from desktop.workflows.verify_report import Registry, first_revision, judge_pdf
from forms.errors import UserError
from forms.inspection import InspectionState, Role
from forms.signing.verdict import Integrity
from resources.texts import Texts
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.signing_day import finished, opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.session import Session
    from desktop.workflows.seal_report import Preview
    from forms.inspection import Inspection

TEXTS = Texts("zh-TW")


def preview(
    session: Session,
    inspection: Inspection,
    *,
    here: bool = True,
    refusals: Mapping[Role, str] | None = None,
) -> Preview:
    store, now = session.store, session.now()
    return make_preview(
        gather(store, inspection),
        inspector=Signatory.of(own_identity(store, PASSPHRASE, now)),
        signing_here=[Role.ACCOMPANYING] if here else [],
        refusals=refusals or {},
        now=now,
        texts=TEXTS,
    )


def seal(session: Session, made: Preview, acting_for: str = "") -> bytes:
    store, now = session.store, session.now()
    signings = sign_preview(
        made,
        inspector=own_identity(store, PASSPHRASE, now),
        inks={},
        acting_for={Role.ACCOMPANYING: acting_for},
        now=now,
        texts=TEXTS,
    )
    return keep_report(store, made, signings).pdf


def test_the_bytes_of_the_preview_are_the_ones_that_are_signed(profile: Path) -> None:
    with opened(profile) as session:
        store = session.store
        made = preview(session, finished(session))
        pdf = seal(session, made)
        assert pdf.startswith(made.rendered.pdf)
        verdict = judge_pdf(pdf, Registry.of(store))
    assert verdict.verdict is Integrity.VALID
    assert verdict.known
    assert [one.role for one in verdict.signatures] == ["inspector", "accompanying"]


def test_a_change_after_the_preview_stops_the_seal_and_nothing_is_kept(
    profile: Path,
) -> None:
    with opened(profile) as session:
        store = session.store
        draft = finished(session)
        made = preview(session, draft)
        store.answers.remove(draft.id, "EN01")
        with pytest.raises(UserError, match="after the preview"):
            seal(session, made)
        kept = store.inspections.get(draft.id)
        assert kept is not None
        assert kept.state is InspectionState.DRAFT
        assert store.reports.sealed(made.sealed.number) is None


def test_a_second_preview_has_the_same_number(profile: Path) -> None:
    with opened(profile) as session:
        draft = finished(session)
        first = preview(session, draft).sealed.number
        assert preview(session, draft).sealed.number == first


def test_a_refusal_completes_the_report_without_a_second_signature(
    profile: Path,
) -> None:
    with opened(profile) as session:
        store = session.store
        made = preview(
            session,
            finished(session),
            here=False,
            refusals={Role.ACCOMPANYING: "對缺失認定有不同意見"},
        )
        verdict = judge_pdf(seal(session, made), None)
        refusals = [one.refusal for one in store.reports.signatures(made.sealed.number)]
    assert verdict.verdict is Integrity.VALID
    assert refusals == ["", "對缺失認定有不同意見"]


def test_a_deputy_is_named_in_the_signature(profile: Path) -> None:
    with opened(profile) as session:
        pdf = seal(session, preview(session, finished(session)), "陳冠廷主任")
    with pikepdf.open(BytesIO(pdf)) as report:
        fields = list(report.Root.AcroForm.Fields)
        assert "陳冠廷主任" in str(fields[1].V.Reason)


def test_the_first_revision_is_what_the_inspector_sealed(profile: Path) -> None:
    with opened(profile) as session:
        store = session.store
        made = preview(session, finished(session))
        pdf = seal(session, made)
        files = store.reports.files(made.sealed.number)
        first = first_revision(pdf, files[0].sha256)
        assert first == store.evidence.get(files[0].sha256)
    assert first is not None
    assert len(first) < len(pdf)
    assert first_revision(pdf + b" ", "0" * 64) is None
