"""What a revision did to a plan."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from forms.plan.comparison import compare
from forms.plan.library import built_in_plans
from tests.forms.plan.documents import plan_of

if TYPE_CHECKING:
    from forms.plan.model import Plan

OLD = """某某局115年度服務計畫

一、依據：服務要點。
二、實施要項：

實施要項\t推動方法\t完成期限\t承辦單位
一、櫃檯服務\t(一)設置諮詢檯並由專人引導洽公民眾。\t持續辦理\t服務課
\t(二)提供各類申請書表之填寫範例。\t持續辦理\t服務課
\t(三)公布承辦人員之職務代理人。\t持續辦理\t人事室
二、電話服務\t(一)辦理電話禮貌測試並公布結果。\t持續辦理\t秘書室
\t(二)總機轉接以一次為限。\t持續辦理\t秘書室
"""


def revised(*changes: tuple[str, str]) -> Plan:
    text = OLD
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return plan_of(text)


@pytest.mark.parametrize("plan", built_in_plans(), ids=lambda plan: plan.code)
def test_a_plan_is_the_same_as_itself(plan: Plan) -> None:
    found = compare(plan, plan)
    assert found.same == {item.key: item.key for item in plan.items}
    assert not any(
        getattr(found, name)
        for name in ("added", "removed", "reworded", "moved", "renumbered")
    )


def test_reworded_item_is_the_same_item() -> None:
    found = compare(plan_of(OLD), revised(("填寫範例", "填寫範例並隨時更新")))
    assert found.reworded == ("1-2",)
    assert not found.added
    assert not found.removed


def test_changed_owner_and_deadline_are_told() -> None:
    changed = revised(
        ("公布結果。\t持續辦理\t秘書室", "公布結果。\t每年2次\t秘書室、人事室")
    )
    found = compare(plan_of(OLD), changed)
    assert found.owners_changed == ("2-1",)
    assert found.deadline_changed == ("2-1",)
    assert not found.reworded


def test_added_and_removed_items_renumber_the_others() -> None:
    changed = revised(
        ("(一)設置諮詢檯並由專人引導洽公民眾。", "(一)假日開放預約辦理各項登記。"),
        (
            "\t(二)提供各類申請",
            "\t(二)設置諮詢檯並由專人引導洽公民眾。\t持續辦理\t服務課\n"
            "\t(三)提供各類申請",
        ),
        ("(三)公布承辦", "(四)公布承辦"),
        ("\t(二)總機轉接以一次為限。\t持續辦理\t秘書室\n", ""),
    )
    found = compare(plan_of(OLD), changed)
    assert found.added == ("1-1",)
    assert found.removed == ("2-2",)
    assert found.renumbered == ("1-1", "1-2", "1-3")
    assert found.same["1-1"] == "1-2"
    assert not found.moved


def test_item_below_another_heading_was_moved() -> None:
    line = "\t(三)公布承辦人員之職務代理人。\t持續辦理\t人事室\n"
    changed = revised((line, ""), ("\t(二)總機轉接", f"{line}\t(二)總機轉接"))
    found = compare(plan_of(OLD), changed)
    assert found.moved == ("1-3",)
    assert not found.added


def test_swapped_siblings_are_one_move() -> None:
    changed = revised(
        ("(一)設置諮詢檯並由專人引導洽公民眾。", "(一)甲"),
        ("(二)提供各類申請書表之填寫範例。", "(二)設置諮詢檯並由專人引導洽公民眾。"),
        ("(一)甲", "(一)提供各類申請書表之填寫範例。"),
    )
    found = compare(plan_of(OLD), changed)
    assert len(found.moved) == 1
    assert not found.added


def test_same_plan_of_another_file_is_unchanged() -> None:
    old = plan_of(OLD)
    assert compare(old, replace(old, version="2", original="0" * 64)).same == {
        item.key: item.key for item in old.items
    }
