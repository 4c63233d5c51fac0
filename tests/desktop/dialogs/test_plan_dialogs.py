from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desktop.dialogs.execution_note import ExecutionNoteDialog
from desktop.dialogs.plan_comparison import PlanComparisonDialog
from desktop.dialogs.plan_links import PlanLinksDialog
from desktop.dialogs.waiver import WaiverDialog
from desktop.workflows.execution_notes import keep_note, new_note
from desktop.workflows.plan_item import Linked, PlanItems
from forms.plan.execution import NoteKind
from resources.texts import Texts
from tests.desktop.conftest import NOW
from tests.desktop.keyboard import write
from tests.desktop.plans_day import NORTH, PLAN, note, revised
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.modeltest import ModelTester
    from pytestqt.qtbot import QtBot

    from desktop.session import Session
    from forms.plan.execution import ExecutionNote

EN = Texts("en")
UNITS = ("秘書室", "人事室")


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as session:
        yield session


def note_dialog(
    qtbot: QtBot, known: ExecutionNote, *, is_new: bool = True
) -> ExecutionNoteDialog:
    dialog = ExecutionNoteDialog(
        None, EN, known, units=UNITS, today=NOW.date(), is_new=is_new
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def press(widget: QWidget, name: str) -> None:
    found = widget.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    found.click()


def told(dialog: QWidget) -> str:
    label = dialog.findChild(QLabel, "told")
    assert isinstance(label, QLabel)
    return label.text() if label.isVisible() else ""


def test_a_new_note_begins_with_the_year_and_the_first_unit(
    qtbot: QtBot, session: Session
) -> None:
    first = new_note(session.store, PLAN, "1-3-8", "秘書室", NOW)
    assert (first.start.isoformat(), first.end.isoformat()) == (
        "2026-01-01",
        "2026-12-31",
    )
    dialog = note_dialog(qtbot, first)
    press(dialog, "done")
    assert told(dialog) == "Say what was done."
    dialog.text.setPlainText("\u202e試測")
    press(dialog, "done")
    assert "invisible" in told(dialog)
    dialog.text.setPlainText("上半年測試")
    dialog.kind.setCurrentIndex(dialog.kind.findData(NoteKind.TRAINING))
    dialog.participants.setText("12")
    dialog.on.edit.setText("115/5/20")
    dialog.on.edit.editingFinished.emit()
    press(dialog, "done")
    assert not dialog.isVisible()
    made = dialog.edited().note
    assert (made.unit, made.kind, made.participants) == (
        "秘書室",
        NoteKind.TRAINING,
        12,
    )
    assert made.counted_on.isoformat() == "2026-05-20"
    assert not made.counts


def test_proof_is_kept_as_evidence_before_the_note(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    proof, same = tmp_path / "測試成果.pdf", tmp_path / "again.pdf"
    for path in (proof, same):
        path.write_bytes(b"%PDF-1.7 tested")
    known = note(session.store, "1-3-8", "秘書室")
    dialog = note_dialog(qtbot, known)
    dialog.add_files([proof, same])
    press(dialog, "done")
    edited = dialog.edited()
    keep_note(session.store, edited.note, edited.files)
    (kept,) = session.store.execution.notes(PLAN.code)
    assert kept == edited.note
    assert kept.counts
    (one,) = kept.proof
    assert (one.name, one.media_type) == ("測試成果.pdf", "application/pdf")
    assert hashlib.sha256(session.store.evidence.get(one.sha256)).hexdigest() == (
        one.sha256
    )


def test_what_is_taken_out_again_is_no_proof(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    proof = tmp_path / "a.pdf"
    proof.write_bytes(b"%PDF")
    dialog = note_dialog(qtbot, note(session.store, "1-3-8", "秘書室"))
    dialog.add_files([proof])
    press(dialog, "take-out")
    assert dialog.edited().note.proof == ()
    assert dialog.edited().files == {}


def test_proof_that_is_missing_or_too_large_is_refused(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    dialog = note_dialog(qtbot, note(session.store, "1-3-8", "秘書室"))
    dialog.add_files([tmp_path / "nothing.pdf"])
    assert "cannot be read" in told(dialog)
    large = tmp_path / "large.zip"
    with large.open("wb") as file:
        file.truncate((20 << 20) + 1)
    dialog.add_files([large])
    assert "larger than 20 MB" in told(dialog)
    assert dialog.edited().note.proof == ()


def test_a_note_that_a_report_has_judged_is_only_read(
    qtbot: QtBot, session: Session
) -> None:
    known = note(session.store, "1-3-8", "秘書室", report="115-K7M-0001")
    dialog = note_dialog(qtbot, known, is_new=False)
    assert "115-K7M-0001" in told(dialog)
    assert not dialog.text.isEnabled()
    for name in ("done", "remove", "add-files"):
        button = dialog.findChild(QPushButton, name)
        assert isinstance(button, QPushButton)
        assert not button.isEnabled()


def test_a_waiver_needs_a_reason_and_a_name(qtbot: QtBot) -> None:
    dialog = WaiverDialog(None, EN, item="一、(三)8", units=UNITS, by="")
    qtbot.addWidget(dialog)
    dialog.show()
    press(dialog, "done")
    assert "a reason" in told(dialog)
    dialog.by.setText("林雅婷")
    dialog.reason.setPlainText("\u202e修整")
    press(dialog, "done")
    assert "invisible" in told(dialog)
    dialog.by.clear()
    dialog.reason.clear()
    write(dialog.reason, "整修中")
    write(dialog.by, "林雅婷")
    press(dialog, "done")
    assert not dialog.isVisible()
    decided = dialog.decided()
    assert (decided.unit, decided.reason, decided.is_ended) == (
        "秘書室",
        "整修中",
        False,
    )


def links(qtbot: QtBot, session: Session, item: str) -> PlanLinksDialog:
    items = PlanItems(PLAN, session.store, session.texts)
    dialog = PlanLinksDialog(None, session, items, item)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def keys(dialog: PlanLinksDialog) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def states(session: Session, item: str) -> dict[str, Linked]:
    found = PlanItems(PLAN, session.store, session.texts).links(item)
    return {one.check: one.state for one in found if one.item == item}


def test_a_proposal_is_confirmed_with_one_key(qtbot: QtBot, session: Session) -> None:
    item = "3-3-1"
    dialog = links(qtbot, session, item)
    first, *_ = keys(dialog)
    assert states(session, item) == {}, "nothing is linked by itself"
    dialog.table.setFocus()
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    assert states(session, item) == {first: Linked.CONFIRMED}
    assert dialog.isVisible()
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert states(session, item) == {first: Linked.DECLINED}
    QTest.keyClick(dialog.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert states(session, item) == {}


def test_a_traced_check_can_be_declined_and_left_to_the_checklist_again(
    qtbot: QtBot, session: Session
) -> None:
    before = states(session, "1-3-7")
    dialog = links(qtbot, session, "1-3-7")
    traced = keys(dialog)[-1]
    assert before[traced] is Linked.TRACED
    dialog.table.setCurrentCell(len(keys(dialog)) - 1, 0)
    press(dialog, "decline")
    assert states(session, "1-3-7")[traced] is Linked.DECLINED
    press(dialog, "unsay")
    assert states(session, "1-3-7") == before


def test_any_check_is_found_by_its_words(qtbot: QtBot, session: Session) -> None:
    dialog = links(qtbot, session, "3-3-1")
    write(dialog.words, "SI06")
    assert keys(dialog) == ["SI06"]
    press(dialog, "confirm")
    assert states(session, "3-3-1") == {"SI06": Linked.CONFIRMED}


def comparison(qtbot: QtBot) -> PlanComparisonDialog:
    new = revised()
    dialog = PlanComparisonDialog(None, EN, (PLAN, new), PLAN, new)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def changes(dialog: PlanComparisonDialog) -> list[str]:
    model = dialog.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_two_versions_stand_side_by_side_with_what_changed(qtbot: QtBot) -> None:
    dialog = comparison(qtbot)
    assert changes(dialog) == [
        "removed",
        "reworded",
        "owners changed, deadline changed",
        "added",
    ]
    dialog.table.selectRow(1)
    assert "無菸洽公環境" in dialog.before.toPlainText()
    marked = dialog.after.toHtml()
    assert "underline" in marked
    assert "之維護與巡查" in marked
    dialog.table.selectRow(0)
    assert dialog.after.toPlainText() == "It is not in this version."


def test_the_comparison_filters_by_words_and_change(qtbot: QtBot) -> None:
    dialog = comparison(qtbot)
    write(dialog.words, "叫號")
    assert changes(dialog) == ["added"]
    dialog.words.clear()
    dialog.words.textEdited.emit("")
    dialog.change.setCurrentIndex(1 + 1)
    dialog.change.activated.emit(0)
    assert changes(dialog) == ["removed"]
    dialog.change.setCurrentIndex(0)
    dialog.change.activated.emit(0)
    dialog.only.click()
    assert len(changes(dialog)) == len(PLAN.items) + 1


def test_a_plan_beside_itself_has_not_changed(
    qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    dialog = comparison(qtbot)
    qtmodeltester.check(dialog.table.model())  # type: ignore[no-untyped-call]
    dialog.new.setCurrentIndex(0)
    dialog.new.activated.emit(0)
    assert changes(dialog) == []
    assert dialog.before.toPlainText() == ""


def test_dropped_dialogs_are_freed(qtbot: QtBot, session: Session) -> None:
    known = replace(note(session.store, "1-3-8", NORTH), text="已辦理")
    items = PlanItems(PLAN, session.store, session.texts)
    assert is_freed(
        qtbot,
        lambda: ExecutionNoteDialog(
            None, EN, known, units=UNITS, today=NOW.date(), is_new=True
        ),
    )
    assert is_freed(qtbot, lambda: WaiverDialog(None, EN, item="", units=UNITS, by=""))
    assert is_freed(qtbot, lambda: PlanLinksDialog(None, session, items, "1-3-8"))
    assert is_freed(qtbot, lambda: PlanComparisonDialog(None, EN, (PLAN,), PLAN, PLAN))
