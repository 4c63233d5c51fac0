from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from desktop.workflows.suggest_visit import (
    facts_of,
    holds_at_first,
    last_visit,
    offered_checklists,
    offered_plans,
    plan_warning,
    suggested_codes,
)
from forms.checklist.library import built_in, built_ins
from forms.checklist.model import InspectionKind
from forms.plan.library import built_in_plan
from resources.texts import Texts
from tests.desktop.pages import example_day

if TYPE_CHECKING:
    from db.store import Store

ENGLISH = Texts("en")


@pytest.mark.parametrize("kind", InspectionKind)
def test_every_kind_has_checklists_to_begin_with(kind: InspectionKind) -> None:
    assert suggested_codes(kind, built_ins(), None)


def test_suggestions_stand_in_the_order_of_what_is_offered() -> None:
    codes = suggested_codes(InspectionKind.ROUTINE, built_ins(), None)
    assert codes == ("SI", "MN", "RG")


def test_who_comes_unknown_begins_with_what_is_meant_for_that_alone() -> None:
    kind = InspectionKind.MYSTERY_SHOPPER
    own = replace(built_in("MN"), code="OWN", kinds=(kind,))
    others = replace(built_in("MN"), code="OTHER", kinds=(InspectionKind.ROUTINE,))
    offered = (*built_ins(), own, others)
    assert suggested_codes(kind, offered, None) == ("MN", "OWN")


def test_the_eleven_are_offered_and_each_once(store: Store) -> None:
    example_day.visit(store, "EN")
    codes = [one.code for one in offered_checklists(store)]
    assert len(codes) == len(set(codes)) == 11


def test_the_agencys_own_plan_is_offered_first(store: Store) -> None:
    plans = offered_plans(store, "高雄市政府海洋局")
    assert plans[0].code == "kaohsiung-marine-bureau-113"
    assert len(plans) == 4


def test_the_last_visit_is_that_of_the_same_unit(store: Store) -> None:
    visit = example_day.visit(store, unit="南部航務中心")
    example_day.visit(store, unit="北部航務中心")
    found = last_visit(store, "南部航務中心")
    assert found is not None
    assert found.id == visit.id
    assert last_visit(store, "海底") is None


def test_facts_are_asked_for_once() -> None:
    keys = [fact.key for fact in facts_of(built_ins())]
    assert len(keys) == len(set(keys)) > 10


def test_a_fact_of_another_agency_does_not_hold_unasked() -> None:
    assert holds_at_first("lift", "交通部航港局", None)
    assert holds_at_first("lighthouse", "交通部航港局", None)
    assert not holds_at_first("coast-guard", "交通部航港局", None)
    assert holds_at_first("coast-guard", "海洋委員會海巡署", None)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2019, 12, 31), "begins on 2020-01-01"),
        (date(2020, 6, 1), ""),
        (date(2020, 12, 31), ""),
        (date(2026, 11, 20), "carried over to ROC year 115"),
    ],
)
def test_a_day_outside_the_plan_is_pointed_out(day: date, said: str) -> None:
    warning = plan_warning(built_in_plan("maritime-port-bureau-109"), day, ENGLISH)
    assert said in warning
    assert bool(said) == bool(warning)
