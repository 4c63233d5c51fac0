"""What checklists cite leads to the very place of the plan."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from forms.plan.citation import Citation, citations, keys, resolve
from forms.plan.library import built_in_plans
from resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from forms.plan.model import Item, Section

PLANS = {plan.code: plan for plan in built_in_plans()}
MARITIME = "maritime-port-bureau-109"
CHIAYI = "chiayi-vehicle-station-106"
COAST_GUARD = "coast-guard-107"
KAOHSIUNG = "kaohsiung-marine-bureau-113"


@pytest.mark.parametrize(
    ("code", "place", "key"),
    [
        (MARITIME, "一(三)1", "1-3-1"),
        (MARITIME, "一、（三）1", "1-3-1"),
        (MARITIME, "一(三)1「明亮」", "1-3-1"),
        (MARITIME, "航一(三)1", "1-3-1"),
        (MARITIME, "柒三", "section-7-3"),
        (COAST_GUARD, "海·設施合宜(一)", "1-2-1-1"),
        (COAST_GUARD, "·主動服務「幹部走動管理」", "2-2-2"),
        (COAST_GUARD, "肆一(三)", "section-4-1-3"),
        (KAOHSIUNG, "一(三)3(1)", "1-3-3-1"),
        (KAOHSIUNG, "四(一)", "4-1"),
        (KAOHSIUNG, "三(三)2", "3-3-2"),
        (KAOHSIUNG, "六(二)(2)", "6-2-1-2"),
        (KAOHSIUNG, "「訂定計畫」列", "0"),
        (CHIAYI, "(一)一1(1.2)", "1-1-1-2"),
        (CHIAYI, "(四)二1", "4-2-1-1"),
        (CHIAYI, "六(二)", "section-6-2"),
    ],
)
def test_place_leads_to_its_key(code: str, place: str, key: str) -> None:
    assert resolve(PLANS[code], place) == key


@pytest.mark.parametrize("place", ["", "七(一)", "一(三)99", "一(三)0", "·沒有", "甲"])
def test_place_that_is_not_there_leads_nowhere(place: str) -> None:
    assert resolve(PLANS[MARITIME], place) is None


def test_ordinal_that_the_document_doubles_can_mean_both_places() -> None:
    assert keys(PLANS[CHIAYI], "(一)二4(4.2)") == ("1-2-4-2", "1-2-4-2b")


@pytest.mark.parametrize(
    ("trace", "places"),
    [
        ("航一(三)4", ["一(三)4"]),
        ("航五(一)2、4、5", ["五(一)2", "五(一)4", "五(一)5"]),
        ("航柒一、五(一)1", ["柒一", "五(一)1"]),
        ("高五(一)3(1)(3)", ["五(一)3(1)", "五(一)3(3)"]),
        ("高一(一)2(1)、五(三)1", ["一(一)2(1)", "五(三)1"]),
        ("海·單一窗口(二)、資源擴散", ["·單一窗口(二)", "·資源擴散"]),
        ("海肆一(三)、資源擴散", ["肆一(三)", "·資源擴散"]),
        ("訂（高一(三)3(1)；設置義務見消防法6、9）", ["一(三)3(1)"]),
        ("個資法8、18；海肆二(二)", ["肆二(二)"]),
        ("身權法57；公海一(二)", []),
        ("訂", []),
    ],
)
def test_trace_is_spelled_out(trace: str, places: list[str]) -> None:
    assert [citation.place for citation in citations(trace)] == places


def test_trace_names_the_plans() -> None:
    assert citations("航一(三)1；嘉(二)一1") == (
        Citation(plan=MARITIME, place="一(三)1"),
        Citation(plan=CHIAYI, place="(二)一1"),
    )


@pytest.mark.parametrize("code", PLANS)
def test_label_leads_back_to_its_key(code: str) -> None:
    plan = PLANS[code]
    nodes: tuple[Item | Section, ...] = (*plan.items, *plan.sections)
    for node in nodes:
        assert node.key in keys(plan, plan.label(node.key))


def traces(value: Any) -> Iterator[dict[str, str]]:
    """Every trace that stands anywhere in a checklist."""
    if isinstance(value, dict):
        if "citation" in value:
            yield value
        for part in value.values():
            yield from traces(part)
    elif isinstance(value, list):
        for part in value:
            yield from traces(part)


@pytest.mark.parametrize("file", sorted(folder("checklists").glob("*.json")))
def test_every_trace_of_the_built_in_checklists_leads_to_its_item(file: Path) -> None:
    lost = [
        trace
        for trace in traces(json.loads(file.read_bytes()))
        if trace["item"] not in keys(PLANS[trace["plan"]], trace["citation"])
    ]
    assert lost == []
