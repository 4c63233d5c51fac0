"""What an agency consists of: units, places, people, numbers.

Units are named by their ids everywhere but where a document's own words stand
(`TaskForceSeat.held_by`); ids are stable, names change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from resources.texts import later


class Source(StrEnum):
    """Where a fact of the directory comes from."""

    PLAN = "plan"
    STATUTE = "statute"  # 依組織法規，請核對
    OWN = "own"  # 本機關自訂


SOURCE_LABELS = {
    Source.PLAN: later("From the plan"),
    Source.STATUTE: later("From the organisation statute; please check"),
    Source.OWN: later("The agency's own"),
}


class EquipmentKind(StrEnum):
    """Machines and rooms that the law looks at one by one."""

    WATER_DISPENSER = "water-dispenser"
    AED = "aed"
    LIFT = "lift"
    LACTATION_ROOM = "lactation-room"
    OTHER = "other"


EQUIPMENT_LABELS = {
    EquipmentKind.WATER_DISPENSER: later("Water dispenser"),
    EquipmentKind.AED: later("AED"),
    EquipmentKind.LIFT: later("Lift"),
    EquipmentKind.LACTATION_ROOM: later("Lactation room"),
    EquipmentKind.OTHER: later("Other equipment"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerName:
    """A name that a unit once bore; ``None`` where the day is not known."""

    name: str
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A part of an agency, the agency itself, or one above it.

    Attributes:
        titles: The offices in it, highest first: 主任, 站長.
    """

    id: str
    name: str
    short_name: str = ""
    parent: str | None = None
    titles: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    source: Source = Source.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A name that documents use for several units: 各航務中心.

    Attributes:
        from_year: First ROC year in which it means these units.
        to_year: The last one.
    """

    name: str
    members: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    from_year: int | None = None
    to_year: int | None = None
    note: str = ""
    source: Source = Source.OWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somewhere to be visited: a counter, a lighthouse, a pier."""

    id: str
    name: str
    kind: str = ""
    unit: str | None = None
    address: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """Machines of one kind in one place."""

    place: str
    kind: EquipmentKind
    label: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who inspects, accompanies or answers."""

    id: str
    name: str
    titles: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A number inside the switchboard; phone tests are drawn from these."""

    unit: str
    number: str
    label: str = ""
    person: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hotline:
    """A number of its own, outside the switchboard.

    Attributes:
        number: ``""`` where no document tells it.
        hours: 24小時, 上班時間.
    """

    name: str
    number: str = ""
    hours: str = ""
    unit: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForceSeat:
    """A part in a task force, and the title or person that fills it."""

    role: str
    held_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskForce:
    """A body drawn from several units, or the one of an agency above."""

    name: str
    tasks: str = ""
    seats: tuple[TaskForceSeat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDuty:
    """A duty for which plans or laws want somebody named (指派專人)."""

    name: str
    unit: str | None = None
    held_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Directory:
    """All of it.

    Attributes:
        agency: Id of the unit that is the agency itself; those above it are its
            superiors, those below it its own.
    """

    agency: str
    units: tuple[Unit, ...]
    groups: tuple[Group, ...] = ()
    places: tuple[Place, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    people: tuple[Person, ...] = ()
    extensions: tuple[Extension, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    task_forces: tuple[TaskForce, ...] = ()
    duties: tuple[SpecialDuty, ...] = ()

    def unit(self, unit_id: str) -> Unit:
        """The unit of that id.

        Raises:
            KeyError: There is none.
        """
        for unit in self.units:
            if unit.id == unit_id:
                return unit
        raise KeyError(unit_id)
