"""What the stylesheet and Qt make of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QTime
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QLabel,
    QLineEdit,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from desktop import theme

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Buttons = QAbstractSpinBox.ButtonSymbols


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    """Somewhere with our look, which no other test sees."""
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setStyleSheet(theme._stylesheet(theme.LIGHT))
    QVBoxLayout(widget)
    return widget


def put(around: QWidget, widget: QWidget) -> None:
    layout = around.layout()
    assert layout is not None
    layout.addWidget(widget)
    around.show()


def test_a_label_takes_the_room_of_its_new_kind(around: QWidget) -> None:
    label, pill = QLabel("合格"), QLabel("合格")
    theme.mark(pill, "pill")
    put(around, label)
    put(around, pill)
    assert label.sizeHint() != pill.sizeHint()
    theme.mark(label, "pill")
    assert label.sizeHint() == pill.sizeHint()


@pytest.mark.parametrize("buttons", [Buttons.UpDownArrows, Buttons.NoButtons])
def test_a_time_is_read_with_and_without_buttons(
    around: QWidget, buttons: QAbstractSpinBox.ButtonSymbols
) -> None:
    edit = QTimeEdit(QTime(14, 45))
    edit.setDisplayFormat("HH:mm")
    edit.setButtonSymbols(buttons)
    put(around, edit)
    edit.resize(edit.sizeHint())
    line = edit.findChild(QLineEdit)
    assert line is not None
    assert line.width() > line.fontMetrics().horizontalAdvance(edit.text())
