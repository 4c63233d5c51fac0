from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop.dialogs.countersign import CountersignDialog
from desktop.dialogs.open_key import OpenKeyDialog
from desktop.dialogs.refusal import RefusalDialog
from desktop.widgets.key_chooser import KeySource
from forms.inspection import Role
from forms.signing.chain import Demand, Link
from forms.signing.identity import make_identity, to_pkcs12
from tests.desktop.conftest import PASSPHRASE
from tests.desktop.signing_day import OFFICER, PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session

LINKS = (
    Link(
        field="Signature2-accompanying",
        role=Role.ACCOMPANYING,
        name=OFFICER,
        demand=Demand.REQUIRED,
    ),
)


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    parent = QWidget()
    qtbot.addWidget(parent)
    return parent


def edit(dialog: QWidget, name: str) -> QLineEdit:
    found = dialog.findChild(QLineEdit, name)
    assert isinstance(found, QLineEdit)
    return found


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_a_key_file_is_opened_or_the_reason_told_in_the_dialog(
    qtbot: QtBot, session: Session, parent: QWidget, tmp_path: Path
) -> None:
    path = tmp_path / "wang.p12"
    made = make_identity("王堃霖", agency="航港局", now=session.now())
    path.write_bytes(to_pkcs12(made, "secret"))
    dialog = OpenKeyDialog(session, KeySource.FILE, parent)
    dialog.show()
    error = dialog.findChild(QLabel, "open-key-error")
    assert isinstance(error, QLabel)
    press(dialog, "open-key-open")
    assert "empty" in error.text()
    edit(dialog, "open-key-file").setText(str(path))
    edit(dialog, "open-key-password").setText("wrong")
    press(dialog, "open-key-open")
    qtbot.waitUntil(lambda: "wang.p12" in error.text(), timeout=PATIENT)
    edit(dialog, "open-key-password").setText("secret")
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENT):
        press(dialog, "open-key-open")
    assert dialog.key is not None
    assert dialog.key.fingerprint == made.fingerprint
    assert edit(dialog, "open-key-password").text() == ""


def test_a_refusal_has_a_reason(
    qtbot: QtBot, session: Session, parent: QWidget
) -> None:
    dialog = RefusalDialog(session.texts, OFFICER, parent)
    dialog.show()
    record = dialog.findChild(QPushButton, "refusal-record")
    text = dialog.findChild(QPlainTextEdit, "refusal-reason")
    assert isinstance(record, QPushButton)
    assert isinstance(text, QPlainTextEdit)
    QTest.keyClicks(text, "  ")
    assert not record.isEnabled()
    text.setPlainText("對缺失一\n有不同意見 ")
    assert record.isEnabled()
    assert dialog.reason() == "對缺失一 有不同意見"


def test_a_countersignature_with_the_own_key(
    qtbot: QtBot, session: Session, parent: QWidget
) -> None:
    dialog = CountersignDialog(session, LINKS, parent)
    dialog.show()
    edit(dialog, "countersign-passphrase").setText("wrong")
    press(dialog, "countersign-sign")
    error = dialog.findChild(QLabel, "countersign-error")
    assert isinstance(error, QLabel)
    qtbot.waitUntil(lambda: bool(error.text()), timeout=PATIENT)
    edit(dialog, "countersign-acting-for").setText("陳冠廷主任")
    press(dialog, "countersign-pad-write")
    edit(dialog, "countersign-passphrase").setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENT):
        press(dialog, "countersign-sign")
    given = dialog.given
    assert given is not None
    assert (given.role, given.acting_for) == ("accompanying", "陳冠廷主任")
    assert given.key.name == "王堃霖"
    assert given.ink is not None


def test_a_one_time_key_is_made_in_the_name_that_the_chain_expects(
    qtbot: QtBot, session: Session, parent: QWidget
) -> None:
    dialog = CountersignDialog(session, LINKS, parent)
    dialog.show()
    source = dialog._chooser._source
    index = dialog._chooser._sources.index(KeySource.ONE_TIME)
    source.setCurrentIndex(index)
    source.activated.emit(index)
    assert edit(dialog, "countersign-name").text() == OFFICER
    with qtbot.waitSignal(dialog.accepted, timeout=PATIENT):
        press(dialog, "countersign-sign")
    assert dialog.given is not None
    assert dialog.given.key.name == OFFICER
    assert dialog.given.ink is None


@pytest.mark.parametrize("kind", ["key", "refusal", "countersign"])
def test_dialogs_are_freed(
    qtbot: QtBot, session: Session, parent: QWidget, kind: str
) -> None:
    def make() -> QWidget:
        if kind == "key":
            return OpenKeyDialog(session, KeySource.FILE, parent)
        if kind == "refusal":
            return RefusalDialog(session.texts, OFFICER, parent)
        return CountersignDialog(session, LINKS, parent)

    assert is_freed(qtbot, make)
