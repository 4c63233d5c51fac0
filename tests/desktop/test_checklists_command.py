from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.workflows.demo import Example
    from tests.desktop.conftest import Command


def test_the_eleven_checklists_are_listed(zoucha: Command) -> None:
    listed = zoucha("checklist", "list", "--json")
    assert listed.code == 0
    assert listed.err == ""
    checklists = listed.data["checklists"]
    assert [one["code"] for one in checklists] == (
        ["EN", "FA", "SI", "MN", "AC", "ST", "SP", "RG", "WB", "PT", "HB"]
    )
    assert checklists[0] == {
        "ref": "EN@1",
        "code": "EN",
        "version": 1,
        "title": "洽公環境",
    }


def test_a_checklist_shows_what_a_script_needs_to_answer_it(zoucha: Command) -> None:
    shown = zoucha("checklist", "show", "EN", "--json").data
    items = [item for section in shown["sections"] for item in section["items"]]
    first = items[0]
    assert shown["ref"] == "EN@1"
    assert first["key"] == "EN01"
    assert first["required"] is True
    assert first["values"] == ["conform", "partly", "nonconform", "na"]
    assert items[-1]["key"] == "EN-coaching"
    assert items[-1]["required"] is False


def test_an_unknown_checklist_is_refused_and_the_known_ones_are_named(
    zoucha: Command,
) -> None:
    shown = zoucha("checklist", "show", "XX")
    assert shown.code == 1
    assert "XX" in shown.err
    assert "EN" in shown.err
    assert shown.out == ""


def test_wrong_use_ends_with_two(zoucha: Command) -> None:
    assert zoucha("checklist").code == 2
    assert zoucha("nonsense").code == 2
    assert zoucha("verify").code == 2


def test_help_is_in_chinese(zoucha: Command) -> None:
    said = zoucha("--help")
    assert said.code == 0
    assert "驗證報告的真偽" in said.out


def test_options_may_stand_before_the_action(zoucha: Command, tmp_path: Path) -> None:
    said = zoucha("checklist", "--data", tmp_path, "--json", "list")
    assert said.code == 0
    assert said.data["checklists"]


def test_wrong_use_is_told_in_chinese(zoucha: Command) -> None:
    said = zoucha("init", "--role", "king")
    assert said.code == 2
    for english in ("usage", "error", "invalid", "choose"):
        assert english not in said.err
    assert "缺少下列必要參數" in zoucha("verify").err
    assert "後面須有一個值" in zoucha("print", "--out").err
    assert "顯示這份說明" in zoucha("print", "--help").out


def test_only_a_form_is_replaced_by_a_form(
    zoucha: Command, tmp_path: Path, example: Example
) -> None:
    form = tmp_path / "form.pdf"
    words = ("print", "--checklist", "EN", "--out")
    assert zoucha(*words, form).code == 0
    assert zoucha(*words, form, "--unit", "北部航務中心").code == 0
    report = example.report.read_bytes()
    for target in (example.report, example.profile / "zoucha.db"):
        said = zoucha(*words, target)
        assert said.code == 1
        assert str(target) in said.err
    assert example.report.read_bytes() == report


def test_files_that_can_be_read_are_judged_beside_those_that_cannot(
    zoucha: Command, tmp_path: Path, example: Example
) -> None:
    gone = tmp_path / "gone.pdf"
    said = zoucha("verify", gone, example.report, "--json")
    assert said.code == 1
    first, second = said.data["files"]
    assert first.keys() == {"file", "error"}
    assert "gone.pdf" in first["error"]
    assert second["verdict"] == "valid"
