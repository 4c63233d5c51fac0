"""The items of a plan as a table: one column a level, then deadline and owners."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forms.plan.building.deadlines import hinted
from forms.plan.building.pieces import goes_on
from forms.plan.model import Item
from forms.report.plans.text import Cell, Column, Tree
from forms.report.plans.wording import column_says, marked, owners_said, worded
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.model import Category, Plan
    from resources.texts import Texts

_NOBODY: Final = "－"
"""Where an empty cell would be taken for a part of the one above."""

_LEAST_SHARE: Final = {
    Column.LEVEL: 0.105,
    Column.DEADLINE: 0.12,
    Column.OWNERS: 0.14,
    Column.REMARK: 0.1,
}
_HEADS: Final = {
    Column.DEADLINE: later("Completion deadline"),
    Column.OWNERS: later("Units in charge"),
}
_CHARACTERS: Final = 38
"""That stand side by side in the whole width."""


@dataclass(kw_only=True)
class _Row:
    """What begins in a row.

    Attributes:
        items: By column among the levels; empty below the deepest that begins here.
        bearer: The item that deadline, owners and remarks belong to.
    """

    items: dict[int, Item] = field(default_factory=dict)
    bearer: Item | None = None

    @property
    def first(self) -> int:
        """The uppermost level that begins in it, from 0."""
        return min(self.items)

    @property
    def last(self) -> Item:
        """The deepest item that begins in it."""
        return self.items[max(self.items)]


def tree_of(plan: Plan, category: Category | None, texts: Texts) -> Tree:
    """The table of a plan, or of one of its categories."""
    return _Growing(plan, category, texts).grown()


class _Growing:
    def __init__(self, plan: Plan, category: Category | None, texts: Texts) -> None:
        self._plan = plan
        self._category = category
        self._texts = texts
        key = category.key if category else None
        self._items = [i for i in plan.items if category is None or i.category == key]
        self._rows = list(_rows(self._items))
        self._closing = dict(self._closed())

    def grown(self) -> Tree:
        levels = self._levels()
        remarks = list(dict.fromkeys(r.name for i in self._items for r in i.remarks))
        kinds = [Column.LEVEL] * len(levels)
        heads = list(levels)
        for kind in self._asides():
            kinds.append(kind)
            heads.append(self._texts(_HEADS[kind]))
        kinds += [Column.REMARK] * len(remarks)
        heads += remarks
        written = [
            [self._written(row, place, kind, head) for row in self._rows]
            for place, (kind, head) in enumerate(zip(kinds, heads, strict=True))
        ]
        spanning = zip(*map(_spanning, written), strict=True)
        rows = tuple(_widened(row, len(levels)) for row in spanning)
        return Tree(
            title=self._category.title if self._category else "",
            kinds=tuple(kinds),
            heads=tuple(heads),
            shares=_shares(kinds, heads, rows),
            rows=rows,
        )

    def _asides(self) -> Iterator[Column]:
        """Deadlines and owners, the one that more rows have behind the other.

        A row that ends with empty cells looks like one that was shifted.
        """
        filled = {
            Column.DEADLINE: sum(bool(column_says(i.deadline)) for i in self._items),
            Column.OWNERS: sum(
                bool(i.owners) and not i.owners_inherited for i in self._items
            ),
        }
        # Without the column, the words of an item would be searched for a deadline.
        is_empty_wanted = any(hinted(item.text) for item in self._items)
        for kind in sorted(filled, key=filled.__getitem__):
            if filled[kind] or (kind is Column.DEADLINE and is_empty_wanted):
                yield kind

    def _levels(self) -> tuple[str, ...]:
        """The levels' names; one is made up where the document names too few."""
        names = (self._category or self._plan).levels
        depth = max((item.level for item in self._items), default=1)
        missing = range(len(names), depth)
        made_up = (
            self._texts("Items of level {number}", number=n + 1) for n in missing
        )
        named = (name or self._texts("Items") for name in names)
        return (*named, *made_up)

    def _written(self, row: _Row, place: int, kind: Column, head: str) -> str | None:
        """What stands in a cell; ``None`` where the cell above goes on."""
        if kind is Column.LEVEL:
            item = row.items.get(place)
            if item is not None:
                text = marked(item.ordinal, worded(item, self._texts))
                return text + self._closing.get(item.key, "")
            return None if place < row.first else ""
        bearer = row.bearer
        if bearer is None:
            return None if self._is_borne(row) else self._nothing(row, kind)
        if kind is Column.DEADLINE:
            return column_says(bearer.deadline)
        if kind is Column.REMARK:
            return next((r.text for r in bearer.remarks if r.name == head), "")
        if bearer.owners_inherited:
            return None
        return owners_said(bearer, self._texts) or self._nothing(row, kind)

    def _closed(self) -> Iterator[tuple[str, str]]:
        """The marks that end texts which an unnumbered row would seem to go on with."""
        open_items: dict[int, Item] = {}
        runs_on = {
            level: _runs_on([i for i in self._items if i.level == level + 1])
            for level in {item.level - 1 for item in self._items}
        }
        for row in self._rows:
            first = row.first
            item, above = row.items[first], open_items.get(first)
            if above and runs_on[first] and not item.ordinal and goes_on(above.text):
                has_more = any(place > first for place in open_items)
                yield above.key, "：" if has_more else "。"
            open_items = {p: i for p, i in open_items.items() if p < first} | row.items

    def _is_borne(self, row: _Row) -> bool:
        """Whether an item above bears what would stand beside this row."""
        above = self._plan.path(row.last.key)
        return any(map(_bears, above)) and 0 not in row.items

    def _nothing(self, row: _Row, kind: Column) -> str:
        return _NOBODY if kind is Column.OWNERS and row.first else ""


