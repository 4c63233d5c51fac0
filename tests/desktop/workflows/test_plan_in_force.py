from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.workflows.plan_in_force import (
    due_soon,
    is_carried_over,
    plan_in_force,
    plan_state,
    proposed_plan,
    put_in_force,
)
from desktop.workflows.plan_view import standing
from forms.plan.library import built_in_plan
from forms.plan.obligations import State
from resources.texts import Texts
from tests.desktop.pages import example_day
from tests.desktop.plans_day import PLAN, note, revised

if TYPE_CHECKING:
    from db.store import Store

SURVEY = "5-2-4"
EN = Texts("en")


def test_nobody_said_so_the_agencys_own_is_proposed_and_none_in_force(
    store: Store,
) -> None:
    assert plan_in_force(store) is None
    assert due_soon(store, date(2020, 12, 1)) is None
    assert proposed_plan(store, PLAN.agency) == PLAN
    assert proposed_plan(store, "某某市立圖書館") is None


def test_the_last_version_of_the_plan_is_in_force(store: Store) -> None:
    put_in_force(store, PLAN, date(2020, 3, 1))
    assert plan_in_force(store) == PLAN
    new = revised()
    store.plans.add(new)
    assert plan_in_force(store) == new
    assert plan_state(new, store, EN) == "in force"
    assert plan_state(PLAN, store, EN) == "built in"
    assert proposed_plan(store, "某某市立圖書館") == new


def test_a_plan_whose_time_is_over_is_carried_over(store: Store) -> None:
    put_in_force(store, PLAN, date(2020, 3, 1))
    assert not is_carried_over(store, PLAN)
    put_in_force(store, PLAN, date(2026, 3, 1))
    assert is_carried_over(store, PLAN)
    assert not is_carried_over(store, built_in_plan("coast-guard-107"))
    assert plan_state(PLAN, store, EN) == "carried over, built in"


def test_what_is_due_within_a_month_and_overdue_is_told_unit_by_unit(
    store: Store,
) -> None:
    store.directory.save(example_day.directory())
    put_in_force(store, PLAN, date(2020, 3, 1))

    def owed(day: date) -> list[tuple[str, int, int]]:
        found = due_soon(store, day)
        assert found is not None
        return [(one.unit, one.overdue, one.soon) for one in found.owed]

    assert owed(date(2020, 11, 30)) == []
    assert owed(date(2020, 12, 1)) == [("企劃組", 0, 1)]
    assert owed(date(2020, 12, 31)) == [("企劃組", 0, 1)]
    assert owed(date(2021, 1, 1)) == [("企劃組", 1, 0)]
    assert owed(date(2022, 6, 1)) == [], "longer ago than a year"
    found = due_soon(store, date(2020, 12, 1))
    assert found is not None
    assert found.ref == f"{PLAN.code}@1"
    assert found.owed[0].items == ("年度顧客滿意度調查",)
    assert found.owed[0].next == date(2020, 12, 31)


def test_what_was_done_with_proof_is_owed_no_more(store: Store) -> None:
    store.directory.save(example_day.directory())
    put_in_force(store, PLAN, date(2020, 3, 1))
    done = note(
        store,
        SURVEY,
        "企劃組",
        start=date(2020, 1, 1),
        end=date(2020, 12, 31),
        on=date(2020, 9, 1),
    )
    store.execution.save_note(done)
    found = due_soon(store, date(2020, 12, 1))
    assert found is not None
    assert found.owed, "it shows nothing of what it says"
    store.execution.save_note(replace(done, reference="航企字第1號"))
    found = due_soon(store, date(2020, 12, 1))
    assert found is not None
    assert not found.owed


def test_todays_page_and_the_plans_own_tell_the_same_of_a_plan_carried_over(
    store: Store,
) -> None:
    store.directory.save(example_day.directory())
    day = date(2026, 11, 20)
    put_in_force(store, PLAN, day)
    found = due_soon(store, day)
    shown = standing(PLAN, store, day, EN, is_carried_over=True).obligations
    overdue = [one for one in shown if one.state is State.OVERDUE]
    assert [one.window.due for one in overdue] == [date(2025, 12, 31)]
    assert found is not None
    assert sum(one.overdue for one in found.owed) == len(overdue)


def test_a_plan_that_is_over_keeps_all_that_was_missed(store: Store) -> None:
    shown = standing(PLAN, store, date(2026, 11, 20), EN).obligations
    overdue = {one.window.due for one in shown if one.state is State.OVERDUE}
    assert overdue == {date(2020, 12, 31)}
