"""The gate of a profile."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget

from db.backup import Reason
from db.connection import DamagedError
from db.store import Store
from desktop.pages.unlock import PATIENCE, UnlockPage
from desktop.workflows.filling import Filling
from forms.errors import UserError
from resources.texts import Texts
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE
from tests.desktop.workflows.make import draft, picture

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot


def now() -> datetime:
    return NOW


@pytest.fixture
def gate(qtbot: QtBot, profile: Path) -> Callable[[], UnlockPage]:
    def make() -> UnlockPage:
        page = UnlockPage(Texts("en"), profile, now=now)
        qtbot.addWidget(page)
        page.show()
        return page

    return make


def part(page: UnlockPage, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None
    return found


def told(page: UnlockPage) -> str:
    label = part(page, "unlock-told")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def attempt(qtbot: QtBot, page: UnlockPage, secret: str) -> None:
    edit = part(page, "secret-edit")
    assert isinstance(edit, QLineEdit)
    edit.setText(secret)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(edit.isEnabled)


def test_the_passphrase_opens(
    qtbot: QtBot, gate: Callable[[], UnlockPage], profile: Path
) -> None:
    page = gate()
    edit = part(page, "secret-edit")
    assert isinstance(edit, QLineEdit)
    edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.unlocked) as unlocked:
        QTest.mouseClick(part(page, "open-profile"), Qt.MouseButton.LeftButton)
    with Store.open(profile, unlocked.args[0], cost=CHEAP) as store:
        assert store.people.all()


def test_a_wrong_passphrase_is_told_and_asks_for_more_and_more_patience(
    qtbot: QtBot, gate: Callable[[], UnlockPage]
) -> None:
    page = gate()
    opens = part(page, "open-profile")
    attempt(qtbot, page, "wrong one")
    assert "does not open" in told(page)
    assert opens.isEnabled()
    waits = []
    for _ in range(2, len(PATIENCE) + 2):
        attempt(qtbot, page, "wrong one")
        assert not opens.isEnabled()
        waits.append(page._wait)
        while page._wait:
            page._on_second()
        assert opens.isEnabled()
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]


def test_waiting_is_no_lock_out(qtbot: QtBot, gate: Callable[[], UnlockPage]) -> None:
    page = gate()
    for _ in range(2):
        attempt(qtbot, page, "wrong one")
    page._on_second()
    edit = part(page, "secret-edit")
    assert isinstance(edit, QLineEdit)
    edit.setText(PASSPHRASE)
    with qtbot.waitSignal(page.unlocked):
        QTest.keyClick(edit, Qt.Key.Key_Return)


def test_an_empty_passphrase_is_no_try(
    qtbot: QtBot, gate: Callable[[], UnlockPage]
) -> None:
    page = gate()
    QTest.mouseClick(part(page, "open-profile"), Qt.MouseButton.LeftButton)
    assert told(page) == ""


@pytest.mark.parametrize("content", [b"", b"{", None])
def test_damaged_keys_lead_to_the_last_backup(
    qtbot: QtBot,
    gate: Callable[[], UnlockPage],
    profile: Path,
    content: bytes | None,
) -> None:
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        store.back_up(Reason.ASKED)
    if content is None:
        (profile / "keys.json").unlink()
    else:
        (profile / "keys.json").write_bytes(content)
    page = gate()
    attempt(qtbot, page, PASSPHRASE)
    assert "keys.json" in told(page)
    QTest.mouseClick(part(page, "restore"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.unlocked):
        QTest.mouseClick(part(page, "restore-yes"), Qt.MouseButton.LeftButton)
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        assert store.people.all()


def with_two_photos(profile: Path) -> None:
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        visit = draft(store)
        filling = Filling(store, visit.id, now)
        for colour in ("red", "green"):
            filling.add_photo("EN01", picture(colour), "a.jpg")


def mend(qtbot: QtBot, page: UnlockPage) -> None:
    edit = part(page, "secret-edit")
    assert isinstance(edit, QLineEdit)
    edit.setText(PASSPHRASE)
    for name in ("restore", "restore-yes"):
        QTest.mouseClick(part(page, name), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(edit.isEnabled)


def test_damaged_evidence_alone_is_mended_and_what_is_missing_is_told(
    qtbot: QtBot, gate: Callable[[], UnlockPage], profile: Path
) -> None:
    with_two_photos(profile)
    (profile / "evidence.db").write_bytes(b"no database at all" * 500)
    page = gate()
    with pytest.raises(DamagedError) as damaged:
        Store.open(profile, PASSPHRASE, cost=CHEAP)
    page.refuse(damaged.value)
    button = part(page, "restore")
    assert isinstance(button, QPushButton)
    assert button.text() == "&Mend the photos and reports…"
    with qtbot.assertNotEmitted(page.unlocked):
        mend(qtbot, page)
    assert "2 photos or reports are missing" in told(page)
    with qtbot.waitSignal(page.unlocked) as unlocked:
        QTest.mouseClick(part(page, "open-profile"), Qt.MouseButton.LeftButton)
    with Store.open(profile, unlocked.args[0], cost=CHEAP) as store:
        (visit,) = store.inspections.all()
        assert len(store.photos.of(visit.id)) == 2


def test_evidence_that_is_found_aside_is_brought_back_at_once(
    qtbot: QtBot, gate: Callable[[], UnlockPage], profile: Path
) -> None:
    with_two_photos(profile)
    aside = profile / "backups" / "replaced-20261120T000000.000000Z"
    aside.mkdir(parents=True)
    (profile / "evidence.db").rename(aside / "evidence.db")
    page = gate()
    page.refuse(DamagedError("{file} is missing.", file=profile / "evidence.db"))
    with qtbot.waitSignal(page.unlocked) as unlocked:
        mend(qtbot, page)
    with Store.open(profile, unlocked.args[0], cost=CHEAP) as store:
        assert len([*store.evidence.all()]) == 2


def test_nothing_happens_to_who_thinks_better_of_it(
    qtbot: QtBot, gate: Callable[[], UnlockPage], profile: Path
) -> None:
    with Store.open(profile, PASSPHRASE, cost=CHEAP) as store:
        store.back_up(Reason.ASKED)
    page = gate()
    page.refuse(UserError("{file} is damaged.", file=profile / "zoucha.db"))
    QTest.mouseClick(part(page, "restore"), Qt.MouseButton.LeftButton)
    assert not part(page, "restore-yes").isVisible()  # no passphrase was typed
    edit = part(page, "secret-edit")
    assert isinstance(edit, QLineEdit)
    edit.setText(PASSPHRASE)
    QTest.mouseClick(part(page, "restore"), Qt.MouseButton.LeftButton)
    assert part(page, "restore-yes").isVisible()
    QTest.mouseClick(part(page, "restore-no"), Qt.MouseButton.LeftButton)
    assert part(page, "restore").isVisible()
    assert not [*(profile / "backups").glob("replaced-*")]


def test_without_a_backup_that_is_said(
    gate: Callable[[], UnlockPage], profile: Path
) -> None:
    page = gate()
    page.refuse(UserError("{file} is damaged.", file=profile / "zoucha.db"))
    assert "There is no backup" in told(page)
    assert not part(page, "restore").isVisible()


def test_the_secret_stays_out_of_what_is_told(
    qtbot: QtBot, gate: Callable[[], UnlockPage]
) -> None:
    page = gate()
    attempt(qtbot, page, "wrong but nearly right")
    assert "nearly" not in told(page)


def test_every_part_has_a_name(gate: Callable[[], UnlockPage]) -> None:
    page = gate()
    for kind in (QLineEdit, QPushButton):
        for widget in page.findChildren(kind):
            assert widget.accessibleName(), widget.objectName()


def test_it_goes_when_nobody_holds_it(qtbot: QtBot, profile: Path) -> None:
    page = UnlockPage(Texts("en"), profile, now=now)
    page.show()
    page.refuse(UserError("{file} is damaged.", file=profile / "zoucha.db"))
    gone = weakref.ref(page)
    page.close()
    del page
    gc.collect()
    assert gone() is None
