from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.workflows.phone_results import record_round
from forms.phone.record import Demand
from forms.plan.library import built_in_plan
from forms.report.phone.heading import header
from tests.desktop.workflows.phone_day import (
    DUTY,
    TEXTS,
    call_through,
    drawn,
    fill_directory,
    sealed,
)

if TYPE_CHECKING:
    from db.store import Store


def test_a_round_names_the_sentence_of_the_plan_that_asks_for_it(store: Store) -> None:
    fill_directory(store)
    round = drawn(store, per_unit=1, duty=DUTY)
    plan = built_in_plan(DUTY.plan)
    demand = Demand(place=plan.label(DUTY.item), text=plan.item(DUTY.item).text)
    record = record_round(store, round.inspection)
    assert record is not None
    assert record.demand == demand
    call_through(store, round)
    kept = store.reports.sealed(sealed(store, round).number)
    assert kept is not None
    assert kept.phone is not None
    said = "".join(one.text for one in header(kept, kept.phone, TEXTS))
    assert demand.place in said
    assert demand.text in said


def test_a_round_that_no_plan_asks_for_names_none(store: Store) -> None:
    fill_directory(store)
    record = record_round(store, drawn(store, per_unit=1).inspection)
    assert record is not None
    assert record.demand is None
