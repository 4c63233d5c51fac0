"""What goes with a plan comes out as it went in, and the journal tells all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from db.evidence import named_in
from forms.plan.execution import (
    ExecutionNote,
    LinkState,
    NoteKind,
    PlanLink,
    Proof,
    Waiver,
)
from tests.db import make

if TYPE_CHECKING:
    from db.store import Store

PLAN = "maritime-port-bureau-109"


def note(store: Store, **changes: Any) -> ExecutionNote:
    plain: dict[str, Any] = {
        "id": store.ids.new(),
        "plan": PLAN,
        "version": "1",
        "item": "1-1-2",
        "unit": "人事室",
        "start": date(2020, 1, 1),
        "end": date(2020, 12, 31),
        "kind": NoteKind.TRAINING,
        "text": "服務禮儀講習",
        "at": make.START,
    }
    return ExecutionNote(**{**plain, **changes})


def kinds(store: Store) -> list[str]:
    rows = store.connection.query("SELECT kind FROM journal ORDER BY seq")
    return [row["kind"] for row in rows]


def test_a_note_comes_out_as_it_went_in_by_its_day(store: Store) -> None:
    proof = Proof(name="簽到單.pdf", sha256="a" * 64, media_type="application/pdf")
    late = note(store, on=date(2020, 9, 1), participants=0, proof=(proof,))
    early = note(store, on=date(2020, 3, 1), report="115-K7M-0001", is_confirmed=False)
    for one in (late, early):
        store.execution.save_note(one)
    assert store.execution.notes(PLAN) == [early, late]
    assert store.execution.notes("another") == []
    changed = replace(late, text="服務禮儀講習兩梯次", is_confirmed=True)
    store.execution.save_note(changed)
    store.execution.remove_note(early.id)
    assert store.execution.notes(PLAN) == [changed]
    assert kinds(store)[-4:] == [*["execution.saved"] * 3, "execution.removed"]


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, False),
        ({"reference": "航人字第109001號"}, True),
        ({"reference": " "}, False),
        ({"reference": "航人字第109001號", "is_confirmed": False}, False),
        ({"is_confirmed": True}, True),
    ],
)
def test_a_note_counts_with_proof_or_as_an_inspector_found(
    store: Store, changes: dict[str, Any], counts: bool
) -> None:
    assert note(store, **changes).counts is counts


@pytest.mark.parametrize(
    ("start", "end", "counted"),
    [
        (date(2020, 1, 1), date(2020, 12, 31), date(2020, 12, 31)),
        (date(2026, 1, 1), date(2027, 12, 31), make.START.date()),
        (date(2027, 1, 1), date(2027, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_note_without_a_day_counts_when_it_was_told_at_the_latest(
    store: Store, start: date, end: date, counted: date
) -> None:
    told = note(store, start=start, end=end)
    assert told.counted_on == counted
    assert replace(told, on=date(2020, 6, 15)).counted_on == date(2020, 6, 15)


def test_a_note_of_a_period_that_ends_before_it_begins_is_refused(store: Store) -> None:
    impossible = note(store, end=date(2019, 1, 1))
    with pytest.raises(Exception, match="CHECK"):
        store.execution.save_note(impossible)
    assert store.execution.notes(PLAN) == []


def test_a_waiver_is_given_changed_and_taken_back(store: Store) -> None:
    waiver = Waiver(
        plan=PLAN,
        version="1",
        item="1-1-2",
        unit="人事室",
        reason="無此業務",
        by="王小明",
        at=make.START,
    )
    store.execution.waive(waiver)
    changed = replace(waiver, reason="業務移撥")
    store.execution.waive(changed)
    assert store.execution.waivers(PLAN) == [changed]
    store.execution.demand_again(changed)
    assert store.execution.waivers(PLAN) == []
    assert kinds(store)[-3:] == ["waiver.given", "waiver.given", "waiver.ended"]


def test_what_was_said_of_a_link_last_counts(store: Store) -> None:
    link = PlanLink(
        plan=PLAN,
        version="1",
        item="1-1-2",
        checklist="MN",
        check="MN01",
        state=LinkState.CONFIRMED,
        at=make.START,
    )
    store.execution.say_of_link(link)
    declined = replace(link, state=LinkState.DECLINED)
    store.execution.say_of_link(declined)
    assert store.execution.links(PLAN) == [declined]
    store.execution.unsay_link(declined)
    assert store.execution.links(PLAN) == []


def test_proof_is_among_the_files_that_the_profile_names(store: Store) -> None:
    proof = Proof(name="簽到單.pdf", sha256="a" * 64, media_type="application/pdf")
    assert "a" * 64 not in named_in(store.connection)
    store.execution.save_note(note(store, proof=(proof,)))
    assert "a" * 64 in named_in(store.connection)
