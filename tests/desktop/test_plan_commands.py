from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop.conftest import Command

PLAN = """濱海市立圖書館115年度服務品質計畫

壹、依據：
一、圖書館服務要點。

貳、實施要項：

實施要項\t推動方法\t完成期限\t承辦單位
一、閱覽環境\t(一)每層樓設置一處安靜自習區。\t持續辦理\t閱覽課
\t(二)辦理電話禮貌測試。\t每年2次\t推廣課
"""
KEYS = {
    *("title", "agency", "document_number", "approved_on", "revised_on", "period"),
    *("bases", "objectives", "levels", "items", "lint"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    written = tmp_path / "plan.txt"
    written.write_text(PLAN, encoding="utf-8")
    return written


def test_import_without_a_profile_prints_the_plan_and_keeps_nothing(
    zoucha: Command, file: Path
) -> None:
    before = sorted(file.parent.iterdir())
    said = zoucha("plan", "import", file, "--json")
    assert said.code == 0, said.err
    assert said.err == ""
    plan = said.data
    assert set(plan) >= KEYS
    assert plan["agency"] == "濱海市立圖書館"
    assert plan["period"] == {"from": "2026-01-01", "to": "2026-12-31"}
    assert plan["document_number"] is None
    assert plan["items"][1]["deadline"] == {
        "kind": "ONGOING",
        "text": "持續辦理",
        "min": None,
        "max": None,
        "on": None,
        "stated": None,
        "suspended_until": None,
    }
    assert [item["level"] for item in plan["items"]] == [1, 2, 2]
    assert sorted(file.parent.iterdir()) == before
    assert "沒有保留" in zoucha("plan", "import", file).out


def test_import_into_a_profile_keeps_plan_and_file(
    zoucha: Command, file: Path, profile: Path
) -> None:
    kept = zoucha("plan", "import", file, "--data", profile, "--json").data
    ref = kept["ref"]
    assert ref.endswith("@1")
    again = zoucha("plan", "import", file, "--data", profile, "--json").data
    assert again["ref"] == ref
    file.write_text(PLAN.replace("每年2次", "每年3次"), encoding="utf-8")
    revised = zoucha("plan", "import", file, "--data", profile, "--json").data
    assert revised["ref"] == ref.replace("@1", "@2")
    listed = zoucha("plan", "list", "--data", profile, "--json").data["plans"]
    assert [one["ref"] for one in listed][-2:] == [ref, revised["ref"]]
    shown = zoucha("plan", "show", ref, "--data", profile, "--json").data
    assert shown["items"] == kept["items"]
    compared = zoucha(
        *("plan", "compare", ref, revised["ref"], "--data", profile, "--json")
    ).data
    (change,) = compared["deadline_changed"]
    assert change["deadline"]["old"]["min"] == 2
    assert change["deadline"]["new"]["min"] == 3
    assert not compared["added"]
    assert zoucha("doctor", "--data", profile).code == 0


def test_a_code_of_ones_own(zoucha: Command, file: Path) -> None:
    said = zoucha("plan", "import", file, "--code", "library-115", "--json")
    assert said.data["ref"] == "library-115@1"
    refused = zoucha("plan", "import", file, "--code", "../115")
    assert refused.code == 1
    assert "../115" in refused.err


def test_the_built_in_plans_are_listed_and_shown(zoucha: Command) -> None:
    listed = zoucha("plan", "list", "--json").data["plans"]
    assert [one["code"] for one in listed] == [
        "chiayi-vehicle-station-106",
        "coast-guard-107",
        "kaohsiung-marine-bureau-113",
        "maritime-port-bureau-109",
    ]
    for one in listed:
        shown = zoucha("plan", "show", one["code"], "--json").data
        assert shown["title"] == one["title"]
    assert zoucha("plan", "show", "coast-guard-107@9").code == 1


def test_obligations_on_a_day(zoucha: Command) -> None:
    said = zoucha(
        *("plan", "obligations", "kaohsiung-marine-bureau-113"),
        *("--on", "2024-11-20", "--json"),
    )
    counted = [o for o in said.data["obligations"] if o["kind"] == "YEARLY"]
    assert {one["key"] for one in counted} == {"1-1-1-2"}
    assert {one["due"] for one in counted} == {"2024-12-31"}
    assert {one["state"] for one in counted} == {"due"}
    wrong = zoucha("plan", "obligations", "coast-guard-107", "--on", "tomorrow")
    assert wrong.code == 2


def test_coverage_of_a_plan_honours_exclusions(zoucha: Command) -> None:
    said = zoucha("plan", "coverage", "coast-guard-107", "--json").data
    rows = {row["key"]: row for row in said["items"]}
    units = {cell["unit"] for cell in rows["1-1-2-1"]["units"]}
    assert "偵防分署" not in units
    assert len(units) == 6
    assert rows["1-1-1-1"]["checks"]


def test_what_is_no_plan_is_refused_with_one_sentence(
    zoucha: Command, tmp_path: Path
) -> None:
    picture = tmp_path / "plan.pdf"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(3000))
    for path in (picture, tmp_path / "missing.txt", tmp_path):
        said = zoucha("plan", "import", path)
        assert said.code == 1
        assert said.out == ""
        assert said.err.count("\n") == 1
