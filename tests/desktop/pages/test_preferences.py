"""Preferences: every choice counts at once."""

from __future__ import annotations

import gc
import weakref
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from db.backup import backups_in
from db.draft import KeptPhoto
from db.people import Post
from db.store import Store
from desktop import settings as window_settings
from desktop.pages.preferences import PreferencesPage
from desktop.session import Session
from desktop.settings import Scheme, Settings
from desktop.widgets.places import Locked, Preferences, StartedAgain
from desktop.widgets.preferences.backups import _backed_up, _examined
from desktop.widgets.preferences.signing_key import SigningKeyPanel
from desktop.workflows.profile import make_profile, own_identity
from forms.errors import CancelledError
from forms.signing.identity import make_identity, to_pkcs12
from tests.db.make import photo as a_photo
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE
from tests.desktop.workflows.make import draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

NEW = "a quite different one"


def now() -> datetime:
    return NOW


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = make_profile(
        tmp_path / "profile",
        agency="交通部航港局",
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        now=now,
        cost=CHEAP,
    )
    with made.store as store:
        yield Session(store, Settings(language="en"), now)


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PreferencesPage:
    made = PreferencesPage(session, Preferences())
    qtbot.addWidget(made)
    made.resize(900, 1400)
    made.show()
    return made


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


def press(page: QWidget, name: str) -> None:
    button = part(page, name)
    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    button.click()


def choose(page: QWidget, name: str, value: object) -> None:
    box = part(page, name)
    assert isinstance(box, QComboBox)
    index = box.findData(value)
    assert index >= 0
    box.setCurrentIndex(index)
    box.activated.emit(index)


def said(page: QWidget, name: str) -> str:
    label = part(page, name)
    assert isinstance(label, QLabel)
    return label.text()


def type_in(page: QWidget, name: str, text: str) -> None:
    edit = part(page, f"{name}-edit")
    assert isinstance(edit, QLineEdit)
    edit.setText(text)


def test_the_look_is_kept_and_announced(
    qtbot: QtBot, page: PreferencesPage, session: Session
) -> None:
    with qtbot.waitSignal(session.kept) as kept:
        choose(page, "scheme", Scheme.DARK)
    assert kept.args[0].scheme is Scheme.DARK
    assert window_settings.load(session.store.folder).scheme is Scheme.DARK
    choose(page, "language", "zh-TW")
    assert session.texts.language == "zh-TW"


def test_another_size_offers_to_start_again(
    qtbot: QtBot, page: PreferencesPage
) -> None:
    again = part(page, "start-again")
    assert not again.isVisible()
    choose(page, "scale", 200)
    assert again.isVisible()
    with qtbot.waitSignal(page.going) as going:
        press(page, "start-again")
    assert going.args == [StartedAgain()]


def test_locking_now_and_after_a_while(
    qtbot: QtBot, page: PreferencesPage, session: Session
) -> None:
    choose(page, "lock-after", 0)
    assert session.settings.lock_after == 0
    with qtbot.waitSignal(page.going) as going:
        press(page, "lock-now")
    assert going.args == [Locked()]


def test_a_new_passphrase_opens_and_signs(
    qtbot: QtBot, page: PreferencesPage, session: Session
) -> None:
    press(page, "change")
    type_in(page, "present", PASSPHRASE)
    type_in(page, "new", NEW)
    type_in(page, "new-again", NEW)
    press(page, "change-do")
    qtbot.waitUntil(lambda: bool(said(page, "lock-said")))
    assert not part(page, "present").isVisible()
    folder = session.store.folder
    session.store.close()
    with Store.open(folder, NEW, now=now, cost=CHEAP) as store:
        assert own_identity(store, NEW, NOW).name == "王堃霖"


@pytest.mark.parametrize(
    ("present", "new", "again"),
    [
        ("not the one it is", NEW, NEW),
        (PASSPHRASE, "short", "short"),
        (PASSPHRASE, NEW, NEW + "!"),
    ],
)
def test_a_passphrase_is_not_changed_by_mistake(
    qtbot: QtBot,
    page: PreferencesPage,
    session: Session,
    present: str,
    new: str,
    again: str,
) -> None:
    before = session.store.access.content
    press(page, "change")
    type_in(page, "present", present)
    type_in(page, "new", new)
    type_in(page, "new-again", again)
    with qtbot.waitSignal(page.told):
        press(page, "change-do")
    assert session.store.access.content == before


def test_a_new_recovery_code_is_shown_until_it_is_put_away(
    qtbot: QtBot, page: PreferencesPage, session: Session
) -> None:
    press(page, "new-code")
    press(page, "new-code-do")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "recovery-code") is not None)
    code = said(page, "recovery-code").replace("\n", "-")
    safe = part(page, "recovery-safe")
    assert isinstance(safe, QAbstractButton)
    safe.click()
    press(page, "recovery-go-on")
    qtbot.waitUntil(lambda: page.findChild(QLabel, "recovery-code") is None)
    folder = session.store.folder
    session.store.close()
    with Store.open(folder, code, now=now, cost=CHEAP) as store:
        assert store.person is None


