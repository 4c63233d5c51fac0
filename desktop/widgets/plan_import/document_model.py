"""A document as it was read, as rows for a view: lines, and the rows of tables."""

from __future__ import annotations

from dataclasses import dataclass, replace
from statistics import mean
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from forms.plan.building.columns import is_header
from forms.plan.building.doubts import told_place
from forms.plan.reading.document import Cell, Line, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtCore import QObject

    from forms.plan.building.grids import Grid
    from forms.plan.reading.document import Document, Row, Table
    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex

READ: Final = Qt.ItemDataRole.UserRole
"""The role of a row's `ReadRow`."""

_NARROWEST, _WIDEST = 6, 24  # characters that a column is thought to need


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """A line, or a row of a table.

    Attributes:
        cells: What stands in its columns; one for a line.
        places: Of each of the cells.
        shares: How wide the columns are, of 1 in all.
        table: The number of the table that it belongs to; ``None`` for a line.
        is_header: It names the columns.
    """

    cells: tuple[str, ...]
    places: tuple[Place, ...]
    shares: tuple[float, ...]
    table: int | None = None
    is_header: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the view; a column of -1 is the whole row."""

    row: int
    column: int


class DocumentModel(QAbstractListModel):
    """One row for each line and each row of a table."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._rows: tuple[ReadRow, ...] = ()
        self._spots: dict[Place, Spot] = {}

    def show_document(self, document: Document, tables: Sequence[Grid]) -> None:
        """Show this one, and to which of the tables its rows belong."""
        numbers = {
            row.place: number for number, grid in enumerate(tables) for row in grid.rows
        }
        for number, grid in enumerate(tables):
            if grid.header is not None:
                numbers[grid.header.place] = number
        self.beginResetModel()
        self._rows = tuple(_rows(document, numbers))
        self._spots = {}
        for at, row in enumerate(self._rows):
            for column, place in enumerate(row.places):
                self._spots.setdefault(place, Spot(at, column))
                self._spots.setdefault(replace(place, column=None), Spot(at, -1))
        self.endResetModel()

    def row(self, at: int) -> ReadRow:
        """What stands in that row."""
        return self._rows[at]

    def spot(self, place: Place | None) -> Spot | None:
        """Where a place is shown; ``None`` if it is nowhere."""
        if place is None:
            return None
        found = self._spots.get(place)
        return found or self._spots.get(replace(place, column=None))

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == READ:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return "　".join(filter(None, row.cells))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = told_place(replace(row.places[0], column=None), self.texts)
            return "　".join(filter(None, (where, *row.cells)))
        return None


def _rows(document: Document, numbers: dict[Place, int]) -> Iterator[ReadRow]:
    for block in document.blocks:
        if isinstance(block, Line):
            yield ReadRow(cells=(block.text,), places=(block.place,), shares=(1.0,))
            continue
        shares = _shares(block)
        for row in block.rows:
            yield ReadRow(
                cells=tuple(map(_text, row.cells)),
                places=tuple(map(_place, row.cells, _columns(row))),
                shares=shares[: len(row.cells)],
                table=numbers.get(row.place),
                is_header=is_header(row),
            )


def _columns(row: Row) -> Iterator[Place]:
    """Where the cells of a row are, whether or not their reader says so."""
    for number in range(1, len(row.cells) + 1):
        yield replace(row.place, column=number)


def _place(cell: Cell, otherwise: Place) -> Place:
    return cell.place if cell.place.column is not None else otherwise


def _text(cell: Cell) -> str:
    return ("" if cell.wrapped else "\n").join(cell.lines)


def _shares(table: Table) -> tuple[float, ...]:
    """Room for each column, by what most of its cells need."""
    width = max((len(row.cells) for row in table.rows), default=0)
    needs = []
    for column in range(width):
        lengths = [
            len(row.cells[column].text)
            for row in table.rows
            if column < len(row.cells) and row.cells[column].lines
        ]
        needs.append(min(max(mean(lengths or [0]), _NARROWEST), _WIDEST))
    return tuple(need / sum(needs) for need in needs)
