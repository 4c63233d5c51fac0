from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.workflows.correct_report import correct_report
from forms.errors import UserError
from forms.inspection import InspectionState
from tests.desktop.signing_day import finished, opened
from tests.desktop.workflows.test_seal_report import preview, seal

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.session import Session


def sealed(session: Session) -> str:
    made = preview(session, finished(session))
    seal(session, made)
    return made.sealed.number


def test_the_draft_names_the_report_and_holds_all_of_it(profile: Path) -> None:
    with opened(profile) as session:
        store = session.store
        number = sealed(session)
        before = store.reports.sealed(number)
        assert before is not None
        draft = correct_report(store, number)
        assert draft.state is InspectionState.DRAFT
        assert (draft.version, draft.replaces) == (2, before.sha256)
        assert draft.number is None
        answers = {one.item: one for one in store.answers.of(draft.id)}
        assert answers == {one.item: one for one in before.answers}
        (finding,) = store.findings.of(draft.id)
        assert finding.text == before.findings[0].text
        assert finding.id != before.findings[0].id


def test_asking_twice_gives_the_same_draft(profile: Path) -> None:
    with opened(profile) as session:
        number = sealed(session)
        first = correct_report(session.store, number)
        assert correct_report(session.store, number).id == first.id


def test_a_report_is_corrected_once_and_then_its_correction_is(profile: Path) -> None:
    with opened(profile) as session:
        store = session.store
        number = sealed(session)
        made = preview(session, correct_report(store, number))
        seal(session, made)
        assert made.sealed.number != number
        with pytest.raises(UserError, match="corrected already"):
            correct_report(store, number)
        assert correct_report(store, made.sealed.number).version == 3
