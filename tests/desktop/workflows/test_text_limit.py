"""What is too long for one report is refused before it is rendered."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.profile import own_identity
from desktop.workflows.seal_report import Signatory, gather, make_preview
from forms.errors import UserError
from forms.signing.sealed import MOST_WRITTEN
from resources.texts import Texts
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.signing_day import finished, opened

if TYPE_CHECKING:
    from pathlib import Path


def test_visit_with_more_text_than_a_report_holds_is_refused_at_once(
    profile: Path,
) -> None:
    with opened(profile) as session:
        store, now = session.store, session.now()
        gathered = gather(store, finished(session))
        item, answer = next(iter(gathered.answers.items()))
        long = replace(answer, note="字" * (MOST_WRITTEN // 3))
        steps: list[int] = []

        with pytest.raises(UserError, match=r"has 10\d percent of the text"):
            make_preview(
                replace(gathered, answers={**gathered.answers, item: long}),
                inspector=Signatory.of(own_identity(store, PASSPHRASE, now)),
                signing_here=[],
                refusals={},
                now=now,
                texts=Texts("en"),
                step=lambda done, _: steps.append(done),
            )

    assert steps == []
