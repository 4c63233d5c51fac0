"""The whole program on a folder: first start, unlocking, locking, a crash."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton

from db import instance
from db.backup import Reason
from db.store import Store
from desktop import settings as window_settings
from desktop import theme, workplace
from desktop.app import Program
from desktop.pages.unlock import UnlockPage
from desktop.pages.welcome import WelcomePage
from desktop.settings import Scheme, Settings
from desktop.widgets.places import Fill, Locked, Preferences, Today, Verify
from tests.desktop.blank_pages import BLANK_PAGES
from tests.desktop.conftest import CHEAP, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.widgets.places import Place
    from desktop.workplace import Workplace


def at_work(program: Program) -> Workplace:
    found = program.window.workplace
    assert found is not None
    return found


def at(place: Workplace) -> Place:
    return place.place


@pytest.fixture
def begin(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[Path], Program]]:
    monkeypatch.setattr(workplace, "PAGES", BLANK_PAGES)
    begun: list[Program] = []

    def call(profile: Path) -> Program:
        program = Program(profile, cost=CHEAP)
        begun.append(program)
        program.show()
        with qtbot.waitActive(program.window):
            pass
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return program

    yield call
    for program in begun:
        program.close()
        program.window.deleteLater()
        program.deleteLater()


def unlock(qtbot: QtBot, program: Program, secret: str = PASSPHRASE) -> Workplace:
    gate = program.window.gate
    assert isinstance(gate, UnlockPage)
    edit = gate.findChild(QLineEdit, "secret-edit")
    assert edit is not None
    edit.setText(secret)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.workplace is not None)
    # Keys are heard once it has been laid out, which a busy machine does later.
    place = at_work(program)
    qtbot.waitUntil(place.isVisible)
    return place


def test_first_start_with_keys_only_ends_at_today(
    qtbot: QtBot, begin: Callable[[Path], Program], tmp_path: Path
) -> None:
    program = begin(tmp_path / "profile")
    gate = program.window.gate
    assert isinstance(gate, WelcomePage)
    for name, text in (
        ("agency", "Harbour Office"),
        ("name", "Wang Kun-lin"),
        ("title", "Officer"),
        ("unit", "Secretariat"),
        ("role", None),
        ("passphrase", "harbour wind 2026"),
        ("passphrase-again", "harbour wind 2026"),
    ):
        focused = QApplication.focusWidget()
        assert focused is not None
        while not focused.objectName().startswith(name):
            QTest.keyClick(focused, Qt.Key.Key_Tab)
            focused = QApplication.focusWidget()
            assert focused is not None
        if text:
            QTest.keyClicks(focused, text)
    last = gate.findChild(QLineEdit, "passphrase-again-edit")
    assert last is not None
    QTest.keyClick(last, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gate.findChild(QLabel, "recovery-code") is not None)
    code = gate.findChild(QLabel, "recovery-code")
    assert code is not None
    qtbot.waitUntil(code.isVisible)
    shown = code.text().replace("\n", "-")
    QTest.keyClick(program.window, Qt.Key.Key_W, Qt.KeyboardModifier.AltModifier)
    go_on = gate.findChild(QPushButton, "recovery-go-on")
    assert go_on is not None
    qtbot.waitUntil(go_on.isEnabled)
    QTest.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: program.window.workplace is not None)
    assert at(at_work(program)) == Today()
    assert program.session is not None
    member = program.session.member
    assert member is not None
    assert (member.name, member.unit) == ("Wang Kun-lin", "Secretariat")
    program.close()
    with Store.open(tmp_path / "profile", shown) as store:
        assert store.person is None


def test_language_of_the_first_start_changes_and_keeps_what_was_typed(
    qtbot: QtBot, begin: Callable[[Path], Program], tmp_path: Path
) -> None:
    program = begin(tmp_path / "profile")
    gate = program.window.gate
    assert isinstance(gate, WelcomePage)
    name = gate.findChild(QLineEdit, "name")
    language = gate.findChild(QComboBox, "language")
    assert name is not None
    assert language is not None
    QTest.keyClicks(name, "Wang")
    language.setCurrentIndex(1)
    language.activated.emit(1)
    again = program.window.gate
    assert isinstance(again, WelcomePage)
    assert again.texts.language == "en"
    assert again.beginning().name == "Wang"


def test_the_program_comes_back_from_the_lock_to_the_same_place(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    program = begin(profile)
    unlock(qtbot, program).go(Preferences())
    QTest.keyClick(program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert program.session is None
    assert isinstance(program.window.gate, UnlockPage)
    assert unlock(qtbot, program).place == Preferences()


def test_the_recovery_code_opens_the_window_without_a_person(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        code = store.access.new_recovery_code()
    program = begin(profile)
    unlock(qtbot, program, code)
    assert program.session is not None
    assert program.session.member is None


@pytest.mark.logs_warnings
def test_after_a_crash_the_way_back_is_offered(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    instance.mark_running(profile)
    kept = {"place": "Fill", "inspection": "a", "item": "b"}
    window_settings.save(profile, Settings(last_place=kept))
    program = begin(profile)
    place = unlock(qtbot, program)
    assert at(place) == Today()
    action = place.notice.findChild(QPushButton, "notice-action")
    assert action is not None
    assert action.isVisible()
    QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    assert at(place) == Fill("a", "b")


def test_an_orderly_end_offers_nothing(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    first = begin(profile)
    unlock(qtbot, first).go(Fill("a", "b"))
    first.close()
    second = begin(profile)
    place = unlock(qtbot, second)
    assert place.notice.sentence() == ""
    assert window_settings.load(profile).last_place["place"] == "Today"


def test_files_wait_for_the_profile_to_open(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path, tmp_path: Path
) -> None:
    program = begin(profile)
    program.open_files((tmp_path / "report.PDF",))
    assert unlock(qtbot, program).place == Verify((tmp_path / "report.PDF",))


def test_a_file_that_belongs_nowhere_is_told(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path, tmp_path: Path
) -> None:
    program = begin(profile)
    place = unlock(qtbot, program)
    program.window.files_dropped.emit((tmp_path / "letter.txt",))
    assert "letter.txt" in place.notice.sentence()
    assert at(place) == Today()


def test_a_damaged_database_is_brought_back_in_three_clicks(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        store.back_up(Reason.ASKED)
    (profile / "zoucha.db").write_bytes(b"")
    program = begin(profile)
    gate = program.window.gate
    assert isinstance(gate, UnlockPage)
    edit = gate.findChild(QLineEdit, "secret-edit")
    bring = gate.findChild(QPushButton, "restore")
    sure = gate.findChild(QPushButton, "restore-yes")
    assert edit is not None
    assert bring is not None
    assert sure is not None
    edit.setText(PASSPHRASE)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(bring.isVisible)
    QTest.mouseClick(bring, Qt.MouseButton.LeftButton)
    QTest.mouseClick(sure, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: program.window.workplace is not None)
    assert at(at_work(program)) == Today()
    assert [*(profile / "backups").glob("replaced-*/zoucha.db")]


def test_a_backup_chosen_in_the_window_is_offered_at_the_gate(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    program = begin(profile)
    place = unlock(qtbot, program)
    assert program.session is not None
    made = program.session.store.back_up(Reason.ASKED)
    place.go(Locked(backup=made.path))
    gate = program.window.gate
    assert isinstance(gate, UnlockPage)
    bring = gate.findChild(QPushButton, "restore")
    assert bring is not None
    qtbot.waitUntil(bring.isVisible)


def test_nobody_at_the_window_locks_it(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    program = begin(profile)
    unlock(qtbot, program)
    program._idle.left_alone.emit()
    assert program.session is None


def test_a_profile_that_is_open_elsewhere_is_told_at_the_gate(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    program = begin(profile)
    gate = program.window.gate
    assert isinstance(gate, UnlockPage)
    edit = gate.findChild(QLineEdit, "secret-edit")
    told = gate.findChild(QLabel, "unlock-told")
    assert edit is not None
    assert told is not None
    with Store.open(profile, PASSPHRASE, cost=CHEAP):
        edit.setText(PASSPHRASE)
        QTest.keyClick(edit, Qt.Key.Key_Return)
        qtbot.waitUntil(told.isVisible)
    assert program.window.workplace is None
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.workplace is not None)


def test_dark_and_english_count_at_once(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    program = begin(profile)
    unlock(qtbot, program).go(Preferences())
    session = program.session
    assert session is not None
    session.keep(replace(session.settings, scheme=Scheme.DARK, language="en"))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    window = application.palette().color(QPalette.ColorRole.Window)
    assert window.name() == theme.DARK.background
    assert at(at_work(program)) == Preferences()
    assert at_work(program).session.texts.language == "en"
    assert window_settings.load(profile).scheme is Scheme.DARK
    session.keep(replace(session.settings, scheme=Scheme.LIGHT))
    window = application.palette().color(QPalette.ColorRole.Window)
    assert window.name() == theme.LIGHT.background


def test_the_window_comes_back_in_its_size(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    first = begin(profile)
    first.window.resize(700, 500)
    first.close()
    assert begin(profile).window.size().toTuple() == (700, 500)


@pytest.mark.logs_warnings
def test_a_clock_that_was_set_back_is_told(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path
) -> None:
    with Store.open(
        profile, PASSPHRASE, cost=CHEAP, now=lambda: datetime(2090, 1, 1, tzinfo=UTC)
    ) as store:
        member = store.people.all()[0]
        store.people.save(member)
    assert unlock(qtbot, begin(profile)).notice.sentence()


def test_a_package_is_told_of_as_what_it_is(
    qtbot: QtBot, begin: Callable[[Path], Program], profile: Path, tmp_path: Path
) -> None:
    program = begin(profile)
    place = unlock(qtbot, program)
    program.open_files((tmp_path / "week.zoucha",))
    assert "week.zoucha 是另一處走動查核的交換檔" in place.notice.sentence()
