"""The first start."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from db.people import Post
from db.store import Store
from desktop.pages.welcome import Beginning, WelcomePage
from desktop.widgets.recovery_panel import RecoveryPanel
from desktop.widgets.recovery_sheet import RecoverySheet, as_pdf
from resources.texts import Texts
from tests.desktop.conftest import CHEAP, NOW

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from pytestqt.qtbot import QtBot

WORDS = "harbour wind 2026"


def now() -> datetime:
    return NOW


def welcome(
    qtbot: QtBot, folder: Path, beginning: Beginning | None = None, language: str = "en"
) -> WelcomePage:
    page = WelcomePage(
        Texts(language), folder, now=now, cost=CHEAP, beginning=beginning
    )
    qtbot.addWidget(page)
    page.show()
    return page


def type_in(page: WelcomePage, name: str, text: str) -> None:
    edit = page.findChild(QLineEdit, name)
    assert edit is not None
    edit.clear()
    QTest.keyClicks(edit, text)


def press(page: WelcomePage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def told(page: WelcomePage) -> str:
    label = page.findChild(QLabel, "welcome-told")
    assert label is not None
    return label.text() if label.isVisible() else ""


def test_a_profile_is_made_and_its_code_shown_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "profile"
    page = welcome(
        qtbot,
        folder,
        Beginning(
            agency="交通部航港局",
            name="王堃霖",
            title="科員",
            unit="秘書室",
            role=Post.SUPERVISOR,
        ),
    )
    type_in(page, "passphrase-edit", WORDS)
    type_in(page, "passphrase-again-edit", WORDS)
    press(page, "make-profile")
    qtbot.waitUntil(lambda: page.findChild(RecoveryPanel) is not None)
    code = page.findChild(QLabel, "recovery-code")
    safe = page.findChild(QCheckBox, "recovery-safe")
    go_on = page.findChild(QPushButton, "recovery-go-on")
    assert code is not None
    assert safe is not None
    assert go_on is not None
    assert not go_on.isEnabled()
    press(page, "recovery-copy")
    assert QGuiApplication.clipboard().text() == code.text().replace("\n", "-")
    safe.click()
    with qtbot.waitSignal(page.finished) as finished:
        go_on.click()
    with Store.open(folder, finished.args[0], now=now, cost=CHEAP) as store:
        (member,) = store.people.all()
        assert (member.name, member.title, member.unit) == ("王堃霖", "科員", "秘書室")
        assert member.role is Post.SUPERVISOR
        assert store.settings.get().agency == "交通部航港局"
        assert store.directory.get() is not None


@pytest.mark.parametrize(
    ("beginning", "first", "second", "word"),
    [
        (Beginning(name="a"), WORDS, WORDS, "agency"),
        (Beginning(agency="a"), WORDS, WORDS, "name"),
        (Beginning(agency="a", name="b"), "short", "short", "too short"),
        (Beginning(agency="a", name="b"), WORDS, WORDS + "!", "not the same"),
    ],
)
def test_what_is_wanting_is_told_and_nothing_made(
    qtbot: QtBot,
    tmp_path: Path,
    beginning: Beginning,
    first: str,
    second: str,
    word: str,
) -> None:
    page = welcome(qtbot, tmp_path / "profile", beginning)
    type_in(page, "passphrase-edit", first)
    type_in(page, "passphrase-again-edit", second)
    press(page, "make-profile")
    assert word in told(page)
    assert not (tmp_path / "profile").exists()


def test_a_folder_that_cannot_be_made_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    page = welcome(
        qtbot, tmp_path / "file" / "profile", Beginning(agency="a", name="b")
    )
    type_in(page, "passphrase-edit", WORDS)
    type_in(page, "passphrase-again-edit", WORDS)
    press(page, "make-profile")
    qtbot.waitUntil(lambda: bool(told(page)))
    assert "cannot be made" in told(page)


def test_a_known_agency_brings_its_units(qtbot: QtBot, tmp_path: Path) -> None:
    page = welcome(qtbot, tmp_path / "profile", Beginning(agency="交通部航港局"))
    unit = page.findChild(QComboBox, "unit")
    assert unit is not None
    assert unit.findText("北部航務中心") >= 0


@pytest.mark.parametrize(
    ("passphrase", "word"),
    [
        ("short", "At least 12"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats"),
        ("harbour wind", "Long enough"),
        ("harbour wind lantern ferry", "Good"),
    ],
)
def test_the_hint_is_honest_about_the_passphrase(
    qtbot: QtBot, tmp_path: Path, passphrase: str, word: str
) -> None:
    page = welcome(qtbot, tmp_path / "profile")
    type_in(page, "passphrase-edit", passphrase)
    strength = page.findChild(QLabel, "strength")
    assert strength is not None
    assert word in strength.text()


def test_another_language_is_asked_for_with_what_was_typed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    typed = Beginning(agency="a", name="b", title="c", unit="d", role=Post.STAFF)
    page = welcome(qtbot, tmp_path / "profile", typed)
    language = page.findChild(QComboBox, "language")
    assert language is not None
    language.setCurrentIndex(0)
    with qtbot.waitSignal(page.language_chosen) as chosen:
        language.activated.emit(0)
    assert chosen.args == ["zh-TW", typed]


def test_the_sheet_is_a_page_with_the_code_in_our_font(
    qtbot: QtBot, tmp_path: Path
) -> None:
    import pikepdf

    sheet = RecoverySheet(
        code="ABCD-EFGH-IJKL-MNOP-QRST-UVWX-YZ23-4567",
        agency="交通部航港局",
        name="王堃霖",
        made=NOW.date(),
    )
    file = tmp_path / "code.pdf"
    panel = RecoveryPanel(Texts("zh-TW"), sheet)
    qtbot.addWidget(panel)
    panel.save_to(file)
    with pikepdf.open(file) as pdf:
        assert len(pdf.pages) == 1
    assert as_pdf(sheet, Texts("en")).startswith(b"%PDF")


def test_a_sheet_that_cannot_be_written_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    sheet = RecoverySheet(code="A-B", agency="", name="", made=NOW.date())
    panel = RecoveryPanel(Texts("en"), sheet)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.told):
        panel.save_to(tmp_path / "nowhere" / "code.pdf")


@pytest.mark.parametrize("language", ["zh-TW", "en"])
def test_every_field_has_a_name(qtbot: QtBot, tmp_path: Path, language: str) -> None:
    page = welcome(qtbot, tmp_path / "profile", language=language)
    for kind in (QLineEdit, QPushButton):
        for widget in page.findChildren(kind):
            inside = isinstance(widget.parentWidget(), QComboBox)
            assert inside or widget.accessibleName(), widget.objectName()
    for box in page.findChildren(QComboBox):
        assert box.accessibleName()


def test_it_goes_when_nobody_holds_it(qtbot: QtBot, tmp_path: Path) -> None:
    page = WelcomePage(Texts("en"), tmp_path / "profile", now=now)
    page.show()
    page.show_code("A-B")
    gone = weakref.ref(page)
    page.close()
    del page
    gc.collect()
    assert gone() is None
