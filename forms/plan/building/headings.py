"""Numbered lines above tables that are levels of the tree themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forms.plan.building.columns import columns_of
from forms.plan.building.grids import Grid
from forms.plan.building.outline import Node, siblings
from forms.plan.building.words import LEVEL_WORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.building.columns import Column
    from forms.plan.building.outline import Outline

_BETWEEN: Final = re.compile("[與及、和]")
_ENUMERATED: Final = 2


@dataclass(kw_only=True)
class Headed:
    """Tables that make one tree, each under the headings it belongs to.

    Attributes:
        paths: For each grid the nodes above it, top first; as many for each.
        names: Of the levels that the headings are.
    """

    grids: list[Grid] = field(default_factory=list)
    paths: list[tuple[Node, ...]] = field(default_factory=list)
    names: tuple[str, ...] = ()

    def columns(self) -> tuple[Column, ...]:
        """What the columns of all its tables are, by all their rows."""
        if len(self.grids) == 1:
            return self.grids[0].columns
        widest = max(self.grids, key=lambda grid: len(grid.columns))
        alike = [g.rows for g in self.grids if _header(g) == _header(widest)]
        return columns_of(widest.header, [row for rows in alike for row in rows])


def headed(grids: Sequence[Grid], outline: Outline) -> list[Headed]:
    """The grids that belong together, with the headings that are levels."""
    heads = _last_before(grids, outline)
    headers = [_header(grid) for grid in grids]
    bearing = {id(node) for head in heads if head for node in _line(head)}
    found: list[Headed] = []
    keys: list[object] = []
    for grid, head, header in zip(grids, heads, headers, strict=True):
        path = _levels(head, outline, bearing)
        alike = [h for h, other in zip(heads, headers, strict=True) if other == header]
        if not path and head is not None and _are_counted(alike):
            path = (head,)
        key = (len(path), id(path[0].parent)) if path else header
        if key not in keys:
            keys.append(key)
            found.append(Headed(names=tuple(map(_name, path))))
        group = found[keys.index(key)]
        group.grids.append(grid)
        group.paths.append(path)
    return found


def _header(grid: Grid) -> tuple[str, ...]:
    return tuple(column.name for column in grid.columns)


def _are_counted(heads: Sequence[Node | None]) -> bool:
    """Whether several tables of one kind stand each under a number of its own."""
    nodes = [head for head in heads if head is not None]
    return (
        len(nodes) == len(heads) >= _ENUMERATED
        and len(set(map(id, nodes))) == len(nodes)
        and len({(id(n.parent), n.ordinal.shape) for n in nodes}) == 1
    )


def _last_before(grids: Sequence[Grid], outline: Outline) -> list[Node | None]:
    """For each table the line that stands above it."""
    nodes = list(outline.nodes())
    blocks = [node.block for node in nodes]
    before = (bisect_left(blocks, grid.block) for grid in grids)
    return [nodes[count - 1] if count else None for count in before]


def _line(node: Node) -> list[Node]:
    line = [node]
    while line[0].parent is not None:
        line.insert(0, line[0].parent)
    return line


def _levels(head: Node | None, outline: Outline, bearing: set[int]) -> tuple[Node, ...]:
    """The headings above a table whose fellows all have tables below them too."""
    path: list[Node] = []
    node = head
    while node is not None:
        fellows = siblings(node, outline)
        all_bear = all(id(fellow) in bearing for fellow in fellows)
        is_level = bool(node.word) or len(fellows) >= _ENUMERATED or node.depth > 0
        if not (all_bear and is_level):
            break
        path.insert(0, node)
        node = node.parent
    return tuple(path)


def _name(node: Node) -> str:
    """What the agency calls such headings: 構面(一), or 策略 of 策略與方法."""
    if node.word:
        return node.word
    first = _BETWEEN.split(node.parent.title if node.parent else "")[0]
    return first if any(word in first for word in LEVEL_WORDS) else "大項"
