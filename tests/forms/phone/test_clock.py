"""Waits and rings follow from the events, and from no clock that people can set."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from forms.phone.call import CallSheet, Correction, EventKind
from forms.phone.clock import gaps_in, held, measures_of, whole
from forms.phone.scale import Interval
from tests.forms.phone.events import START, events

THROUGH_ALL = events(
    (EventKind.DIAL, "100"),
    (EventKind.RING, "101"),
    (EventKind.RING, "104"),
    (EventKind.VOICE, "105.5"),
    (EventKind.GUIDE, "112"),
    (EventKind.OPERATOR, "121.25"),
    (EventKind.TRANSFERRED, "140"),
    (EventKind.RING, "141"),
    (EventKind.UNIT, "147.5"),
    (EventKind.HOLD, "160"),
    (EventKind.RESUMED, "170"),
    (EventKind.END, "200"),
)


def test_each_wait_lasts_from_what_began_it_to_its_answer() -> None:
    measures = measures_of(THROUGH_ALL, CallSheet())
    assert {key: one.seconds for key, one in measures.items()} == {
        Interval.VOICE_ANSWER: Decimal("5.5"),
        Interval.VOICE_GUIDE: Decimal("6.5"),
        Interval.OPERATOR_ANSWER: Decimal("9.25"),
        Interval.UNIT_ANSWER: Decimal("7.5"),
    }
    assert held(THROUGH_ALL, CallSheet()) == 10
    assert whole(THROUGH_ALL, CallSheet()) == 100


def test_rings_are_those_tapped_or_else_one_for_every_three_seconds() -> None:
    measures = measures_of(THROUGH_ALL, CallSheet())
    assert {key: (one.rings, one.tapped) for key, one in measures.items()} == {
        Interval.VOICE_ANSWER: (2, True),
        Interval.VOICE_GUIDE: (None, False),
        Interval.OPERATOR_ANSWER: (4, False),
        Interval.UNIT_ANSWER: (1, True),
    }


def test_ten_seconds_are_four_rings() -> None:
    in_time = events((EventKind.DIAL, "0"), (EventKind.UNIT, "10"))
    assert measures_of(in_time, CallSheet())[Interval.UNIT_ANSWER].rings == 4


@given(
    st.lists(
        st.integers(min_value=-100_000, max_value=100_000),
        min_size=len(THROUGH_ALL),
        max_size=len(THROUGH_ALL),
    )
)
def test_the_computers_clock_decides_nothing(jumps: list[int]) -> None:
    jumping = tuple(
        replace(event, at=START + timedelta(seconds=jump))
        for event, jump in zip(THROUGH_ALL, jumps, strict=True)
    )
    sheet = CallSheet()
    assert measures_of(jumping, sheet) == measures_of(THROUGH_ALL, sheet)
    assert held(jumping, sheet) == held(THROUGH_ALL, sheet)
    assert whole(jumping, sheet) == whole(THROUGH_ALL, sheet)


@given(
    st.decimals(min_value=0, max_value=10**9, places=3),
    st.integers(min_value=1, max_value=len(THROUGH_ALL) - 1),
    st.decimals(min_value=0, max_value=600, places=3),
)
def test_what_another_run_measured_needs_the_testers_word(
    booted: Decimal, stopped: int, told: Decimal
) -> None:
    before, after = THROUGH_ALL[:stopped], THROUGH_ALL[stopped:]
    first = after[0]
    again = tuple(
        replace(event, run="again", clock=event.clock - first.clock + booted)
        for event in after
    )
    sheet = CallSheet()
    (gap,) = gaps_in((*before, *again), sheet)
    assert (gap.before, gap.after, gap.seconds) == (stopped, stopped + 1, None)
    assert whole((*before, *again), sheet) is None
    sheet = CallSheet(gaps={str(gap.after): str(told)})
    measured = first.clock - before[-1].clock
    assert whole((*before, *again), sheet) == 100 - measured + told
    for measure in measures_of((*before, *again), sheet).values():
        assert measure.seconds is not None


def test_a_wait_beside_the_gap_needs_nobodys_word() -> None:
    dialled = events((EventKind.DIAL, "1"), (EventKind.VOICE, "4"))
    later = replace(
        dialled[1], seq=3, kind=EventKind.OPERATOR, clock=Decimal(9), run="again"
    )
    measures = measures_of((*dialled, later), CallSheet())
    assert measures[Interval.VOICE_ANSWER].seconds == 3
    assert measures[Interval.OPERATOR_ANSWER].seconds is None
    assert measures[Interval.OPERATOR_ANSWER].rings is None


def test_what_the_tester_corrects_is_marked() -> None:
    sheet = CallSheet(
        corrections={
            Interval.UNIT_ANSWER: Correction(at=START, rings=3, reason="漏按"),
            Interval.VOICE_ANSWER: Correction(at=START, seconds=Decimal(6)),
        }
    )
    measures = measures_of(THROUGH_ALL, sheet)
    unit, voice = measures[Interval.UNIT_ANSWER], measures[Interval.VOICE_ANSWER]
    assert (unit.rings, unit.rings_corrected, unit.tapped) == (3, True, False)
    assert (unit.seconds, unit.seconds_corrected) == (Decimal("7.5"), False)
    assert (voice.seconds, voice.seconds_corrected) == (Decimal(6), True)
    assert (voice.rings, voice.rings_corrected) == (2, False)


def test_only_the_last_attempt_is_measured() -> None:
    twice = events(
        (EventKind.DIAL, "0"),
        (EventKind.BUSY, "20"),
        (EventKind.DIAL, "300"),
        (EventKind.UNIT, "304"),
    )
    measures = measures_of(twice, CallSheet())
    assert measures[Interval.UNIT_ANSWER].seconds == 4


def test_ringing_back_is_no_wait() -> None:
    back = events(
        (EventKind.DIAL, "0"),
        (EventKind.NO_ANSWER, "40"),
        (EventKind.CALL_BACK, "900"),
        (EventKind.END, "960"),
    )
    assert measures_of(back, CallSheet()) == {}
