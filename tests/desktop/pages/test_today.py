from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desktop.dialogs.capture import CaptureDialog
from desktop.dialogs.help import HelpDialog
from desktop.pages.today import TodayPage
from desktop.tasks import abandon, finish
from desktop.widgets.places import (
    Fill,
    NewVisit,
    PlanOf,
    PlanView,
    ReportOf,
    Today,
)
from desktop.workflows.example_visit import begin_example, example
from desktop.workflows.filling import Filling
from desktop.workflows.plan_in_force import put_in_force
from tests.desktop.pages import example_day
from tests.desktop.plans_day import PLAN
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.workflows.demo import Example


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> TodayPage:
    example_day.ordinary(session.store, session.now())
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> TodayPage:
    page = TodayPage(session, Today())
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    qtbot.wait(10)  # rows are shown by an event of their own
    return page


def words(page: QWidget) -> list[str]:
    labels = page.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_drafts_tell_how_far_they_have_come_and_are_gone_on_with(
    qtbot: QtBot, page: TodayPage, session: Session
) -> None:
    assert "31 / 39" in words(page)
    visit = next(
        one
        for one in session.store.inspections.summaries()
        if one.unit == "北部航務中心"
    )
    with qtbot.waitSignal(page.going) as going:
        button(page, f"continue-{visit.id}").click()
    assert going.args == [Fill(visit.id)]


def test_an_answer_given_elsewhere_is_counted_at_once(
    page: TodayPage, session: Session
) -> None:
    visit = next(
        one
        for one in session.store.inspections.summaries()
        if one.unit == "北部航務中心"
    )
    filling = Filling(session.store, visit.id, session.now)
    missing = next(
        one.item for one in filling.missing() if filling.item(one.item).scored
    )
    filling.set_value(missing, "na")
    assert "31 / 39" not in words(page)


def test_sealed_reports_and_what_is_to_be_put_right_are_told(
    qtbot: QtBot, example: Example, tmp_path: Path
) -> None:
    folder = shutil.copytree(example.profile, tmp_path / "sealed")
    with opened(folder) as session:
        page = shown(qtbot, session)
        number = example.sealed.number
        assert any("days left" in text for text in words(page))
        assert "2 signed" in words(page)
        corrections = [
            row
            for finding in example.sealed.findings
            for row in page.findChildren(QPushButton, f"row-{finding.id}")
        ]
        assert corrections
        for row in (button(page, f"row-{number}"), *corrections):
            with qtbot.waitSignal(page.going) as going:
                row.click()
            assert going.args == [ReportOf(number)]


def test_a_capture_leads_where_the_dialog_says(
    qtbot: QtBot, page: TodayPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    (capture,) = session.store.captures.open()
    monkeypatch.setattr(
        CaptureDialog, "show_capture", lambda *_: NewVisit(unit="北部航務中心")
    )
    with qtbot.waitSignal(page.going) as going:
        button(page, f"row-{capture.id}").click()
    assert going.args == [NewVisit(unit="北部航務中心")]


def test_an_empty_profile_offers_to_practise(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session)
    with qtbot.waitSignal(page.going) as going:
        next(
            one
            for one in page.findChildren(QPushButton, "empty-action")
            if one.isVisible()
        ).click()
    practice = example(session.store)
    assert practice is not None
    assert going.args == [Fill(practice.id)]
    guides = [w for w in QApplication.topLevelWidgets() if isinstance(w, HelpDialog)]
    assert guides
    for guide in guides:
        guide.close()


def test_practice_is_thrown_away_from_here(qtbot: QtBot, session: Session) -> None:
    practice = begin_example(session.store, session.now(), session.texts)
    page = shown(qtbot, session)
    button(page, f"discard-{practice.id}").click()
    assert example(session.store) is None


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session) -> None:
    example_day.ordinary(session.store, session.now())
    assert is_freed(qtbot, lambda: TodayPage(session, Today()))


def test_what_the_plan_in_force_asks_for_leads_to_the_units_obligations(
    qtbot: QtBot, session: Session
) -> None:
    session.store.directory.save(example_day.directory())
    put_in_force(session.store, PLAN, session.now().date())
    page = shown(qtbot, session)
    qtbot.waitUntil(lambda: page._owed.isVisible(), timeout=PATIENT)
    assert any("overdue" in text for text in words(page))
    with qtbot.waitSignal(page.going) as going:
        button(page, "row-owed-企劃組").click()
    (place,) = going.args or []
    assert place == PlanOf(f"{PLAN.code}@1", view=PlanView.OBLIGATIONS, unit="企劃組")
    page.hide()
    abandon()
    assert finish()


def test_without_a_plan_in_force_nothing_is_asked_for(
    qtbot: QtBot, session: Session
) -> None:
    page = shown(qtbot, session)
    qtbot.wait(500)
    assert not page._owed.isVisible()
