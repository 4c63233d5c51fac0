from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from desktop.widgets.accounts_bar import AccountsBar
from desktop.workflows.execution_sheet import (
    hand_out,
    rows_for,
    start_execution_visit,
)
from desktop.workflows.filling import Filling
from forms.checklist.execution import ACCOUNT, rows_of
from forms.plan.library import built_in_plan
from tests.desktop.signing_day import finished, is_freed, opened
from tests.desktop.workflows.test_execution_sheet import END, START, filled

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


@pytest.fixture
def filling(session: Session) -> Filling:
    store = session.store
    rows = rows_for(PLAN, ["1-1"], ("人事室", "秘書室"), store)
    visit = start_execution_visit(
        store,
        PLAN,
        rows,
        start=START,
        end=END,
        people=(),
        now=session.now(),
        texts=session.texts,
    )
    return Filling(store, visit.id, session.now)


def test_the_bar_is_there_for_execution_sheets_only(
    qtbot: QtBot, session: Session, filling: Filling
) -> None:
    bar = AccountsBar(session, filling)
    other = Filling(session.store, finished(session).id, session.now)
    another = AccountsBar(session, other)
    for one in (bar, another):
        qtbot.addWidget(one)
    assert not bar.isHidden()
    assert another.isHidden()


def test_a_workbook_that_came_back_is_taken_in_and_told(
    qtbot: QtBot, session: Session, filling: Filling, tmp_path: Path
) -> None:
    bar = AccountsBar(session, filling)
    qtbot.addWidget(bar)
    (sheet,) = filling.checklists
    path = tmp_path / "辦理情形.xlsx"
    handed_out = hand_out(sheet, filling, session.texts)
    path.write_bytes(filled(handed_out, lambda _: ("已辦理", "", "")))
    with qtbot.waitSignal(bar.done) as told:
        bar.take(path)
    rows = [item.key for item, _ in rows_of(sheet)]
    assert str(len(rows)) in told.args[0]
    answer = filling.answer(rows[0])
    assert answer is not None
    assert answer.attached[ACCOUNT] == "已辦理"


def test_what_is_no_workbook_is_told_and_changes_nothing(
    qtbot: QtBot, session: Session, filling: Filling, tmp_path: Path
) -> None:
    bar = AccountsBar(session, filling)
    qtbot.addWidget(bar)
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"%PDF-1.7")
    with qtbot.waitSignal(bar.told):
        bar.take(path)
    assert filling.can_undo is None


def test_a_dropped_bar_is_freed(
    qtbot: QtBot, session: Session, filling: Filling
) -> None:
    assert is_freed(qtbot, lambda: AccountsBar(session, filling))
