"""Rows whose cells stand one or more columns beside where they belong."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from forms.plan.building.columns import Role
from forms.plan.building.deadlines import is_deadline
from forms.plan.building.ordinals import leading
from forms.plan.building.owners import are_owners
from forms.plan.reading.document import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.plan.building.columns import Column

_FITS: Final = 2
_MISPLACED: Final = -3
_LONG_NAME: Final = 40
_WORTH_IT: Final = 3
_MOST_LEVELS: Final = 7  # with more, the ways to move cells are too many


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """A row's cells by column, ``None`` where there is none.

    Attributes:
        is_moved: They stood beside where they belong.
        is_whole: All of them were moved, so that the last one may have been lost.
        tied: Another way of moving them would have been as good.
    """

    cells: tuple[Cell | None, ...]
    is_moved: bool = False
    is_whole: bool = False
    tied: bool = False


def align(cells: Sequence[Cell], columns: Sequence[Column]) -> Aligned:
    """The cells where they fit best; where they stand, unless another way is better."""
    cells = cells[: len(columns)]
    there: list[Cell | None] = [cell if cell.lines else None for cell in cells]
    there += [None] * (len(columns) - len(there))
    best = Aligned(cells=tuple(there))
    if _stands_well(there, columns) or any(cell.covered for cell in cells):
        return best
    if sum(column.role is Role.LEVEL for column in columns) > _MOST_LEVELS:
        return best
    own = _score(there, columns)
    best_score = own
    for moved, is_whole in _ways(there, columns):
        score = _score(moved, columns)
        if best.is_moved and score == best_score and tuple(moved) != best.cells:
            best = replace(best, tied=True)
        elif score > best_score and score >= own + _WORTH_IT:
            best = Aligned(cells=tuple(moved), is_moved=True, is_whole=is_whole)
            best_score = score
    return best


def _ways(
    cells: list[Cell | None], columns: Sequence[Column]
) -> Iterator[tuple[list[Cell | None], bool]]:
    """The whole row to the left or right, or some neighbouring cells of it."""
    if cells[0] is None:
        yield [*cells[1:], None], True
    if cells[-1] is None:
        yield [None, *cells[:-1]], True
    levels = [i for i, column in enumerate(columns) if column.role is Role.LEVEL]
    filled = [i for i in levels if cells[i] is not None]
    for first in range(len(filled)):
        for last in range(first, len(filled)):
            for by in (-2, -1, 1, 2):
                moved = _moved(cells, filled[first : last + 1], by, levels)
                if moved is not None:
                    yield moved, False


def _moved(
    cells: Sequence[Cell | None], block: Sequence[int], by: int, levels: Sequence[int]
) -> list[Cell | None] | None:
    targets = [position + by for position in block]
    others = {i for i, cell in enumerate(cells) if cell is not None} - set(block)
    if not set(targets) <= set(levels) or others & set(targets):
        return None
    moved = list(cells)
    for position in block:
        moved[position] = None
    for position, target in zip(block, targets, strict=True):
        moved[target] = cells[position]
    return moved


def _stands_well(cells: Sequence[Cell | None], columns: Sequence[Column]) -> bool:
    """Whether no cell is out of place and no level is left out."""
    has_begun = False
    for cell, column in _paired(cells, columns):
        if cell is not None and _fit(cell.text, column, columns) < 0:
            return False
        if column.role is Role.LEVEL:
            if has_begun and cell is None:
                return False
            has_begun = has_begun or cell is not None
    return True


def _paired(
    cells: Sequence[Cell | None], columns: Sequence[Column]
) -> Iterator[tuple[Cell | None, Column]]:
    return zip(cells, columns, strict=False)


def _score(cells: Sequence[Cell | None], columns: Sequence[Column]) -> int:
    score = sum(
        _fit(cell.text, column, columns)
        for cell, column in _paired(cells, columns)
        if cell is not None
    )
    levels = [
        cell is not None
        for cell, column in _paired(cells, columns)
        if column.role is Role.LEVEL
    ]
    if True not in levels:
        return score
    gaps = levels[levels.index(True) :].count(False)
    return score - 2 * gaps


def _fit(text: str, column: Column, columns: Sequence[Column]) -> int:
    if column.role is Role.OWNERS:
        return _FITS if are_owners(text) else _MISPLACED if _is_foreign(text) else 0
    if column.role is Role.DEADLINE:
        return _FITS if is_deadline(text) else _MISPLACED if _is_foreign(text) else 0
    if column.role is not Role.LEVEL:
        return 0
    found = leading(text)
    if found is not None and found[0].shape is column.shape:
        return _FITS
    shapes = {other.shape for other in columns if other.role is Role.LEVEL}
    if found is not None and found[0].shape in shapes:
        return _MISPLACED + 1
    is_too_long = len(text) > _LONG_NAME and not column.is_long
    return _MISPLACED if is_deadline(text) or is_too_long else 0


def _is_foreign(text: str) -> bool:
    """Whether a text can hardly be a deadline or a list of owners cut in two."""
    return len(text) > _LONG_NAME or leading(text) is not None or are_owners(text)
