from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.plan_comparison import PlanComparisonDialog
from desktop.pages.new_visit import NewVisitPage
from desktop.pages.plans import PlansPage
from desktop.tasks import abandon, finish
from desktop.widgets.places import ImportPlan, NewVisit, PlanOf, Plans
from forms.errors import UserError
from tests.desktop.keyboard import write
from tests.desktop.plans_day import PLAN, revised
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from forms.plan.model import Plan

TEXT = """濱海市立圖書館115年度服務品質計畫

壹、依據：
一、圖書館服務要點。

貳、實施要項：

實施要項\t推動方法\t完成期限\t承辦單位
一、閱覽環境\t(一)每層樓設置一處安靜自習區。\t持續辦理\t閱覽課
\t(二)辦理電話禮貌測試。\t每年2次\t推廣課
"""


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        session.store.plans.add(revised())
        yield session
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        abandon()
        assert finish()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PlansPage:
    page = PlansPage(session, Plans())
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    return page


def rows(page: PlansPage) -> list[tuple[str, str, str]]:
    model = page.table.model()
    return [
        tuple(model.index(row, column).data() for column in (2, 3, 4))
        for row in range(model.rowCount())
    ]


def button(page: PlansPage, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def choose(page: PlansPage, ref: str) -> None:
    page.table.selectRow(page._model.row_of(ref))


def agreed(*_: object, **__: object) -> bool:
    return True


def test_built_in_plans_and_brought_in_versions_are_listed(page: PlansPage) -> None:
    assert sorted(rows(page)) == [
        ("106", "2", "built in"),
        ("107", "1", "built in"),
        ("109", "1", "built in"),
        ("109", "2", ""),
        ("113", "1", "built in"),
    ]


def test_it_filters_while_one_types_and_sorts_by_number(page: PlansPage) -> None:
    write(page.words, "航港局")
    assert {year for year, _, _ in rows(page)} == {"109"}
    page.words.clear()
    page.words.textEdited.emit("")
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    assert rows(page)[0][0] == "113"
    write(page.words, "nothing")
    assert rows(page) == []


def test_enter_opens_a_version(qtbot: QtBot, page: PlansPage) -> None:
    choose(page, "coast-guard-107@1")
    page.table.setFocus()
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert going.args == [PlanOf("coast-guard-107@1")]


def test_the_plan_in_force_is_what_a_new_visit_proposes(
    qtbot: QtBot, page: PlansPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def ask(*_: object, detail: str, **__: object) -> bool:
        asked.append(detail)
        return True

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    choose(page, "kaohsiung-marine-bureau-113@1")
    button(page, "plans-in-force").click()
    assert "carried over" in asked[0]
    settings = session.store.settings.get()
    assert settings.plan == "kaohsiung-marine-bureau-113"
    assert settings.plan_carried_over
    assert rows(page)[0] == ("113", "1", "carried over, built in")
    visit = NewVisitPage(session, NewVisit())
    qtbot.addWidget(visit)
    visit.show()
    plan = visit.plan.plan()
    assert plan is not None
    assert plan.code == "kaohsiung-marine-bureau-113"


def test_without_a_plan_in_force_the_agencys_own_is_proposed(
    qtbot: QtBot, session: Session
) -> None:
    visit = NewVisitPage(session, NewVisit())
    qtbot.addWidget(visit)
    visit.show()
    plan = visit.plan.plan()
    assert plan is not None
    assert (plan.code, plan.version) == (PLAN.code, "2")


def test_two_versions_are_compared_the_older_one_first(
    page: PlansPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[tuple[str, str]] = []

    def ask(_: object, __: object, ___: object, old: Plan, new: Plan) -> None:
        shown.append((old.version, new.version))

    monkeypatch.setattr(PlanComparisonDialog, "ask", ask)
    for version in ("1", "2"):
        choose(page, f"{PLAN.code}@{version}")
        button(page, "plans-compare").click()
    assert shown == [("1", "2"), ("1", "2")]


def test_a_file_becomes_a_draft_that_can_be_gone_on_with(
    qtbot: QtBot, page: PlansPage, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "plan.txt"
    file.write_text(TEXT, encoding="utf-8")
    with qtbot.waitSignal(page.going, timeout=PATIENT) as going:
        page.bring_in(file)
    (draft,) = session.store.plan_drafts.open()
    assert going.args == [ImportPlan(draft.id)]
    choose(page, draft.id)
    assert not button(page, "plans-in-force").isEnabled()
    with qtbot.waitSignal(page.going) as going:
        page.table.activated.emit(page.table.currentIndex())
    assert going.args == [ImportPlan(draft.id)]


def test_what_is_no_plan_is_refused_with_a_sentence(
    qtbot: QtBot, page: PlansPage, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"no pdf")
    with qtbot.waitSignal(page.told, timeout=PATIENT) as told:
        page.bring_in(file)
    (error,) = told.args or []
    assert isinstance(error, UserError)
    assert session.store.plan_drafts.open() == []
    assert button(page, "plans-bring-in").isEnabled()


def test_what_is_shown_is_exported(
    page: PlansPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "plans.xlsx"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(target.with_suffix("")), "")
    )
    write(page.words, "海巡")
    button(page, "plans-export").click()
    sheet = openpyxl.load_workbook(io.BytesIO(target.read_bytes())).active
    assert sheet is not None
    assert [row[3].value for row in sheet.iter_rows(min_row=2)] == ["1"]


def test_the_table_is_a_sound_model(
    page: PlansPage, qtmodeltester: ModelTester
) -> None:
    qtmodeltester.check(page.table.model())  # type: ignore[no-untyped-call]


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: PlansPage(session, Plans()))
