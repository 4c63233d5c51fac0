from __future__ import annotations

import pytest

from forms.checklist.library import built_in, built_in_codes, built_ins
from forms.plan.citation import citations, keys
from forms.plan.library import built_in_plan, built_in_plans


@pytest.mark.parametrize("code", built_in_codes())
def test_every_trace_is_a_place_of_its_plan(code: str) -> None:
    for item in built_in(code).items():
        for trace in item.traces:
            (cited,) = citations(trace.citation)
            assert cited.plan == trace.plan, (item.key, trace)
            found = keys(built_in_plan(cited.plan), cited.place)
            assert trace.item in found, (item.key, trace, found)


def test_every_scored_item_says_who_demands_it() -> None:
    for checklist in built_ins():
        for item in checklist.items():
            if item.scored:
                assert item.traces or item.laws or item.own, item.key


def test_every_plan_is_covered_by_some_checklist() -> None:
    traced = {
        trace.plan
        for checklist in built_ins()
        for item in checklist.items()
        for trace in item.traces
    }
    assert traced == {plan.code for plan in built_in_plans()}


def test_no_item_names_a_place_twice() -> None:
    for checklist in built_ins():
        for item in checklist.items():
            places = [(trace.plan, trace.item) for trace in item.traces]
            assert len(set(places)) == len(places), item.key
