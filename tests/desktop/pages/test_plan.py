from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from desktop.dialogs.execution_note import EditedNote, ExecutionNoteDialog
from desktop.dialogs.execution_sheet import ExecutionSheetDialog
from desktop.dialogs.waiver import Waived, WaiverDialog
from desktop.pages.plan import PlanPage
from desktop.tasks import abandon, finish
from desktop.widgets.gone import GoneError
from desktop.widgets.places import Fill, PlanOf, Plans, PlanView, ReportOf
from desktop.widgets.plans.tree_model import PlanTree
from desktop.widgets.plans.wanted import ItemsWanted, Show
from desktop.workflows.plan_view import standing
from forms.plan.coverage import Seen
from forms.plan.execution import ExecutionNote, LinkState, PlanLink
from forms.plan.model import DeadlineKind
from forms.plan.obligations import State
from tests.desktop.keyboard import write
from tests.desktop.pages import example_day
from tests.desktop.plans_day import NORTH, PLAN, busy, large, note, revised
from tests.desktop.signing_day import PATIENT, is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from desktop.workflows.demo import Example

REF = f"{PLAN.code}@{PLAN.version}"
PHONE = "1-3-8"


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        session.store.directory.save(example_day.directory())
        busy(session.store)
        yield session
        for widget in QApplication.topLevelWidgets():
            widget.hide()
        abandon()
        assert finish()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PlanPage:
    return shown(qtbot, session)


def shown(qtbot: QtBot, session: Session, place: PlanOf | None = None) -> PlanPage:
    """A page whose standing has arrived."""
    page = PlanPage(session, place or PlanOf(REF))
    qtbot.addWidget(page)
    page.resize(1100, 760)
    with qtbot.waitSignal(page._knowledge.arrived, timeout=PATIENT):
        page.show()
    page.activateWindow()
    qtbot.waitActive(page)
    return page


def words(page: PlanPage) -> list[str]:
    QApplication.processEvents()  # rows are shown by an event of their own
    labels = page.items.panel.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def press(page: PlanPage, name: str) -> None:
    found = page.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    found.click()


def choose(page: PlanPage, show: Show) -> None:
    choice = page.items.filters.show_only
    choice.setCurrentIndex(choice.findData(show))
    choice.activated.emit(0)


def test_every_item_stands_in_the_tree_with_what_is_known_of_it(
    page: PlanPage,
) -> None:
    tree = page.items.outline.model()
    assert isinstance(tree, PlanTree)
    assert tree.keys() == [item.key for item in PLAN.items]
    at = tree.index_of("5-2-4")
    row = [at.siblingAtColumn(column).data() for column in range(5)]
    assert row[:3] == ["4、年度顧客滿意度調查", "企劃組", "每年1次"]
    assert row[3].startswith("0 / ")
    assert "overdue" in row[4]


def test_it_filters_while_one_types_and_keeps_what_stands_above(
    page: PlanPage,
) -> None:
    write(page.items.filters.words, "電話禮貌")
    assert page.items.outline.shown() == ["1", "1-3", PHONE]
    assert page.items.outline.count() == 1
    write(page.items.filters.words, " nothing")
    assert page.items.outline.shown() == []
    page.items.filters.clear()
    assert len(page.items.outline.shown()) == len(PLAN.items)


def test_filters_by_unit_level_and_kind_agree_with_the_plan(page: PlanPage) -> None:
    filters = page.items.filters
    filters.unit.setCurrentIndex(filters.unit.findText(NORTH))
    filters.unit.activated.emit(0)
    standing = page._standing
    assert standing is not None
    bound = {
        row.item
        for row in standing.coverage
        if any(cell.unit == NORTH for cell in row.cells)
    }
    actions = {item.key for item in PLAN.actions()}
    assert set(page.items.outline.shown()) & actions == bound
    filters.clear()
    filters.level.setCurrentIndex(2)
    filters.level.activated.emit(0)
    assert page.items.outline.count() == sum(item.level == 2 for item in PLAN.items)
    filters.clear()
    filters.kind.setCurrentIndex(filters.kind.findData(DeadlineKind.YEARLY))
    filters.kind.activated.emit(0)
    assert page.items.outline.count() == sum(
        item.deadline.kind is DeadlineKind.YEARLY for item in PLAN.items
    )


