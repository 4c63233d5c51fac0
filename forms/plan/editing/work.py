"""A plan while a person corrects how it was read.

Its rows have names of their own, which no correction changes: the keys of the items
hang on their ordinals and places, and follow. The edits themselves are in `edits`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from forms.errors import UserError
from forms.plan.building.columns import part_of
from forms.plan.building.keys import sibling_keys
from forms.plan.building.ordinals import Ordinal, leading
from forms.plan.model import Category, Item, Plan
from forms.plan.reading.document import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.editing.read import ReadPlan


class Aspect(StrEnum):
    """What a person has set right, so that doubts about it are settled."""

    ORDINAL = "ordinal"
    OWNERS = "owners"
    DEADLINE = "deadline"
    REPEATS = "repeats"
    FACTS = "facts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the tree.

    Attributes:
        item: As it will be kept, but that its key and `Item.repeats` are names of
            rows, and its parent is the last row above it that is one level higher.
        place: Where it begins in the document.
        mended: What a person has set right about it.
    """

    item: Item
    place: Place
    mended: frozenset[Aspect] = frozenset()

    @property
    def id(self) -> str:
        """Its name, which stays whatever is corrected."""
        return self.item.key

    @property
    def level(self) -> int:
        """1 at the top."""
        return self.item.level


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Rows that a person took out knowingly: one, and all below it.

    Attributes:
        after: The row that stood before them; empty for none.
    """

    rows: tuple[Row, ...]
    after: str

    @property
    def id(self) -> str:
        """The first row's name."""
        return self.rows[0].id


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """A doubt that a person looked at: it is right as it is.

    Attributes:
        said: The doubt in English, which tells it from others about the row.
    """

    code: str
    row: str
    said: str


