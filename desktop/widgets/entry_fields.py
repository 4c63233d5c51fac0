"""How a thing in the directory is entered: which field is what, and back to its value.

Units, places and people stand in a value by their ids and in an edit by their names;
lists are entered with 、 between, dates and seats one to a line.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from desktop.widgets.roc_date import day_shown
from forms.directory.model import (
    Equipment,
    Extension,
    FormerName,
    Group,
    Hotline,
    Person,
    Place,
    SpecialDuty,
    TaskForce,
    TaskForceSeat,
    Unit,
)
from forms.errors import UserError
from forms.roc import day_typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms.directory.model import Directory
    from resources.texts import Texts


class Field(StrEnum):
    """What is entered."""

    TEXT = "text"
    LIST = "list"
    UNIT = "unit"
    UNITS = "units"
    PLACE = "place"
    PERSON = "person"
    SOURCE = "source"
    EQUIPMENT = "equipment"
    COUNT = "count"
    YEAR = "year"
    FORMER_NAMES = "former-names"
    SEATS = "seats"


FIELDS: Final[Mapping[type, Mapping[str, Field]]] = {
    Unit: {
        "name": Field.TEXT,
        "short_name": Field.TEXT,
        "parent": Field.UNIT,
        "titles": Field.LIST,
        "former_names": Field.FORMER_NAMES,
        "source": Field.SOURCE,
    },
    Group: {
        "name": Field.TEXT,
        "members": Field.UNITS,
        "excluded": Field.UNITS,
        "from_year": Field.YEAR,
        "to_year": Field.YEAR,
        "note": Field.TEXT,
        "source": Field.SOURCE,
    },
    Place: {
        "name": Field.TEXT,
        "kind": Field.TEXT,
        "unit": Field.UNIT,
        "address": Field.TEXT,
        "note": Field.TEXT,
    },
    Equipment: {
        "place": Field.PLACE,
        "kind": Field.EQUIPMENT,
        "label": Field.TEXT,
        "count": Field.COUNT,
    },
    Person: {
        "name": Field.TEXT,
        "titles": Field.LIST,
        "roles": Field.LIST,
        "unit": Field.UNIT,
    },
    Extension: {
        "unit": Field.UNIT,
        "number": Field.TEXT,
        "label": Field.TEXT,
        "person": Field.PERSON,
    },
    Hotline: {
        "name": Field.TEXT,
        "number": Field.TEXT,
        "hours": Field.TEXT,
        "unit": Field.UNIT,
        "note": Field.TEXT,
    },
    TaskForce: {
        "name": Field.TEXT,
        "tasks": Field.TEXT,
        "seats": Field.SEATS,
    },
    SpecialDuty: {
        "name": Field.TEXT,
        "unit": Field.UNIT,
        "held_by": Field.TEXT,
        "note": Field.TEXT,
    },
}
"""The fields of each kind of thing, in the order they are entered."""

_LIST: Final = re.compile("[、\n]")
_SPAN: Final = re.compile(
    r"^(?P<name>.*?)(?:[（(](?P<start>.*)[～~](?P<end>.*)[）)])?$"
)


def as_text(texts: Texts, directory: Directory, field: Field, value: Any) -> str:  # noqa: ANN401 - of any field
    """What stands in the edit for the value."""
    if value is None:
        return ""
    if field is Field.LIST:
        return "、".join(value)
    if field is Field.UNITS:
        return "、".join(_name(directory.units, one) for one in value)
    if field in (Field.UNIT, Field.PLACE, Field.PERSON):
        return _name(_there(directory, field), value)
    if field is Field.FORMER_NAMES:
        return "\n".join(_former_in_words(texts, one) for one in value)
    if field is Field.SEATS:
        return "\n".join(f"{seat.role}：{seat.held_by}" for seat in value)
    return str(value)


def as_value(directory: Directory, field: Field, text: str, today: date) -> Any:  # noqa: ANN401 - of any field
    """The value that the text stands for.

    Raises:
        UserError: It stands for none; what and where.
    """
    text = text.strip()
    if field is Field.LIST:
        return _parts(text)
    if field is Field.UNITS:
        return tuple(_id(directory.units, name) for name in _parts(text))
    if field in (Field.UNIT, Field.PLACE, Field.PERSON):
        return _id(_there(directory, field), text) if text else None
    if field is Field.YEAR:
        return _year(text)
    if field is Field.FORMER_NAMES:
        return tuple(_former(line, today) for line in text.splitlines() if line.strip())
    if field is Field.SEATS:
        return tuple(_seat(line) for line in text.splitlines() if line.strip())
    return text


def _there(
    directory: Directory, field: Field
) -> tuple[Unit, ...] | tuple[Place, ...] | tuple[Person, ...]:
    if field is Field.UNIT:
        return directory.units
    return directory.places if field is Field.PLACE else directory.people


def _name(there: tuple[Unit | Place | Person, ...], id: str) -> str:
    return next((one.name for one in there if one.id == id), id)


def _id(there: tuple[Unit | Place | Person, ...], name: str) -> str:
    for one in there:
        if name in (one.name, one.id):
            return one.id
    raise UserError("{name} is not in the directory.", name=name)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _LIST.split(text) if part.strip())


def _year(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4:
        raise UserError("{text} is no number from 0 to 9999.", text=text)
    return int(text)


def _seat(line: str) -> TaskForceSeat:
    role, _, held_by = line.replace(":", "：").partition("：")
    return TaskForceSeat(role=role.strip(), held_by=held_by.strip())


def _former(line: str, today: date) -> FormerName:
    match = _SPAN.match(line.strip())
    name, start, end = match.group("name", "start", "end") if match else (line, "", "")
    return FormerName(name=name.strip(), start=_day(start, today), end=_day(end, today))


def _day(text: str | None, today: date) -> date | None:
    if not text or not text.strip():
        return None
    day = day_typed(text.removeprefix("民國"), today)
    if day is None:
        raise UserError(
            "{text} is no date; write it as 2026-11-20 or 115年11月20日.", text=text
        )
    return day


def _former_in_words(texts: Texts, former: FormerName) -> str:
    if former.start is None and former.end is None:
        return former.name
    start, end = (
        day_shown(texts, one) if one else "" for one in (former.start, former.end)
    )
    return f"{former.name}（{start}～{end}）"
