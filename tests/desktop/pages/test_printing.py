from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton

from desktop.pages.printing import PrintingPage
from desktop.widgets.places import Printing
from desktop.workflows.pdf_pages import page_picture, page_sizes
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PrintingPage:
    page = PrintingPage(session, Printing())
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    return page


def tick(page: PrintingPage, *codes: str) -> None:
    page._checklists.show_chosen(codes)
    page._checklists.picked.emit()


def tick_units(page: PrintingPage, *names: str) -> None:
    model = page._units._model
    for name in names:
        (row,) = model.findItems(
            name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        row.setCheckState(Qt.CheckState.Checked)


def press(page: PrintingPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert isinstance(button, QPushButton)
    button.click()


def test_all_eleven_checklists_are_offered_and_none_is_chosen(
    page: PrintingPage,
) -> None:
    assert len(page._checklists._offered) == 11
    assert not page._print.isEnabled()
    assert not page._view.isVisible()


def test_a_blank_is_shown_as_soon_as_one_is_ticked(
    qtbot: QtBot, page: PrintingPage
) -> None:
    tick(page, "SI")
    qtbot.waitUntil(lambda: bool(page._view.pdf), timeout=PATIENT)
    assert page._print.isEnabled()
    assert page._said.text() == "For any unit"


def test_the_checklist_that_was_looked_for_is_shown_at_once(
    qtbot: QtBot, session: Session
) -> None:
    page = PrintingPage(session, Printing("SI"))
    qtbot.addWidget(page)
    page.show()
    assert [one.code for one in page._checklists.chosen()] == ["SI"]
    qtbot.waitUntil(lambda: bool(page._view.pdf), timeout=PATIENT)
    assert "SI@1" in page_picture(page._view.pdf, 0, 0.2).text


def test_many_units_are_saved_in_one_file(
    qtbot: QtBot,
    page: PrintingPage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    tick(page, "SI")
    tick_units(page, "北部航務中心", "中部航務中心")
    target = tmp_path / "forms.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    press(page, "printing-save")
    qtbot.waitUntil(target.exists, timeout=PATIENT)
    pdf = target.read_bytes()
    pages = len(page_sizes(pdf))
    assert "北部航務中心" in page_picture(pdf, 0, 0.2).text
    assert "中部航務中心" in page_picture(pdf, pages // 2, 0.2).text


def test_what_was_ticked_stays_ticked_when_the_directory_changes(
    session: Session, page: PrintingPage
) -> None:
    tick_units(page, "北部航務中心")
    directory = session.store.directory.get()
    assert directory is not None
    session.store.directory.save(directory)
    assert page._units.names() == ("北部航務中心",)
    press(page, "printing-none")
    assert page._units.names() == ()


def test_a_unit_is_found_by_a_part_of_its_name(page: PrintingPage) -> None:
    edit = page.findChild(QLineEdit, "printing-filter")
    assert isinstance(edit, QLineEdit)
    page._tabs.setCurrentIndex(1)
    edit.setText("北部")
    edit.textEdited.emit("北部")
    found = page._units._found
    names = []
    index = found.index(0, 0)
    while index.isValid():
        names.append(index.data())
        index = page._units._tree.indexBelow(index)
    assert "北部航務中心" in names
    assert "中部航務中心" not in names


def test_a_profile_without_a_directory_prints_blanks(
    qtbot: QtBot, page: PrintingPage
) -> None:
    page._units.show_directory(None)
    tick(page, "EN")
    qtbot.waitUntil(lambda: bool(page._view.pdf), timeout=PATIENT)


def test_the_page_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: PrintingPage(session, Printing()))
