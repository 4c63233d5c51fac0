"""What contradicts itself in a directory, and where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, TypeVar

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.directory.model import Directory, Group

_T = TypeVar("_T")

_REFERENCES: Final = (
    ("units", "parent", "units"),
    ("groups", "members", "units"),
    ("groups", "excluded", "units"),
    ("places", "unit", "units"),
    ("equipment", "place", "places"),
    ("people", "unit", "units"),
    ("extensions", "unit", "units"),
    ("extensions", "person", "people"),
    ("hotlines", "unit", "units"),
    ("duties", "unit", "units"),
)
"""Table, field, and the table whose codes stand in the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A contradiction.

    Attributes:
        error: The sentence that names it.
        table: Which of the directory's tuples it stands in, such as ``units``.
        position: Where in that tuple, from 0.
        field: In which field of the value.
    """

    error: UserError
    table: str
    position: int
    field: str


def problems(directory: Directory) -> tuple[Problem, ...]:
    """Each contradiction; none if all is well."""
    return (
        *_doubled(directory),
        *_lost(directory),
        *_circular(directory),
        *_overlapping(directory),
    )


def _doubled(directory: Directory) -> Iterator[Problem]:
    for table, values in (
        ("units", directory.units),
        ("places", directory.places),
        ("people", directory.people),
    ):
        for position, code in _again(value.id for value in values):
            yield Problem(
                error=UserError(
                    "The code {code} stands twice; give each its own.", code=code
                ),
                table=table,
                position=position,
                field="id",
            )
    siblings = ((unit.parent, unit.name) for unit in directory.units)
    places = (place.name for place in directory.places)
    for table, doubled in (
        ("units", [(at, name) for at, (_, name) in _again(siblings)]),
        ("places", list(_again(places))),
    ):
        for position, name in doubled:
            yield Problem(
                error=UserError(
                    "The name {name} stands twice; keep it once.", name=name
                ),
                table=table,
                position=position,
                field="name",
            )


def _again(values: Iterable[_T]) -> Iterator[tuple[int, _T]]:
    """Those that were there before, with their positions."""
    seen: set[_T] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, value
        seen.add(value)


def _lost(directory: Directory) -> Iterator[Problem]:
    known = {
        table: {value.id for value in values}
        for table, values in (
            ("units", directory.units),
            ("places", directory.places),
            ("people", directory.people),
        )
    }
    if directory.agency not in known["units"]:
        yield _not_there(directory.agency, "units", 0, "agency")
    for table, field, there in _REFERENCES:
        for position, value in enumerate(getattr(directory, table)):
            named = getattr(value, field)
            for code in named if isinstance(named, tuple) else (named,):
                if code is not None and code not in known[there]:
                    yield _not_there(code, table, position, field)


def _not_there(code: str, table: str, position: int, field: str) -> Problem:
    error = UserError("{name} is not in the directory.", name=code)
    return Problem(error=error, table=table, position=position, field=field)


def _circular(directory: Directory) -> Iterator[Problem]:
    parents = {unit.id: unit.parent for unit in directory.units}
    for position, unit in enumerate(directory.units):
        above, seen = unit.parent, {unit.id}
        while above is not None and above not in seen:
            seen.add(above)
            above = parents.get(above)
        if above == unit.id:
            yield Problem(
                error=UserError(
                    "{name} stands above itself; mend what is above it.",
                    name=unit.name,
                ),
                table="units",
                position=position,
                field="parent",
            )


def _overlapping(directory: Directory) -> Iterator[Problem]:
    for (_, one), (position, other) in combinations(enumerate(directory.groups), 2):
        if one.name == other.name and _meet(one, other):
            yield Problem(
                error=UserError(
                    "The group {name} stands twice for the same year.", name=one.name
                ),
                table="groups",
                position=position,
                field="name",
            )


def _meet(one: Group, other: Group) -> bool:
    first = max(one.from_year or 0, other.from_year or 0)
    lasts = [year for year in (one.to_year, other.to_year) if year is not None]
    return not lasts or first <= min(lasts)
