from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop import settings as window_settings
from desktop.dialogs.confirm import ConfirmDialog
from desktop.pages.visits import VisitsPage
from desktop.widgets.places import Fill, NewVisit, ReportOf, Visits
from desktop.workflows.filling import Filling
from forms.checklist.model import InspectionKind
from forms.inspection import InspectionState
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QAction
    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        example_day.ordinary(session.store, session.now())
        yield session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> VisitsPage:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session) -> VisitsPage:
    page = VisitsPage(session, Visits())
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    return page


def units(page: VisitsPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 1).data() for row in range(model.rowCount())]


def action(page: VisitsPage, text: str) -> QAction:
    return next(one for one in page.actions() if one.text() == text)


def agreed(*_: object, **__: object) -> bool:
    return True


def test_the_latest_visit_comes_first(page: VisitsPage) -> None:
    assert units(page) == ["北部航務中心", "中部航務中心"]


def test_it_filters_while_one_types(qtbot: QtBot, page: VisitsPage) -> None:
    write(page.filters.words, "中部")
    assert units(page) == ["中部航務中心"]
    write(page.filters.words, " manner")
    assert units(page) == ["中部航務中心"]
    write(page.filters.words, " nothing")
    assert units(page) == []
    page.filters.clear()
    assert len(units(page)) == 2


def test_state_kind_and_unit_filter_together(page: VisitsPage) -> None:
    filters = page.filters
    filters.kind.setCurrentIndex(filters.kind.findData(InspectionKind.WALKAROUND))
    filters.kind.activated.emit(0)
    assert units(page) == ["中部航務中心"]
    filters.unit.setCurrentIndex(filters.unit.findText("北部航務中心"))
    filters.unit.activated.emit(0)
    assert units(page) == []
    filters.clear()
    filters.state.setCurrentIndex(filters.state.findData(InspectionState.SEALED))
    filters.state.activated.emit(0)
    assert units(page) == []


def test_a_year_is_a_period(page: VisitsPage, session: Session) -> None:
    filters = page.filters
    filters.period.setCurrentIndex(filters.period.findText(f"{session.now():Year %Y}"))
    filters.period.activated.emit(0)
    assert "中部航務中心" in units(page)


def test_it_sorts_by_a_column(page: VisitsPage) -> None:
    page.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert units(page) == ["中部航務中心", "北部航務中心"]
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    assert units(page) == ["北部航務中心", "中部航務中心"]


def test_enter_goes_on_with_a_draft(qtbot: QtBot, page: VisitsPage) -> None:
    page.table.setFocus()
    page.table.selectRow(1)
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    (place,) = going.args or []
    visit = page.session.store.inspections.get(place.inspection)
    assert isinstance(place, Fill)
    assert visit is not None
    assert visit.unit == "中部航務中心"


def test_a_sealed_visit_opens_as_its_report(
    qtbot: QtBot, page: VisitsPage, session: Session
) -> None:
    with session.store.connection.writing("inspections") as database:
        database.execute(
            "UPDATE inspections SET state = 'sealed', number = '115-K7M-0001' "
            "WHERE unit = '北部航務中心'"
        )
    page.table.selectRow(0)
    with qtbot.waitSignal(page.going) as going:
        action(page, "Open").trigger()
    assert going.args == [ReportOf("115-K7M-0001")]
    assert not action(page, "Discard the draft…").isEnabled()


def test_a_draft_is_named_before_it_is_discarded(
    page: VisitsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def refuse(*_: object, detail: str, **__: object) -> bool:
        asked.append(detail)
        return False

    monkeypatch.setattr(ConfirmDialog, "ask", refuse)
    page.table.selectRow(0)
    action(page, "Discard the draft…").trigger()
    assert len(asked) == 1
    assert "北部航務中心" in asked[0]
    assert len(units(page)) == 2


def test_a_discarded_draft_comes_back_as_it_was(
    qtbot: QtBot, page: VisitsPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = session.store
    visit = next(v for v in store.inspections.all() if v.unit == "北部航務中心")
    before = store.history.draft(visit.id)
    monkeypatch.setattr(ConfirmDialog, "ask", agreed)
    page.table.setFocus()
    page.table.selectRow(0)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    assert units(page) == ["中部航務中心"]
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.table, Qt.Key.Key_Z, control)
    qtbot.waitUntil(lambda: len(units(page)) == 2)
    assert store.history.draft(visit.id) == before
    assert units(page) == ["北部航務中心", "中部航務中心"]


def test_a_change_elsewhere_keeps_the_row_that_was_chosen(
    page: VisitsPage, session: Session
) -> None:
    page.table.selectRow(1)
    visit = session.store.inspections.summaries()[0]
    Filling(session.store, visit.id, session.now).set_note("EN01", "note")
    assert page.table.currentIndex().row() == 1


def test_what_is_shown_is_exported_as_text(
    page: VisitsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session
) -> None:
    example_day.visit(session.store, "EN", unit="=1+1", now=session.now())
    target = tmp_path / "list.xlsx"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(target.with_suffix("")), "")
    )
    page.filters.words.setText("=1")
    page.filters.words.textEdited.emit("=1")
    page.filters.words.setFocus()
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(page.filters.words, Qt.Key.Key_E, control)
    sheet = openpyxl.load_workbook(io.BytesIO(target.read_bytes())).active
    assert sheet is not None
    cells = list(sheet.iter_rows(min_row=2))
    assert len(cells) == 1
    assert cells[0][1].value == "=1+1"
    assert cells[0][1].data_type == "s"


def test_widths_of_columns_are_kept(
    qtbot: QtBot, page: VisitsPage, session: Session
) -> None:
    page.table.setColumnWidth(1, 222)
    page.hide()
    kept = window_settings.load(session.store.folder)
    assert kept.columns["visits"][1] == 222
    again = shown(qtbot, session)
    assert again.table.columnWidth(1) == 222


def test_an_empty_list_offers_the_first_visit(qtbot: QtBot, profile: Path) -> None:
    with opened(profile) as session:
        page = shown(qtbot, session)
        (button,) = (
            one
            for one in page.findChildren(QPushButton, "empty-action")
            if one.isVisible()
        )
        with qtbot.waitSignal(page.going) as going:
            button.click()
        assert going.args == [NewVisit()]


def test_the_table_is_a_sound_model(
    page: VisitsPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.table.model())  # type: ignore[no-untyped-call]


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: VisitsPage(session, Visits()))
