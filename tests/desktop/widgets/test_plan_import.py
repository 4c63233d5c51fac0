from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import pytest
from PySide6.QtCore import QObject, QStringListModel, Qt
from PySide6.QtTest import QTest

from desktop.widgets.plan_import.counts_bar import CountsBar
from desktop.widgets.plan_import.deadline_edit import DeadlineEdit
from desktop.widgets.plan_import.document_model import DocumentModel
from desktop.widgets.plan_import.document_view import DocumentView
from desktop.widgets.plan_import.doubt_list import DoubtList
from desktop.widgets.plan_import.hints import hint
from desktop.widgets.plan_import.names_edit import NamesEdit
from desktop.widgets.plan_import.tree_model import DOUBTS, TreeModel
from forms.plan.building.grids import grids
from forms.plan.editing.counts import LevelCount
from forms.plan.editing.doubts import doubts_of
from forms.plan.editing.edits import apply
from forms.plan.editing.saying import SetText
from forms.plan.editing.shaping import LeaveOut, Promote
from forms.plan.editing.work import work_of
from forms.plan.model import Deadline, DeadlineKind
from resources.texts import Texts
from tests.desktop.conftest import NOW
from tests.desktop.dialogs.test_plan_import_dialogs import read
from tests.desktop.signing_day import is_freed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from forms.plan.reading.document import Place

_TEXTS: Final = Texts("en")
_DEADLINES: Final = (
    Deadline(),
    Deadline(kind=DeadlineKind.ONGOING, text="持續辦理"),
    Deadline(kind=DeadlineKind.YEARLY, text="每年二~三次", min=2, max=3),
    Deadline(kind=DeadlineKind.HALF_YEARLY, text="得每半年", min=0, max=1),
    Deadline(kind=DeadlineKind.YEARLY, text="至少一次", min=1, on="--12-31"),
    Deadline(kind=DeadlineKind.NEXT_YEAR, min=1, max=1, on="--01-31"),
    Deadline(kind=DeadlineKind.FIXED, min=1, on="2026-12-31", stated="持續辦理"),
    Deadline(kind=DeadlineKind.FIXED, min=1, on="2026-12"),
    Deadline(text="盡快", suspended_until="疫情結束"),
)


def test_the_models_are_sound(qtbot: QtBot, qtmodeltester: Any) -> None:
    owner = QObject()
    plan = read()
    document = DocumentModel(_TEXTS, owner)
    document.show_document(plan.document, grids(plan.document))
    qtmodeltester.check(document)
    tree, listed = TreeModel(_TEXTS, owner), DoubtList(_TEXTS, owner)
    qtmodeltester.check(tree)
    qtmodeltester.check(listed)
    work = work_of(plan)
    row = work.rows[2].id
    for edit in (
        SetText(row=row, text="另訂"),
        Promote(row=row),
        LeaveOut(row=work.rows[0].id),
    ):
        doubts = doubts_of(plan, work, _TEXTS)
        tree.show_work(work, doubts)
        listed.show_doubts(doubts, work.left_out)
        work = apply(work, edit)
    qtmodeltester.check(tree)
    qtmodeltester.check(listed)


def test_the_tree_marks_what_is_doubtful(qtbot: QtBot) -> None:
    plan = read()
    work = work_of(plan)
    owner = QObject()
    tree = TreeModel(_TEXTS, owner)
    doubts = doubts_of(plan, work, _TEXTS)
    tree.show_work(work, doubts)
    row = next(one.row for one in doubts if one.code == "deadline-unclear")
    index = tree.index_of(row, DOUBTS)
    assert index.data() == "？1"
    assert "was not understood" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert tree.index_of(work.rows[0].id, DOUBTS).data() == ""


def test_a_cell_that_is_told_in_row_after_row_has_its_hint(qtbot: QtBot) -> None:
    plan = read()
    doubt, *_ = doubts_of(plan, work_of(plan), _TEXTS)
    assert "in all these rows" in hint(_TEXTS, replace(doubt, code="repeated-cell"))


def test_keys_go_from_cell_to_cell_of_the_document(qtbot: QtBot) -> None:
    plan = read()
    view = DocumentView(_TEXTS)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    view.show_document(plan.document, grids(plan.document))
    view.show_place(plan.places["1"])
    picked: list[Place] = []
    view.picked.connect(picked.append)
    QTest.keyClick(view, Qt.Key.Key_Right)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert [place.column for place in picked] == [2, 2]
    assert picked[1] == plan.places["1-2"]
    assert view.table() == 0


@pytest.mark.parametrize("deadline", _DEADLINES, ids=repr)
def test_a_deadline_that_is_only_looked_at_stays_as_it_is(
    qtbot: QtBot, deadline: Deadline
) -> None:
    edit = DeadlineEdit(_TEXTS, NOW.date())
    qtbot.addWidget(edit)
    edited: list[Deadline] = []
    edit.edited.connect(edited.append)
    edit.show_deadline(deadline)
    edit.keep()
    assert edited == []


def test_a_deadline_is_entered_as_it_comes_to_hand(qtbot: QtBot) -> None:
    edit = DeadlineEdit(_TEXTS, NOW.date())
    qtbot.addWidget(edit)
    edited: list[Deadline] = []
    edit.edited.connect(edited.append)
    edit.show_deadline(Deadline(text="每年二次，年底前"))
    edit.kind.setCurrentIndex(edit.kind.findData(DeadlineKind.YEARLY))
    edit.least.setValue(2)
    edit.most.setValue(2)
    edit.on.setText("12/31")
    edit.keep()
    rule = Deadline(
        kind=DeadlineKind.YEARLY, text="每年二次，年底前", min=2, max=2, on="--12-31"
    )
    assert edited == [rule]
    edit.show_deadline(rule)
    edit.on.setText("年底")
    edit.keep()
    assert edited == [rule]
    assert edit.on.property("kind") == "wrong"


def test_a_name_is_completed_among_others(qtbot: QtBot) -> None:
    edit = NamesEdit()
    qtbot.addWidget(edit)
    edit.offer(["秘書室", "企劃組", "秘書室"])
    known = edit.findChild(QStringListModel)
    assert known is not None
    assert known.stringList() == ["秘書室", "企劃組"]
    edit.show_names(["人事室"])
    assert not edit.is_changed()
    edit.setText("人事室、企")
    edit._completer.activated.emit("企劃組")
    assert edit.names() == ("人事室", "企劃組")
    assert edit.is_changed()


def test_counts_say_whether_the_document_agrees(qtbot: QtBot) -> None:
    bar = CountsBar(_TEXTS)
    qtbot.addWidget(bar)
    level = LevelCount(category=None, title="", level=1, name="構面", count=5)
    wrong = LevelCount(
        category=None,
        title="",
        level=2,
        name="要項",
        count=9,
        stated="十項要項",
        agrees=False,
    )
    bar.show_counts([level, wrong])
    assert [pill.text() for pill in bar._pills] == ["構面 5", "要項 9 ✗ “十項要項”"]
    assert "9 were found" in bar._pills[1].toolTip()
    bar.show_counts([level])
    assert not bar._pills[1].isVisibleTo(bar)


def test_the_document_view_is_freed(qtbot: QtBot) -> None:
    assert is_freed(qtbot, lambda: DocumentView(_TEXTS))
