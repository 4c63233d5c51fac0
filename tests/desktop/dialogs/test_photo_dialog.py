from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.dialogs.go_to import GoToDialog, Target
from desktop.dialogs.photo import PhotoDialog
from desktop.widgets.photo_marks import Mark, MarkKind, marks_of, shapes_of
from desktop.workflows.filling import Filling
from forms.checklist.model import Demand
from tests.desktop.filling_day import every_kind
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day
from tests.desktop.signing_day import PATIENT, is_freed, opened
from tests.desktop.workflows.make import draft, picture

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        example_day.ordinary(session.store, session.now())
        yield session


@pytest.fixture
def filling(session: Session) -> Filling:
    visit = next(
        one for one in session.store.inspections.all() if one.unit == "北部航務中心"
    )
    return example_day.filling(session.store, visit, session.now())


@pytest.fixture
def dialog(qtbot: QtBot, session: Session, filling: Filling) -> PhotoDialog:
    return shown(qtbot, session, filling)


def shown(qtbot: QtBot, session: Session, filling: Filling) -> PhotoDialog:
    dialog = PhotoDialog(None, session, filling, filling.photos()[0])
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.canvas.picture.isNull(), timeout=PATIENT)
    return dialog


def press(dialog: QWidget, name: str) -> None:
    button = dialog.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def done(qtbot: QtBot, dialog: PhotoDialog) -> None:
    press(dialog, "done")
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=PATIENT)


def drag(dialog: PhotoDialog, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(dialog.canvas, left, pos=start)
    QTest.mouseMove(dialog.canvas, end)
    QTest.mouseRelease(dialog.canvas, left, pos=end)


def test_an_arrow_is_drawn_with_the_mouse_and_the_original_is_kept(
    qtbot: QtBot, dialog: PhotoDialog, filling: Filling
) -> None:
    before = filling.photos()[0]
    original = filling.picture(before.id, original=True)
    press(dialog, "tool-arrow")
    drag(dialog, QPoint(300, 120), QPoint(460, 260))
    done(qtbot, dialog)
    photo = filling.photos()[0]
    assert photo.sha256 == before.sha256
    assert photo.marked is not None
    assert filling.picture(photo.id, original=True) == original
    assert filling.picture(photo.id) != original
    (mark,) = marks_of(filling.shapes(photo.id))
    assert mark.kind is MarkKind.ARROW


def test_a_box_is_drawn_with_keys_alone(dialog: PhotoDialog) -> None:
    press(dialog, "tool-box")
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    for _ in range(5):
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Right)
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Down)
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    (mark,) = dialog.canvas.marks
    assert mark.kind is MarkKind.BOX
    assert mark.start == pytest.approx((0.5, 0.5))
    assert mark.end == pytest.approx((0.6, 0.6))


def test_words_are_written_where_the_cross_is(dialog: PhotoDialog) -> None:
    press(dialog, "tool-text")
    QTest.keyClick(dialog.canvas, Qt.Key.Key_Return)
    edit = dialog.findChild(QLineEdit, "mark-words")
    assert edit is not None
    write(edit, "無代理人")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    (mark,) = dialog.canvas.marks
    assert (mark.kind, mark.text) == (MarkKind.TEXT, "無代理人")
    assert dialog.isVisible()


def test_the_last_mark_is_taken_back(dialog: PhotoDialog) -> None:
    press(dialog, "tool-box")
    drag(dialog, QPoint(300, 120), QPoint(400, 200))
    drag(dialog, QPoint(420, 120), QPoint(520, 200))
    press(dialog, "undo")
    assert len(dialog.canvas.marks) == 1


def test_a_click_alone_draws_nothing(dialog: PhotoDialog) -> None:
    press(dialog, "tool-arrow")
    drag(dialog, QPoint(300, 120), QPoint(300, 120))
    assert dialog.canvas.marks == ()