def test_uncovered_and_due_items_are_found(page: PlanPage) -> None:
    standing = page._standing
    assert standing is not None
    choose(page, Show.UNCOVERED)
    bare = {row.item for row in standing.coverage if not row.checks}
    actions = {item.key for item in PLAN.actions()}
    assert set(page.items.outline.shown()) & actions == bare
    choose(page, Show.OVERDUE)
    late = {o.item for o in standing.obligations if o.state is State.OVERDUE}
    assert set(page.items.outline.shown()) & actions == late
    choose(page, Show.DOUBTFUL)
    assert page.items.outline.count() > 0


def test_a_doubt_that_was_taken_as_right_stays_so(page: PlanPage) -> None:
    session, today = page.session, date(2020, 6, 1)
    before = standing(PLAN, session.store, today, session.texts).doubts
    right = replace(next(one for one in before if one.where), accepted=True)
    settled = replace(PLAN, lint=(right,))
    after = standing(settled, session.store, today, session.texts).doubts
    assert right in after
    waiting = [one for one in after if not one.accepted]
    assert not [
        one for one in waiting if (one.code, one.where) == (right.code, right.where)
    ]
    assert len(waiting) < len(before)


def test_a_rule_is_shown_whole(page: PlanPage) -> None:
    table = page.obligations.table
    headings, _ = page.obligations.shown()
    room = table.columnWidth(headings.index("Rule"))
    assert table.fontMetrics().horizontalAdvance("每年12月31日前") < room


def test_a_filter_that_hangs_on_what_is_known_waits_for_it(
    qtbot: QtBot, session: Session
) -> None:
    page = PlanPage(session, PlanOf(REF))
    qtbot.addWidget(page)
    choose(page, Show.UNCOVERED)
    assert page.items.outline.shown() == []
    with qtbot.waitSignal(page._knowledge.arrived, timeout=PATIENT):
        page.show()
    assert page.items.outline.count() > 0


def test_the_item_is_told_in_full(qtbot: QtBot, session: Session) -> None:
    page = shown(qtbot, session, PlanOf(REF, PHONE))
    told = words(page)
    assert "電話禮貌測試" in told
    assert "一、(三)8" in told
    assert "秘書室" in told
    page.items.choose("1-3-1")
    assert any("北部航務中心, 中部航務中心" in text for text in words(page))


def test_notes_are_shown_with_whether_they_count(
    qtbot: QtBot, session: Session
) -> None:
    page = shown(qtbot, session, PlanOf(REF, PHONE))
    told = words(page)
    assert "counts" in told
    assert "without proof" in told


def test_a_new_note_is_kept_with_its_proof(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, session, PlanOf(REF, "1-1-2"))

    def written(*args: object, **_: object) -> EditedNote:
        made = next(one for one in args if isinstance(one, ExecutionNote))
        changed = note(session.store, "1-1-2", "人事室", id=made.id, text="講習一場")
        return EditedNote(note=changed, files={})

    monkeypatch.setattr(ExecutionNoteDialog, "ask", written)
    press(page, "notes-new")
    assert "講習一場" in [one.text for one in session.store.execution.notes(PLAN.code)]
    assert any("講習一場" in text for text in words(page))


def test_a_removed_note_can_be_had_back(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, session, PlanOf(REF, "1-1-2"))
    before = session.store.execution.notes(PLAN.code)
    (known,) = (one for one in before if one.item == "1-1-2")

    def removed(*_: object, **__: object) -> EditedNote:
        return EditedNote(note=known, files={}, is_removed=True)

    monkeypatch.setattr(ExecutionNoteDialog, "ask", removed)
    press(page, f"row-note-{known.id}")
    assert known not in session.store.execution.notes(PLAN.code)
    press(page, "undo")
    assert session.store.execution.notes(PLAN.code) == before


