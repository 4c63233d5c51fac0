from __future__ import annotations

import time
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableView

from db.running import Running
from desktop.widgets.answers.factory import editor_for
from desktop.widgets.answers.fields import NumberField, time_typed
from desktop.widgets.answers.rows import RowsEditor
from desktop.widgets.answers.rows_model import RowsModel
from desktop.widgets.answers.wait import WaitEditor
from forms.checklist.model import AnswerKind
from forms.inspection import Answer, Sample, Wait
from resources.texts import Texts
from tests.desktop.conftest import NOW
from tests.desktop.filling_day import ENTER, every_kind, part, press
from tests.desktop.keyboard import write
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from datetime import datetime

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.widgets.answers.editor import AnswerEditor

TEXTS = Texts("en")
CHECKLIST = every_kind()
KINDS = {item.kind: item.key for item in CHECKLIST.sections[0].items}
GIVEN = {
    AnswerKind.LEVEL: Answer(item="K-level", value="partly"),
    AnswerKind.SAMPLE: Answer(item="K-sample", sample=Sample(n=8, m=7)),
    AnswerKind.YES_NO: Answer(item="K-yes", value="no"),
    AnswerKind.NUMBER: Answer(item="K-number", value="15"),
    AnswerKind.WAIT: Answer(item="K-wait", wait=Wait(started=NOW, seconds="95.3")),
    AnswerKind.TEXT: Answer(item="K-text", value="words"),
    AnswerKind.CHOICE: Answer(item="K-choice", value="b"),
    AnswerKind.DATE: Answer(item="K-date", value="2026-11-20"),
    AnswerKind.TIME: Answer(item="K-time", value="09:05"),
}


def now() -> datetime:
    return NOW


def shown(qtbot: QtBot, key: str) -> tuple[AnswerEditor, list[object]]:
    """The item's editor, and what it tells from now on."""
    editor = editor_for(CHECKLIST, CHECKLIST.item(key), TEXTS, now)
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.chosen.connect(lambda _, value: told.append(value))
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor, told


def rows_editor(
    qtbot: QtBot, key: str
) -> tuple[RowsEditor, list[tuple[dict[str, str], ...]]]:
    item = CHECKLIST.item(key)
    assert item.repeat is not None
    editor = RowsEditor(item, item.repeat, TEXTS, now)
    qtbot.addWidget(editor)
    told: list[tuple[dict[str, str], ...]] = []
    editor.edited.connect(lambda _, rows: told.append(rows))
    editor.show()
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    return editor, told


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_kind_shows_an_answer_and_tells_nobody(
    qtbot: QtBot, kind: AnswerKind
) -> None:
    editor, told = shown(qtbot, KINDS[kind])
    for answer in (None, GIVEN[kind], Answer(item=KINDS[kind], value="na"), None):
        editor.show_answer(answer)
    assert told == []


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_kind_can_be_not_applicable(qtbot: QtBot, kind: AnswerKind) -> None:
    editor, told = shown(qtbot, KINDS[kind])
    assert editor.press("N")
    assert told == ["na"]


@pytest.mark.parametrize("kind", list(AnswerKind))
def test_every_editor_can_be_freed(qtbot: QtBot, kind: AnswerKind) -> None:
    item = CHECKLIST.item(KINDS[kind])
    assert is_freed(qtbot, lambda: editor_for(CHECKLIST, item, TEXTS, now))


