"""Changing one thing in the directory, so that the rest still fits together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from forms.directory.check import problems
from forms.directory.model import (
    EQUIPMENT_LABELS,
    SOURCE_LABELS,
    Directory,
    Equipment,
    EquipmentKind,
    Extension,
    Group,
    Hotline,
    Person,
    Place,
    SpecialDuty,
    TaskForce,
    Unit,
)
from forms.errors import UserError
from forms.report.said import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from resources.texts import Texts

Entry: TypeAlias = (
    Unit
    | Group
    | Place
    | Equipment
    | Person
    | Extension
    | Hotline
    | TaskForce
    | SpecialDuty
)

TABLES: Mapping[type, str] = {
    Unit: "units",
    Group: "groups",
    Place: "places",
    Equipment: "equipment",
    Person: "people",
    Extension: "extensions",
    Hotline: "hotlines",
    TaskForce: "task_forces",
    SpecialDuty: "duties",
}
"""The directory's field that holds values of a kind."""


def only_agency(name: str, id: str) -> Directory:
    """A directory of nothing but the agency itself."""
    return Directory(agency=id, units=(Unit(id=id, name=name),))


def blank(directory: Directory, kind: type[Entry], unit: Unit, id: str) -> Entry:
    """A new entry of that kind, as it begins at a unit.

    Raises:
        UserError: A machine needs a place to stand in.
    """
    if kind is Unit:
        return Unit(id=id, name="", parent=unit.id)
    if kind is Place:
        return Place(id=id, name="", unit=unit.id)
    if kind is Person:
        return Person(id=id, name="", unit=unit.id)
    if kind is Extension:
        return Extension(unit=unit.id, number="")
    if kind is Hotline:
        return Hotline(name="", unit=unit.id)
    if kind is SpecialDuty:
        return SpecialDuty(name="", unit=unit.id)
    if kind is Group:
        return Group(name="")
    if kind is TaskForce:
        return TaskForce(name="")
    place = next((one for one in directory.places if one.unit == unit.id), None)
    if place is None:
        raise UserError("Add the place first in which it stands.")
    return Equipment(place=place.id, kind=EquipmentKind.WATER_DISPENSER)


def shown_at(
    texts: Texts, directory: Directory, unit: Unit, kind: type[Entry]
) -> list[tuple[Entry, str, str]]:
    """What belongs to the unit, each with its name and what else is known of it.

    What belongs to no unit belongs to the agency.
    """
    entries = [
        entry
        for entry in getattr(directory, TABLES[kind])
        if kind in (Group, TaskForce)
        or (_unit_of(directory, entry) or directory.agency) == unit.id
    ]
    return [(entry, *_in_words(texts, directory, entry)) for entry in entries]


def _unit_of(directory: Directory, entry: Any) -> str | None:  # noqa: ANN401 - several
    if isinstance(entry, Equipment):
        return next((p.unit for p in directory.places if p.id == entry.place), None)
    unit: str | None = entry.unit
    return unit


def _in_words(texts: Texts, directory: Directory, entry: Entry) -> tuple[str, str]:
    """The two lines of a row."""
    units = {unit.id: unit.name for unit in directory.units}
    if isinstance(entry, Equipment):
        places = {place.id: place.name for place in directory.places}
        name = entry.label or texts(EQUIPMENT_LABELS[entry.kind])
        return f"{name}　× {entry.count}", places.get(entry.place, "")
    if isinstance(entry, Extension):
        people = {person.id: person.name for person in directory.people}
        return entry.number, _joined(entry.label, people.get(entry.person or "", ""))
    if isinstance(entry, Group):
        source = texts(SOURCE_LABELS[entry.source])
        members = listed(texts, (units.get(one, one) for one in entry.members))
        return f"{entry.name}　{source}", members
    if isinstance(entry, TaskForce):
        seats = (f"{seat.role} {seat.held_by}" for seat in entry.seats)
        return entry.name, _joined(entry.tasks, listed(texts, seats))
    details = {
        Place: ("kind", "address", "note"),
        Person: ("titles", "roles"),
        Hotline: ("number", "hours", "note"),
        SpecialDuty: ("held_by", "note"),
        Unit: ("short_name",),
    }[type(entry)]
    known = (getattr(entry, detail) for detail in details)
    words = (listed(texts, one) if isinstance(one, tuple) else one for one in known)
    return entry.name, _joined(*words)


def _joined(*words: str) -> str:
    return "　".join(filter(None, words))


def put(directory: Directory, old: Entry | None, new: Entry) -> Directory:
    """The directory with the new entry in the place of the old one, or at the end.

    Raises:
        UserError: It contradicts what is there.
    """
    table = TABLES[type(new)]
    entries = list(getattr(directory, table))
    if old is None:
        entries.append(new)
    else:
        entries[entries.index(old)] = new
    return _checked(directory, {table: tuple(entries)})


def take_out(directory: Directory, entry: Entry) -> Directory:
    """The directory without the entry; what belonged to a unit goes to the one above.

    Raises:
        UserError: It is the agency itself, or has units below it.
    """
    table = TABLES[type(entry)]
    kept = tuple(one for one in getattr(directory, table) if one is not entry)
    changes: dict[str, Any] = {table: kept}
    if isinstance(entry, Unit):
        changes |= _without_unit(directory, entry)
    elif isinstance(entry, Place):
        changes["equipment"] = tuple(
            one for one in directory.equipment if one.place != entry.id
        )
    elif isinstance(entry, Person):
        changes["extensions"] = tuple(
            replace(one, person=None) if one.person == entry.id else one
            for one in directory.extensions
        )
    return _checked(directory, changes)


def _without_unit(directory: Directory, unit: Unit) -> dict[str, Any]:
    if unit.id == directory.agency:
        raise UserError("{name} is the agency itself and stays.", name=unit.name)
    if any(one.parent == unit.id for one in directory.units):
        raise UserError(
            "{name} has units below it; remove them or move them first.",
            name=unit.name,
        )
    above = unit.parent or directory.agency
    moved = {
        table: tuple(
            replace(one, unit=above) if one.unit == unit.id else one
            for one in getattr(directory, table)
        )
        for table in ("places", "people", "extensions", "hotlines", "duties")
    }
    groups = tuple(
        replace(
            group,
            members=tuple(one for one in group.members if one != unit.id),
            excluded=tuple(one for one in group.excluded if one != unit.id),
        )
        for group in directory.groups
    )
    return {**moved, "groups": groups}


def _checked(directory: Directory, changes: Mapping[str, Any]) -> Directory:
    """The directory with the changes, unless they bring a contradiction with them."""
    before = {str(problem.error) for problem in problems(directory)}
    changed = replace(directory, **changes)
    for problem in problems(changed):
        if str(problem.error) not in before:
            raise problem.error
    return changed
