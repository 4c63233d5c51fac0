"""At the bench, everything is kept when it happens, and nothing of it is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.phone_call import open_call
from desktop.workflows.phone_clock import Stopwatch
from desktop.workflows.phone_practice import practise
from desktop.workflows.phone_rounds import save_round
from forms.errors import UserError
from forms.phone.call import CallState, EventKind, Message, Outcome
from forms.phone.round import Route
from forms.phone.scale import NOT_ARISEN, Interval, PartKey
from tests.desktop.conftest import NOW
from tests.desktop.workflows import phone_day
from tests.desktop.workflows.phone_day import ANSWERED, SCALE, Watch

if TYPE_CHECKING:
    from db.store import Store
    from desktop.workflows.phone_call import CallInHand


@pytest.fixture
def agency(store: Store) -> Store:
    phone_day.fill_directory(store)
    return store


def first_call(store: Store, stopwatch: Stopwatch | None = None) -> CallInHand:
    round = phone_day.drawn(store)
    kept = store.calls.of(round.inspection)[0]
    return open_call(store, kept.call.id, stopwatch or Watch().stopwatch)


def practice(route: Route = Route.VOICE) -> CallInHand:
    return practise(
        SCALE,
        Watch().stopwatch,
        unit="秘書室",
        extension="101",
        tester="chen",
        route=route,
    )


def test_an_event_is_in_the_store_when_the_key_comes_up(agency: Store) -> None:
    call = first_call(agency)
    for kind in ANSWERED:
        call.record_event(kind)
        kept = agency.calls.get(call.call.id)
        assert kept is not None
        assert kept.events == call.events
    assert call.state is CallState.ENDED
    assert call.outcome is Outcome.ANSWERED


def test_what_is_written_down_is_in_the_store_at_once(agency: Store) -> None:
    call = first_call(agency)
    call.answer_item("B2-1", "full")
    call.take_message(
        Message(unit="民眾", name="陳先生", phone="0912", gist="詢問規費")
    )
    call.write(replace(call.sheet, remarks="語氣親切", bonuses=("more-help",)))
    call.correct(Interval.UNIT_ANSWER, rings=2, reason="漏按")
    again = open_call(agency, call.call.id, Watch().stopwatch)
    assert again.sheet == call.sheet
    assert again.sheet.answers == {"B2-1": "full"}


def test_only_what_can_happen_next_is_taken() -> None:
    call = practice()
    assert call.possible() == {EventKind.DIAL}
    with pytest.raises(UserError, match="cannot happen"):
        call.record_event(EventKind.UNIT)
    call.record_event(EventKind.DIAL)
    assert EventKind.GUIDE not in call.possible()
    call.record_event(EventKind.VOICE)
    assert EventKind.GUIDE in call.possible()
    call.record_event(EventKind.HOLD)
    assert {EventKind.RESUMED, EventKind.TRANSFERRED} < call.possible()
    assert EventKind.HOLD not in call.possible()
    call.record_event(EventKind.NO_ANSWER)
    assert call.possible() == {EventKind.DIAL, EventKind.CALL_BACK}


def test_timed_items_follow_from_the_events_until_they_are_answered() -> None:
    call = practice()
    for kind in ANSWERED:
        call.record_event(kind)
    assert call.proposed() == {
        "A1-1": "in-time",
        "A1-3": "in-time",
        "A2": "in-time",
        "B1": "in-time",
    }
    call.correct(Interval.UNIT_ANSWER, rings=9, seconds=Decimal(40))
    assert call.proposed()["B1"] == "late"
    call.answer_item("B1", "none")
    assert "B1" not in call.proposed()
    assert call.answers()["B1"] == "none"
    call.answer_item("B1", None)
    call.correct(Interval.UNIT_ANSWER)
    assert call.answers()["B1"] == "in-time"


def test_a_call_without_voice_system_is_asked_the_other_way() -> None:
    call = practice(Route.OPERATOR)
    for kind in (EventKind.DIAL, EventKind.OPERATOR, EventKind.TRANSFERRED):
        call.record_event(kind)
    assert call.proposed() == {"A2-direct": "in-time"}
    assert "A1-1" not in {item.key for item in call.items()}


def test_a_direct_call_tests_the_unit_only() -> None:
    call = practice(Route.DIRECT)
    for kind in (EventKind.DIAL, EventKind.UNIT, EventKind.END):
        call.record_event(kind)
    phone_day.answer_all(call)
    score = call.score()
    assert score is not None
    assert call.parts() == (PartKey.UNIT,)
    assert (score.uncapped, score.total) == (Decimal("100.10"), Decimal(100))


def test_an_answer_of_another_way_takes_the_place_of_those_before() -> None:
    call = practice()
    call.answer_item("B3-help-1", "full")
    call.answer_item("B3-help-2", "full")
    call.answer_item("B3-own", "partly")
    assert call.sheet.answers == {"B3-own": "partly"}
    call.answer_item("content", "12")
    assert call.sheet.answers == {"content": "12"}


def test_an_answer_that_the_scale_does_not_know_is_refused() -> None:
    call = practice()
    for item, value in (("B2-1", "splendid"), ("C1", "full"), ("B2-1", "99")):
        with pytest.raises(UserError):
            call.answer_item(item, value)
    with pytest.raises(UserError):
        call.write(replace(call.sheet, zero="no-such-rule"))
    with pytest.raises(UserError):
        call.correct(Interval.UNIT_ANSWER, rings=-1)
    assert call.sheet.answers == {}


def test_words_are_undone_and_events_are_not(agency: Store) -> None:
    call = first_call(agency)
    call.record_event(EventKind.DIAL)
    call.answer_item("A3-4", NOT_ARISEN)
    call.answer_item("A3-8", "full")
    assert call.undo()
    assert call.sheet.answers == {"A3-4": NOT_ARISEN}
    assert call.undo()
    assert not call.undo()
    assert [event.kind for event in call.events] == [EventKind.DIAL]
    assert call.redo()
    assert call.sheet.answers == {"A3-4": NOT_ARISEN}
    assert (call.can_undo, call.can_redo) == (True, True)


def test_a_call_is_finished_when_nothing_is_lacking(agency: Store) -> None:
    call = first_call(agency)
    with pytest.raises(UserError, match="End the call"):
        call.finish_call()
    for kind in ANSWERED:
        call.record_event(kind)
    with pytest.raises(UserError, match="no answer yet"):
        call.finish_call()
    phone_day.answer_all(call)
    call.finish_call()
    assert call.state is CallState.FINISHED
    assert call.possible() == frozenset()
    with pytest.raises(UserError, match="open it again"):
        call.answer_item("B2-1", "not")
    with pytest.raises(UserError, match="open it again"):
        call.undo()
    call.reopen()
    call.answer_item("B2-1", "not")
    call.finish_call()


def test_a_call_that_nobody_answered_is_finished_by_a_zero_rule() -> None:
    call = practice(Route.DIRECT)
    call.record_event(EventKind.DIAL)
    call.record_event(EventKind.NO_ANSWER)
    assert call.outcome is Outcome.NO_ANSWER
    call.write(replace(call.sheet, zero="unit-unanswered"))
    call.finish_call()
    score = call.score()
    assert score is not None
    assert score.total == 0


def test_a_busy_line_is_dialled_again_and_a_unit_may_ring_back() -> None:
    call = practice(Route.DIRECT)
    for kind in (EventKind.DIAL, EventKind.BUSY, EventKind.DIAL, EventKind.NO_ANSWER):
        call.record_event(kind)
    call.record_event(EventKind.CALL_BACK)
    assert call.state is CallState.RUNNING
    call.record_event(EventKind.END)
    assert call.outcome is Outcome.RANG_BACK
    assert "B1" in call.lacks()


def test_a_switchboard_that_never_puts_through_is_tested_alone() -> None:
    call = practice(Route.OPERATOR)
    for kind in (EventKind.DIAL, EventKind.OPERATOR, EventKind.END):
        call.record_event(kind)
    assert call.outcome is Outcome.SWITCHBOARD_ONLY
    assert call.parts() == (PartKey.SWITCHBOARD,)
    call.write(replace(call.sheet, parts=(PartKey.SWITCHBOARD, PartKey.UNIT)))
    assert call.parts() == (PartKey.SWITCHBOARD, PartKey.UNIT)


def test_the_stopwatch_goes_on_through_jumps_of_the_computers_clock() -> None:
    hours, ticks = count(), count(5)
    stopwatch = Stopwatch(
        lambda: NOW - timedelta(hours=next(hours)), lambda: next(ticks) * 2.0, "run"
    )
    call = practise(SCALE, stopwatch, unit="秘書室", extension="101", tester="chen")
    for kind in (EventKind.DIAL, EventKind.VOICE):
        call.record_event(kind)
    assert call.measures()[Interval.VOICE_ANSWER].seconds == 2
    assert call.since_last() == 2
    assert call.elapsed() == 6


def test_a_call_goes_on_after_a_crash_with_the_gap_told(agency: Store) -> None:
    before = Stopwatch(lambda: NOW, lambda: 100.0, "before")
    call = first_call(agency, before)
    call.record_event(EventKind.DIAL)
    after = Stopwatch(lambda: NOW, lambda: 7.0, "after")
    again = open_call(agency, call.call.id, after)
    assert again.state is CallState.RUNNING
    assert again.since_last() is None
    assert again.elapsed() is None
    again.record_event(EventKind.VOICE)
    assert again.measures()[Interval.VOICE_ANSWER].seconds is None
    assert "A1-1" not in again.proposed()
    (gap,) = again.gaps()
    with pytest.raises(UserError, match="fewer than none"):
        again.tell_gap(gap, Decimal(-1))
    again.tell_gap(gap, Decimal("8.5"))
    measure = again.measures()[Interval.VOICE_ANSWER]
    assert (measure.seconds, measure.seconds_corrected) == (Decimal("8.5"), True)
    assert again.proposed()["A1-1"] == "in-time"
    again.tell_gap(again.gaps()[0], None)
    assert again.measures()[Interval.VOICE_ANSWER].seconds is None


@pytest.mark.parametrize(
    "text", ["a\x00b", "\u202e分滿", "halves \ud800", "字" * 10_001]
)
def test_what_no_report_can_show_is_not_written_down(agency: Store, text: str) -> None:
    call = first_call(agency)
    before = call.sheet
    for sheet in (
        replace(before, remarks=text),
        replace(before, message=Message(gist=text)),
    ):
        with pytest.raises(UserError):
            call.write(sheet)
    assert call.sheet == before
    assert not call.can_undo


def test_a_tester_of_the_unit_does_not_get_the_call(agency: Store) -> None:
    call = first_call(agency)
    round = agency.rounds.get(call.call.round)
    assert round is not None
    testers = tuple(
        replace(one, barred=(call.call.unit,)) if one.key == call.call.tester else one
        for one in round.definition.testers
    )
    save_round(
        agency,
        replace(round, definition=replace(round.definition, testers=testers)),
    )
    with pytest.raises(UserError, match="may not test it"):
        open_call(agency, call.call.id, Watch().stopwatch)


def test_practising_leaves_nothing_behind(agency: Store) -> None:
    before = agency.journal.head()
    call = practice()
    for kind in ANSWERED:
        call.record_event(kind)
    phone_day.answer_all(call)
    assert call.undo()
    assert call.redo()
    call.finish_call()
    assert agency.journal.head() == before
    assert agency.rounds.all() == []