def test_a_backup_is_made_and_listed_and_can_be_brought_back(
    qtbot: QtBot, page: PreferencesPage, session: Session
) -> None:
    shown = part(page, "backups")
    assert isinstance(shown, QListWidget)
    assert not shown.isVisible()
    press(page, "back-up")
    qtbot.waitUntil(lambda: shown.count() == 1)
    assert not part(page, "bring-back").isEnabled()
    shown.setCurrentRow(0)
    (made,) = backups_in(session.store.backups)
    with qtbot.waitSignal(page.going) as going:
        press(page, "bring-back")
    assert going.args == [Locked(backup=made.path)]


def test_a_backup_goes_to_a_second_medium(
    qtbot: QtBot, page: PreferencesPage, tmp_path: Path
) -> None:
    page._backups.back_up(tmp_path / "stick")
    qtbot.waitUntil(lambda: bool(said(page, "backups-said")))
    assert [*(tmp_path / "stick").glob("zoucha-*-asked.db")]
    assert (tmp_path / "stick" / "evidence.db").exists()


def test_a_medium_that_cannot_be_written_is_told(
    qtbot: QtBot, page: PreferencesPage, tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    with qtbot.waitSignal(page.told):
        page._backups.back_up(tmp_path / "file" / "stick")


def test_the_doctor_says_that_all_is_sound(qtbot: QtBot, page: PreferencesPage) -> None:
    press(page, "examine")
    qtbot.waitUntil(lambda: bool(said(page, "backups-said")))
    assert said(page, "backups-said") == "Everything is sound."


def test_photos_that_are_missing_can_be_mended(
    qtbot: QtBot, page: PreferencesPage, session: Session
) -> None:
    mend = part(page, "mend")
    assert not mend.isVisible()
    visit = draft(session.store)
    nowhere = a_photo(session.store, "0" * 64)
    session.store.photos.put(visit.id, KeptPhoto(photo=nowhere, position=1))
    press(page, "examine")
    qtbot.waitUntil(mend.isVisible)
    with qtbot.waitSignal(page.going) as going:
        press(page, "mend")
    assert going.args == [Locked(backup=session.store.folder)]


@pytest.mark.parametrize("work", [partial(_backed_up, medium=None), _examined])
def test_long_work_with_backups_stops_when_asked(
    session: Session, work: Callable[..., object]
) -> None:
    told: list[tuple[int, int]] = []

    def step(done: int, whole: int) -> None:
        told.append((done, whole))
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        work(session.store.another, step=step)
    (before, whole), (after, _) = told
    assert (before, after) == (0, 1)
    assert whole > 1


def test_a_key_file_takes_the_place_of_the_own_key(
    qtbot: QtBot, page: PreferencesPage, session: Session, tmp_path: Path
) -> None:
    brought = make_identity("王堃霖", agency="憑證機關", now=NOW)
    file = tmp_path / "card.p12"
    file.write_bytes(to_pkcs12(brought, "the file's own"))
    before = said(page, "signing-key")
    panel = page.findChild(SigningKeyPanel)
    assert panel is not None
    panel.choose(file)
    type_in(page, "file-password", "wrong")
    type_in(page, "own-passphrase", PASSPHRASE)
    with qtbot.waitSignal(page.told):
        press(page, "import-key-do")
    type_in(page, "file-password", "the file's own")
    press(page, "import-key-do")
    qtbot.waitUntil(lambda: said(page, "signing-key") != before)
    assert own_identity(session.store, PASSPHRASE, NOW).fingerprint == (
        brought.fingerprint
    )


def test_who_came_by_the_recovery_code_has_no_passphrase_and_no_key(
    qtbot: QtBot, session: Session
) -> None:
    code = session.store.access.new_recovery_code()
    folder = session.store.folder
    session.store.close()
    with Store.open(folder, code, now=now, cost=CHEAP) as store:
        page = PreferencesPage(Session(store, Settings(), now), Preferences())
        qtbot.addWidget(page)
        page.show()
        assert not part(page, "change").isEnabled()
        assert not part(page, "import-key").isEnabled()


def test_every_control_has_a_name_and_is_reached_by_tab(
    page: PreferencesPage,
) -> None:
    for kind in (QComboBox, QPushButton, QLineEdit, QListWidget, QPlainTextEdit):
        for widget in page.findChildren(kind):
            assert widget.accessibleName(), widget.objectName()
    names = [
        widget.objectName()
        for widget in page.findChildren(QWidget)
        if widget.objectName() and not widget.objectName().startswith("qt_")
    ]
    assert len(names) == len(set(names))


def test_it_goes_when_nobody_holds_it(qtbot: QtBot, session: Session) -> None:
    page = PreferencesPage(session, Preferences())
    page.show()
    gone = weakref.ref(page)
    page.close()
    del page
    gc.collect()
    assert gone() is None
