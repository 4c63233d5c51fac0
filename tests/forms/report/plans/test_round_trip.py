"""A plan that was written is read again as the plan that it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.plan.building.repeats import said
from forms.plan.library import built_in_plan
from forms.plan.model import Deadline, DeadlineKind
from forms.report.plans.content import plan_text
from forms.report.plans.ods import as_ods
from forms.report.plans.odt import as_odt
from forms.report.plans.sheets import plan_sheets
from forms.report.plans.wording import worded
from forms.report.plans.xlsx import as_xlsx
from tests.forms.plan.documents import REAL, plan_of, real_text
from tests.forms.report.plans import make

if TYPE_CHECKING:
    from forms.plan.model import Item, Plan

KINDS: Final = ("odt", "ods", "xlsx")


def written(plan: Plan, kind: str) -> bytes:
    text = plan_text(plan, make.CHINESE)
    if kind == "odt":
        return as_odt(text, make.CHINESE)
    sheets = plan_sheets(text, lines_name="本文", table_name="項目")
    if kind == "ods":
        return as_ods(sheets, title=plan.title, language="zh-TW")
    return as_xlsx(sheets, title=plan.title)


def read_again(plan: Plan, kind: str) -> Plan:
    return plan_of(written(plan, kind), f"plan.{kind}")


def bones(item: Item) -> tuple[object, ...]:
    deadline = item.deadline
    return (
        (item.key, item.level, item.ordinal, item.parent, item.category),
        (item.owners, item.excluded, item.owners_inherited),
        (deadline.kind, deadline.text, deadline.min, deadline.max, deadline.on),
        (deadline.stated, deadline.suspended_until),
        said(worded(item, make.CHINESE)),
    )


def assert_same_tree(plan: Plan, again: Plan) -> None:
    assert list(map(bones, again.items)) == list(map(bones, plan.items))
    assert again.levels == plan.levels
    assert [c.title for c in again.categories] == [c.title for c in plan.categories]


def assert_same_facts(plan: Plan, again: Plan) -> None:
    for name in (
        *("title", "agency", "document_number", "approved_on", "revised_on"),
        *("period", "bases", "objectives"),
    ):
        assert getattr(again, name) == getattr(plan, name), name
    assert {s.key for s in plan.sections} <= {s.key for s in again.sections}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", REAL)
def test_a_built_in_plan_comes_back(code: str, kind: str) -> None:
    plan = built_in_plan(code)
    again = read_again(plan, kind)
    assert_same_tree(plan, again)
    assert_same_facts(plan, again)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("code", REAL)
def test_a_real_plan_comes_back(code: str, kind: str) -> None:
    plan = plan_of(real_text(code))
    again = read_again(plan, kind)
    assert_same_tree(plan, again)
    assert_same_facts(plan, again)


@pytest.mark.parametrize("code", REAL)
def test_writing_what_was_read_adds_nothing(code: str) -> None:
    once = read_again(built_in_plan(code), "odt")
    twice = read_again(once, "odt")
    assert [s.text for s in twice.sections] == [s.text for s in once.sections]
    assert_same_tree(once, twice)


def test_a_plan_without_sections_gets_chapters_for_all_that_it_says() -> None:
    plan = make.plan(
        *make.SMALL.items, bases=("甲法。", "乙法。"), objectives=("丙。",)
    )
    again = read_again(plan, "odt")
    assert_same_tree(plan, again)
    assert_same_facts(plan, again)
    assert [s.ordinal for s in again.sections if s.level == 1] == [*"壹貳參肆"]


def test_a_rule_that_the_words_leave_out_is_written_behind_them() -> None:
    rule = Deadline(
        kind=DeadlineKind.YEARLY, text="每年1次", min=1, max=1, stated="持續辦理"
    )
    waits = Deadline(
        kind=DeadlineKind.ONGOING, text="持續辦理", suspended_until="新系統上線"
    )
    plan = make.plan(
        make.item("1", "閱覽環境"),
        make.item("1-1", "顧客滿意度調查", owners=("秘書室",), deadline=rule),
        make.item("1-2", "借閱資訊網頁", owners=("秘書室",), deadline=waits),
    )
    again = read_again(plan, "odt")
    assert again.item("1-1").deadline == rule
    assert again.item("1-2").deadline == waits


def test_who_owns_nothing_is_not_given_the_owners_above() -> None:
    plan = make.plan(
        make.item("1", "閱覽環境"),
        make.item("1-1", "設置自習區。", owners=("秘書室",)),
        make.item("1-2", "提供借閱諮詢。"),
    )
    for kind in KINDS:
        assert read_again(plan, kind).item("1-2").owners == ()


texts = st.text("閱覽環境服務館藏借還諮詢櫃檯讀者", min_size=2, max_size=60)
owners = st.lists(
    st.sampled_from(["秘書室", "推廣課", "各分館所", "資訊組"]), unique=True, max_size=3
)
deadlines = st.sampled_from(
    [
        Deadline(kind=DeadlineKind.ONGOING, text="持續辦理"),
        Deadline(kind=DeadlineKind.ROUTINE, text="經常辦理"),
        Deadline(kind=DeadlineKind.HALF_YEARLY, text="每半年1次", min=1, max=1),
    ]
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    items = []
    for one in range(1, draw(st.integers(1, 3)) + 1):
        items.append(make.item(f"{one}", draw(texts)))
        for two in range(1, draw(st.integers(1, 3)) + 1):
            items.append(make.item(f"{one}-{two}", draw(texts) + "。"))
            items += [
                make.item(
                    f"{one}-{two}-{three}",
                    draw(texts) + "。",
                    owners=tuple(draw(owners)),
                    deadline=draw(deadlines),
                )
                for three in range(1, draw(st.integers(1, 4)) + 1)
            ]
    return make.plan(*items)


@settings(max_examples=15, deadline=None)
@given(plans(), st.sampled_from(KINDS))
def test_any_numbered_plan_comes_back(plan: Plan, kind: str) -> None:
    again = read_again(plan, kind)
    actions = [bones(item)[:4] for item in plan.actions()]
    assert [bones(item)[:4] for item in again.actions()] == actions
