from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from desktop.pages.new_visit import NewVisitPage
from desktop.widgets.places import Fill, NewVisit
from forms.checklist.model import InspectionKind
from forms.inspection import Role
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from forms.errors import UserError
    from forms.inspection import Inspection


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        session.store.directory.save(example_day.directory())
        yield session


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> NewVisitPage:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session, unit: str = "") -> NewVisitPage:
    page = NewVisitPage(session, NewVisit(unit))
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    qtbot.waitExposed(page)
    return page


def begun(qtbot: QtBot, page: NewVisitPage) -> Inspection:
    with qtbot.waitSignal(page.going) as going:
        page.start.click()
    (place,) = going.args or []
    assert isinstance(place, Fill)
    visit = page.session.store.inspections.get(place.inspection)
    assert visit is not None
    return visit


def kind(page: NewVisitPage, wanted: InspectionKind) -> None:
    page.kind.setCurrentIndex(page.kind.findData(wanted))
    page.kind.activated.emit(page.kind.currentIndex())


def test_a_part_of_the_name_enter_and_enter_begin_a_visit(
    qtbot: QtBot, page: NewVisitPage
) -> None:
    page.unit.setFocus()
    write(page.unit, "北部")
    QTest.keyClick(page.unit, Qt.Key.Key_Return)
    assert page.unit.text() == "北部航務中心"
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.start, Qt.Key.Key_Return)
    visit = page.session.store.inspections.get((going.args or [])[0].inspection)
    assert visit is not None
    assert (visit.unit, visit.place) == ("北部航務中心", "北部航務中心服務櫃檯")
    assert visit.started == page.session.now()
    assert [use.code for use in visit.checklists] == ["EN", "SI", "MN"]


def test_what_was_done_last_is_suggested_again(qtbot: QtBot, session: Session) -> None:
    example_day.visit(
        session.store, "MN", kind=InspectionKind.WALKAROUND, now=session.now()
    )
    visit = begun(qtbot, shown(qtbot, session))
    assert (visit.unit, visit.kind) == ("北部航務中心", InspectionKind.WALKAROUND)


def test_the_kind_suggests_its_checklists(page: NewVisitPage) -> None:
    kind(page, InspectionKind.SCHEDULED)
    codes = [one.code for one in page.checklists.chosen()]
    assert codes == ["EN", "FA", "SI", "MN", "AC", "ST", "SP"]
    kind(page, InspectionKind.ANNUAL)
    assert len(page.checklists.chosen()) == 11


def test_a_reinspection_looks_at_the_same_things_again(
    qtbot: QtBot, session: Session
) -> None:
    example_day.visit(session.store, "HB", "PT", now=session.now())
    page = shown(qtbot, session)
    kind(page, InspectionKind.REINSPECTION)
    assert {one.code for one in page.checklists.chosen()} == {"HB", "PT"}


def test_facts_of_other_agencies_are_not_ticked(
    qtbot: QtBot, page: NewVisitPage
) -> None:
    page.unit.setText("北部航務中心")
    page.unit.editingFinished.emit()
    facts = begun(qtbot, page).facts
    assert facts["duty-desk"]
    assert not facts["kaohsiung-marine-bureau"]


def test_a_tick_that_is_taken_away_stays_away(qtbot: QtBot, page: NewVisitPage) -> None:
    page.unit.setText("北部航務中心")
    page.unit.editingFinished.emit()
    facts = page.facts.ticks
    facts.setCurrentIndex(facts.model().index(0, 0))
    QTest.keyClick(facts, Qt.Key.Key_Space)
    checklists = page.checklists.ticks
    checklists.setCurrentIndex(checklists.model().index(1, 0))
    QTest.keyClick(checklists, Qt.Key.Key_Space)
    visit = begun(qtbot, page)
    assert "FA" in {use.code for use in visit.checklists}
    assert not visit.facts["duty-desk"]


def test_an_earlier_years_plan_is_said_to_be_carried_over(
    qtbot: QtBot, page: NewVisitPage
) -> None:
    warning = page.findChild(QLabel, "plan-warning")
    assert warning is not None
    assert "carried over" in warning.text()
    page.unit.setText("北部航務中心")
    plan = begun(qtbot, page).plan
    assert plan is not None
    assert plan.code == "maritime-port-bureau-109"
    assert plan.carried_over_to == page.session.now().year - 1911


def test_a_day_before_the_plan_is_pointed_out(qtbot: QtBot, page: NewVisitPage) -> None:
    warning = page.findChild(QLabel, "plan-warning")
    assert warning is not None
    page.day.setFocus()
    page.day.edit.clear()
    QTest.keyClicks(page.day.edit, "108/5/1")
    QTest.keyClick(page.day.edit, Qt.Key.Key_Return)
    assert "begins on" in warning.text()


def test_a_unit_is_found_by_the_name_it_once_bore(
    qtbot: QtBot, page: NewVisitPage
) -> None:
    write(page.unit, "基隆港務局")
    QTest.keyClick(page.unit, Qt.Key.Key_Return)
    assert page.unit.text() == "北部航務中心"


def test_without_a_unit_it_says_what_is_missing(
    qtbot: QtBot, page: NewVisitPage
) -> None:
    told: list[UserError] = []
    page.told.connect(told.append)
    page.start.click()
    assert [error.message for error in told] == ["Say which unit is inspected."]
    assert page.session.store.inspections.all() == []
    assert page.unit.hasFocus() or not page.isActiveWindow()


def test_without_a_checklist_it_says_so(page: NewVisitPage) -> None:
    told: list[UserError] = []
    page.told.connect(told.append)
    page.unit.setText("北部航務中心")
    page.checklists.show_chosen(())
    page.start.click()
    assert [error.message for error in told] == ["Tick at least one checklist."]


def test_the_accompanying_officer_has_the_title_of_the_unit(
    qtbot: QtBot, page: NewVisitPage
) -> None:
    page.unit.setText("北部航務中心")
    page.unit.named.emit("北部航務中心")
    name = page.findChild(QLineEdit, "accompanying-0-name")
    assert name is not None
    write(name, "林雅")
    QTest.keyClick(name, Qt.Key.Key_Return)
    officer = begun(qtbot, page).person(Role.ACCOMPANYING)
    assert officer is not None
    assert (officer.name, officer.title, officer.person) == ("林雅婷", "科長", "p1")
    assert officer.unit == "北部航務中心"


def test_inspectors_are_added_and_taken_away(qtbot: QtBot, page: NewVisitPage) -> None:
    add = page.findChild(QPushButton, "add-inspector")
    assert add is not None
    for number, name in ((1, "陳冠廷"), (2, "張峯銘")):
        add.click()
        edit = page.findChild(QLineEdit, f"inspector-{number}-name")
        assert edit is not None
        edit.setText(name)
    remove = page.findChild(QPushButton, "inspector-1-remove")
    assert remove is not None
    remove.click()
    page.unit.setText("北部航務中心")
    people = begun(qtbot, page).people
    assert [one.name for one in people] == ["王堃霖", "張峯銘"]


def test_the_time_can_be_another(qtbot: QtBot, page: NewVisitPage) -> None:
    page.unit.setText("北部航務中心")
    page.time.setTime(page.time.time().fromString("09:05", "HH:mm"))
    started = begun(qtbot, page).started
    assert (started.hour, started.minute) == (9, 5)
    assert QDate(started.year, started.month, started.day).isValid()
    assert started.tzinfo is not None


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: NewVisitPage(session, NewVisit()))
