"""Units, extensions, testers and hotlines for a round, out of the directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.directory.resolve import descendants
from forms.phone.frame import Line
from forms.phone.round import HotlineTest, Promise, RoundTester

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from db.store import Store
    from forms.directory.model import Directory

_ALL_DAY = "24"
"""Stands in the hours of a line that is answered at any time."""


def frame_of(store: Store, units: Collection[str] | None = None) -> tuple[Line, ...]:
    """The extensions that the directory knows, of some units or of all."""
    directory = store.directory.get()
    if directory is None:
        return ()
    names = {unit.id: unit.name for unit in directory.units}
    return tuple(
        Line(unit=names[one.unit], extension=one.number)
        for one in directory.extensions
        if units is None or names[one.unit] in units
    )


def known_testers(store: Store) -> tuple[RoundTester, ...]:
    """Everybody in the directory, with the units that they may not test."""
    directory = store.directory.get()
    if directory is None:
        return ()
    names = {unit.id: unit.name for unit in directory.units}
    return tuple(
        RoundTester(
            key=person.id,
            name=person.name,
            unit=names[person.unit] if person.unit else "",
            barred=tuple(_barred(directory, person.unit)),
        )
        for person in directory.people
    )


def unlisted_tester(store: Store, name: str, unit: str) -> RoundTester:
    """Somebody whom the directory does not know, of a unit or, if empty, of none."""
    directory = store.directory.get()
    ids = [one.id for one in directory.units if one.name == unit] if directory else []
    barred = list(_barred(directory, ids[0])) if directory and ids else []
    return RoundTester(
        key=name,
        name=name,
        unit=unit,
        barred=tuple(barred or filter(None, [unit])),
    )


def hotlines_of(store: Store) -> tuple[HotlineTest, ...]:
    """The hotlines whose number is known, each to be tested by its own promise."""
    directory = store.directory.get()
    if directory is None:
        return ()
    names = {unit.id: unit.name for unit in directory.units}
    return tuple(
        HotlineTest(
            name=one.name,
            number=one.number,
            promise=Promise.ALWAYS if _ALL_DAY in one.hours else Promise.OFFICE_HOURS,
            unit=names[one.unit or directory.agency],
        )
        for one in directory.hotlines
        if one.number
    )


def _barred(directory: Directory, unit: str | None) -> Iterator[str]:
    """The unit with all above and below it, but for the agency as a whole."""
    if unit is None:
        return
    parents = {one.id: one.parent for one in directory.units}
    # Whoever belongs to no part of the agency but its head may test the parts.
    is_head = unit == directory.agency
    meant = {unit} if is_head else set(descendants(directory, unit))
    above = parents.get(unit)
    while above is not None and above != directory.agency:
        meant.add(above)
        above = parents.get(above)
    for one in directory.units:
        if one.id in meant:
            yield one.name
