"""Rail, pages, the way back, the bar and the line of state."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from db.store import Store
from desktop import workplace
from desktop.dialogs.capture import CaptureDialog
from desktop.dialogs.help import HelpDialog
from desktop.pages.new_visit import NewVisitPage
from desktop.session import Session
from desktop.settings import Settings
from desktop.widgets.places import (
    Fill,
    Locked,
    NewVisit,
    Place,
    Preferences,
    Today,
    Verify,
    Visits,
    recalled,
    remembered,
)
from desktop.window import Window
from desktop.workplace import Workplace
from forms.errors import CancelledError, UserError
from tests.desktop.blank_pages import BLANK_PAGES, BlankPage
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def now() -> datetime:
    return NOW


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        yield Session(store, Settings(), now)


@pytest.fixture
def window(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    monkeypatch.setattr(workplace, "PAGES", BLANK_PAGES)
    made = Window()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.enter(session).go(Today())
    made.show()
    with qtbot.waitActive(made):
        pass
    yield made
    made.shut()


@pytest.fixture
def place(window: Window) -> Workplace:
    assert window.workplace is not None
    return window.workplace


def at(place: Workplace) -> Place:
    return place.place


def page(place: Workplace) -> BlankPage:
    shown = place.page
    assert isinstance(shown, BlankPage)
    return shown


def saved(place: Workplace) -> str:
    label = place.findChild(QLabel, "status-saved")
    assert label is not None
    return label.text()


def test_the_rail_leads_to_each_page_by_click_and_by_key(
    qtbot: QtBot, window: Window, place: Workplace
) -> None:
    for number, entry in enumerate(place.rail.entries, start=1):
        button = place.rail.findChild(QAbstractButton, f"rail-{entry.icon}")
        assert button is not None
        assert button.accessibleName()
        assert f"Ctrl+{number}" in button.toolTip()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert at(place) == entry.place
        assert button.isChecked()
        place.go(Fill("a"))
        key = Qt.Key(Qt.Key.Key_0 + number)
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        assert at(place) == entry.place


def test_back_leads_where_one_came_from(
    qtbot: QtBot, window: Window, place: Workplace
) -> None:
    place.go(Visits())
    place.go(Fill("a"))
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert at(place) == Visits()
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert at(place) == Today()


def test_pages_of_the_rail_stay_and_those_of_a_visit_go(
    qtbot: QtBot, place: Workplace
) -> None:
    today = page(place)
    place.go(Fill("a"))
    gone = weakref.ref(page(place))
    place.go(Today())
    assert page(place) is today
    place.go(Fill("a"))
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None)


def test_another_place_of_the_same_kind_is_another_page(
    place: Workplace, tmp_path: Path
) -> None:
    place.go(Verify())
    first = page(place)
    place.go(Verify((tmp_path / "a.pdf",)))
    assert page(place) is not first
    assert page(place).place == Verify((tmp_path / "a.pdf",))


def test_a_visit_belongs_to_the_line_of_visits(place: Workplace) -> None:
    button = place.rail.findChild(QAbstractButton, "rail-visits")
    assert button is not None
    for kind in (NewVisit(), Fill("a")):
        place.go(kind)
        assert button.isChecked()


def test_a_page_asks_to_go_and_to_tell(place: Workplace) -> None:
    page(place).told.emit(UserError("{file} is no photo.", file="a.txt"))
    assert "a.txt" in place.notice.sentence()
    page(place).going.emit(Visits())
    assert at(place) == Visits()
    assert place.notice.sentence() == ""


def test_saved_is_said_only_after_a_commit(session: Session, place: Workplace) -> None:
    assert saved(place) == ""
    member = session.member
    assert member is not None
    session.store.people.save(member)
    assert "14:45" in saved(place)


def test_what_the_disk_refused_is_not_said_to_be_saved(
    session: Session, place: Workplace
) -> None:
    member = session.member
    assert member is not None
    session.store.people.save(member)
    page(place).told.emit(UserError("{file}: no.", file="photo.heic"))
    assert "14:45" in saved(place)
    full = UserError("{file} is full.", file=session.store.connection.path)
    page(place).told.emit(full)
    assert saved(place) == session.texts("Not saved")
    session.store.people.save(member)
    assert "14:45" in saved(place)


def test_who_stopped_something_is_not_told_off(place: Workplace) -> None:
    page(place).told.emit(CancelledError())
    assert place.notice.property("kind") == "notice"


def test_locking_is_left_to_the_program(
    qtbot: QtBot, window: Window, place: Workplace
) -> None:
    with qtbot.waitSignal(place.leaving) as leaving:
        QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert leaving.args == [Locked()]
    assert at(place) == Today()


def test_the_menu_names_every_action_with_its_key(place: Workplace) -> None:
    menu = place.rail.menu_button.menu()
    assert menu is not None
    extra = QAction("what only this page can do")
    page(place).addAction(extra)
    menu.aboutToShow.emit()
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert extra in actions
    assert all(a.shortcut().toString() for a in actions if a is not extra)
    place.go(Visits())
    menu.aboutToShow.emit()
    assert extra not in menu.actions()


def test_something_noticed_is_captured_from_anywhere(
    qtbot: QtBot, window: Window, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(CaptureDialog, "ask", lambda *about: asked.extend(about))
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert asked == [window.workplace, session]


def test_a_page_says_where_one_begins(qtbot: QtBot, session: Session) -> None:
    window = Window()
    qtbot.addWidget(window)
    place = window.enter(session)
    place.go(NewVisit())
    window.show()
    with qtbot.waitActive(window):
        pass
    page = place.page
    assert isinstance(page, NewVisitPage)
    qtbot.waitUntil(page.unit.hasFocus)
    window.shut()


def test_a_narrow_window_has_a_narrow_rail(window: Window, place: Workplace) -> None:
    wide = place.rail.width()
    window.resize(640, 480)
    assert place.rail.width() < wide / 2


def test_keys_go_to_the_page(qtbot: QtBot, place: Workplace) -> None:
    place.go(Visits())
    qtbot.waitUntil(page(place).button.hasFocus)


def test_dropped_files_are_handed_on(
    qtbot: QtBot, window: Window, tmp_path: Path
) -> None:
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.pdf")), QUrl("http://x/b")])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        files,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(window.files_dropped) as dropped:
        window.dropEvent(event)
    assert dropped.args == [(tmp_path / "a.pdf",)]


def test_the_bar_is_closed_by_key(
    qtbot: QtBot, window: Window, place: Workplace
) -> None:
    page(place).told.emit(UserError("no"))
    QTest.keyClick(window, Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    assert place.notice.sentence() == ""


def test_a_warning_outlives_the_page_and_offers_its_action(
    qtbot: QtBot, place: Workplace
) -> None:
    place.warn([UserError("It was not closed.")], go_on=Fill("a"))
    place.go(Visits())
    assert place.notice.sentence()
    action = place.notice.findChild(QPushButton, "notice-action")
    assert action is not None
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert at(place) == Fill("a")


@pytest.mark.parametrize(
    "place", [Today(), Fill("a", "b"), Preferences()], ids=lambda one: str(one)
)
def test_a_place_is_remembered_for_the_next_start(place: Place) -> None:
    assert recalled(remembered(place)) == place


@pytest.mark.parametrize(
    "kept", [{}, {"place": "Elsewhere"}, {"place": "Fill", "wrong": "a"}]
)
def test_what_is_no_place_is_not_recalled(kept: dict[str, str]) -> None:
    assert recalled(kept) is None


def test_names_of_files_and_units_are_not_remembered(tmp_path: Path) -> None:
    assert remembered(Verify((tmp_path / "王堃霖.pdf",))) == {}
    assert remembered(NewVisit("北部航務中心")) == {}


def test_an_entered_window_leaves_nothing_behind(
    qtbot: QtBot, window: Window, session: Session
) -> None:
    assert window.workplace is not None
    gone = weakref.ref(window.workplace)
    window.shut()
    qtbot.waitUntil(lambda: gc.collect() >= 0 and gone() is None)


def test_help_opens_on_what_is_shown_and_goes_with_it(
    qtbot: QtBot, window: Window, place: Workplace
) -> None:
    QTest.keyClick(window, Qt.Key.Key_F1)
    dialog = window.findChild(HelpDialog)
    assert dialog is not None
    assert dialog.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert len(window.findChildren(HelpDialog)) == 1
    window.shut()
    assert not dialog.isVisible()


def test_every_line_of_the_rail_has_its_page(qtbot: QtBot, session: Session) -> None:
    place = Workplace(session)
    qtbot.addWidget(place)
    place.show()
    for entry in place.rail.entries:
        place.go(entry.place)
        assert place.page is not None
    assert set(BLANK_PAGES) == set(workplace.PAGES)
