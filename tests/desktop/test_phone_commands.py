from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.phone.library import built_in

if TYPE_CHECKING:
    from pathlib import Path

    from tests.desktop.conftest import Command

FRAME = [
    {"unit": "秘書室", "extension": "101"},
    {"unit": "秘書室", "extension": "102"},
    {"unit": "秘書室", "extension": "103"},
    {"unit": "人事室", "extension": 201},
]
UNIT = {"B1": "15", "B2-1": "full", "B2-2": "warm", "B2-3": 5, "B2-4": "full"}
SWITCHBOARD = {
    item.key: item.levels[0].key
    for item in built_in("phone-courtesy").parts[0].items()
    if item.way != "operator"
}


def written(folder: Path, value: Any, name: str = "f.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(value), "utf-8")
    return file


def test_a_sample_is_drawn_without_a_profile(zoucha: Command, tmp_path: Path) -> None:
    frame = written(tmp_path, FRAME)
    words = ("--frame", frame, "--per-unit", 2, "--seed", "115-1", "--json")
    said = zoucha("phone", "sample", *words)
    assert said.code == 0
    assert set(said.data) == {"frame_sha256", "seed", "calls"}
    assert said.data["seed"] == "115-1"
    assert [call["order"] for call in said.data["calls"]] == [1, 2, 3]
    assert {call["at"] for call in said.data["calls"]} == {None}
    assert "人事室：應抽 2 支分機，只有 1 支" in said.err
    assert zoucha("phone", "sample", *words).out == said.out


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-23", "2026-11-27"),
        ("115年11月23日", "民國115年11月27日"),
        ("115/11/23", "115.11.27"),
    ],
)
def test_times_are_drawn_between_days_of_either_calendar(
    zoucha: Command, tmp_path: Path, first: str, last: str
) -> None:
    frame = written(tmp_path, FRAME)
    words = ("--frame", frame, "--per-unit", 2, "--seed", "x", "--json")
    said = zoucha("phone", "sample", *words, "--from", first, "--to", last)
    times = [call["at"] for call in said.data["calls"]]
    assert times == sorted(times)
    assert all("2026-11-23T09:00" <= at < "2026-11-27T17:00" for at in times)
    assert all(at.endswith("+08:00") and len(at) == 22 for at in times)


