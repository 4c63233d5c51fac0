from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from desktop.widgets.signature_pad import SignaturePad
from resources.texts import Texts
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    pad = SignaturePad(Texts("en"), "pad")
    pad.show_signer("Inspector", "王堃霖")
    pad.resize(600, 320)
    qtbot.addWidget(pad)
    pad.show()
    return pad


def draw(paper: QWidget, *points: tuple[int, int]) -> None:
    QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=QPoint(*points[0]))
    for point in points[1:]:
        QTest.mouseMove(paper, QPoint(*point))
    QTest.mouseRelease(paper, Qt.MouseButton.LeftButton, pos=QPoint(*points[-1]))


def pen(paper: QWidget, kind: QEvent.Type, x: float, y: float) -> None:
    event = QTabletEvent(
        kind,
        QPointingDevice.primaryPointingDevice(),
        QPointF(x, y),
        QPointF(x, y),
        0.5,
        0,
        0,
        0,
        0,
        0,
        Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
    )
    QApplication.sendEvent(paper, event)


def test_nobody_has_to_draw(pad: SignaturePad) -> None:
    assert pad.ink() is None
    assert "without ink" in pad.paper.accessibleDescription()


def test_a_stroke_lies_where_it_was_drawn(pad: SignaturePad) -> None:
    draw(pad.paper, (60, 40), (120, 90), (240, 40))
    ink = pad.ink()
    assert ink is not None
    (stroke,) = ink.strokes
    assert len(stroke) == 3
    assert ink.aspect == pytest.approx(3.0)
    assert stroke[0][0] < stroke[1][0] < stroke[2][0]
    assert stroke[0][1] == pytest.approx(stroke[2][1])


def test_ink_keeps_its_shape_when_the_pad_changes_its_size(pad: SignaturePad) -> None:
    draw(pad.paper, (60, 40), (240, 90))
    before = pad.ink()
    pad.resize(360, 400)
    assert pad.ink() == before


def test_a_stroke_that_leaves_the_pad_stays_on_its_edge(pad: SignaturePad) -> None:
    draw(pad.paper, (60, 40), (-500, 9_000))
    ink = pad.ink()
    assert ink is not None
    assert ink.strokes[0][-1] == (0.0, 1.0)


def test_strokes_are_taken_back_by_key_one_by_one_or_all(pad: SignaturePad) -> None:
    for x in (40, 120, 200):
        draw(pad.paper, (x, 30), (x + 40, 60))
    pad.paper.setFocus()
    QTest.keyClick(pad.paper, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    ink = pad.ink()
    assert ink is not None
    assert len(ink.strokes) == 2
    QTest.keyClick(pad.paper, Qt.Key.Key_Delete)
    assert pad.ink() is None


def test_the_pen_takes_over_from_a_palm(pad: SignaturePad) -> None:
    paper = pad.paper
    QTest.mousePress(paper, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))
    pen(paper, QEvent.Type.TabletPress, 40, 40)
    pen(paper, QEvent.Type.TabletMove, 120, 70)
    QTest.mouseMove(paper, QPoint(310, 90))
    pen(paper, QEvent.Type.TabletRelease, 160, 40)
    ink = pad.ink()
    assert ink is not None
    (stroke,) = ink.strokes
    assert max(x for x, _ in stroke) < 0.5


def test_who_cannot_draw_has_the_name_written(pad: SignaturePad) -> None:
    button = pad.findChild(QPushButton, "pad-write")
    assert isinstance(button, QPushButton)
    button.click()
    ink = pad.ink()
    assert ink is not None
    xs = [x for stroke in ink.strokes for x, _ in stroke]
    assert min(xs) > 0.05
    assert max(xs) < 0.95
    assert not button.isEnabled()


def test_controls_are_large_enough_for_a_finger(pad: SignaturePad) -> None:
    assert all(button.height() >= 44 for button in pad.findChildren(QPushButton))


def test_a_pad_is_freed(qtbot: QtBot) -> None:
    assert is_freed(qtbot, lambda: SignaturePad(Texts("en"), "pad"))
