from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.widgets.entry_fields import FIELDS, as_text, as_value
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from desktop.widgets.tick_list import Tick, TickList
from desktop.workflows.directory_edit import TABLES
from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.model import FormerName
from forms.errors import UserError
from resources.texts import LANGUAGES, Texts
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day

if TYPE_CHECKING:
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

TODAY = date(2026, 11, 20)
TICKS = [Tick(key="a", text="甲", detail="3 項"), Tick(key="b", text="乙")]


@pytest.fixture
def ticks(qtbot: QtBot) -> TickList:
    ticks = TickList()
    qtbot.addWidget(ticks)
    ticks.show_ticks(TICKS, ("b",))
    ticks.resize(300, 100)
    ticks.show()
    return ticks


@pytest.fixture
def edit(qtbot: QtBot) -> SuggestEdit:
    edit = SuggestEdit()
    qtbot.addWidget(edit)
    edit.offer(
        [
            Suggestion(name="北部航務中心", also="基隆港務局"),
            Suggestion(name="中部航務中心"),
        ]
    )
    edit.show()
    return edit


def test_space_ticks_what_the_arrows_have_chosen(qtbot: QtBot, ticks: TickList) -> None:
    with qtbot.waitSignal(ticks.ticked) as ticked:
        QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert ticked.args == [frozenset("ab")]
    QTest.keyClick(ticks, Qt.Key.Key_Down)
    QTest.keyClick(ticks, Qt.Key.Key_Space)
    assert ticks.ticked_keys() == ("a",)


def test_a_click_on_the_words_ticks(ticks: TickList) -> None:
    room = ticks.visualRect(ticks.model().index(0, 0))
    QTest.mouseClick(ticks.viewport(), Qt.MouseButton.LeftButton, pos=room.center())
    assert ticks.ticked_keys() == ("a", "b")


def test_showing_ticks_tells_nobody(qtbot: QtBot, ticks: TickList) -> None:
    with qtbot.assertNotEmitted(ticks.ticked):
        ticks.show_ticks(TICKS, ("a",))


def test_the_ticks_are_a_sound_model(
    ticks: TickList, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(ticks.model())  # type: ignore[no-untyped-call]


def test_enter_takes_the_only_name_that_is_left(
    qtbot: QtBot, edit: SuggestEdit
) -> None:
    write(edit, "中部")
    with qtbot.waitSignal(edit.named) as named:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert named.args == ["中部航務中心"]
    assert edit.knows()


def test_enter_leaves_a_name_that_could_be_several(
    qtbot: QtBot, edit: SuggestEdit
) -> None:
    write(edit, "航務")
    with qtbot.waitSignal(edit.named) as named:
        QTest.keyClick(edit, Qt.Key.Key_Return)
    assert named.args == ["航務"]
    assert not edit.knows()


def test_a_former_name_finds_the_name_of_today(edit: SuggestEdit) -> None:
    write(edit, "基隆")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert edit.text() == "北部航務中心"


def test_down_on_an_empty_line_shows_all(edit: SuggestEdit) -> None:
    QTest.keyClick(edit, Qt.Key.Key_Down)
    popup = edit.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    model = popup.model()
    assert model is not None
    assert model.rowCount() == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", built_in_directories())
def test_what_is_shown_of_an_entry_is_read_back(code: str, language: str) -> None:
    texts, directory = Texts(language), built_in_directory(code)
    for kind, table in TABLES.items():
        for entry in getattr(directory, table):
            for name, field in FIELDS[kind].items():
                value = getattr(entry, name)
                if not isinstance(value, str | tuple | None):
                    continue
                if field in ("source", "equipment"):
                    continue
                text = as_text(texts, directory, field, value)
                assert as_value(directory, field, text, TODAY) == value


@pytest.mark.parametrize("language", LANGUAGES)
def test_former_names_keep_their_days(language: str) -> None:
    directory = example_day.directory()
    names = (
        FormerName(name="基隆港務局", start=date(1945, 10, 25), end=date(2012, 3, 1)),
        FormerName(name="舊名", end=date(2012, 3, 1)),
        FormerName(name="更舊"),
    )
    field = FIELDS[type(directory.units[0])]["former_names"]
    text = as_text(Texts(language), directory, field, names)
    assert as_value(directory, field, text, TODAY) == names


def test_a_name_that_is_nowhere_is_refused() -> None:
    directory = example_day.directory()
    field = FIELDS[type(directory.places[0])]["unit"]
    with pytest.raises(UserError, match="not in the directory"):
        as_value(directory, field, "海底", TODAY)