def test_a_level_is_shown_as_chosen_only_when_it_comes_back(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-level")
    button = part(editor, "K-level-partly")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["partly"]
    assert not button.isChecked()  # type: ignore[attr-defined]
    editor.show_answer(GIVEN[AnswerKind.LEVEL])
    assert button.isChecked()  # type: ignore[attr-defined]


def test_keys_stand_for_places_and_no_more(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-choice")
    assert editor.press("2")
    assert not editor.press("3")
    assert told == ["b"]


def test_arrows_go_along_the_buttons_without_choosing(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-level")
    part(editor, "K-level-conform").setFocus()
    press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is part(editor, "K-level-nonconform")
    assert told == []
    press(" ")
    assert told == ["nonconform"]


def test_half_a_sample_is_no_answer(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-sample")
    editor.begin()
    press("5", ENTER)
    assert QApplication.focusWidget() is part(editor, "K-sample-m")
    editor.show_answer(None)
    assert part(editor, "K-sample-n").text() == "5"  # type: ignore[attr-defined]
    press("5", ENTER)
    assert told == [Sample(n=5, m=5)]


def test_arrow_keys_count(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-sample")
    editor.show_answer(GIVEN[AnswerKind.SAMPLE])
    editor.begin()
    press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down, ENTER)
    assert told == [Sample(n=9, m=7)]


def test_a_number_outside_what_is_expected_is_pointed_out(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-number")
    editor.begin()
    press("24", ENTER)
    assert told == ["24"]
    said = [label.text() for label in editor.findChildren(QLabel)]
    assert "Outside what is expected: 10 to 20 places" in said


@pytest.mark.parametrize("typed", ["1.2.3", "-", "."])
def test_what_is_no_number_is_marked_and_not_told(qtbot: QtBot, typed: str) -> None:
    editor, told = shown(qtbot, "K-number")
    editor.begin()
    press(typed, ENTER)
    assert told == []
    assert part(editor, "K-number-value").property("kind") == "wrong"


def test_a_wait_is_measured_by_a_clock_that_cannot_jump(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-wait")
    assert isinstance(editor, WaitEditor)
    editor.press(" ")
    running = told.pop()
    assert isinstance(running, Running)
    editor.show_running(running)
    editor.show_answer(None)
    assert editor.is_running
    time.sleep(0.25)
    editor.press(" ")
    (wait,) = told
    assert isinstance(wait, Wait)
    assert 0.2 <= float(wait.seconds) < 5
    assert wait.started == NOW


def test_seconds_are_typed_where_no_clock_can_tell_them(qtbot: QtBot) -> None:
    editor, told = shown(qtbot, "K-wait")
    assert isinstance(editor, WaitEditor)
    later = NOW + timedelta(minutes=5)
    editor.show_running(Running(item="K-wait", started=later, boot="old", steady=9.0))
    editor.show_answer(None)
    assert not editor.is_running
    said = [label.text() for label in editor.findChildren(QLabel)]
    assert "No clock can tell how long it was; type the seconds." in said
    field = part(editor, "K-wait-seconds")
    assert field.isVisible()
    field.setFocus()
    press("-5", ENTER)
    assert told == []
    field.selectAll()  # type: ignore[attr-defined]
    press("95", ENTER)
    assert told == [Wait(started=later, seconds="95")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1320", "13:20"),
        ("13:20", "13:20"),
        ("905", "09:05"),
        ("9", "09:00"),
        ("2460", None),
        ("words", None),
        ("", None),
    ],
)
def test_a_time_is_typed_as_it_comes(typed: str, read: str | None) -> None:
    assert time_typed(typed) == read


def test_a_field_keeps_what_is_being_typed(qtbot: QtBot) -> None:
    field = NumberField("n", TEXTS)
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    press("12")
    field.show_value("7")
    assert field.text() == "12"


def test_rows_are_filled_by_typing_on(qtbot: QtBot) -> None:
    editor, told = rows_editor(qtbot, "O-machines")
    editor.add_row()
    press("first", ENTER, "1", ENTER)
    press("second", ENTER, "2", ENTER)
    assert told[-1] == (
        {"label": "first", "conform": "yes"},
        {"label": "second", "conform": "no"},
        {},
    )
    assert "3 rows, 2 judged, 1 conform" in editor._sum.text()
    press(Qt.Key.Key_Delete, control=True)
    assert len(told[-1]) == 2


def test_a_case_shows_when_it_was_due_and_whether_it_was_in_time() -> None:
    repeat = CHECKLIST.item("O-cases").repeat
    assert repeat is not None
    model = RowsModel(repeat, TEXTS, date(2026, 11, 20))
    model.show_rows(
        [
            {"received": "2026-11-02", "days": "5", "closed": "2026-11-09"},
            {"received": "2026-11-02", "days": "5", "closed": "2026-11-10"},
            {"received": "2026-11-02", "days": "5"},
        ]
    )
    shown = [
        tuple(model.index(row, column).data() for column in (3, 4)) for row in range(3)
    ]
    assert shown == [
        ("2026-11-09", "In time"),
        ("2026-11-09", "Late"),
        ("2026-11-09", "－"),
    ]


def test_what_is_no_day_is_refused_with_a_hint(qtbot: QtBot) -> None:
    editor, told = rows_editor(qtbot, "O-cases")
    editor.add_row()
    told.clear()
    press("words", ENTER)
    assert told == []
    assert "115/11/20" in editor._hint.text()


def test_a_day_in_a_row_is_typed_as_it_comes(qtbot: QtBot) -> None:
    editor, told = rows_editor(qtbot, "O-cases")
    editor.add_row()
    press("1151102", ENTER, "5", ENTER, "115.11.9", ENTER)
    assert told[-2] == (
        {"received": "2026-11-02", "days": "5", "closed": "2026-11-09"},
    )


def test_a_cell_takes_what_an_input_method_writes(qtbot: QtBot) -> None:
    editor, told = rows_editor(qtbot, "O-machines")
    editor.add_row()
    table = part(editor, "O-machines-rows")
    assert isinstance(table, QTableView)
    table.edit(table.currentIndex())
    cell = table.findChild(QLineEdit)
    assert cell is not None
    write(cell, "一樓")
    press(ENTER)
    assert told[-1] == ({"label": "一樓"},)


def test_the_table_of_rows_is_a_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    repeat = CHECKLIST.item("O-cases").repeat
    assert repeat is not None
    model = RowsModel(repeat, TEXTS, date(2026, 11, 20))
    model.show_rows([{"days": "5"}, {}])
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_rows_can_be_freed(qtbot: QtBot) -> None:
    item = CHECKLIST.item("O-cases")
    repeat = item.repeat
    assert repeat is not None
    assert is_freed(qtbot, lambda: RowsEditor(item, repeat, TEXTS, now))
