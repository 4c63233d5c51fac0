from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.plan_columns import PlanColumnsDialog
from desktop.dialogs.plan_keep import PlanKeepDialog, ToKeep
from desktop.dialogs.plan_levels import PlanLevelsDialog
from desktop.pages.import_plan import ImportPlanPage
from desktop.widgets.gone import GoneError
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.places import ImportPlan, PlanOf, Plans
from desktop.workflows.plan_draft import PlanInHand, begin_draft, read_chosen
from forms.plan.building.columns import Role
from forms.plan.editing.saying import AssignColumns, NameLevel, SetFacts, SetText
from forms.plan.editing.shaping import LeaveOut
from forms.plan.model import DeadlineKind
from tests.desktop.keyboard import write
from tests.desktop.signing_day import PATIENT, is_freed, opened
from tests.desktop.workflows.test_plan_draft import PLAN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from desktop.session import Session


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.txt"
    path.write_text(PLAN, "utf-8")
    return path


@pytest.fixture
def draft(session: Session, file: Path) -> str:
    return begin_draft(session.store, read_chosen(file, session.texts, _go_on))


def _go_on(done: int, whole: int) -> None:
    del done, whole


def page_of(qtbot: QtBot, session: Session, draft: str) -> ImportPlanPage:
    page = ImportPlanPage(session, ImportPlan(draft))
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def button(page: QWidget, name: str) -> QPushButton:
    found = page.findChild(QPushButton, name)
    assert found is not None
    return found


def line(page: QWidget, name: str) -> QLineEdit:
    found = page.findChild(QLineEdit, name)
    assert found is not None
    return found


def texts(session: Session, draft: str) -> list[str]:
    work = PlanInHand(session.store, draft, session.texts).work
    return [row.item.text for row in work.rows]


def choose(page: ImportPlanPage, at: int) -> str:
    assert page._plan is not None
    row = page._plan.work.rows[at].id
    page.tree.show_row(row)
    return row


def dropping(path: Path) -> QDropEvent:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(50, 50),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.data = data  # type: ignore[attr-defined]  # Qt does not keep it
    return event


def test_a_file_that_is_dropped_becomes_a_draft(
    qtbot: QtBot, session: Session, file: Path
) -> None:
    page = page_of(qtbot, session, "")
    assert not page.document.isVisible()
    with qtbot.waitSignal(page.going, timeout=PATIENT) as going:
        page.dropEvent(dropping(file))
    (draft,) = session.store.plan_drafts.open()
    assert going.args == [ImportPlan(draft.id)]


