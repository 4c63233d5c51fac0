from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from desktop.widgets.flow import Flow
from desktop.widgets.grid_model import GridModel, GridRow, Kept
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.outline import Outline, OutlineEntry, section_title
from desktop.widgets.toast import Toast
from resources.texts import Texts
from tests.desktop.filling_day import part, press

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

EN, ZH = Texts("en"), Texts("zh-TW")
ROWS = (
    GridRow(item="A", number="1.1", section="one", text="Signs", result="Conforms"),
    GridRow(item="B", number="1.2", section="one", text="Lamps", lacks=True),
    GridRow(
        item="C",
        number="2.1",
        section="two",
        text="Doors",
        result="Does not conform",
        short=True,
        note="blocked",
    ),
)


@pytest.mark.parametrize(
    ("number", "title"),
    [
        (1, "一、甲"),
        (10, "十、甲"),
        (11, "十一、甲"),
        (20, "二十、甲"),
        (53, "五十三、甲"),
    ],
)
def test_sections_are_counted_as_documents_do(number: int, title: str) -> None:
    assert section_title(ZH, number, "甲") == title
    assert section_title(EN, number, "A") == f"{number}. A"


def test_a_section_leads_to_its_items(qtbot: QtBot) -> None:
    outline = Outline(EN)
    qtbot.addWidget(outline)
    outline.show_sections(
        [
            OutlineEntry(key="a", title="One", answered=1, total=3, group="List"),
            OutlineEntry(key="b", title="Two", answered=0, total=2, optional=True),
        ]
    )
    outline.show()
    line = part(outline, "section-b")
    assert line.accessibleName() == "Two　if any"
    with qtbot.waitSignal(outline.chosen) as chosen:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert chosen.args == ["b"]


@pytest.mark.parametrize(
    ("kept", "section", "words", "left"),
    [
        (Kept.ALL, "", "", "ABC"),
        (Kept.UNANSWERED, "", "", "B"),
        (Kept.MISSING, "", "", "B"),
        (Kept.SHORT, "", "", "C"),
        (Kept.ALL, "one", "", "AB"),
        (Kept.ALL, "", "2.1", "C"),
        (Kept.ALL, "", "BLOCKED doors", "C"),
    ],
)
def test_the_table_keeps_what_is_wanted(
    qtbot: QtBot, kept: Kept, section: str, words: str, left: str
) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    model = GridModel(EN, owner)
    model.show_rows(ROWS)
    model.keep_only(kept, section, words)
    rows = range(model.rowCount())
    assert "".join(model.row(row).item for row in rows) == left


def test_the_table_is_a_model(qtbot: QtBot, qtmodeltester: ModelTester) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    model = GridModel(EN, owner)
    model.show_rows(ROWS)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_what_does_not_fit_on_a_line_begins_another(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    for _ in range(4):
        label = QLabel()
        label.setFixedSize(100, 20)
        flow.addWidget(label)
    assert flow.heightForWidth(500) == 20
    assert flow.heightForWidth(220) == 48
    assert flow.heightForWidth(100) == 4 * 20 + 3 * 8


def test_a_note_grows_with_what_is_written(qtbot: QtBot) -> None:
    note = NoteEdit(EN)
    qtbot.addWidget(note)
    note.resize(200, 44)
    note.show()
    one_line = note.sizeHint().height()
    note.show_text("line\n" * 5)
    assert note.sizeHint().height() > one_line + 40


def test_a_note_that_is_shown_is_not_told(qtbot: QtBot) -> None:
    note = NoteEdit(EN)
    qtbot.addWidget(note)
    told: list[str] = []
    note.edited.connect(told.append)
    note.show_text("shown")
    note.keep()
    assert told == []


def test_shift_enter_begins_a_line(qtbot: QtBot) -> None:
    note = NoteEdit(EN)
    qtbot.addWidget(note)
    note.show()
    note.activateWindow()
    note.setFocus()
    qtbot.waitUntil(note.hasFocus)
    press("a")
    QTest.keyClick(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    press("b", Qt.Key.Key_Escape)
    assert note.toPlainText() == "a\nb"


def test_a_sentence_goes_by_itself(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    toast = Toast(room)
    toast._gone.setInterval(10)
    room.show()
    toast.say("Undone")
    assert toast.isVisible()
    qtbot.waitUntil(toast.isHidden)
