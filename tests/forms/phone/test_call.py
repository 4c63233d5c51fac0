"""A call's state and its sheet follow from what was kept of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import canonical
from forms.phone.call import (
    CallSheet,
    CallState,
    Correction,
    EventKind,
    Message,
    Outcome,
    outcome_of,
    patch_between,
    possible_events,
    sheet_of,
    state_of,
)
from forms.phone.scale import Interval, PartKey
from tests.forms.phone.events import START, call, events

texts = st.text(max_size=3)
sheets = st.builds(
    CallSheet,
    answers=st.dictionaries(st.sampled_from(["A1-1", "B1", "B2-1"]), texts),
    bonuses=st.lists(texts, max_size=2).map(tuple),
    zero=st.none() | texts,
    parts=st.none() | st.lists(st.sampled_from(PartKey), max_size=2).map(tuple),
    corrections=st.dictionaries(
        st.sampled_from(Interval),
        st.builds(
            Correction,
            at=st.just(START),
            rings=st.none() | st.integers(0, 9),
            seconds=st.none() | st.decimals(0, 99, places=3),
            reason=texts,
        ),
    ),
    gaps=st.dictionaries(st.sampled_from(["2", "3"]), st.just("8.5")),
    remarks=texts,
    message=st.none() | st.builds(Message, name=texts, gist=texts),
)


@given(st.lists(sheets, max_size=5))
def test_a_sheet_is_what_its_changes_made_of_it(written: list[CallSheet]) -> None:
    states = [CallSheet(), *written]
    patches = [
        patch_between(before, after)
        for before, after in zip(states, written, strict=False)
    ]
    stored: list[Any] = msgspec.json.decode(canonical(patches))
    assert sheet_of(stored) == states[-1]


@given(sheets)
def test_a_sheet_survives_its_canonical_json(sheet: CallSheet) -> None:
    content = canonical(sheet)
    again = msgspec.json.decode(content, type=CallSheet)
    assert again == sheet
    assert canonical(again) == content


@given(sheets)
def test_the_same_sheet_is_no_change(sheet: CallSheet) -> None:
    assert patch_between(sheet, sheet) == {}


@given(st.data())
def test_whatever_can_happen_leads_on(data: st.DataObject) -> None:
    happened: list[EventKind] = []
    for _ in range(12):
        so_far = events(*((kind, "1") for kind in happened))
        possible = possible_events(so_far)
        assert possible
        running = state_of(call(), so_far) is CallState.RUNNING
        assert (EventKind.END in possible) == running
        assert (EventKind.DIAL in possible) != running
        assert (outcome_of(so_far) is None) == (running or not happened)
        happened.append(data.draw(st.sampled_from(sorted(possible))))


def test_a_call_is_as_far_as_its_last_event_says() -> None:
    dialled = events((EventKind.DIAL, "0"))
    busy = events((EventKind.DIAL, "0"), (EventKind.BUSY, "9"))
    for happened, state, outcome in (
        ((), CallState.WAITING, None),
        (dialled, CallState.RUNNING, None),
        (busy, CallState.ENDED, Outcome.BUSY),
    ):
        assert state_of(call(), happened) is state
        assert outcome_of(happened) is outcome
    assert state_of(call(finished=START), busy) is CallState.FINISHED
    assert state_of(call(withdrawn="停用"), ()) is CallState.WITHDRAWN


def test_what_is_taken_back_leaves_nothing() -> None:
    before = CallSheet(
        answers={"B1": "in-time"},
        corrections={Interval.UNIT_ANSWER: Correction(at=START, seconds=Decimal(3))},
        message=Message(name="陳"),
    )
    patch = patch_between(before, replace(CallSheet(), remarks="親切"))
    assert patch == {
        "answers": None,
        "corrections": None,
        "message": None,
        "remarks": "親切",
    }
