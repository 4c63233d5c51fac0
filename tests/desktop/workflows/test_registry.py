"""What a profile knows of who signed its reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.workflows.profile import own_identity
from desktop.workflows.review_report import (
    Countersignature,
    add_countersignature,
    countersign_report,
)
from desktop.workflows.seal_report import preview_report, seal_report
from desktop.workflows.verify_report import Registry, judge_pdf
from forms.errors import UserError
from forms.inspection import Role
from forms.signing.identity import make_identity
from forms.signing.verdict import Integrity, Trust
from resources.texts import Texts
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.signing_day import finished, opened

if TYPE_CHECKING:
    from pathlib import Path


def test_second_signature_of_another_key_in_the_same_role_is_not_known(
    profile: Path, tmp_path: Path
) -> None:
    file, copy = tmp_path / "report.pdf", tmp_path / "copy.pdf"
    texts = Texts("en")
    with opened(profile) as session:
        store, now = session.store, session.now()
        inspector = own_identity(store, PASSPHRASE, now)
        preview = preview_report(
            store,
            finished(session),
            inspector=inspector,
            signing_here=[Role.ACCOMPANYING],
            refusals={},
            now=now,
            texts=texts,
        )
        sealed = seal_report(
            store, preview, inspector=inspector, inks={}, now=now, texts=texts
        )
        for target in (file, copy):
            target.write_bytes(sealed.pdf)
        head, impostor = (
            make_identity("林督導", agency="航港局", now=now) for _ in range(2)
        )

        countersign_report(
            store, file, file, role="unit-head", identity=head, now=now, texts=texts
        )
        registry = Registry.of(store)
        with pytest.raises(UserError, match="signed in another file meanwhile"):
            countersign_report(
                store,
                copy,
                copy,
                role="unit-head",
                identity=impostor,
                now=now,
                texts=texts,
            )
        assert copy.read_bytes() == sealed.pdf
        given = Countersignature(role="unit-head", identity=impostor)
        copy.write_bytes(add_countersignature(sealed.pdf, given, now=now, texts=texts))

    genuine, forged = (judge_pdf(one.read_bytes(), registry) for one in (file, copy))
    assert registry.signers[sealed.number] == {
        "inspector": inspector.fingerprint,
        "accompanying": preview.one_time[Role.ACCOMPANYING].fingerprint,
        "unit-head": head.fingerprint,
    }
    assert (genuine.verdict, genuine.known) == (Integrity.VALID, True)
    assert (forged.verdict, forged.known) == (Integrity.VALID, False)
    assert forged.identity is Trust.UNKNOWN