def test_a_waiver_takes_the_unit_out_of_the_matrix_and_ends_with_undo(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, session, PlanOf(REF, "1-3-1"))

    def waived(*_: object, **__: object) -> Waived:
        return Waived(unit=NORTH, reason="整修中", by="林雅婷")

    monkeypatch.setattr(WaiverDialog, "ask", waived)
    with qtbot.waitSignal(page._knowledge.arrived, timeout=PATIENT):
        press(page, "waivers-new")
    standing = page._standing
    assert standing is not None
    (row,) = (row for row in standing.coverage if row.item == "1-3-1")
    assert {c.unit: c.state for c in row.cells}[NORTH] is Seen.WAIVED

    def ended(*_: object, **__: object) -> Waived:
        return Waived(unit=NORTH, reason="", by="", is_ended=True)

    monkeypatch.setattr(WaiverDialog, "ask", ended)
    name = f"row-waiver-{PLAN.version}-1-3-1-{NORTH}"
    press(page, name)
    kept = session.store.execution.waivers
    assert [one.item for one in kept(PLAN.code)] == ["1-3-5"]
    press(page, "undo")
    assert [one.item for one in kept(PLAN.code)] == ["1-3-1", "1-3-5"]


def test_a_change_elsewhere_is_known_without_asking(
    qtbot: QtBot, page: PlanPage, session: Session
) -> None:
    link = PlanLink(
        plan=PLAN.code,
        version=PLAN.version,
        item=PHONE,
        checklist="MN",
        check="MN01",
        state=LinkState.CONFIRMED,
        at=session.now(),
    )
    with qtbot.waitSignal(page._knowledge.arrived, timeout=PATIENT):
        session.store.execution.say_of_link(link)
    standing = page._standing
    assert standing is not None
    assert standing.links[PHONE] == ("MN.MN01",)


def test_a_sealed_visit_that_looked_at_it_leads_to_its_report(
    qtbot: QtBot, example: Example, tmp_path: Path
) -> None:
    profile = shutil.copytree(example.profile, tmp_path / "sealed")
    with opened(profile) as session:
        page = shown(qtbot, session, PlanOf(REF))
        standing = page._standing
        assert standing is not None
        item = standing.seen[0].item
        page.items.choose(item)
        number = example.sealed.number
        row = next(
            one
            for one in page.items.panel.visits.findChildren(QPushButton)
            if one.objectName().startswith("row-visit-")
        )
        with qtbot.waitSignal(page.going) as going:
            row.click()
        assert going.args == [ReportOf(number)]
        page.hide()
        abandon()
        assert finish()


