"""The rows of a repeated item: one for each counter, machine or case."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.fields import outside, time_typed
from forms.checklist.answering import due_day, row_conforms
from forms.checklist.model import AnswerKind, RowRule
from forms.report.said import plain_value
from forms.roc import day_typed, roc_year
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor

    from forms.checklist.model import Column, Repeat
    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex
_ROOT: Final = QModelIndex()
_NEXT_TICK: Final = {"": "yes", "yes": "no", "no": ""}


class RowsModel(QAbstractTableModel):
    """What was entered in each row, and what it amounts to.

    Cases that are to be closed in time have two more columns: the day they were due,
    and whether they were in time. Both are worked out and cannot be edited.

    Signals:
        edited(): A person has changed a value, added or removed a row.
        refused(str): What was typed is no value; how it is to be typed.
    """

    edited = Signal()
    refused = Signal(str)

    def __init__(self, repeat: Repeat, texts: Texts, today: date) -> None:
        super().__init__()
        self.repeat = repeat
        self.texts = texts
        self.rows: list[dict[str, str]] = []
        self._today = today
        self._calendar = WorkCalendar()

    def show_rows(self, rows: Sequence[dict[str, str]]) -> None:
        """Show these; nobody is told."""
        if list(rows) == self.rows:
            return
        if len(rows) == len(self.rows):
            self.rows = [dict(row) for row in rows]
            last = self.index(len(rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.rows = [dict(row) for row in rows]
        self.endResetModel()

    def add(self) -> None:
        """An empty row at the end."""
        self.beginInsertRows(_ROOT, len(self.rows), len(self.rows))
        self.rows.append({})
        self.endInsertRows()
        self.edited.emit()

    def remove(self, row: int) -> None:
        """Without this row."""
        self.beginRemoveRows(_ROOT, row, row)
        del self.rows[row]
        self.endRemoveRows()
        self.edited.emit()

    def tick(self, index: _Index, value: str | None = None) -> None:
        """Say yes, no or nothing in a cell that takes just that; else the next one."""
        column = self.column(index)
        if column is not None and column.kind is AnswerKind.YES_NO:
            now = self.rows[index.row()].get(column.key, "")
            self._put(index, column, _NEXT_TICK[now] if value is None else value)

    def column(self, index: _Index) -> Column | None:
        """The column that was entered; ``None`` for one that is worked out."""
        columns = self.repeat.columns
        return columns[index.column()] if index.column() < len(columns) else None

    @override
    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index = _ROOT) -> int:
        derived = 2 if self.repeat.rule is RowRule.ON_TIME else 0
        return 0 if parent.isValid() else len(self.repeat.columns) + derived

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag(0)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.column(index)
        if column is not None and column.kind is not AnswerKind.YES_NO:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = 0
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        columns = self.repeat.columns
        if section >= len(columns):
            due = section == len(columns)
            return self.texts("Due on") if due else self.texts("In time")
        column = columns[section]
        unit = self.texts.of(column.unit)
        label = self.texts.of(column.label)
        return f"{label}\n({unit})" if unit else label

    @override
    def data(self, index: _Index, role: int = 0) -> Any:
        column = self.column(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._shown(index, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._ink(index, column)
        if role == Qt.ItemDataRole.ToolTipRole and column is not None:
            return self._remark(index, column) or None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        return None

    @override
    def setData(
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        column = self.column(index)
        if column is None or role != Qt.ItemDataRole.EditRole:
            return False
        text = unicodedata.normalize("NFKC", str(value)).strip()
        read = self._read(column, text) if text else ""
        if read is None:
            self.refused.emit(self._how(column))
            return False
        self._put(index, column, read)
        return True

    def _put(self, index: _Index, column: Column, value: str) -> None:
        row = self.rows[index.row()]
        if row.get(column.key, "") == value:
            return
        row.pop(column.key, None)
        if value:
            row[column.key] = value
        last = self.index(index.row(), self.columnCount() - 1)
        self.dataChanged.emit(self.index(index.row(), 0), last)
        self.edited.emit()

    def _shown(self, index: _Index, column: Column | None) -> str:
        row = self.rows[index.row()]
        if column is None:
            first = index.column() == len(self.repeat.columns)
            return self._due_on(row) if first else self._in_time(row)
        value = row.get(column.key, "")
        if not value:
            return ""
        if column.kind is AnswerKind.YES_NO and column.key == "conform":
            return self.texts("Conforms" if value == "yes" else "Does not conform")
        if column.kind is AnswerKind.DATE:
            return _short(self.texts, date.fromisoformat(value))
        return plain_value(self.texts, column.kind, value)

    def _due_on(self, row: dict[str, str]) -> str:
        due = due_day(self.repeat, row, self._calendar)
        if due is None:
            return "－"
        return _short(self.texts, due)

    def _in_time(self, row: dict[str, str]) -> str:
        conforms = row_conforms(self.repeat, row, self._calendar)
        if conforms is None:
            return "－"
        return self.texts("In time") if conforms else self.texts("Late")

    def _ink(self, index: _Index, column: Column | None) -> QColor | None:
        row = self.rows[index.row()]
        if column is not None and column.kind is not AnswerKind.YES_NO:
            return theme.colour("partly") if self._remark(index, column) else None
        if column is None and index.column() == len(self.repeat.columns):
            return theme.colour("muted")
        conforms = row_conforms(self.repeat, row, self._calendar)
        if conforms is None:
            return None
        return theme.colour("conform" if conforms else "nonconform")

    def _remark(self, index: _Index, column: Column) -> str:
        value = self.rows[index.row()].get(column.key, "")
        unit = self.texts.of(column.unit)
        return outside(self.texts, column.expected, value, unit)

    def _read(self, column: Column, text: str) -> str | None:
        if column.kind is AnswerKind.DATE:
            day = day_typed(text, self._today)
            return day.isoformat() if day else None
        if column.kind is AnswerKind.TIME:
            return time_typed(text)
        if column.kind is AnswerKind.NUMBER:
            return _number(text)
        return text

    def _how(self, column: Column) -> str:
        if column.kind is AnswerKind.DATE:
            return self.texts("Type the day as 115/11/20 or 1151120.")
        if column.kind is AnswerKind.TIME:
            return self.texts("Type the time as 13:20 or 1320.")
        return self.texts("Type a number.")


def _short(texts: Texts, day: date) -> str:
    """115/11/20, as it is typed; in English the ISO date."""
    if texts.language == "zh-TW":
        return f"{roc_year(day)}/{day.month:02d}/{day.day:02d}"
    return day.isoformat()


def _number(text: str) -> str | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return f"{number:f}" if number.is_finite() and abs(number) < 10**15 else None
