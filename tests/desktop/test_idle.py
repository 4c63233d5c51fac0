"""Telling when nobody is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtGui import QWindow

from desktop.idle import Idle

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def left_for(idle: Idle, seconds: float) -> None:
    wall, steady = idle._touched
    idle._touched = (wall - seconds, steady)


def test_a_window_left_alone_is_told_of(qtbot: QtBot) -> None:
    idle = Idle()
    idle.agree(10)
    left_for(idle, 599)
    with qtbot.assertNotEmitted(idle.left_alone):
        idle.look()
    left_for(idle, 601)
    with qtbot.waitSignal(idle.left_alone):
        idle.look()


def test_a_clock_set_back_does_not_keep_it_open(qtbot: QtBot) -> None:
    idle = Idle()
    idle.agree(10)
    wall, steady = idle._touched
    idle._touched = (wall + 3600, steady - 601)
    with qtbot.waitSignal(idle.left_alone):
        idle.look()


def test_a_touch_counts_and_a_paint_does_not(qtbot: QtBot) -> None:
    idle, window = Idle(), QWindow()
    idle.watch(window)
    idle.agree(10)
    left_for(idle, 601)
    idle.eventFilter(window, QEvent(QEvent.Type.Paint))
    with qtbot.waitSignal(idle.left_alone):
        idle.look()
    left_for(idle, 601)
    idle.eventFilter(window, QEvent(QEvent.Type.TouchBegin))
    with qtbot.assertNotEmitted(idle.left_alone):
        idle.look()


def test_without_an_agreement_nobody_is_told(qtbot: QtBot) -> None:
    idle = Idle()
    idle.agree(0)
    left_for(idle, 100_000)
    with qtbot.assertNotEmitted(idle.left_alone):
        idle.look()
