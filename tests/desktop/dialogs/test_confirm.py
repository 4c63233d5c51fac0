from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.dialogs.confirm import ConfirmDialog
from resources.texts import Texts
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def made() -> ConfirmDialog:
    return ConfirmDialog(
        None, Texts("en"), question="Discard?", detail="All of it.", action="Discard"
    )


@pytest.fixture
def dialog(qtbot: QtBot) -> ConfirmDialog:
    dialog = made()
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_enter_and_escape_leave_things_as_they_are(
    dialog: ConfirmDialog, key: Qt.Key
) -> None:
    QTest.keyClick(dialog, key)
    assert not dialog.isVisible()
    assert dialog.result() == ConfirmDialog.DialogCode.Rejected


def test_the_named_button_does_it(dialog: ConfirmDialog) -> None:
    button = dialog.findChild(QPushButton, "do")
    assert button is not None
    assert button.text() == "Discard"
    button.click()
    assert dialog.result() == ConfirmDialog.DialogCode.Accepted


def test_a_dropped_dialog_is_freed(qtbot: QtBot) -> None:
    assert is_freed(qtbot, made)
