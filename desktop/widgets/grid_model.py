"""The rows of the table view of a visit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from desktop import theme
from forms.checklist.model import Verdict
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_HEADINGS: Final = (
    later("No."),
    later("Item"),
    later("Result"),
    later("Note"),
    later("Photos"),
    later("Findings"),
)
_RESULT: Final = 2
_COLOURS: Final = {
    Verdict.CONFORM: "conform",
    Verdict.PARTLY: "partly",
    Verdict.ALTERNATIVE: "partly",
    Verdict.NONCONFORM: "nonconform",
}


class Kept(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    UNANSWERED = "unanswered"
    MISSING = "missing"
    SHORT = "short"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow:
    """One item.

    Attributes:
        result: The answer in words; empty without one.
        lacks: Something about it is missing.
        short: The answer is anything less than full conformity.
    """

    item: str
    number: str
    section: str
    text: str
    result: str = ""
    verdict: Verdict | None = None
    note: str = ""
    photos: int = 0
    findings: int = 0
    lacks: bool = False
    short: bool = False

    def is_kept(self, kept: Kept, section: str, words: Sequence[str]) -> bool:
        """Whether the row is among those that are wanted."""
        if section and self.section != section:
            return False
        if kept is Kept.UNANSWERED and self.result:
            return False
        if kept is Kept.MISSING and not self.lacks:
            return False
        if kept is Kept.SHORT and not self.short:
            return False
        sought = f"{self.number} {self.item} {self.text} {self.note}".casefold()
        return all(word in sought for word in words)


class GridModel(QAbstractTableModel):
    """The rows that are wanted, of all that there are."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._all: tuple[GridRow, ...] = ()
        self._rows: list[GridRow] = []
        self._wanted: tuple[Kept, str, tuple[str, ...]] = (Kept.ALL, "", ())
        self._bold = QFont()
        self._bold.setBold(True)

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Have these; a row that was answered stays until the filter is set again."""
        staying = {row.item for row in self._rows}
        self._all = tuple(rows)
        kept = [
            row for row in rows if row.item in staying or row.is_kept(*self._wanted)
        ]
        if [row.item for row in kept] == [row.item for row in self._rows]:
            self._rows = kept
            if kept:
                last = self.index(len(kept) - 1, self.columnCount() - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self._take(kept)

    def keep_only(self, kept: Kept, section: str, words: str) -> None:
        """Show only these rows."""
        self._wanted = (kept, section, tuple(words.casefold().split()))
        self._take([row for row in self._all if row.is_kept(*self._wanted)])

    def row(self, number: int) -> GridRow:
        """The row that is shown there."""
        return self._rows[number]

    def row_of(self, item: str) -> int:
        """Where the item is shown; -1 if it is not."""
        rows = enumerate(self._rows)
        return next((number for number, row in rows if row.item == item), -1)

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and (
            role == Qt.ItemDataRole.DisplayRole
        ):
            return self.texts(_HEADINGS[section])
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        is_result = index.column() == _RESULT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.FontRole and is_result and row.short:
            return self._bold
        if role == Qt.ItemDataRole.ForegroundRole and is_result:
            token = _COLOURS[row.verdict] if row.verdict else "muted"
            return theme.colour(token)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return theme.colour("muted")
        return None

    def _text(self, row: GridRow, column: int) -> str:
        return (
            row.number,
            row.text,
            row.result or self.texts("not answered"),
            row.note.replace("\n", " "),
            str(row.photos or ""),
            str(row.findings or ""),
        )[column]

    def _take(self, rows: list[GridRow]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