def test_an_item_of_the_matrix_leads_to_the_tree(qtbot: QtBot, page: PlanPage) -> None:
    page.tabs.setCurrentWidget(page.coverage)
    table = page.coverage.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(3, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.tabs.currentWidget() is page.items
    assert page.items.outline.current() == PLAN.actions()[3].key


def test_obligations_of_another_day_are_found_out(qtbot: QtBot, page: PlanPage) -> None:
    page.tabs.setCurrentWidget(page.obligations)
    assert [one.state for one in page.obligations.obligations()] == [State.OVERDUE]
    with qtbot.waitSignal(page._knowledge.arrived, timeout=PATIENT):
        page.obligations.day.day_edited.emit(date(2020, 6, 1))
    assert [one.state for one in page.obligations.obligations()] == [State.DUE]
    with qtbot.waitSignal(page._knowledge.arrived, timeout=PATIENT):
        page.obligations.day.day_edited.emit(date(2019, 6, 1))
    assert page.obligations.obligations() == ()


def test_a_place_may_ask_for_a_units_obligations(
    qtbot: QtBot, session: Session
) -> None:
    place = PlanOf(REF, view=PlanView.OBLIGATIONS, unit="企劃組")
    page = shown(qtbot, session, place)
    assert page.tabs.currentWidget() is page.obligations
    assert {one.unit for one in page.obligations.obligations()} == {"企劃組"}
    assert page.obligations.unit.currentText() == "企劃組"


def test_a_doubt_leads_to_its_item(qtbot: QtBot, page: PlanPage) -> None:
    page.tabs.setCurrentWidget(page.doubts)
    write(page.doubts.words, "逐日")
    table = page.doubts.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert page.items.outline.current() == "3-4-2"


def test_links_of_an_earlier_version_are_carried_over(
    qtbot: QtBot, session: Session
) -> None:
    new = revised()
    session.store.plans.add(new)
    page = shown(qtbot, session, PlanOf(f"{new.code}@2", "1-3-7"))
    assert any("carried over from version 1" in text for text in words(page))
    page.items.choose(PHONE)
    assert any("carried over from version 1" in text for text in words(page))


def test_folded_items_stay_folded_after_a_filter(page: PlanPage) -> None:
    outline = page.items.outline
    tree = outline.model()
    assert isinstance(tree, PlanTree)
    outline.collapse(tree.index_of("1"))
    write(page.items.filters.words, "電話")
    assert outline.isExpanded(tree.index_of("1"))
    page.items.filters.clear()
    assert not outline.isExpanded(tree.index_of("1"))
    assert outline.isExpanded(tree.index_of("2"))


@pytest.mark.parametrize(
    ("tab", "name", "begins"),
    [
        ("items", "plan.odt", b"PK"),
        ("coverage", "matrix.xlsx", b"PK"),
        ("obligations", "owed.ics", b"BEGIN:VCALENDAR"),
    ],
)
def test_what_a_tab_shows_is_written_as_its_name_says(
    qtbot: QtBot,
    page: PlanPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tab: str,
    name: str,
    begins: bytes,
) -> None:
    target = tmp_path / name
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    page.tabs.setCurrentWidget(getattr(page, tab))
    press(page, "plan-export")
    qtbot.waitUntil(lambda: page._progress.isHidden(), timeout=PATIENT)
    assert target.read_bytes().startswith(begins)


def test_a_name_without_a_kind_gets_the_one_that_was_picked(
    qtbot: QtBot, page: PlanPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = (str(tmp_path / "owed"), "Calendar (*.ics)")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    page.tabs.setCurrentWidget(page.obligations)
    press(page, "plan-export")
    qtbot.waitUntil(lambda: page._progress.isHidden(), timeout=PATIENT)
    assert (tmp_path / "owed.ics").is_file()


def test_a_sheet_is_made_of_the_items_that_are_shown(
    qtbot: QtBot, page: PlanPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    def ask(_: object, __: object, ___: object, items: list[str]) -> Fill:
        asked.append(items)
        return Fill("draft")

    monkeypatch.setattr(ExecutionSheetDialog, "ask", ask)
    with qtbot.waitSignal(page.going) as going:
        press(page, "plan-sheet")
    assert going.args == [Fill("draft")]
    write(page.items.filters.words, "電話禮貌")
    press(page, "plan-sheet")
    assert asked == [[], [PHONE]]


def test_a_plan_that_is_not_there_leads_to_the_list(session: Session) -> None:
    with pytest.raises(GoneError) as gone:
        PlanPage(session, PlanOf("nothing@1"))
    assert gone.value.instead == Plans()


def test_the_tree_is_a_sound_model(page: PlanPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.items.outline.model())  # type: ignore[no-untyped-call]
    page.items.outline.want(ItemsWanted(words=("電話",)))
    qtmodeltester.check(page.items.outline.model())  # type: ignore[no-untyped-call]
    qtmodeltester.check(page.coverage.table.model())  # type: ignore[no-untyped-call]
    qtmodeltester.check(page.obligations.table.model())  # type: ignore[no-untyped-call]
    qtmodeltester.check(page.doubts.table.model())  # type: ignore[no-untyped-call]


def test_two_thousand_items_have_no_widgets_of_their_own(
    qtbot: QtBot, session: Session
) -> None:
    session.store.plans.add(large(2_000))
    page = PlanPage(session, PlanOf("large"))
    qtbot.addWidget(page)
    page.show()
    outline = page.items.outline
    assert len(outline.shown()) == 2_000
    assert len(outline.viewport().children()) < 5
    assert outline.indexAt(QPoint(20, 20)).isValid()


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: PlanPage(session, PlanOf(REF)))
