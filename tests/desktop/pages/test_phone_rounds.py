from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.phone_copy_scale import NamedScale, PhoneCopyScaleDialog
from desktop.pages.phone_rounds import PhoneRoundsPage
from desktop.widgets.places import (
    PhoneCall,
    PhoneRoundOf,
    PhoneRounds,
    PhoneScaleOf,
    ReportOf,
)
from tests.desktop.keyboard import write
from tests.desktop.rounds_day import button, column, rounds_session, shown
from tests.desktop.signing_day import PATIENT, is_freed
from tests.desktop.workflows.phone_day import (
    call_through,
    drawn,
    planned,
    sealed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.session import Session

TITLE, CALLS, MEAN, STATE, NUMBER = 0, 3, 4, 6, 7


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with rounds_session(profile) as session:
        yield session


def page_of(qtbot: QtBot, session: Session) -> PhoneRoundsPage:
    return shown(qtbot, PhoneRoundsPage(session, PhoneRounds()))


def test_without_a_round_it_says_what_one_is_and_begins_one(
    qtbot: QtBot, session: Session
) -> None:
    page = page_of(qtbot, session)
    assert not page.rounds.isVisible()
    with qtbot.waitSignal(page.going) as going:
        page._first._action.click()
    assert going.args == [PhoneRoundOf("")]


def test_rounds_are_listed_with_how_far_they_are(
    qtbot: QtBot, session: Session
) -> None:
    store = session.store
    done = drawn(store, session.now(), title="已測完")
    call_through(store, done, session.now())
    report = sealed(store, done, session.now())
    drawn(store, session.now(), title="進行中")
    planned(store, session.now(), title="規劃中")
    page = page_of(qtbot, session)
    assert dict(
        zip(column(page.rounds, TITLE), column(page.rounds, STATE), strict=True)
    ) == {
        "規劃中": "planned",
        "進行中": "drawn",
        "已測完": "finalised",
    }
    assert set(column(page.rounds, CALLS)) == {"", "0 / 12", "12 / 12"}
    assert "100.0" in column(page.rounds, MEAN)
    number = next(n for n in column(page.rounds, NUMBER) if n)
    page.rounds.choose(done.inspection)
    with qtbot.waitSignal(page.going) as going:
        QTest.keyClick(page.rounds, Qt.Key.Key_Return)
    assert going.args == [ReportOf(number)]
    assert store.reports.sealed(number) is not None
    assert report is not None


def test_it_filters_while_one_types(qtbot: QtBot, session: Session) -> None:
    planned(session.store, title="上半年")
    planned(session.store, title="下半年")
    page = page_of(qtbot, session)
    write(page.words, "下半")
    assert column(page.rounds, TITLE) == ["下半年"]
    write(page.words, "x")
    assert not page.rounds.isVisible()
    page._none._action.click()
    assert len(column(page.rounds, TITLE)) == 2


def test_practice_needs_no_round(qtbot: QtBot, session: Session) -> None:
    page = page_of(qtbot, session)
    with qtbot.waitSignal(page.going) as going:
        button(page, "rounds-practise").click()
    assert going.args == [PhoneCall("", "")]


def test_a_discarded_round_can_be_brought_back(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = drawn(session.store)
    page = page_of(qtbot, session)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda *_, **__: True)
    page.rounds.setFocus()
    QTest.keyClick(page.rounds, Qt.Key.Key_Delete)
    assert session.store.rounds.get(round.inspection) is None
    page._undo.undone.emit()
    assert session.store.rounds.get(round.inspection) == round
    assert len(session.store.calls.of(round.inspection)) == 12


def test_a_built_in_scale_is_copied_under_a_name_of_its_own(
    qtbot: QtBot, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(qtbot, session)
    page.tabs.setCurrentIndex(1)
    assert column(page.scales, 5) == ["built in", "built in"]
    named = NamedScale(code="ours", title={"zh-TW": "本局量表"})
    monkeypatch.setattr(PhoneCopyScaleDialog, "ask", lambda *_: named)
    with qtbot.waitSignal(page.going) as going:
        button(page, "rounds-copy-scale").click()
    assert going.args == [PhoneScaleOf("ours@1")]
    assert column(page.scales, 5)[-1] == "this agency's"


def test_a_retest_is_planned_for_the_units_that_are_due(
    qtbot: QtBot, session: Session
) -> None:
    round = drawn(session.store)
    call_through(session.store, round, poor="秘書室")
    page = page_of(qtbot, session)
    with qtbot.waitSignal(page.going) as going:
        button(page, "rounds-retest").click()
    (retest, _) = session.store.rounds.all()
    assert going.args == [PhoneRoundOf(retest.inspection)]
    assert retest.definition.units == ("秘書室",)
    assert retest.draw is None
    page.rounds.choose(retest.inspection)
    assert not button(page, "rounds-retest").isEnabled()


@pytest.mark.parametrize("ending", [".xlsx", ".ods", ".pdf"])
def test_results_are_written_as_the_name_says(
    qtbot: QtBot,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    ending: str,
) -> None:
    round = drawn(session.store)
    call_through(session.store, round)
    page = page_of(qtbot, session)
    target = tmp_path / f"results{ending}"
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(target), f"(*{ending})")
    )
    button(page, "rounds-export").click()
    qtbot.waitUntil(lambda: page._progress.isHidden(), timeout=PATIENT)
    assert target.stat().st_size > 1000


def test_the_page_is_freed(qtbot: QtBot, session: Session) -> None:
    planned(session.store)
    assert is_freed(qtbot, lambda: PhoneRoundsPage(session, PhoneRounds()))
