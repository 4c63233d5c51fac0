"""Trees, labels and references of plans."""

from __future__ import annotations

import msgspec
import pytest

from forms.plan.document import decode_plan
from forms.plan.library import built_in_plan
from forms.plan.model import Item, Plan, reference


def plan_of(*items: Item) -> Plan:
    return Plan(
        code="p",
        version="1",
        roc_year=115,
        title="",
        title_en="",
        agency="",
        items=items,
    )


@pytest.mark.parametrize(
    ("code", "key", "label"),
    [
        ("maritime-port-bureau-109", "1", "一"),
        ("maritime-port-bureau-109", "1-3-7", "一、(三)7"),
        ("maritime-port-bureau-109", "section-7-3", "柒、三"),
        ("kaohsiung-marine-bureau-113", "1-3-3-1", "一、(三)3(1)"),
        ("kaohsiung-marine-bureau-113", "3-1-1-2", "三、(一)2"),
        ("kaohsiung-marine-bureau-113", "0", "「訂定年度提升服務計畫並公開於官網」"),
        ("chiayi-vehicle-station-106", "1-2-4-3", "(一)二、4(4.3)"),
        ("coast-guard-107", "1-2-1-1", "「服務設施合宜性」(一)"),
        ("coast-guard-107", "section-4-1-3", "肆、一、(三)"),
    ],
)
def test_label_reads_as_officials_cite(code: str, key: str, label: str) -> None:
    assert built_in_plan(code).label(key) == label


def test_children_and_path_follow_the_tree() -> None:
    plan = built_in_plan("maritime-port-bureau-109")
    assert [item.key for item in plan.path("1-3-7")] == ["1", "1-3"]
    assert len(plan.children()) == 6
    assert [item.key for item in plan.children("3-3")] == ["3-3-1", "3-3-2", "3-3-3"]


def test_doubled_key_is_refused() -> None:
    item = Item(key="1", level=1, text="")
    with pytest.raises(ValueError, match="twice"):
        plan_of(item, item)


def test_item_must_stand_below_its_parent() -> None:
    with pytest.raises(ValueError, match="below 2"):
        plan_of(Item(key="2-1", level=2, parent="2", text=""))


def test_document_that_contradicts_itself_is_no_plan() -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_plan(b'{"code": "p", "items": [{"key": 1}]}')


def test_reference_says_what_year_a_plan_was_carried_over_to() -> None:
    plan = built_in_plan("maritime-port-bureau-109")
    carried = reference(plan, carried_over_to=115)
    assert (carried.roc_year, carried.carried_over_to) == (109, 115)
    assert carried.document_number == plan.document_number
