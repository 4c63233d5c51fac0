from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton

from desktop.dialogs.execution_sheet import ExecutionSheetDialog
from desktop.widgets.places import Fill, Visits
from desktop.widgets.tick_list import TickList
from desktop.workflows.execution_sheet import rows_for
from forms.checklist.execution import rows_of
from forms.plan.library import built_in_plan
from tests.desktop.signing_day import is_freed, opened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session

PLAN: Final = built_in_plan("maritime-port-bureau-109")


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as one:
        yield one


def shown(qtbot: QtBot, session: Session) -> ExecutionSheetDialog:
    dialog = ExecutionSheetDialog(None, session, PLAN, ("1",))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def tick(dialog: ExecutionSheetDialog, count: int) -> tuple[str, ...]:
    units = dialog.findChild(TickList, "sheet-units")
    assert units is not None
    for _ in range(count):
        QTest.keyClick(units, Qt.Key.Key_Space)
        QTest.keyClick(units, Qt.Key.Key_Down)
    return units.ticked_keys()


def make(dialog: ExecutionSheetDialog) -> QPushButton:
    button = dialog.findChild(QPushButton, "sheet-make")
    assert button is not None
    return button


def test_one_sheet_for_all_units_leads_to_its_draft(
    qtbot: QtBot, session: Session
) -> None:
    dialog = shown(qtbot, session)
    assert not make(dialog).isEnabled()
    units = tick(dialog, 2)
    make(dialog).click()
    assert isinstance(dialog.place, Fill)
    (sheet,) = session.store.checklists.of_inspection(dialog.place.inspection)
    wanted = rows_for(PLAN, ("1",), units, session.store)
    assert [(trace.unit, trace.item) for _, trace in rows_of(sheet)] == list(wanted)


def test_a_choice_of_items_is_told(qtbot: QtBot, session: Session) -> None:
    some = shown(qtbot, session)
    chosen = some.findChild(QLabel, "sheet-chosen")
    every = ExecutionSheetDialog(None, session, PLAN, ())
    qtbot.addWidget(every)
    every.show()
    unsaid = every.findChild(QLabel, "sheet-chosen")
    assert chosen is not None
    assert unsaid is not None
    assert str(len(PLAN.actions())) in chosen.text()
    assert chosen.isVisible()
    assert not unsaid.isVisible()


def test_a_sheet_for_each_unit_makes_as_many_drafts(
    qtbot: QtBot, session: Session
) -> None:
    dialog = shown(qtbot, session)
    each = dialog.findChild(QCheckBox, "sheet-each")
    assert each is not None
    each.setChecked(True)
    units = tick(dialog, 2)
    make(dialog).click()
    assert dialog.place == Visits()
    drafts = session.store.inspections.all()
    assert {draft.unit for draft in drafts} == set(units)


def test_a_dropped_dialog_is_freed(qtbot: QtBot, session: Session) -> None:
    assert is_freed(qtbot, lambda: ExecutionSheetDialog(None, session, PLAN, ()))