def test_wiping_everything_off_gives_the_original_back(
    qtbot: QtBot, session: Session, filling: Filling, dialog: PhotoDialog
) -> None:
    press(dialog, "tool-arrow")
    drag(dialog, QPoint(300, 120), QPoint(460, 260))
    done(qtbot, dialog)
    again = shown(qtbot, session, filling)
    assert len(again.canvas.marks) == 1
    press(again, "undo")
    done(qtbot, again)
    assert filling.photos()[0].marked is None


def test_caption_and_finding_are_kept(
    qtbot: QtBot, dialog: PhotoDialog, filling: Filling
) -> None:
    dialog.caption.setText("3號櫃檯")
    dialog.finding.setCurrentIndex(0)
    done(qtbot, dialog)
    photo = filling.photos()[0]
    assert (photo.caption, photo.finding) == ("3號櫃檯", None)


def test_it_zooms_and_never_leaves_the_picture(dialog: PhotoDialog) -> None:
    press(dialog, "larger")
    press(dialog, "larger")
    for _ in range(60):
        QTest.keyClick(dialog.canvas, Qt.Key.Key_Left)
    assert dialog.canvas._room().left() <= 0.5
    press(dialog, "whole")
    assert dialog.canvas._zoom == 1


def test_the_photo_is_removed(dialog: PhotoDialog, filling: Filling) -> None:
    press(dialog, "remove")
    assert filling.photos() == ()


def test_the_photo_is_moved_to_another_item_and_back(
    qtbot: QtBot,
    dialog: PhotoDialog,
    filling: Filling,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ask(_: object, __: object, targets: list[Target], title: str) -> str:
        assert title == "Move the photo to"
        (target,) = [one for one in targets if one.number == "1.3"]
        return target.key

    before = filling.photos()[0]
    monkeypatch.setattr(GoToDialog, "ask", ask)
    button = dialog.findChild(QPushButton, "move")
    assert button is not None
    assert button.shortcut().toString() == "Ctrl+M"
    button.click()
    assert button.text() == "Item 1.3…"
    assert filling.photos()[0] == before
    done(qtbot, dialog)
    moved = filling.photos()[0]
    assert moved.item not in (None, before.item)
    assert moved.finding is None
    undone = filling.undo()
    assert undone is not None
    assert undone.label == "photo moved"
    assert filling.photos()[0] == before


def test_no_photo_is_moved_to_where_none_may_be(qtbot: QtBot, session: Session) -> None:
    visit = draft(session.store, checklists=[every_kind()])
    filling = Filling(session.store, visit.id, session.now)
    filling.add_photo("K-level", picture(), "a.jpg")
    dialog = shown(qtbot, session, filling)
    keys = {target.key for target in dialog._targets()}
    forbidden = {
        item.key
        for item in every_kind().items()
        if item.photo is Demand.FORBIDDEN and item.key in filling.shown()
    }
    assert forbidden
    assert keys == filling.shown() - forbidden - {"K-level"}


def test_marks_fit_the_picture_at_any_size(tmp_path: Path) -> None:
    from desktop.widgets.photo_loader import draw_marks

    file = tmp_path / "white.png"
    Image.new("RGB", (800, 600), "white").save(file)
    marks = (Mark(kind=MarkKind.BOX, start=(0.25, 0.25), end=(0.75, 0.75)),)
    assert marks_of(shapes_of(marks)) == marks
    for side in (800, 400):
        drawn = tmp_path / f"{side}.jpg"
        drawn.write_bytes(draw_marks(file.read_bytes(), marks, side))
        with Image.open(drawn) as image:
            assert max(image.size) == side
            red = image.getpixel((side // 4, int(side * 3 / 8)))
        assert isinstance(red, tuple)
        assert red[0] > 120 > red[1]


def test_a_dropped_dialog_is_freed(
    qtbot: QtBot, session: Session, filling: Filling
) -> None:
    photo = filling.photos()[0]
    assert is_freed(qtbot, lambda: PhotoDialog(None, session, filling, photo))