def test_why_a_file_is_not_read_is_told_in_its_place(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("敬啟者：\n謝謝。\n", "utf-8")
    page = page_of(qtbot, session, "")
    page.dropEvent(dropping(path))
    qtbot.waitUntil(lambda: bool(page._reader.refusal), timeout=PATIENT)
    assert "letter.txt holds no plan" in page._reader.refusal
    assert session.store.plan_drafts.open() == []


def test_the_document_follows_the_tree_and_the_tree_the_document(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    row = choose(page, 3)
    assert page._plan is not None
    place = page._plan.work.row(row).place
    spot = page.document.spot(place)
    assert spot is not None
    assert page.document.currentIndex().row() == spot.row
    view = page.document
    index = view.model().index(3, 0)
    rect = view.visualRect(index)
    at = QPoint(rect.left() + rect.width() // 3, rect.center().y())
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    current = page.tree.current()
    assert current is not None
    assert current.item.text == "辦理教育訓練。"


def test_keys_go_from_doubt_to_doubt_and_say_that_one_is_right(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    waiting = page.doubts.waiting()
    assert waiting > 2
    for _ in range(waiting):
        QTest.keyClick(page, Qt.Key.Key_F7)
        if page.doubts._at and page.doubts._at.doubt:
            assert page.doubts._at.doubt.place or not page.doubts._at.doubt.row
    first = page.doubts._at
    QTest.keyClick(page, Qt.Key.Key_F7)
    QTest.keyClick(page, Qt.Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert page.doubts._at == first
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert page.doubts.waiting() == waiting - 1
    QTest.keyClick(page, Qt.Key.Key_F7)
    button(page, "undo-edit").click()
    assert page.doubts.waiting() == waiting


def test_undo_and_redo_lead_to_the_row_that_changes(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    third = choose(page, 3)
    page.do(SetText(row=third, text="辦理訓練。"))
    fourth = choose(page, 4)
    page.do(LeaveOut(row=fourth))
    for name, seen in (
        ("undo-edit", fourth),
        ("undo-edit", third),
        ("redo-edit", third),
        ("redo-edit", third),  # the fourth is gone again; this stands before it
    ):
        choose(page, 0)
        button(page, name).click()
        assert page._desk.row == seen
        current = page.tree.current()
        assert current is not None
        assert current.id == seen


def test_a_rows_fields_are_kept_as_they_are_left(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    row = choose(page, 4)
    words = page.findChild(NoteEdit, "row-text")
    assert words is not None
    words.selectAll()
    write(words, "每年辦理滿意度調查。")
    page.keep()
    owners = line(page, "row-owners")
    owners.setText("企劃組、秘書室")
    owners.editingFinished.emit()
    ordinal = line(page, "row-ordinal")
    ordinal.setText("2")
    ordinal.editingFinished.emit()
    kind = page.findChild(QComboBox, "deadline-kind")
    assert kind is not None
    kind.setCurrentIndex(kind.findData(DeadlineKind.YEARLY))
    kind.activated.emit(kind.currentIndex())
    item = PlanInHand(session.store, draft, session.texts).work.row(row).item
    assert item.text == "每年辦理滿意度調查。"
    assert item.owners == ("企劃組", "秘書室")
    assert item.ordinal == "2"
    assert (item.deadline.kind, item.deadline.min) == (DeadlineKind.YEARLY, 1)
    assert item.deadline.text == "盡快"


def test_what_is_being_written_goes_to_its_own_row(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    before = texts(session, draft)
    row = choose(page, 1)
    words = page.findChild(NoteEdit, "row-text")
    assert words is not None
    words.selectAll()
    write(words, "另訂。")
    QTest.keyClick(words, Qt.Key.Key_F7)
    choose(page, 3)
    ordinal = line(page, "row-ordinal")
    ordinal.setFocus()
    ordinal.setText("9")
    page.doubts.go(1)
    page.doubts.go(1)
    page.doubts.go(1)
    work = PlanInHand(session.store, draft, session.texts).work
    assert texts(session, draft) == [before[0], "另訂。", *before[2:]]
    assert work.row(row).item.ordinal == "1"
    assert work.rows[3].item.ordinal == "9"


def test_what_is_refused_stays_in_its_field_and_keeps_one_here(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    choose(page, 1)
    words = page.findChild(NoteEdit, "row-text")
    assert words is not None
    words.selectAll()
    write(words, " ")
    reason = page.keep()
    assert "needs words" in str(reason)
    assert words.toPlainText() == " "
    words.selectAll()
    write(words, "另訂。")
    assert page.keep() is None
    assert texts(session, draft)[1] == "另訂。"


def test_looking_at_rows_changes_nothing(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    for at in range(5):
        choose(page, at)
        assert page.keep() is None
    assert session.store.plan_drafts.corrections(draft) == ((), ())


def test_rows_are_moved_joined_split_and_left_out_by_keys(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    before = texts(session, draft)
    choose(page, 2)
    alt_shift = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(page, Qt.Key.Key_Up, alt_shift)
    assert texts(session, draft)[1:3] == [before[2], before[1]]
    QTest.keyClick(page, Qt.Key.Key_Left, alt_shift)
    assert page._plan is not None
    assert [row.level for row in page._plan.work.rows] == [1, 1, 2, 1, 2]
    page.tree.view.setFocus()
    QTest.keyClick(page.tree.view, Qt.Key.Key_Delete)
    assert len(texts(session, draft)) == 3
    for _ in range(3):
        button(page, "undo-edit").click()
    assert texts(session, draft) == before
    choose(page, 1)
    words = page.findChild(NoteEdit, "row-text")
    assert words is not None
    cursor = words.textCursor()
    cursor.setPosition(2)
    words.setTextCursor(cursor)
    button(page, "split").click()
    assert texts(session, draft)[1:3] == ["建立", "作業流程。"]
    choose(page, 2)
    button(page, "join").click()
    assert texts(session, draft) == before
    current = page.tree.current()
    assert current is not None
    assert current.item.text == "建立作業流程。"


def test_a_row_with_rare_characters_is_split_where_the_cursor_is(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    row = page._plan.work.rows[1].id if page._plan else ""
    page.do(SetText(row=row, text="𠮷𠮷港建立作業流程。"))
    choose(page, 1)
    words = page.findChild(NoteEdit, "row-text")
    assert words is not None
    cursor = words.textCursor()
    cursor.setPosition(len("𠮷𠮷港".encode("utf-16-le")) // 2)
    words.setTextCursor(cursor)
    button(page, "split").click()
    assert texts(session, draft)[1:3] == ["𠮷𠮷港", "建立作業流程。"]


def test_what_cannot_be_done_is_told(
    qtbot: QtBot, session: Session, draft: str
) -> None:
    page = page_of(qtbot, session, draft)
    choose(page, 0)
    with qtbot.waitSignal(page.told) as told:
        button(page, "promote").click()
    assert "at the top" in str(told.args[0])


def test_columns_and_levels_are_said_in_dialogs(
    qtbot: QtBot, session: Session, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, session, draft)
    choose(page, 3)
    roles = (Role.LEVEL, Role.LEVEL, Role.REMARK, Role.OWNERS)
    said = AssignColumns(table=0, roles=roles)
    monkeypatch.setattr(PlanColumnsDialog, "ask", lambda *_: said)
    button(page, "columns").click()
    named = (NameLevel(category=None, level=1, name="策略"),)
    monkeypatch.setattr(PlanLevelsDialog, "ask", lambda *_: named)
    button(page, "name-levels").click()
    plan = PlanInHand(session.store, draft, session.texts).work.corrected
    assert plan.levels == ("策略", "執行內容")
    assert {one.name for item in plan.items for one in item.remarks} == {"完成期限"}


def test_the_plan_is_kept_and_shown(
    qtbot: QtBot, session: Session, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, session, draft)
    facts = SetFacts(title="服務計畫", agency="某某局", roc_year=115)
    told = ToKeep(facts=facts, code="own")
    monkeypatch.setattr(PlanKeepDialog, "ask", lambda *_, **__: told)
    with qtbot.waitSignal(page.going) as going:
        button(page, "keep").click()
    assert going.args == [PlanOf("own@1")]
    kept = session.store.plans.get("own")
    assert kept is not None
    assert kept.title == "服務計畫"
    assert session.store.plan_drafts.open() == []


def test_a_discarded_draft_comes_back_with_its_corrections(
    qtbot: QtBot, session: Session, draft: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, session, draft)
    choose(page, 1)
    button(page, "leave-out").click()
    left = texts(session, draft)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: True)
    button(page, "discard").click()
    assert session.store.plan_drafts.open() == []
    assert not page.document.isVisible()
    with qtbot.waitSignal(page.going) as going:
        button(page, "undo").click()
    assert going.args == [ImportPlan(draft)]
    assert texts(session, draft) == left


def test_a_draft_that_is_no_more_leads_to_the_plans(session: Session) -> None:
    with pytest.raises(GoneError) as gone:
        ImportPlanPage(session, ImportPlan("0190-gone"))
    assert gone.value.instead == Plans()


def test_the_page_is_freed(qtbot: QtBot, session: Session, draft: str) -> None:
    assert is_freed(qtbot, lambda: ImportPlanPage(session, ImportPlan(draft)))
    QApplication.processEvents()
