from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QWidget

from desktop.dialogs.capture import CaptureDialog
from desktop.widgets.places import Fill, NewVisit
from tests.desktop.pages import example_day
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> CaptureDialog:
    dialog = CaptureDialog(None, session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def waiting(qtbot: QtBot, session: Session) -> CaptureDialog:
    """The dialog on a capture that waits for a visit."""
    example_day.ordinary(session.store, session.now())
    (capture,) = session.store.captures.open()
    dialog = CaptureDialog(None, session, capture)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def picture(file: Path) -> Path:
    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    assert image.save(str(file))
    return file


def test_words_and_a_place_are_enough(dialog: CaptureDialog, session: Session) -> None:
    dialog.text.setPlainText("飲水機漏水")
    dialog.place.setText("大門口")
    press(dialog, "keep")
    (kept,) = session.store.captures.open()
    assert (kept.text, kept.place, kept.at) == ("飲水機漏水", "大門口", session.now())


def test_nothing_at_all_is_not_kept(dialog: CaptureDialog, session: Session) -> None:
    press(dialog, "keep")
    assert dialog.isVisible()
    assert session.store.captures.open() == []


def test_photos_come_from_files_and_the_clipboard(
    qtbot: QtBot,
    dialog: CaptureDialog,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = picture(tmp_path / "door.png")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(file)], ""))
    press(dialog, "add-photos")
    QGuiApplication.clipboard().setImage(QImage(str(file)).copy())
    dialog._paste()
    qtbot.waitUntil(lambda: len(dialog._new) == 2, timeout=PATIENT)
    press(dialog, "keep")
    (kept,) = session.store.captures.open()
    assert [photo.width for photo in kept.photos] == [640, 640]


def test_what_is_no_picture_is_told(
    qtbot: QtBot, dialog: CaptureDialog, tmp_path: Path
) -> None:
    file = tmp_path / "letter.jpg"
    file.write_text("no picture")
    dialog._intake.take_files([file, tmp_path / "gone.jpg"])
    qtbot.waitUntil(
        lambda: any(
            (label.isVisible() and "letter.jpg" in label.text())
            or "gone.jpg" in label.text()
            for label in dialog.findChildren(QLabel)
        ),
        timeout=PATIENT,
    )
    qtbot.waitUntil(lambda: dialog._intake._waiting == 0, timeout=PATIENT)
    assert dialog._new == []


def test_it_becomes_a_finding_of_a_visit(qtbot: QtBot, session: Session) -> None:
    dialog = waiting(qtbot, session)
    visit = dialog.visit.currentData()
    press(dialog, "put")
    assert dialog.leads_to == Fill(visit)
    assert session.store.captures.open() == []
    texts = [one.text for one in session.store.findings.of(visit)]
    assert "大門口飲水機漏水，地面濕滑" in texts


def test_a_new_visit_begins_at_its_unit(qtbot: QtBot, session: Session) -> None:
    dialog = waiting(qtbot, session)
    dialog.visit.setCurrentIndex(dialog.visit.count() - 1)
    press(dialog, "put")
    assert dialog.leads_to == NewVisit(unit="北部航務中心")
    assert len(session.store.captures.open()) == 1


def test_it_is_thrown_away(qtbot: QtBot, session: Session) -> None:
    dialog = waiting(qtbot, session)
    press(dialog, "remove")
    assert session.store.captures.open() == []


def test_a_dropped_dialog_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: CaptureDialog(None, session))
