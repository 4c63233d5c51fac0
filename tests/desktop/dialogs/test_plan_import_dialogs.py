from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.dialogs.plan_columns import PlanColumnsDialog
from desktop.dialogs.plan_keep import PlanKeepDialog
from desktop.dialogs.plan_levels import PlanLevelsDialog
from forms.plan.building.build import build_plan
from forms.plan.building.columns import Role
from forms.plan.building.grids import grids
from forms.plan.editing.counts import level_counts
from forms.plan.editing.read import ReadPlan, read_plan_of
from forms.plan.editing.saying import NameLevel
from forms.plan.model import Period
from forms.plan.reading.read import read_document
from resources.texts import Texts
from tests.desktop.conftest import NOW
from tests.desktop.signing_day import is_freed
from tests.desktop.workflows.test_plan_draft import PLAN

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_TEXTS: Final = Texts("en")


def read() -> ReadPlan:
    document = read_document(PLAN.encode(), "plan.txt")
    return read_plan_of(build_plan(document, _TEXTS, file="plan.txt", code="own"))


def keeping(
    period: Period | None = None, approved_on: str | None = None
) -> PlanKeepDialog:
    plan = replace(read().plan, period=period or Period(), approved_on=approved_on)
    known = {"other": "別的計畫"}
    return PlanKeepDialog(None, _TEXTS, plan, known=known, doubts=2, today=NOW.date())


def test_levels_that_are_called_otherwise_are_told(qtbot: QtBot) -> None:
    dialog = PlanLevelsDialog(None, _TEXTS, level_counts(read().plan, ()))
    qtbot.addWidget(dialog)
    assert dialog.renamed() == ()
    dialog.fields[0].setText("策略")
    dialog.fields[1].setText(" ")
    assert dialog.renamed() == (NameLevel(category=None, level=1, name="策略"),)


def test_a_table_needs_a_level_or_is_no_part_of_the_plan(qtbot: QtBot) -> None:
    (grid,) = grids(read().document)
    dialog = PlanColumnsDialog(None, _TEXTS, 0, grid)
    qtbot.addWidget(dialog)
    assert dialog.assigned().roles == (
        Role.LEVEL,
        Role.LEVEL,
        Role.DEADLINE,
        Role.OWNERS,
    )
    for box in dialog.roles:
        box.setCurrentIndex(box.findData(Role.REMARK))
        box.activated.emit(box.currentIndex())
    assert not dialog._buttons.done.isEnabled()
    dialog.is_plan.click()
    assert dialog._buttons.done.isEnabled()
    assert dialog.assigned().roles == ()


def test_facts_are_corrected_before_a_plan_is_kept(qtbot: QtBot) -> None:
    period = Period(start="2026-01-01", end="2026-12")
    dialog = keeping(period, "2026-01-05")
    qtbot.addWidget(dialog)
    told = dialog.told()
    assert told.code == "own"
    assert told.facts.period == period
    assert told.facts.approved_on == "2026-01-05"
    dialog.start.setText("115/3/1")
    dialog.end.setText("")
    dialog.number.setText("某字第1號")
    dialog.code.setCurrentIndex(dialog.code.findData("other"))
    told = dialog.told()
    assert told.code == "other"
    assert told.facts.period == Period(start="2026-03-01")
    assert told.facts.document_number == "某字第1號"


def test_a_plan_is_not_kept_without_a_title_or_with_what_is_no_date(
    qtbot: QtBot,
) -> None:
    dialog = keeping()
    qtbot.addWidget(dialog)
    dialog.title.setText(" ")
    dialog.keep.click()
    assert not dialog.result()
    assert "title" in dialog._wrong.text()
    dialog.title.setText("計畫")
    dialog.end.setText("年底")
    dialog.keep.click()
    assert not dialog.result()
    assert "no date" in dialog._wrong.text()
    dialog.end.setText("115/12")
    dialog.keep.click()
    assert dialog.result()


def test_the_dialogs_are_freed(qtbot: QtBot) -> None:
    (grid,) = grids(read().document)
    counts = level_counts(read().plan, ())
    assert is_freed(qtbot, lambda: PlanLevelsDialog(None, _TEXTS, counts))
    assert is_freed(qtbot, lambda: PlanColumnsDialog(None, _TEXTS, 0, grid))
    assert is_freed(qtbot, keeping)
