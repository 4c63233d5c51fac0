from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QPushButton, QWidget

from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.directory_entry import DirectoryEntryDialog, Edited
from desktop.pages.directory import DirectoryPage
from desktop.widgets.places import DirectoryOf
from forms.directory.library import built_in_directories
from forms.directory.model import Directory, Person, Unit
from forms.directory.writing import write_directory
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.workflows.directory_edit import Entry
    from forms.errors import UserError


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        session.store.directory.save(example_day.directory())
        yield session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> DirectoryPage:
    return shown(qtbot, session, "mpb-north")


def shown(qtbot: QtBot, session: Session, unit: str = "") -> DirectoryPage:
    page = DirectoryPage(session, DirectoryOf(unit))
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    qtbot.wait(10)  # rows are shown by an event of their own
    return page


def kept(page: DirectoryPage) -> Directory:
    directory = page.session.store.directory.get()
    assert directory is not None
    return directory


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def words(page: QWidget) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def answering(change: Callable[[Entry], Entry | None]) -> Callable[..., Edited]:
    """In the place of the dialog: make this of the entry."""

    def ask(*args: object, **_: object) -> Edited:
        entry: Entry = args[3]  # type: ignore[assignment]
        return Edited(change(entry))

    return ask


def agreed(*_: object, **__: object) -> bool:
    return True


def test_a_unit_shows_what_belongs_to_it(page: DirectoryPage) -> None:
    told = words(page)
    assert "北部航務中心" in told
    assert "基隆港務局航政組" in told
    assert "please check" in told
    assert "北部航務中心服務櫃檯" in told
    assert "林雅婷" in told
    assert "2102" in told
    assert "張峯銘" not in told


def test_the_agency_shows_its_groups_and_task_forces(
    qtbot: QtBot, session: Session
) -> None:
    told = words(shown(qtbot, session))
    assert "各航務中心" in told
    assert "提升服務品質工作推動小組" in told


def test_typing_leaves_the_units_that_have_it(page: DirectoryPage) -> None:
    write(page.tree.words, "陳冠廷")
    root = page.tree.view.model().index(0, 0)
    bureau = root.model().index(0, 0, root)
    assert bureau.model().rowCount(bureau) == 1
    assert bureau.model().index(0, 0, bureau).data() == "中部航務中心"


def test_a_unit_is_renamed(
    page: DirectoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(entry: Entry) -> Entry:
        assert isinstance(entry, Unit)
        return replace(entry, name="北區航務中心")

    monkeypatch.setattr(DirectoryEntryDialog, "ask", answering(rename))
    press(page, "edit-unit")
    assert kept(page).unit("mpb-north").name == "北區航務中心"
    assert page.tree.current() == "mpb-north"
    assert "北區航務中心" in words(page)


def test_a_person_is_added_to_the_unit(
    page: DirectoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill_in(entry: Entry) -> Entry:
        assert isinstance(entry, Person)
        return replace(entry, name="許思妤")

    monkeypatch.setattr(DirectoryEntryDialog, "ask", answering(fill_in))
    press(page, "add-person")
    person = kept(page).people[-1]
    assert (person.name, person.unit) == ("許思妤", "mpb-north")


def test_a_name_that_is_taken_is_refused(
    page: DirectoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rename(entry: Entry) -> Entry:
        assert isinstance(entry, Unit)
        return replace(entry, name="中部航務中心")

    told: list[UserError] = []
    page.told.connect(told.append)
    monkeypatch.setattr(DirectoryEntryDialog, "ask", answering(rename))
    press(page, "edit-unit")
    assert [error.fields["name"] for error in told] == ["中部航務中心"]
    assert kept(page).unit("mpb-north").name == "北部航務中心"


def test_a_removed_unit_leaves_what_it_had_to_the_one_above_and_comes_back(
    page: DirectoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(page)
    monkeypatch.setattr(ConfirmDialog, "ask", agreed)
    press(page, "remove-unit")
    after = kept(page)
    assert "mpb-north" not in {unit.id for unit in after.units}
    assert {one.unit for one in after.people if one.id == "p1"} == {"mpb"}
    press(page, "undo")
    assert kept(page) == before


def test_nothing_is_removed_unasked(
    page: DirectoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = kept(page)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: False)
    press(page, "remove-unit")
    assert kept(page) == before


def test_a_unit_with_units_below_it_stays(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, "motc")
    told: list[UserError] = []
    page.told.connect(told.append)
    press(page, "remove-unit")
    assert len(told) == 1
    assert "units below" in told[0].message


def test_what_is_exported_can_be_imported(
    qtbot: QtBot,
    page: DirectoryPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, file = kept(page), tmp_path / "directory.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    press(page, "export")
    monkeypatch.setattr(ConfirmDialog, "ask", agreed)
    page.session.store.directory.save(replace(before, people=(), extensions=()))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    press(page, "import")
    qtbot.waitUntil(lambda: kept(page) == before, timeout=PATIENT)
    press(page, "undo")
    assert kept(page).people == ()


def test_every_mistake_of_a_workbook_is_listed_with_its_place(
    qtbot: QtBot,
    page: DirectoryPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = kept(page)
    file = tmp_path / "wrong.xlsx"
    file.write_bytes(write_directory(before, page.texts))
    workbook = openpyxl.load_workbook(file)
    for row in workbook["People"].iter_rows(min_row=2):
        row[-1].value = "nowhere"
    workbook.save(file)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(file), ""))
    press(page, "import")
    mistakes = page.findChild(QListWidget, "mistakes")
    assert mistakes is not None
    qtbot.waitUntil(lambda: mistakes.count() == 3, timeout=PATIENT)
    assert "People" in mistakes.item(0).text()
    assert kept(page) == before


@pytest.mark.parametrize("how", [*built_in_directories(), "begin"])
def test_an_empty_directory_has_a_first_step(
    qtbot: QtBot, session: Session, how: str
) -> None:
    with session.store.connection.writing("directory") as database:
        database.execute("DELETE FROM directory")
    page = shown(qtbot, session)
    press(page, "begin" if how == "begin" else f"row-{how}")
    directory = kept(page)
    assert directory.unit(directory.agency).name in words(page)


def test_delete_on_the_tree_asks_to_remove(
    qtbot: QtBot, page: DirectoryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {action.shortcut().toString() for action in page.actions()}
    assert keys == {"F2", "Ins", "Del"}
    contexts = {action.shortcutContext() for action in page.actions()}
    assert contexts == {Qt.ShortcutContext.WidgetShortcut}


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: DirectoryPage(session, DirectoryOf()))