@dataclass(frozen=True, kw_only=True)
class Work:
    """A plan after some corrections.

    Attributes:
        plan: All of it but the items.
        rows: In the document's order, parents before their children.
        prefixes: Of the keys of each category's items.
        read_as: The rows' names, by the keys that the items were read with.
        mended: What was set right about the plan as a whole.
    """

    plan: Plan
    rows: tuple[Row, ...]
    prefixes: Mapping[str | None, str]
    read_as: Mapping[str, str]
    left_out: tuple[LeftOut, ...] = ()
    accepted: frozenset[Right] = frozenset()
    mended: frozenset[Aspect] = frozenset()

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each row stands, by its name."""
        return {row.id: at for at, row in enumerate(self.rows)}

    @cached_property
    def keys(self) -> Mapping[str, str]:
        """The key that each row's item has now, by the row's name."""
        found: dict[str, str] = {}
        for category, rows in groupby(self.rows, key=lambda row: row.item.category):
            found.update(_keys(list(rows), self.prefixes.get(category, "")))
        return found

    @cached_property
    def parents(self) -> Mapping[str, str | None]:
        """The name of the row above each."""
        found: dict[str, str | None] = {}
        for _, rows in groupby(self.rows, key=lambda row: row.item.category):
            line: list[str] = []
            for row in rows:
                del line[row.level - 1 :]
                found[row.id] = line[-1] if line else None
                line.append(row.id)
        return found

    def row(self, id: str) -> Row:
        """The row of that name.

        Raises:
            UserError: It is no more.
        """
        return self.rows[self.position(id)]

    def position(self, id: str) -> int:
        """Where the row stands.

        Raises:
            UserError: It is no more.
        """
        if id not in self.positions:
            raise UserError("This row is no longer there.")
        return self.positions[id]

    def end(self, at: int) -> int:
        """Where the rows end that stand below the one at that position."""
        first = self.rows[at]
        for position in range(at + 1, len(self.rows)):
            row = self.rows[position]
            if row.level <= first.level or row.item.category != first.item.category:
                return position
        return len(self.rows)

    def with_rows(self, rows: Sequence[Row]) -> Work:
        """The same with other rows."""
        return replace(self, rows=tuple(rows))

    def changed(self, at: int, row: Row) -> Work:
        """The same with another row in that position."""
        return self.with_rows((*self.rows[:at], row, *self.rows[at + 1 :]))

    def items(self) -> tuple[Item, ...]:
        """The items as they are kept."""
        keys, parents = self.keys, self.parents
        found = []
        for row in self.rows:
            above = parents[row.id]
            found.append(
                replace(
                    row.item,
                    key=keys[row.id],
                    parent=None if above is None else keys[above],
                    repeats=keys.get(row.item.repeats or ""),
                )
            )
        return tuple(found)

    @cached_property
    def corrected(self) -> Plan:
        """The plan as it is now, without lint."""
        plan = replace(self.plan, items=self.items())
        depths = self._depths()
        categories = tuple(
            replace(one, levels=_named(one.levels, depths.get(one.key, 0)))
            for one in plan.categories
        )
        deepest = max(depths.values(), default=0)
        levels = categories[0].levels if categories else _named(plan.levels, deepest)
        return replace(plan, levels=levels, categories=categories)

    def _depths(self) -> dict[str | None, int]:
        depths: dict[str | None, int] = {}
        for row in self.rows:
            category = row.item.category
            depths[category] = max(depths.get(category, 0), row.level)
        return depths


def work_of(read: ReadPlan) -> Work:
    """A plan as it was read, with nothing corrected yet."""
    ids: dict[str, str] = {}
    taken: set[str] = set()
    for item in read.plan.items:
        ids[item.key] = _id(item, read.places[item.key], taken)
        taken.add(ids[item.key])
    prefixes: dict[str | None, str] = {}
    for item in read.plan.items:
        prefixes.setdefault(item.category, item.key.rpartition("-")[0])
    return Work(
        plan=replace(read.plan, items=(), lint=()),
        rows=tuple(
            Row(
                item=replace(
                    item,
                    key=ids[item.key],
                    parent=None,
                    repeats=ids.get(item.repeats or ""),
                ),
                place=read.places[item.key],
            )
            for item in read.plan.items
        ),
        prefixes=prefixes,
        read_as=ids,
    )


def levels_of(plan: Plan, category: str | None) -> tuple[str, ...]:
    """The names of the levels of a category, or of a plan that has none."""
    for one in plan.categories:
        if one.key == category:
            return one.levels
    return plan.levels


def with_levels(plan: Plan, category: str | None, names: tuple[str, ...]) -> Plan:
    """The plan with other names for the levels of a category."""
    if not plan.categories:
        return replace(plan, levels=names)
    categories: tuple[Category, ...] = tuple(
        replace(one, levels=names) if one.key == category else one
        for one in plan.categories
    )
    return replace(plan, categories=categories, levels=categories[0].levels)


def _named(names: tuple[str, ...], depth: int) -> tuple[str, ...]:
    """At least one name for each level."""
    found = list(names)
    while len(found) < depth:
        found.append(part_of(found[-1] if found else ""))
    return tuple(found)


def _id(item: Item, place: Place, taken: set[str]) -> str:
    """A name made of what stands where; the same after the table is read anew."""
    told = f"{place}|{item.ordinal}|{item.text}"
    name = hashlib.sha256(told.encode()).hexdigest()[:12]
    id, number = name, 1
    while id in taken:
        number += 1
        id = f"{name}.{number}"
    return id


def _ordinal(cited: str | None) -> Ordinal | None:
    """The ordinal that is written so; ``None`` for none, or for any other words."""
    if not cited:
        return None
    found = leading(f"{cited}、") or leading(f"{cited} 、")
    return found[0] if found else None


def _keys(rows: Sequence[Row], prefix: str) -> Iterator[tuple[str, str]]:
    """The keys of rows of which the first stands highest, and of all below them."""
    if not rows:
        return
    level = rows[0].level
    heads = [at for at, row in enumerate(rows) if row.level == level]
    ordinals = [_ordinal(rows[at].item.ordinal) for at in heads]
    ends = [*heads[1:], len(rows)]
    own_keys = sibling_keys(ordinals)
    for at, end, own in zip(heads, ends, own_keys, strict=True):
        key = f"{prefix}-{own}" if prefix else own
        yield rows[at].id, key
        yield from _keys(rows[at + 1 : end], key)
