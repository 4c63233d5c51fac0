"""What a plan is doubted for."""

from __future__ import annotations

from dataclasses import replace

from forms.plan.lint import lint
from forms.plan.model import Deadline, DeadlineKind, Item, Period, Plan
from tests.forms.plan.documents import ENGLISH, plan_of


def plan_with(*items: Item, **more: object) -> Plan:
    made = Plan(
        code="p",
        version="1",
        roc_year=115,
        title="",
        title_en="",
        agency="",
        levels=("項目",),
        items=items,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def item(key: str, ordinal: str | None, **more: object) -> Item:
    made = Item(key=key, level=key.count("-") + 1, text=f"第{key}項", ordinal=ordinal)
    parent = key.rpartition("-")[0] or None
    return replace(made, parent=parent, **more)  # type: ignore[arg-type]


def codes(plan: Plan) -> list[tuple[str, str]]:
    return [(one.code, one.where) for one in lint(plan, ENGLISH)]


OWNED = {
    "owners": ("秘書室",),
    "deadline": Deadline(kind=DeadlineKind.ONGOING, text="持續辦理"),
}


def test_doubled_and_missing_numbers() -> None:
    plan = plan_with(
        item("1", "(一)", **OWNED),
        item("2", "(二)", **OWNED),
        item("2b", "(二)", **OWNED),
        item("5", "(五)", **OWNED),
    )
    assert codes(plan) == [
        ("duplicate-ordinal", "2b"),
        ("missing-ordinal", ""),
        ("missing-ordinal", ""),
    ]
    messages = [one.message for one in lint(plan, ENGLISH)]
    assert messages[1:] == ["(三) is missing.", "(四) is missing."]


def test_numbers_that_run_on_over_headings_are_not_missing() -> None:
    plan = plan_with(
        item("1", "一"),
        item("1-1", "1", **OWNED),
        item("1-2", "2", **OWNED),
        item("2", "二"),
        item("2-3", "3", **OWNED),
    )
    assert codes(plan) == []


def test_action_without_owner_or_deadline() -> None:
    plan = plan_with(
        item("1", "一", **OWNED), item("2", "二", **OWNED), item("3", "三")
    )
    assert codes(plan) == [("no-owner", "3"), ("no-deadline", "3")]


def test_plan_without_any_deadline_is_told_once() -> None:
    plan = plan_with(*(item(str(n), None, owners=("秘書室",)) for n in range(1, 9)))
    assert codes(plan) == [("no-deadlines", "")]


def test_dates_that_contradict_each_other() -> None:
    late = Deadline(kind=DeadlineKind.FIXED, text="117年1月1日", on="2028-01-01")
    plan = plan_with(
        item("1", "一", owners=("秘書室",), deadline=late),
        period=Period(start="2026-01", end="2026-12"),
        approved_on="2026-03-01",
        revised_on=("2026-02-01",),
    )
    assert codes(plan) == [("dates-contradict", ""), ("dates-contradict", "1")]


def test_a_deadline_of_no_year_lies_in_any_period() -> None:
    rule = Deadline(kind=DeadlineKind.FIXED, on="--12-31")
    period = Period(start="2024-01-01", end="2024-12-31")
    plan = plan_with(item("1", "一", deadline=rule), period=period)
    assert "dates-contradict" not in {code for code, _ in codes(plan)}


def test_period_that_ends_before_it_begins() -> None:
    plan = plan_with(period=Period(start="2026-12-31", end="2026-01-01"))
    assert codes(plan) == [("dates-contradict", "")]


def test_owner_that_the_directory_does_not_hold_is_told_once() -> None:
    plan = plan_with(item("1", "一", **OWNED), item("2", "二", **OWNED))
    found = lint(plan, ENGLISH, unknown=lambda one: one.owners)
    assert [(one.code, one.where) for one in found] == [("owner-undefined", "1")]


def test_uncovered_actions_are_told_where_checks_are_known() -> None:
    plan = plan_with(item("1", "一", **OWNED), item("2", "二", **OWNED))
    found = lint(plan, ENGLISH, covered={"1"})
    assert [(one.code, one.where) for one in found] == [("uncovered", "2")]


def test_count_that_the_document_states_and_the_tree_does_not_have() -> None:
    text = (
        "某某局115年度服務計畫\n一、依據：要點。\n二、實施要項：\n"
        "實施要項\t推動方法\t完成期限\t承辦單位\n"
        "一、櫃檯\t(一)設置諮詢檯。\t持續辦理\t服務課\n"
        "二、電話\t(一)總機轉接一次。\t持續辦理\t服務課\n"
        "三、考核：本計畫三項實施要項及二項推動方法按季檢討。\n"
    )
    found = [one for one in plan_of(text).lint if one.code == "count-differs"]
    assert [one.message for one in found] == [
        "The document says “三項實施要項”; 2 were found."
    ]
