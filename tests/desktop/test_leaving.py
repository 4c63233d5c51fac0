"""Leaving a place: nothing that was entered goes unasked, and some places are gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from desktop import workplace
from desktop.app import Program
from desktop.dialogs.confirm import ConfirmDialog
from desktop.pages.fill import FillPage
from desktop.pages.report import ReportPage
from desktop.widgets.gone import GoneError
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.places import (
    Fill,
    Finish,
    Locked,
    Place,
    Preferences,
    ReportOf,
    Today,
    Visits,
)
from desktop.window import Window
from desktop.workflows.discard_visit import discard
from tests.desktop.blank_pages import BLANK_PAGES
from tests.desktop.conftest import CHEAP
from tests.desktop.filling_day import every_kind, fill_the_disk, make_room
from tests.desktop.signing_day import opened
from tests.desktop.test_app import at_work, unlock
from tests.desktop.workflows.make import draft
from tests.desktop.workflows.test_today import seal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.widgets.item_card import ItemCard
    from desktop.workplace import Workplace

pytestmark = pytest.mark.logs_warnings


@pytest.fixture(autouse=True)
def few_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of a draft are what they are; there is nothing on the others."""
    pages: dict[type[Place], object] = dict(BLANK_PAGES)
    pages |= {kind: workplace.PAGES[kind] for kind in (Fill, Finish)}
    monkeypatch.setattr(workplace, "PAGES", pages)


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def window(qtbot: QtBot, session: Session) -> Iterator[Window]:
    window = Window()
    qtbot.addWidget(window)
    window.resize(1280, 800)
    visit = draft(session.store, checklists=[every_kind()], started=session.now())
    window.enter(session).go(Fill(visit.id))
    window.show()
    with qtbot.waitActive(window):
        pass
    yield window
    window.shut()


@pytest.fixture
def place(window: Window) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def at(place: Workplace) -> Place:
    return place.place


def answers(place: Workplace, visit: str) -> dict[str, str | None]:
    return {one.item: one.value for one in place.session.store.answers.of(visit)}


def visit_at(place: Workplace) -> str:
    here = at(place)
    assert isinstance(here, Fill)
    return here.inspection


def answer_on_a_full_disk(place: Workplace) -> str:
    fill_the_disk(place.session)
    card = card_at(place)
    assert card.press("3")
    assert place.keep() is not None
    assert answers(place, visit_at(place)) == {}
    return visit_at(place)


def card_at(place: Workplace) -> ItemCard:
    page = place.page
    assert isinstance(page, FillPage)
    card = page._items.card("K-level")
    assert card is not None
    return card


def say(name: str, asked: list[str]) -> None:
    """Press that button in the question that comes next."""

    def press_it() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ConfirmDialog):
            QTimer.singleShot(10, press_it)
            return
        asked.append(dialog.accessibleDescription())
        button = dialog.findChild(QPushButton, name)
        assert button is not None
        button.click()

    QTimer.singleShot(0, press_it)


def test_what_is_not_saved_keeps_one_there_until_there_is_room(
    place: Workplace,
) -> None:
    visit = answer_on_a_full_disk(place)
    asked: list[str] = []
    say("keep", asked)
    line = place.rail.findChild(QAbstractButton, "rail-today")
    assert line is not None
    line.click()
    assert "full" in asked[0]
    assert at(place) == Fill(visit)
    assert not line.isChecked()
    make_room(place.session)
    line.click()
    assert at(place) == Today()
    assert answers(place, visit) == {"K-level": "nonconform"}
    assert len(asked) == 1


def test_one_may_leave_and_lose_it_knowingly(place: Workplace) -> None:
    visit = answer_on_a_full_disk(place)
    asked: list[str] = []
    say("do", asked)
    place.go(Today())
    assert at(place) == Today()
    assert asked
    make_room(place.session)
    assert answers(place, visit) == {}


def test_the_way_back_and_the_lock_ask_as_well(qtbot: QtBot, place: Workplace) -> None:
    visit = visit_at(place)
    place.go(Today())
    place.go(Fill(visit))
    answer_on_a_full_disk(place)
    asked: list[str] = []
    say("keep", asked)
    place.back()
    say("keep", asked)
    with qtbot.assertNotEmitted(place.leaving):
        place.go(Locked())
    assert len(asked) == 2
    assert at(place) == Fill(visit)
    make_room(place.session)
    with qtbot.waitSignal(place.leaving):
        place.go(Locked())


def test_closing_the_window_asks(window: Window, place: Workplace) -> None:
    visit = answer_on_a_full_disk(place)
    asked: list[str] = []
    say("keep", asked)
    assert not window.close()
    assert window.isVisible()
    make_room(place.session)
    assert window.close()
    assert len(asked) == 1
    assert answers(place, visit) == {"K-level": "nonconform"}


def test_another_item_of_the_same_draft_is_shown_with_what_was_written_last(
    place: Workplace,
) -> None:
    visit = visit_at(place)
    card = card_at(place)
    card.write_note()
    note = card.findChild(NoteEdit)
    assert note is not None
    note.insertPlainText("short")
    place.go(Fill(visit, "K-text"))
    page = place.page
    assert isinstance(page, FillPage)
    answer = page._filling.answer("K-level")
    assert answer is not None
    assert answer.note == "short"


@pytest.fixture
def program(qtbot: QtBot, profile: Path) -> Iterator[Program]:
    program = Program(profile, cost=CHEAP)
    program.show()
    with qtbot.waitActive(program.window):
        pass
    yield program
    program.close()
    program.window.deleteLater()
    program.deleteLater()


def test_nobody_there_locks_only_when_everything_is_saved(
    qtbot: QtBot, program: Program
) -> None:
    place = unlock(qtbot, program)
    session = program.session
    assert session is not None
    visit = draft(session.store, checklists=[every_kind()], started=session.now())
    place.go(Fill(visit.id))
    answer_on_a_full_disk(place)
    assert at_work(program) is place
    program._idle.left_alone.emit()
    assert at_work(program) is place
    make_room(session)
    program._idle.left_alone.emit()
    assert program.session is None
    place = unlock(qtbot, program)
    assert at(place) == Fill(visit.id)
    assert answers(place, visit.id) == {"K-level": "nonconform"}


# Places that are gone


@pytest.mark.parametrize("kind", [Fill, Finish])
def test_a_draft_that_was_discarded_leads_to_today(
    place: Workplace, kind: type[Fill | Finish]
) -> None:
    visit = visit_at(place)
    place.go(Today())
    discard(place.session.store, visit)
    place.go(Preferences())
    place.go(kind(visit))
    assert at(place) == Today()
    assert "was discarded" in place.notice.sentence()


@pytest.mark.parametrize("kind", [Fill, Finish])
def test_a_draft_that_was_sealed_leads_to_its_report(
    place: Workplace, kind: type[Fill | Finish]
) -> None:
    visit = visit_at(place)
    place.go(Today())
    store = place.session.store
    draft_there = store.inspections.get(visit)
    assert draft_there is not None
    number = seal(store, draft_there)
    place.go(kind(visit))
    assert at(place) == ReportOf(number)
    assert "finalised" in place.notice.sentence()


def test_a_report_that_is_not_here_leads_to_the_list(session: Session) -> None:
    with pytest.raises(GoneError, match="115-ZZ-0009") as gone:
        ReportPage(session, ReportOf("115-ZZ-0009"))
    assert gone.value.instead == Visits()
