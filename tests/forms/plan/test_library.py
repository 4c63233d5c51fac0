"""The built-in plans hold what the documents hold, in our own words."""

from __future__ import annotations

from collections import Counter

import pytest

from forms.plan.document import decode_plan, encode_plan
from forms.plan.library import built_in_plan, built_in_plans
from forms.plan.model import DeadlineKind, Plan

PLANS = {plan.code: plan for plan in built_in_plans()}
MARITIME = "maritime-port-bureau-109"
CHIAYI = "chiayi-vehicle-station-106"
COAST_GUARD = "coast-guard-107"
KAOHSIUNG = "kaohsiung-marine-bureau-113"


def by_level(plan: Plan, category: str | None = None) -> list[int]:
    counts = Counter(item.level for item in plan.items if item.category == category)
    return [counts[level] for level in sorted(counts)]


def kinds(plan: Plan) -> Counter[DeadlineKind]:
    return Counter(i.deadline.kind for i in plan.items if i.deadline.kind)


def test_all_four_come_with_the_program() -> None:
    assert sorted(PLANS) == sorted([MARITIME, CHIAYI, COAST_GUARD, KAOHSIUNG])


def test_unknown_code_is_no_plan() -> None:
    with pytest.raises(KeyError):
        built_in_plan("../plans/coast-guard-107")


def test_maritime_plan_counts() -> None:
    plan = PLANS[MARITIME]
    assert by_level(plan) == [6, 22, 83]
    assert len({owner for item in plan.items for owner in item.owners}) == 13
    assert (len(plan.bases), len(plan.objectives)) == (2, 3)
    assert plan.document_number == "航秘字第1091010156號"


def test_chiayi_plan_counts() -> None:
    plan = PLANS[CHIAYI]
    assert by_level(plan) == [5, 10, 26, 44]
    assert kinds(plan) == {DeadlineKind.ONGOING: 25, DeadlineKind.YEARLY: 1}
    assert (len(plan.bases), len(plan.objectives)) == (4, 3)


def test_coast_guard_plan_counts() -> None:
    plan = PLANS[COAST_GUARD]
    assert by_level(plan, "overall") == [4, 9, 20, 41]
    assert by_level(plan, "project")[0] == 3
    assert kinds(plan) == {DeadlineKind.ROUTINE: 36, DeadlineKind.NEXT_YEAR: 1}
    excluded = [item.excluded for item in plan.items if item.excluded]
    assert len(excluded) == 19
    assert sum("艦隊" in names for names in excluded) == 3


def test_coast_guard_deadlines_that_the_text_lost_are_marked_and_not_filled_in() -> (
    None
):
    plan = PLANS[COAST_GUARD]
    lost = {
        item.key
        for item in plan.actions()
        if item.category == "overall" and item.deadline.kind is None
    }
    marked = {lint.where for lint in plan.lint if lint.code == "deadline-lost"}
    assert lost == marked
    assert len(lost) == 4


def test_kaohsiung_plan_counts() -> None:
    plan = PLANS[KAOHSIUNG]
    assert by_level(plan)[:2] == [6 + 1, 22]
    assert len(plan.actions()) == 79 + 1
    assert plan.item("0").owners == ("秘書室",)


def test_kaohsiung_phone_test_is_one_duty_though_said_twice() -> None:
    plan = PLANS[KAOHSIUNG]
    tests = [i for i in plan.items if i.deadline.kind is DeadlineKind.YEARLY]
    assert [(t.deadline.min, t.deadline.max) for t in tests] == [(2, 3), (2, 3)]
    assert [t.repeats for t in tests] == [None, tests[0].key]


def test_owners_of_a_line_hold_for_what_is_below_it() -> None:
    plan = PLANS[CHIAYI]
    assert plan.owned("1-2-4-3").key == "1-2-4"
    assert plan.owned("1-2-4-3").owners == ("本站各股",)


def test_every_action_of_the_numbered_plans_has_an_owner() -> None:
    for code in (MARITIME, CHIAYI, KAOHSIUNG):
        plan = PLANS[code]
        assert all(plan.owned(action.key).owners for action in plan.actions()), code


@pytest.mark.parametrize("code", PLANS)
def test_places_that_a_plan_names_exist(code: str) -> None:
    plan = PLANS[code]
    for lint in plan.lint:
        assert not lint.where or plan.label(lint.where)
    for item in plan.items:
        assert item.repeats is None or plan.item(item.repeats)
        assert item.level == len(plan.path(item.key)) + 1
        assert set(item.key) <= set("0123456789bp-")


@pytest.mark.parametrize("code", PLANS)
def test_plan_survives_being_told_as_json(code: str) -> None:
    assert decode_plan(encode_plan(PLANS[code])) == PLANS[code]
