"""A day in the calendar of the Republic, however it is typed."""

from __future__ import annotations

import gc
import weakref
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QToolButton

from desktop.widgets.roc_calendar import RocCalendar
from desktop.widgets.roc_date import RocDateEdit, day_shown
from forms.roc import day_typed
from resources.texts import Texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 20)


@pytest.fixture
def edit(qtbot: QtBot) -> RocDateEdit:
    made = RocDateEdit(Texts("zh-TW"), today=TODAY)
    made.setObjectName("due")
    made.setAccessibleName("期限")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize(
    "text",
    [
        "115/11/20",
        "115.11.20",
        "115-11-20",
        "1151120",
        "民國115年11月20日",
        " 115 11 20 ",
        "2026-11-20",
        "20261120",
        "11/20",
    ],
)
def test_the_same_day_is_typed_in_many_ways(text: str) -> None:
    assert day_typed(text, TODAY) == TODAY


@pytest.mark.parametrize(
    "text", ["", "115", "115/13/1", "115/2/30", "tomorrow", "1/2/3/4", "0/0/0"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_typed(text, TODAY) is None


@given(st.dates(min_value=date(1912, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_that_is_shown_is_read_back(day: date) -> None:
    assert day_typed(day_shown(Texts("zh-TW"), day), TODAY) == day
    assert day_typed(day_shown(Texts("en"), day), TODAY) == day


def test_a_typed_day_is_told_once_and_shown_in_full(
    qtbot: QtBot, edit: RocDateEdit
) -> None:
    days: list[date] = []
    edit.day_edited.connect(days.append)
    QTest.keyClicks(edit.edit, "1151120")
    QTest.keyClick(edit.edit, Qt.Key.Key_Return)
    QTest.keyClick(edit.edit, Qt.Key.Key_Return)
    assert days == [TODAY]
    assert edit.edit.text() == "民國115年11月20日"


def test_showing_a_day_tells_nobody(qtbot: QtBot, edit: RocDateEdit) -> None:
    with qtbot.assertNotEmitted(edit.day_edited):
        edit.show_day(TODAY)
    assert edit.day == TODAY


def test_keys_go_by_days_and_weeks(edit: RocDateEdit) -> None:
    edit.show_day(TODAY)
    QTest.keyClick(edit.edit, Qt.Key.Key_Up)
    assert edit.day == date(2026, 11, 21)
    QTest.keyClick(edit.edit, Qt.Key.Key_PageDown)
    assert edit.day == date(2026, 11, 14)


def test_what_is_no_day_is_marked_and_changes_nothing(
    qtbot: QtBot, edit: RocDateEdit
) -> None:
    edit.show_day(TODAY)
    edit.edit.clear()
    with qtbot.assertNotEmitted(edit.day_edited):
        QTest.keyClicks(edit.edit, "115/99/99")
        QTest.keyClick(edit.edit, Qt.Key.Key_Return)
    assert not edit.is_valid()
    assert edit.edit.accessibleDescription()
    assert edit.day == TODAY
    QTest.keyClicks(edit.edit, "1")
    assert edit.is_valid()


def test_a_day_may_be_taken_away_where_none_is_needed(qtbot: QtBot) -> None:
    made = RocDateEdit(Texts("en"), today=TODAY, may_be_empty=True)
    qtbot.addWidget(made)
    made.show_day(TODAY)
    made.edit.clear()
    with qtbot.waitSignal(made.day_edited) as edited:
        QTest.keyClick(made.edit, Qt.Key.Key_Return)
    assert edited.args == [None]


def test_the_calendar_opens_by_key_and_gives_its_day(
    qtbot: QtBot, edit: RocDateEdit
) -> None:
    edit.show_day(TODAY)
    QTest.keyClick(edit.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = edit.findChild(RocCalendar)
    assert calendar is not None
    assert calendar.isVisible()
    days = calendar.findChild(QCalendarWidget)
    assert days is not None
    assert days.selectedDate() == QDate(2026, 11, 20)
    with qtbot.waitSignal(edit.day_edited) as edited:
        days.activated.emit(QDate(2026, 12, 1))
    assert edited.args == [date(2026, 12, 1)]
    assert not calendar.isVisible()


def test_every_part_has_a_name(edit: RocDateEdit) -> None:
    button = edit.findChild(QToolButton, "due-calendar")
    assert button is not None
    assert edit.edit.accessibleName() == "期限"
    assert "期限" in button.accessibleName()
    assert edit.edit.objectName() == "due-edit"


def test_it_goes_when_nobody_holds_it(qtbot: QtBot) -> None:
    made = RocDateEdit(Texts("en"), today=TODAY)
    gone = weakref.ref(made)
    made.show()
    QTest.keyClick(made.edit, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    made.close()
    del made
    gc.collect()
    assert gone() is None