def _rows(items: Sequence[Item]) -> Iterator[_Row]:
    """An item stands beside the first one below it, each further one in its own row."""
    row: _Row | None = None
    for item in items:
        bears = _bears(item)
        if (
            row is None
            or item.level - 1 <= max(row.items)
            or (bears and row.bearer is not None)
        ):
            if row is not None:
                yield row
            row = _Row()
        row.items[item.level - 1] = item
        row.bearer = item if bears else row.bearer
    if row is not None:
        yield row


def _runs_on(items: Sequence[Item]) -> bool:
    """Whether a column looks as if what ends in the middle must go on below."""
    numbered = sum(bool(item.ordinal) for item in items)
    finished = sum(not goes_on(item.text) for item in items)
    return max(numbered, finished) * 2 >= len(items)


def _bears(item: Item) -> bool:
    return bool(item.owners or item.remarks or column_says(item.deadline))


def _spanning(column: Sequence[str | None]) -> list[Cell]:
    """The cells of a column; one that goes on spans the rows below it."""
    cells: list[Cell] = []
    begun = 0
    for place, text in enumerate(column):
        if text is None and cells:
            above = cells[begun]
            cells[begun] = Cell(text=above.text, rows=above.rows + 1)
            cells.append(Cell(rows=0))
        else:
            begun = place
            cells.append(Cell(text=text or ""))
    return cells


def _widened(row: Sequence[Cell], levels: int) -> tuple[Cell, ...]:
    """The row, with an item that ends above the last level as wide as the rest."""
    cells = list(row)
    filled = [place for place in range(levels) if cells[place].text]
    last = filled[-1] if filled else levels - 1
    if last < levels - 1 and cells[last].rows == 1:
        cells[last] = Cell(text=cells[last].text, columns=levels - last)
        cells[last + 1 : levels] = [Cell(rows=0)] * (levels - 1 - last)
    return tuple(cells)


def _shares(
    kinds: Sequence[Column], heads: Sequence[str], rows: Sequence[Sequence[Cell]]
) -> tuple[float, ...]:
    """Of the width, what makes the table short: the more a column says the more.

    No column is wider than its longest line, nor too narrow to be read.
    """
    said = [0.0] * len(kinds)
    longest = [float(len(head)) for head in heads]
    for row in rows:
        for place, cell in enumerate(row):
            line = max(map(len, cell.text.split("\n"))) / cell.columns
            for at in range(place, place + cell.columns):
                said[at] += len(cell.text) / cell.columns
                longest[at] = max(longest[at], line)
    wanted = [math.sqrt(one) for one in said]
    shares = [
        max(
            min(want / (sum(wanted) or 1), (line + 1) / _CHARACTERS), _LEAST_SHARE[kind]
        )
        for kind, want, line in zip(kinds, wanted, longest, strict=True)
    ]
    # What is left over or missing is that of the column that says the most.
    most = wanted.index(max(wanted))
    shares[most] = max(shares[most] + 1 - sum(shares), _LEAST_SHARE[kinds[most]])
    return tuple(share / sum(shares) for share in shares)
