"""A round of telephone tests where visits are listed, opened and finished."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from desktop.pages.finish import FinishPage
from desktop.pages.today import TodayPage
from desktop.pages.visits import VisitsPage
from desktop.widgets.places import (
    Fill,
    Finish,
    PhoneCall,
    PhoneRoundOf,
    Today,
    Visits,
    draft_place,
)
from desktop.workflows.phone_rounds import next_call
from desktop.workflows.read_visit import read_visit
from forms.checklist.library import built_in
from forms.checklist.model import InspectionKind
from forms.errors import UserError
from tests.desktop.conftest import NOW
from tests.desktop.rounds_day import button, rounds_session, shown
from tests.desktop.signing_day import PATIENT
from tests.desktop.workflows.phone_day import call_through, drawn, planned

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with rounds_session(profile) as session:
        yield session


def finish_page(qtbot: QtBot, session: Session, inspection: str) -> FinishPage:
    return shown(qtbot, FinishPage(session, Finish(inspection)))


def lines(page: FinishPage) -> QListWidget:
    found = page.findChild(QListWidget, "missing-blocking")
    assert isinstance(found, QListWidget)
    return found


def test_a_draft_is_worked_on_where_its_kind_is() -> None:
    assert draft_place(InspectionKind.PHONE_TEST, "id") == PhoneRoundOf("id")
    assert draft_place(InspectionKind.ANNUAL, "id", "EN01") == Fill("id", "EN01")


def test_today_goes_on_with_a_round(qtbot: QtBot, session: Session) -> None:
    round = drawn(session.store, session.now())
    page = shown(qtbot, TodayPage(session, Today()))
    with qtbot.waitSignal(page.going) as going:
        button(page, f"continue-{round.inspection}").click()
    assert going.args == [PhoneRoundOf(round.inspection)]


def test_the_list_of_visits_opens_a_round(qtbot: QtBot, session: Session) -> None:
    round = drawn(session.store, session.now())
    page = shown(qtbot, VisitsPage(session, Visits()))
    page.table.setFocus()
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert going.args == [PhoneRoundOf(round.inspection)]


def test_each_call_that_is_missing_leads_to_it(qtbot: QtBot, session: Session) -> None:
    round = drawn(session.store, session.now())
    page = finish_page(qtbot, session, round.inspection)
    assert lines(page).count() == 12
    assert not button(page, "finish-next").isEnabled()
    first = session.store.calls.of(round.inspection)[0].call
    with qtbot.waitSignal(page.going) as going:
        lines(page).itemActivated.emit(lines(page).item(0))
    assert going.args == [PhoneCall(round.inspection, first.id)]
    with qtbot.waitSignal(page.going) as going:
        button(page, "finish-fill").click()
    assert going.args == [PhoneRoundOf(round.inspection)]
    assert next_call(session.store, round.inspection) is not None


def test_a_round_that_was_never_drawn_lacks_its_calls(
    qtbot: QtBot, session: Session
) -> None:
    round = planned(session.store, session.now())
    page = finish_page(qtbot, session, round.inspection)
    assert "draw the sample" in lines(page).item(0).text()
    with qtbot.waitSignal(page.going) as going:
        lines(page).itemActivated.emit(lines(page).item(0))
    assert going.args == [PhoneRoundOf(round.inspection)]


def test_the_preview_closes_the_round(qtbot: QtBot, session: Session) -> None:
    round = drawn(session.store, session.now())
    call_through(session.store, round, session.now())
    page = finish_page(qtbot, session, round.inspection)
    assert not lines(page).isVisible()
    button(page, "finish-next").click()
    qtbot.waitUntil(lambda: page._sealing.preview is not None, timeout=PATIENT)
    visit = session.store.inspections.get(round.inspection)
    assert visit is not None
    moments = [
        event.at
        for one in session.store.calls.of(round.inspection)
        for event in one.events
    ]
    assert (visit.started, visit.ended) == (min(moments), max(moments))


def test_a_round_does_not_come_out_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "visit.json"
    file.write_text(
        json.dumps({"kind": "phone-test", "people": {"inspector": "王堃霖"}}), "utf-8"
    )
    with pytest.raises(UserError, match="plan it in the window"):
        read_visit(file, [built_in("EN")], NOW)
