"""From the names that documents use to the units that are meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from forms.directory.model import Directory, Group, Unit

_EXCEPT: Final = re.compile(r"[(（](?P<names>[^()（）]+?)除外[)）]")
_BETWEEN: Final = re.compile(r"[、，,;；\s及]+")
_OURS: Final = re.compile("^本[部署局處所站]")


def tree(directory: Directory) -> Iterator[tuple[int, Unit]]:
    """Every unit with its depth from 0, each before those below it."""

    def below(parent: str | None, depth: int) -> Iterator[tuple[int, Unit]]:
        for unit in directory.units:
            if unit.parent == parent:
                yield depth, unit
                yield from below(unit.id, depth + 1)

    return below(None, 0)


def descendants(directory: Directory, unit_id: str) -> frozenset[str]:
    """Ids of the unit and of all below it."""
    found = {unit_id}
    grown = True
    while grown:
        more = {unit.id for unit in directory.units if unit.parent in found} - found
        found |= more
        grown = bool(more)
    return frozenset(found)


def find(
    directory: Directory, name: str, *, on: date | None = None
) -> tuple[Unit, ...]:
    """The units that bear a name, or else those that bore it.

    Args:
        directory: Where to look.
        name: A whole name, a short one or a former one.
        on: The day that a document using a former name was made, if known.
    """
    today = [unit for unit in directory.units if name in (unit.name, unit.short_name)]
    return tuple(today) or tuple(
        unit
        for unit in directory.units
        if any(
            former.name == name
            and (on is None or former.start is None or former.start <= on)
            and (on is None or former.end is None or on <= former.end)
            for former in unit.former_names
        )
    )


def expand(
    directory: Directory,
    owner: str,
    excluded: tuple[str, ...] = (),
    *,
    year: int | None = None,
) -> tuple[Unit, ...]:
    """The units that an owner named by a plan means, in the directory's order.

    Args:
        directory: Where to look.
        owner: A unit, a group or several, perhaps with exclusions in brackets:
            各分署及所屬單位(偵防、東南沙分署除外).
        excluded: Further names that do not belong to it; what is below them does
            not either.
        year: The ROC year for which groups are asked; any if ``None``.
    """
    meant: set[str] = set()
    for name in _names(directory, owner):
        meant |= set(_meant(directory, name, year) or ())
    for name in (*_excluded(owner), *excluded):
        for unit_id in _meant(directory, name, year) or ():
            meant -= descendants(directory, unit_id)
    return tuple(unit for unit in directory.units if unit.id in meant)


def unknown(
    directory: Directory, owner: str, excluded: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """The names in an owner's text that the directory does not hold."""
    names = (*_names(directory, owner), *_excluded(owner), *excluded)
    return tuple(n for n in names if _meant(directory, n, None) is None)


def in_year(group: Group, year: int | None) -> bool:
    """Whether the group stands for its members in a ROC year."""
    if year is None:
        return True
    first, last = group.from_year, group.to_year
    return (first is None or first <= year) and (last is None or year <= last)


def _names(directory: Directory, owner: str) -> list[str]:
    """The text as one name if it is one, or else cut where names are joined."""
    whole = _EXCEPT.sub("", owner).strip()
    if _meant(directory, whole, None) is not None:
        return [whole]
    return [name for name in _BETWEEN.split(whole) if name]


def _excluded(owner: str) -> list[str]:
    return [
        name
        for match in _EXCEPT.finditer(owner)
        for name in _BETWEEN.split(match["names"])
        if name
    ]


def _meant(directory: Directory, name: str, year: int | None) -> tuple[str, ...] | None:
    """Ids of the units that one name means; ``None`` if nobody is called so."""
    groups = [group for group in directory.groups if group.name == name]
    if groups:
        valid = [group for group in groups if in_year(group, year)]
        return _members(directory, valid[0]) if valid else ()
    units = find(directory, name) or find(directory, _OURS.sub("", name))
    return tuple(unit.id for unit in units) or None


def _members(directory: Directory, group: Group) -> tuple[str, ...]:
    out = {below for unit in group.excluded for below in descendants(directory, unit)}
    return tuple(unit for unit in group.members if unit not in out)
