"""The bench, by its keys, on real stores."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.dialogs.phone_correction import PhoneCorrectionDialog
from desktop.dialogs.phone_gap import PhoneGapDialog
from desktop.pages.phone_call import PhoneCallPage
from desktop.widgets.phone.words import duration
from desktop.widgets.places import PhoneCall, PhoneRoundOf, PhoneRounds
from forms.phone.call import CallState, EventKind
from forms.phone.scale import Interval
from tests.desktop.signing_day import is_freed, opened
from tests.desktop.workflows.phone_day import drawn, fill_directory

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from db.calls import KeptCall
    from desktop.session import Session
    from forms.phone.round import Round

DIALLED_THROUGH: Final = "DRRVGOTUE"


@pytest.fixture
def session(profile: Path) -> Iterator[Session]:
    with opened(profile) as one:
        fill_directory(one.store)
        yield one


@pytest.fixture
def round(session: Session) -> Round:
    return drawn(session.store, session.now(), per_unit=1)


def shown(
    qtbot: QtBot, session: Session, round: Round, call: str = ""
) -> PhoneCallPage:
    page = PhoneCallPage(session, PhoneCall(round.inspection, call))
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    return page


def press(page: PhoneCallPage, keys: str) -> None:
    QTest.keyClicks(page, keys)


def answer_everything(page: PhoneCallPage) -> None:
    """The best level of everything that the clock has not answered."""
    hand = page._hand
    for item in hand.lacks():
        page._items.go_to(item)
        press(page, "1")


def first(session: Session, round: Round) -> KeptCall:
    return session.store.calls.of(round.inspection)[0]


def said(page: PhoneCallPage) -> str:
    """What lies over the items, where it moves nothing that one looks at."""
    return page._toast.text() if page._toast.isVisible() else ""


def finish(page: PhoneCallPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_every_event_is_kept_when_its_key_is_pressed(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    for count, key in enumerate(DIALLED_THROUGH, start=1):
        press(page, key)
        kept = session.store.calls.get(first(session, round).call.id)
        assert kept is not None
        assert len(kept.events) == count
    kinds = [event.kind for event in first(session, round).events]
    assert kinds[:2] == [EventKind.DIAL, EventKind.RING]


def test_the_space_bar_says_what_mostly_comes_next(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, " " * 10)
    kinds = [event.kind for event in first(session, round).events]
    assert kinds == [
        EventKind.DIAL,
        EventKind.VOICE,
        EventKind.GUIDE,
        EventKind.OPERATOR,
        EventKind.TRANSFERRED,
        EventKind.UNIT,
        EventKind.END,
    ]


def test_a_key_that_cannot_be_now_is_told_and_changes_nothing(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "U")
    assert "cannot happen" in said(page)
    assert first(session, round).events == ()


def test_a_call_is_scored_and_finished_and_the_next_one_comes(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, DIALLED_THROUGH[:-1])
    finish(page)
    assert "End the call" in said(page)
    press(page, DIALLED_THROUGH[-1])
    finish(page)
    assert "15 items have no answer yet" in said(page)
    answer_everything(page)
    with qtbot.waitSignal(page.going) as went:
        finish(page)
    calls = session.store.calls.of(round.inspection)
    assert went.args == [PhoneCall(round.inspection, calls[1].call.id)]
    kept = session.store.calls.get(calls[0].call.id)
    assert kept is not None
    assert kept.call.finished is not None


def test_after_the_last_call_the_round_is_shown(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    for kept in session.store.calls.of(round.inspection):
        page = shown(qtbot, session, round, kept.call.id)
        press(page, DIALLED_THROUGH)
        answer_everything(page)
        with qtbot.waitSignal(page.going) as went:
            finish(page)
    assert went.args == [PhoneRoundOf(round.inspection)]


def test_an_answer_pressed_twice_is_taken_back_and_undo_brings_it_again(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "DVGO")
    page._items.go_to("A3-1")
    press(page, "2")
    assert first(session, round).sheet.answers["A3-1"] == "partly"
    page._items.go_to("A3-1")
    press(page, "2")
    assert "A3-1" not in first(session, round).sheet.answers
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert first(session, round).sheet.answers["A3-1"] == "partly"


def test_the_other_way_of_a_section_can_be_chosen(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "DVGOTU")
    assert page._items.row("B3-help-1") is None
    button = page.findChild(QPushButton, "call-undo")
    assert button is not None
    way = next(
        one
        for one in page._items.findChildren(type(page._keys._buttons[EventKind.DIAL]))
        if one.objectName() == "way-content-help"
    )
    QTest.mouseClick(way, Qt.MouseButton.LeftButton)
    page._items.go_to("B3-help-1")
    press(page, "1")
    assert first(session, round).sheet.answers["B3-help-1"] == "full"


def test_digits_answer_only_what_the_clock_does_not(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, DIALLED_THROUGH)
    items = {item.key: item for item in page._hand.items()}
    press(page, "1" * 15)
    answers = first(session, round).sheet.answers
    assert len(answers) == 15
    assert {items[key].measures for key in answers} == {None}
    assert page._hand.lacks() == ()


def test_arrows_choose_how_a_section_went(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "DVGOTU")
    page._items.go_to("B3-own")
    QTest.keyClick(page, Qt.Key.Key_Right)
    assert page._items.current == "B3-help-1"
    row = page._items.row("B3-help-1")
    assert row is not None
    qtbot.waitUntil(lambda: not row.visibleRegion().isEmpty())
    QTest.keyClick(page, Qt.Key.Key_Left)
    assert page._items.current == "B3-own"


def test_the_space_bar_is_the_calls_whatever_was_clicked(
    qtbot: QtBot, session: Session, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, session, round)
    page.activateWindow()
    page.setFocus()
    press(page, "DV")
    page._items.go_to("A1-2")
    press(page, "1")
    monkeypatch.setattr(PhoneCorrectionDialog, "ask", lambda *_: None)
    for name in ("call-undo", f"wait-{Interval.VOICE_ANSWER}"):
        button = page.findChild(QPushButton, name)
        assert button is not None
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert page.focusWidget() is page._clock


def test_escape_leads_back_to_the_round(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "DVGOTX")
    assert "Ctrl+R" in page._clock._wait.text()
    with qtbot.waitSignal(page.going) as went:
        QTest.keyClick(page, Qt.Key.Key_Escape)
    assert went.args == [PhoneRoundOf(round.inspection)]


def test_the_time_on_hold_is_shown(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "DVGOTUHS")
    held = page._hand.held()
    texts = [label.text() for label in page._timeline.findChildren(QLabel)]
    assert duration(held) in texts


def test_after_a_restart_the_unmeasured_time_is_asked_for(
    qtbot: QtBot, session: Session, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = shown(qtbot, session, round)
    press(page, "DR")
    hand = page._hand
    # The next reading is of another run, as after the program was killed.
    hand._stopwatch._run = "another run"
    page.refresh()
    assert "closed in mid-call" in page._clock._wait.text()
    press(page, "V")
    (gap,) = hand.gaps()
    assert gap.seconds is None
    assert page.findChild(QPushButton, f"gap-{gap.after}") is not None
    monkeypatch.setattr(PhoneGapDialog, "ask", lambda *_: Decimal(7))
    press(page, "C")
    (gap,) = hand.gaps()
    assert gap.seconds == 7


def test_remarks_are_kept_when_the_writer_pauses_or_leaves(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    page.activateWindow()
    press(page, "DVGOTU/")
    QTest.keyClicks(page._remarks, "Polite throughout")
    assert page.keep() is None
    assert first(session, round).sheet.remarks == "Polite throughout"


def test_letters_typed_into_the_remarks_are_no_events(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "D")
    QTest.keyClicks(page._remarks, "vgo 123")
    assert len(first(session, round).events) == 1
    assert page._remarks.toPlainText() == "vgo 123"
    assert page.keep() is None
    assert first(session, round).sheet.remarks == "vgo 123"


def test_remarks_that_cannot_be_saved_keep_one_on_the_page(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, "D")
    database = session.store.connection.database
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    for number in range(1_000):
        page._remarks.setPlainText(f"{number} " * 1_500)
        if page.keep() is not None:
            break
    typed = page._remarks.toPlainText()
    assert first(session, round).sheet.remarks != typed
    database.execute("PRAGMA max_page_count = 1000000").fetchone()
    assert page.keep() is None
    assert first(session, round).sheet.remarks == typed


def test_a_finished_call_can_be_opened_again(
    qtbot: QtBot, session: Session, round: Round
) -> None:
    page = shown(qtbot, session, round)
    press(page, DIALLED_THROUGH)
    answer_everything(page)
    finish(page)
    again = shown(qtbot, session, round, first(session, round).call.id)
    states = [again._hand.state]
    finish(again)
    states.append(again._hand.state)
    assert states == [CallState.FINISHED, CallState.ENDED]


def test_practice_keeps_nothing(qtbot: QtBot, session: Session) -> None:
    page = PhoneCallPage(session, PhoneCall("", ""))
    qtbot.addWidget(page)
    page.show()
    press(page, DIALLED_THROUGH)
    answer_everything(page)
    with qtbot.waitSignal(page.going) as went:
        finish(page)
    assert went.args == [PhoneRounds()]
    assert session.store.inspections.all() == []


def test_a_dropped_page_is_freed(qtbot: QtBot, session: Session, round: Round) -> None:
    place = PhoneCall(round.inspection, "")
    assert is_freed(qtbot, lambda: PhoneCallPage(session, place))
