"""Rows of words that are typed into a table: questions, hotlines, bands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractItemModel,
    Qt,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index
from desktop.widgets.list_look import widest_fills

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtCore import QObject

    from resources.texts import Texts

_ROW: Final = 34
_MOST_SHOWN: Final = 6
_VALUE: Final = Qt.ItemDataRole.EditRole


class RowsEdit(QWidget):
    """A table to type into, with a row added or taken away.

    Signals:
        edited(): The person has changed something.
    """

    edited = Signal()

    def __init__(
        self,
        texts: Texts,
        name: str,
        title: str,
        columns: Sequence[tuple[str, int]],
        *,
        choices: Mapping[int, Mapping[str, str]] | None = None,
        fresh: Sequence[str] = (),
        hidden: int = 0,
    ) -> None:
        """Make the table.

        Args:
            texts: The language.
            name: Begins the names of its parts.
            title: What the rows are.
            columns: Headings and widths.
            choices: By column, the only values it takes and their words.
            fresh: What a new row holds.
            hidden: So many columns at the left are not shown.
        """
        super().__init__()
        self._first = hidden
        self._fresh = list(fresh) or [""] * len(columns)
        self._model = _Cells([heading for heading, _ in columns], choices or {}, self)
        self.table = QTableView()
        self._add = QPushButton(texts("Add a row"))
        self._remove = QPushButton(texts("Remove the row"))
        self._beside = QHBoxLayout()
        self._lay_out(name, title, columns)
        self._model.edited.connect(self._on_edited)
        self._add.clicked.connect(self._on_add)
        self._remove.clicked.connect(self._on_remove)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these; nobody is told."""
        if self._model.rows == [list(row) for row in rows]:
            return
        self._model.show_rows(rows)
        self._fit()

    def rows(self) -> list[list[str]]:
        """What stands there; a row without any word is none."""
        return [
            [cell.strip() for cell in row]
            for row in self._model.rows
            if any(cell.strip() for cell in row[self._first :])
        ]

    def set_closed(self, *, closed: bool) -> None:
        """Let nothing be changed, or everything."""
        self._model.is_closed = closed
        self._add.setVisible(not closed)
        self._remove.setVisible(not closed)

    def _fit(self) -> None:
        count = min(max(len(self._model.rows), 1), _MOST_SHOWN)
        head = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(head + count * _ROW + 6)
        self._remove.setEnabled(bool(self._model.rows))

    def _lay_out(
        self, name: str, title: str, columns: Sequence[tuple[str, int]]
    ) -> None:
        table = self.table
        theme.mark(table, "rows")
        theme.mark(table.horizontalHeader(), "rows")
        table.setObjectName(name)
        table.setAccessibleName(title)
        table.setModel(self._model)
        table.setItemDelegate(_Delegate(self))
        table.setTabKeyNavigation(False)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setHighlightSections(False)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        widest_fills(table, [width for _, width in columns])
        for column in range(self._first):
            table.hideColumn(column)
        for button, part in ((self._add, "add"), (self._remove, "remove")):
            theme.mark(button, "link")
            button.setObjectName(f"{name}-{part}")
            button.setAccessibleName(f"{title}: {button.text()}")
            self._beside.addWidget(button)
        self._beside.addStretch()
        self.setFocusProxy(table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(table)
        layout.addLayout(self._beside)
        self._fit()

    def _on_edited(self) -> None:
        self.edited.emit()

    def _on_add(self) -> None:
        self._model.show_rows([*self._model.rows, self._fresh])
        self._fit()
        index = self._model.index(len(self._model.rows) - 1, self._first)
        self.table.setCurrentIndex(index)
        self.table.setFocus()
        self.table.edit(index)

    def _on_remove(self) -> None:
        index = self.table.currentIndex()
        row = index.row() if index.isValid() else len(self._model.rows) - 1
        rows = self._model.rows[:row] + self._model.rows[row + 1 :]
        self._model.show_rows(rows)
        self._fit()
        if rows:
            at = self._model.index(min(row, len(rows) - 1), self._first)
            self.table.setCurrentIndex(at)
        self.edited.emit()


class _Cells(FlatTable[list[str]]):
    """What stands in the table.

    Signals:
        edited(): A cell was changed by the person.
    """

    edited = Signal()

    def __init__(
        self,
        headings: Sequence[str],
        choices: Mapping[int, Mapping[str, str]],
        parent: QObject,
    ) -> None:
        super().__init__(headings, parent)
        self.choices = choices
        self.is_closed = False

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        self._show([list(row) for row in rows])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        value = self.rows[index.row()][index.column()]
        if role == _VALUE:
            return value
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.choices.get(index.column(), {}).get(value, value)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = _VALUE) -> bool:
        if role != _VALUE or self.rows[index.row()][index.column()] == value:
            return False
        self.rows[index.row()][index.column()] = str(value)
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags if self.is_closed else flags | Qt.ItemFlag.ItemIsEditable


class _Delegate(QStyledItemDelegate):
    """A line to type into, or a few words to choose from."""

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        model = index.model()
        words = model.choices.get(index.column()) if isinstance(model, _Cells) else None
        if not words:
            editor = super().createEditor(parent, option, index)
            theme.mark(editor, "cell")
            return editor
        choice = QComboBox(parent)
        for value, text in words.items():
            choice.addItem(text, value)
        return choice

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(_VALUE)))
        else:
            super().setEditorData(editor, index)

    @override
    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), _VALUE)
        else:
            super().setModelData(editor, model, index)