def test_a_sample_is_told_to_people_too(zoucha: Command, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in (("單位", "分機"), ("秘書室", 101)):
        book.active.append(row)
    book.save(tmp_path / "f.xlsx")
    words = ("--frame", tmp_path / "f.xlsx", "--per-unit", 1, "--seed", "x")
    days = ("--from", "2026-11-23", "--to", "2026-11-23")
    said = zoucha("phone", "sample", *words, *days)
    assert said.code == 0
    assert "1. 115年11月23日" in said.out
    assert said.out.rstrip().endswith("秘書室  101")
    assert "－  秘書室" in zoucha("phone", "sample", *words).out


def test_wrong_use_ends_with_two_and_a_bad_frame_with_one(
    zoucha: Command, tmp_path: Path
) -> None:
    frame = written(tmp_path, FRAME)
    words = ("phone", "sample", "--frame", frame, "--seed", "x", "--per-unit")
    assert zoucha("phone").code == 2
    assert zoucha("phone", "sample").code == 2
    assert zoucha(*words, "x").code == 2
    assert zoucha(*words, 1, "--from", "2026-11-23").code == 2
    assert zoucha(*words, 1, "--from", "2026-11-23", "--to", "2026-13-01").code == 2
    assert zoucha(*words, 1, "--from", "2026-11-23", "--to", "9999-01-01").code == 2
    assert zoucha(*words, 0).code == 1
    assert zoucha(*words, 1, "--from", "2026-11-23", "--to", "2026-11-22").code == 1
    assert zoucha(*words, 1, "--seed", "").code == 1
    written(tmp_path, [])
    assert "沒有可供抽樣的分機" in zoucha(*words, 1).err
    written(tmp_path, [*FRAME, FRAME[0]])
    assert "秘書室：分機 101 重複" in zoucha(*words, 1).err
    frame.unlink()
    refused = zoucha(*words, 1, "--json")
    assert refused.code == 1
    assert set(refused.data) == {"error"}


def test_the_same_extension_in_two_units_is_pointed_out(
    zoucha: Command, tmp_path: Path
) -> None:
    frame = written(tmp_path, [*FRAME, {"unit": "主計室", "extension": "101"}])
    words = ("--frame", frame, "--per-unit", 1, "--seed", "x", "--json")
    said = zoucha("phone", "sample", *words)
    assert said.code == 0
    assert "分機 101 同時列在多個單位" in said.err


def test_a_unit_alone_is_scored(zoucha: Command, tmp_path: Path) -> None:
    call = {"scale": "phone-courtesy@1", "unit": UNIT | {"B3-own": "full"}}
    said = zoucha("phone", "score", written(tmp_path, call), "--json")
    assert said.code == 0
    assert set(said.data) == {"raw", "multiplier", "total", "grade", "working"}
    assert said.data["raw"] == {"switchboard": None, "unit": "55"}
    assert said.data["multiplier"] == "1.82"
    assert said.data["total"] == "100"
    assert said.data["grade"] == "excellent"
    assert any("100.1" in line for line in said.data["working"])
    told = zoucha("phone", "score", written(tmp_path, call)).out.splitlines()
    assert told == said.data["working"]
    assert "只測試業務單位接聽：55 × 1.82 = 100.1。" in told


def test_both_parts_bonus_deduction_and_zero_are_scored(
    zoucha: Command, tmp_path: Path
) -> None:
    call = {
        "scale": "phone-courtesy",
        "switchboard": SWITCHBOARD | {"A3-7": "na", "A3-8": 0.5},
        "unit": UNIT | {"B3-help-1": "partly", "B3-help-2": 8},
        "bonus": ["called-back"],
        "deductions": ["side-talk"],
    }
    said = zoucha("phone", "score", written(tmp_path, call), "--json").data
    assert said["raw"] == {"switchboard": "43", "unit": "52"}
    assert said["multiplier"] == "1"
    assert said["total"] == "94"
    zero = written(tmp_path, call | {"zero": "hung-up"})
    said = zoucha("phone", "score", zero, "--json").data
    assert (said["total"], said["grade"]) == ("0", "poor")


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        ([], "應為含 scale"),
        ({}, "f.json.scale：這裡應為文字"),
        ({"scale": "x"}, "沒有 x 這份電話禮貌測試量表"),
        ({"scale": "phone-courtesy@9"}, "現有 phone-courtesy@1"),
        ({"scale": "phone-courtesy"}, "總機與業務單位都沒有測試"),
        ({"scale": "phone-courtesy", "unit": []}, "unit：這裡應為各題"),
        ({"scale": "phone-courtesy", "unit": {}}, "B1, B2-1"),
        ({"scale": "phone-courtesy", "unit": UNIT}, "B3-own 尚未評定"),
        ({"scale": "phone-courtesy", "unit": {"B1": None}}, "不是數字"),
        ({"scale": "phone-courtesy", "unit": {"B1": 16}}, "不是 0 至 15 的分數"),
        ({"scale": "phone-courtesy", "zero": "x"}, "沒有 x 這個零分事由"),
        ({"scale": "phone-courtesy", "bonus": "x"}, "這裡應為代號清單"),
        ({"scale": "phone-courtesy", "units": {}}, "「units」在此沒有意義"),
    ],
)
def test_what_cannot_be_scored_is_refused_with_a_sentence(
    zoucha: Command, tmp_path: Path, call: Any, sentence: str
) -> None:
    refused = zoucha("phone", "score", written(tmp_path, call), "--json")
    assert refused.code == 1
    assert sentence in refused.data["error"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["B1", "speed", "courtesy", "content", "A2", "x"]), inner
        )
    ),
    max_leaves=10,
)
NAMES = st.sampled_from(
    ["scale", "switchboard", "unit", "bonus", "deductions", "zero", "x"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(NAMES, JSON).map(lambda call: {"scale": "phone-courtesy"} | call)
    | JSON
)
def test_rubbish_is_refused_and_never_a_bug(
    zoucha: Command, tmp_path: Path, call: object
) -> None:
    said = zoucha("phone", "score", written(tmp_path, call), "--json")
    assert said.code in (0, 1)
    assert set(said.data) >= {"error"} or set(said.data) >= {"total"}
    assert "程式" not in said.err


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12), st.text("0123456789-/年月日", max_size=12))
def test_any_seed_and_day_end_with_a_sentence_or_a_sample(
    zoucha: Command, tmp_path: Path, seed: str, day: str
) -> None:
    words = (f"--frame={written(tmp_path, FRAME)}", "--per-unit=1", f"--seed={seed}")
    said = zoucha("phone", "sample", *words, "--from=2026-11-20", f"--to={day}")
    assert said.code in (0, 1, 2)
    assert "程式" not in said.err


def test_scoring_loads_nothing_heavy(tmp_path: Path) -> None:
    call = {"scale": "phone-courtesy", "switchboard": SWITCHBOARD}
    code = (
        "import sys; from desktop.cli.main import run;"
        f"run(['phone', 'score', {str(written(tmp_path, call))!r}]);"
        "heavy = {'openpyxl', 'PySide6', 'holidays', 'reportlab', 'pikepdf'};"
        "sys.exit(bool(heavy & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=False, env=os.environ, capture_output=True
    )
    assert done.returncode == 0
