"""Names in documents lead to units."""

from __future__ import annotations

from datetime import date

from forms.directory.check import problems
from forms.directory.model import (
    Directory,
    Equipment,
    EquipmentKind,
    Extension,
    FormerName,
    Group,
    Place,
    Unit,
)
from forms.directory.resolve import expand, find, tree, unknown

HIGHWAYS = Unit(
    id="highways",
    name="公路局",
    former_names=(FormerName(name="公路總局", end=date(2023, 9, 14)),),
)
UNITS = (
    Unit(id="agency", name="機關"),
    Unit(id="north", name="北區", parent="agency"),
    Unit(id="north-desk", name="北區櫃檯", parent="north"),
    Unit(id="south", name="南區", parent="agency", short_name="南"),
    HIGHWAYS,
)
DIRECTORY = Directory(
    agency="agency",
    units=UNITS,
    groups=(
        Group(name="各區", members=("north", "south"), to_year=112),
        Group(name="各區", members=("south",), from_year=113),
        Group(name="各單位", members=("north", "north-desk", "south")),
    ),
)


def ids(units: tuple[Unit, ...]) -> list[str]:
    return [unit.id for unit in units]


def said(directory: Directory) -> list[str]:
    return [str(problem.error) for problem in problems(directory)]


def test_former_name_leads_to_the_unit_of_today() -> None:
    assert find(DIRECTORY, "公路總局") == (HIGHWAYS,)
    assert find(DIRECTORY, "公路總局", on=date(2017, 3, 2)) == (HIGHWAYS,)
    assert find(DIRECTORY, "公路總局", on=date(2024, 1, 1)) == ()


def test_group_means_the_units_of_its_years() -> None:
    assert ids(expand(DIRECTORY, "各區", year=112)) == ["north", "south"]
    assert ids(expand(DIRECTORY, "各區", year=113)) == ["south"]


def test_joined_names_are_taken_apart() -> None:
    assert ids(expand(DIRECTORY, "北區及南區")) == ["north", "south"]
    assert ids(expand(DIRECTORY, "南、北區櫃檯")) == ["north-desk", "south"]


def test_exclusion_takes_along_what_is_below() -> None:
    assert ids(expand(DIRECTORY, "各單位（北區除外）")) == ["south"]


def test_prefix_of_the_own_agency_is_passed_over() -> None:
    assert ids(expand(DIRECTORY, "本局北區")) == ["north"]


def test_unknown_names_are_told_and_mean_nobody() -> None:
    assert unknown(DIRECTORY, "北區及東區(西區除外)") == ("東區", "西區")
    assert expand(DIRECTORY, "東區") == ()


def test_tree_goes_down_from_the_top() -> None:
    assert [(depth, unit.id) for depth, unit in tree(DIRECTORY)] == [
        (0, "agency"),
        (1, "north"),
        (2, "north-desk"),
        (1, "south"),
        (0, "highways"),
    ]


def test_circle_is_named() -> None:
    circle = Directory(
        agency="a",
        units=(
            Unit(id="a", name="甲", parent="b"),
            Unit(id="b", name="乙", parent="a"),
            Unit(id="c", name="丙", parent="a"),
        ),
    )
    assert said(circle) == [
        "甲 stands above itself; mend what is above it.",
        "乙 stands above itself; mend what is above it.",
    ]


def test_lost_references_are_named() -> None:
    lost = Directory(
        agency="nobody",
        units=(Unit(id="a", name="甲", parent="above"),),
        groups=(Group(name="各組", members=("member",), excluded=("other",)),),
        places=(Place(id="p", name="櫃檯", unit="owner"),),
        equipment=(Equipment(place="cellar", kind=EquipmentKind.AED),),
        extensions=(Extension(unit="a", number="1", person="somebody"),),
    )
    names = ["nobody", "above", "member", "other", "owner", "cellar", "somebody"]
    assert said(lost) == [f"{name} is not in the directory." for name in names]


def test_doubled_names_and_codes_are_named() -> None:
    doubled = Directory(
        agency="a",
        units=(
            Unit(id="a", name="甲"),
            Unit(id="a", name="乙"),
            Unit(id="b", name="甲"),
            Unit(id="c", name="甲", parent="a"),
        ),
    )
    assert said(doubled) == [
        "The code a stands twice; give each its own.",
        "The name 甲 stands twice; keep it once.",
    ]


def test_group_may_stand_twice_only_for_different_years() -> None:
    assert problems(DIRECTORY) == ()
    both = Directory(
        agency="agency",
        units=UNITS,
        groups=(Group(name="各區", to_year=112), Group(name="各區", from_year=112)),
    )
    assert said(both) == ["The group 各區 stands twice for the same year."]
