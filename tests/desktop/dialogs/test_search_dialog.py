from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.dialogs.search import SearchDialog
from desktop.widgets.places import (
    DirectoryOf,
    Fill,
    Place,
    PlanOf,
    Printing,
    ReportOf,
)
from desktop.workflows.execution_sheet import rows_for, start_execution_visit
from forms.inspection import Answer, Participant, Role
from forms.plan.library import built_in_plan
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        example_day.ordinary(session.store, session.now())
        yield session


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> SearchDialog:
    dialog = SearchDialog(None, session)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def shown(dialog: SearchDialog) -> list[str]:
    model = dialog.hits.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def chosen(dialog: SearchDialog, words: str, steps: int = 0) -> Place | None:
    """Where Enter leads, after so many steps down."""
    dialog.words.clear()
    write(dialog.words, words)
    for _ in range(steps):
        QTest.keyClick(dialog.words, Qt.Key.Key_Down)
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    return dialog.place


def test_what_is_found_stands_below_its_kind(dialog: SearchDialog) -> None:
    write(dialog.words, "代理人")
    assert "Findings" in shown(dialog)
    assert any("服務檯未標示代理人姓名" in row for row in shown(dialog))


def test_enter_goes_to_the_item_of_a_draft(
    dialog: SearchDialog, session: Session
) -> None:
    place = chosen(dialog, "未標示代理人姓名")
    assert isinstance(place, Fill)
    assert place.item == "SI07"
    visit = session.store.inspections.get(place.inspection)
    assert visit is not None
    assert visit.unit == "北部航務中心"


def test_a_sealed_visit_leads_to_its_report(
    dialog: SearchDialog, session: Session
) -> None:
    with session.store.connection.writing("inspections") as database:
        database.execute(
            "UPDATE inspections SET state = 'sealed', number = '115-K7M-0001' "
            "WHERE unit = '北部航務中心'"
        )
    assert chosen(dialog, "未標示代理人姓名") == ReportOf("115-K7M-0001")


def test_a_person_leads_to_the_unit(dialog: SearchDialog) -> None:
    assert chosen(dialog, "張峯銘") == DirectoryOf("mpb-secretariat")


def test_an_item_leads_to_the_paper_of_its_checklist(
    dialog: SearchDialog,
) -> None:
    assert chosen(dialog, "植栽養護良好") == Printing("EN")


def test_a_sentence_of_a_plan_leads_to_its_item(
    dialog: SearchDialog, session: Session
) -> None:
    place = chosen(dialog, "無菸洽公環境")
    assert "Plans" in shown(dialog)
    assert isinstance(place, PlanOf)
    plan = session.store.plans.get(place.ref)
    assert plan is not None
    assert "無菸洽公環境" in plan.item(place.item).text
    assert any(plan.title in row for row in shown(dialog))


def test_an_item_of_a_visit_is_called_by_its_number(
    dialog: SearchDialog, session: Session
) -> None:
    store, plan = session.store, built_in_plan("maritime-port-bureau-109")
    visit = start_execution_visit(
        store,
        plan,
        rows_for(plan, [one.key for one in plan.items], ["企劃組"], store),
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        people=[Participant(role=Role.INSPECTOR, name="王堃霖")],
        now=session.now(),
        texts=session.texts,
    )
    (sheet,) = store.checklists.of_inspection(visit.id)
    second = sheet.sections[0].items[1].key
    store.answers.save(
        visit.id, Answer(item=second, note="尚缺會議紀錄", at=session.now())
    )
    write(dialog.words, "尚缺會議紀錄")
    (row,) = shown(dialog)[1:]
    assert " 1.2 " in row
    assert second not in row


def test_the_arrows_pass_over_headings(dialog: SearchDialog) -> None:
    write(dialog.words, "北部航務中心")
    model = dialog.hits.model()
    headings = {
        row
        for row in range(model.rowCount())
        if not model.index(row, 0).flags() & Qt.ItemFlag.ItemIsSelectable
    }
    assert len(headings) > 2
    rows = [dialog.hits.currentIndex().row()]
    for _ in range(model.rowCount()):
        QTest.keyClick(dialog.words, Qt.Key.Key_Down)
        rows.append(dialog.hits.currentIndex().row())
    assert rows[0] == 1
    assert rows[-1] == model.rowCount() - 1
    assert not headings & set(rows)


def test_nothing_found_is_said(dialog: SearchDialog) -> None:
    write(dialog.words, "沒有這種東西")
    assert "Nothing" in dialog._said.text()
    QTest.keyClick(dialog.words, Qt.Key.Key_Return)
    assert dialog.isVisible()


def test_words_that_are_html_are_shown_as_they_are(
    dialog: SearchDialog, session: Session
) -> None:
    example_day.visit(session.store, "MN", unit="<b>單位</b>", now=session.now())
    write(dialog.words, "單位")
    marked = str(dialog.hits.model().index(1, 0).data(Qt.ItemDataRole.UserRole))
    assert "&lt;b&gt;" in marked
    assert ">單位</b>" in marked


def test_the_list_is_a_sound_model(
    dialog: SearchDialog, qtmodeltester: ModelTester
) -> None:
    write(dialog.words, "北部")
    qtmodeltester.check(dialog.hits.model())  # type: ignore[no-untyped-call]


def test_a_dropped_dialog_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: SearchDialog(None, session))
