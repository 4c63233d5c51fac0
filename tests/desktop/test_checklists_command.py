from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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
