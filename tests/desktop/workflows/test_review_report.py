from __future__ import annotations

from desktop.workflows.review_report import next_links
from forms.inspection import Role
from forms.signing.chain import Demand, Link


def link(role: Role, demand: Demand = Demand.OPTIONAL) -> Link:
    reason = "不同意" if demand is Demand.REFUSED else ""
    return Link(field=f"S-{role}", role=role, name="", demand=demand, reason=reason)


CHAIN = (
    link(Role.INSPECTOR, Demand.REQUIRED),
    link(Role.ACCOMPANYING, Demand.REQUIRED),
    link(Role.CASE_OFFICER),
    link(Role.UNIT_HEAD),
)


def roles(*signed: Role) -> list[str]:
    return [one.role for one in next_links(CHAIN, signed)]


def test_nobody_passes_over_a_required_signature() -> None:
    assert roles(Role.INSPECTOR) == ["accompanying"]


def test_optional_signatures_may_be_passed_over() -> None:
    assert roles(Role.INSPECTOR, Role.ACCOMPANYING) == ["case-officer", "unit-head"]


def test_who_was_passed_over_can_no_longer_sign() -> None:
    assert roles(Role.INSPECTOR, Role.ACCOMPANYING, Role.UNIT_HEAD) == []


def test_a_refusal_stands_in_nobodys_way() -> None:
    chain = (CHAIN[0], link(Role.ACCOMPANYING, Demand.REFUSED), *CHAIN[2:])
    assert [one.role for one in next_links(chain, [Role.INSPECTOR])] == [
        "case-officer",
        "unit-head",
    ]
