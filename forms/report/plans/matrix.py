"""The coverage of a plan as a matrix: which action was looked at in which unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.plan.coverage import Cell, Seen
from forms.report.plans.sheets import Sheet
from forms.report.plans.wording import SEEN, SEEN_SIGNS, cited, first_line
from forms.report.said import day
from forms.report.sheet_text import named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.coverage import ActionCoverage
    from forms.plan.model import Plan
    from resources.texts import Texts

_LETTERS: tuple[int, ...] = (16, 48, 24)
_LETTERS_OF_UNIT = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """An action.

    Attributes:
        cited: With its number.
        cells: By unit; ``None`` where it does not concern the unit.
    """

    key: str
    cited: str
    checks: tuple[str, ...]
    cells: tuple[Cell | None, ...]

    @property
    def seen(self) -> int:
        """In how many units it was looked at."""
        return sum(cell is not None and cell.state is Seen.SEEN for cell in self.cells)

    @property
    def bound(self) -> int:
        """In how many units it has to be."""
        return sum(
            cell is not None and cell.state is not Seen.WAIVED for cell in self.cells
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """All actions and all units that any of them concerns."""

    units: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


def matrix_of(plan: Plan, coverage: Sequence[ActionCoverage]) -> Matrix:
    """The matrix, its units in the order in which the plan comes to them."""
    units = tuple(dict.fromkeys(cell.unit for row in coverage for cell in row.cells))
    rows = []
    for row in coverage:
        cells = {cell.unit: cell for cell in row.cells}
        rows.append(
            MatrixRow(
                key=row.item,
                cited=cited(plan, row.item),
                checks=row.checks,
                cells=tuple(map(cells.get, units)),
            )
        )
    return Matrix(units=units, rows=tuple(rows))


def matrix_sheet(plan: Plan, matrix: Matrix, texts: Texts) -> Sheet:
    """The matrix with everything that is known of a cell written out."""
    heads = (
        texts("Number of the item"),
        texts("Words of the item"),
        texts("Checks of it"),
        *matrix.units,
        texts("Units that were seen"),
    )
    return Sheet(
        name=named(texts("Coverage of the plan")),
        rows=(
            heads,
            *(
                (
                    plan.label(row.key) if plan.item(row.key).ordinal else "",
                    first_line(plan.item(row.key).text),
                    "、".join(row.checks),
                    *(_told(cell, texts) for cell in row.cells),
                    texts("{seen} of {units}", seen=row.seen, units=row.bound),
                )
                for row in matrix.rows
            ),
        ),
        sides=2,
        widths=(*_LETTERS, *(_LETTERS_OF_UNIT for _ in (*matrix.units, None))),
    )


def _told(cell: Cell | None, texts: Texts) -> str:
    if cell is None:
        return ""
    state = f"{SEEN_SIGNS[cell.state]} {texts(SEEN[cell.state])}"
    if not cell.count or cell.last is None:
        return state
    return texts(
        "{state}, {count} times, last on {day}",
        state=state,
        count=cell.count,
        day=day(texts, cell.last),
    )
