"""The built-in directories resolve what the built-in plans name."""

from __future__ import annotations

import json

import pytest

from forms.directory.check import problems
from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.model import Source
from forms.directory.resolve import expand, unknown
from forms.plan.library import built_in_plan, built_in_plans
from resources import folder

AGENCIES = built_in_directories()


@pytest.mark.parametrize("agency", AGENCIES)
def test_directory_contradicts_itself_nowhere(agency: str) -> None:
    assert problems(built_in_directory(agency)) == ()


def test_every_plan_has_its_agency() -> None:
    codes = {plan.code.rpartition("-")[0] for plan in built_in_plans()}
    assert codes == set(AGENCIES)


@pytest.mark.parametrize("plan", [plan.code for plan in built_in_plans()])
def test_every_owner_of_a_plan_is_in_the_directory(plan: str) -> None:
    directory = built_in_directory(plan.rpartition("-")[0])
    for item in built_in_plan(plan).items:
        for owner in item.owners:
            assert unknown(directory, owner, item.excluded) == ()


@pytest.mark.parametrize("agency", AGENCIES)
def test_nobody_is_named(agency: str) -> None:
    directory = built_in_directory(agency)
    assert directory.people == ()
    assert directory.extensions == ()


def test_four_navigation_centres_are_from_the_statute() -> None:
    directory = built_in_directory("maritime-port-bureau")
    centres = expand(directory, "各航務中心")
    assert [unit.name[:2] for unit in centres] == ["北部", "中部", "南部", "東部"]
    assert {unit.source for unit in centres} == {Source.STATUTE}


def test_coast_guard_exclusions_leave_six_branches_and_five() -> None:
    directory = built_in_directory("coast-guard")
    six = expand(directory, "各分署及所屬單位(偵防、東南沙分署除外)")
    five = expand(directory, "各分署及所屬單位", ("偵防", "東南沙", "艦隊"))
    assert len(six) == 6
    assert {unit.name for unit in six} - {unit.name for unit in five} == {"艦隊分署"}


def test_kaohsiung_has_eight_harbour_offices_and_its_known_hotlines() -> None:
    directory = built_in_directory("kaohsiung-marine-bureau")
    assert len(expand(directory, "各漁港辦公室")) == 8
    numbers = {hotline.number for hotline in directory.hotlines}
    assert {"0800-265000", "8157085-1301", "1999"} <= numbers


def test_unknown_agency_has_no_directory() -> None:
    with pytest.raises(KeyError):
        built_in_directory("nobody")


@pytest.mark.parametrize("kind", ["plans", "directory"])
def test_files_name_only_what_the_program_knows(kind: str) -> None:
    for file in folder(kind).glob("*.json"):
        text = json.dumps(json.loads(file.read_bytes()), ensure_ascii=False)
        for word in ("信息", "默認", "質量", "網絡", "渠道", "反饋", "公佈", "部份"):
            assert word not in text, (file.name, word)
