from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.workflows.directory_edit import (
    TABLES,
    Entry,
    blank,
    only_agency,
    put,
    shown_at,
    take_out,
)
from forms.directory.library import built_in_directories, built_in_directory
from forms.directory.model import Equipment, EquipmentKind, Group, Place, Unit
from forms.errors import UserError
from resources.texts import Texts
from tests.desktop.pages import example_day

ENGLISH = Texts("en")


def test_what_is_put_in_stands_in_the_place_of_the_old() -> None:
    directory = example_day.directory()
    old = directory.unit("mpb-north")
    changed = put(directory, old, replace(old, short_name="北航"))
    assert changed.unit("mpb-north").short_name == "北航"
    assert len(changed.units) == len(directory.units)


def test_a_contradiction_is_refused() -> None:
    directory = example_day.directory()
    unit = directory.unit("mpb-north")
    with pytest.raises(UserError, match="above itself"):
        put(directory, unit, replace(unit, parent="mpb-north"))
    with pytest.raises(UserError, match="stands twice"):
        put(directory, None, Unit(id="x", name="秘書室", parent="mpb"))


def test_an_old_contradiction_does_not_stop_a_change() -> None:
    directory = example_day.directory()
    lost = replace(directory.people[0], unit="gone")
    broken = replace(directory, people=(lost, *directory.people[1:]))
    unit = broken.unit("mpb-north")
    assert put(broken, unit, replace(unit, short_name="北航"))


def test_a_place_goes_with_its_machines() -> None:
    directory = example_day.directory()
    place = directory.places[0]
    machine = Equipment(place=place.id, kind=EquipmentKind.AED)
    directory = put(directory, None, machine)
    assert take_out(directory, place).equipment == ()


def test_a_person_leaves_the_extension_behind() -> None:
    directory = example_day.directory()
    left = take_out(directory, directory.people[0])
    assert [one.person for one in left.extensions] == [None, None]


def test_a_unit_leaves_its_groups() -> None:
    directory = example_day.directory()
    left = take_out(directory, directory.unit("mpb-north"))
    assert all("mpb-north" not in group.members for group in left.groups)


def test_the_agency_itself_stays() -> None:
    directory = only_agency("某機關", "a")
    with pytest.raises(UserError, match="agency itself"):
        take_out(directory, directory.unit("a"))


@pytest.mark.parametrize("kind", TABLES)
def test_something_new_belongs_to_the_unit(kind: type[Entry]) -> None:
    directory = example_day.directory()
    entry = blank(directory, kind, directory.unit("mpb-north"), "new")
    assert isinstance(entry, kind)
    if isinstance(entry, Place):
        entry = replace(entry, name="新")
    assert put(directory, None, entry)


def test_a_machine_needs_a_place() -> None:
    directory = only_agency("某機關", "a")
    with pytest.raises(UserError, match="place first"):
        blank(directory, Equipment, directory.unit("a"), "new")


@pytest.mark.parametrize("code", built_in_directories())
def test_everything_is_shown_at_some_unit(code: str) -> None:
    directory = built_in_directory(code)
    for kind, table in TABLES.items():
        if kind is Unit:
            continue
        at = {
            id(entry)
            for unit in directory.units
            for entry, name, _ in shown_at(ENGLISH, directory, unit, kind)
            if name
        }
        assert len(at) == len(getattr(directory, table))


def test_groups_tell_their_members_by_name() -> None:
    directory = example_day.directory()
    shown = shown_at(ENGLISH, directory, directory.unit("mpb"), Group)
    below = {entry.name: words for entry, _, words in shown if isinstance(entry, Group)}
    assert "北部航務中心" in below["各航務中心"]
