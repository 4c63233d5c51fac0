"""The rows of a repeated item as a table that is filled by typing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.button import HEIGHT
from desktop.widgets.answers.rows_model import RowsModel
from forms.checklist.answering import row_conforms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtCore import QObject, QPersistentModelIndex
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from forms.checklist.model import Item, Repeat
    from resources.texts import Texts

_MOST_SHOWN: Final = 8
_HEADER: Final = 46
_LEAST_WIDTH: Final = 60
_SCROLL: Final = 16
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TICKS: Final = {"1": "yes", "y": "yes", "2": "no", "n": "no"}


class RowsEditor(QWidget):
    """The table and what it comes to; not there while there are no rows.

    Signals:
        edited(str, tuple): The item's key and all its rows.
        left(): The keys are free again.
    """

    edited = Signal(str, object)
    left = Signal()

    def __init__(
        self, item: Item, repeat: Repeat, texts: Texts, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.item = item
        self.texts = texts
        self._model = RowsModel(repeat, texts, now().date())
        self._table = _Table(self._model)
        self._sum = QLabel()
        self._remove = QPushButton(texts("Remove row"))
        self._hint = QLabel()
        self._lay_out()
        self._model.edited.connect(self._on_edited)
        self._model.refused.connect(self._on_refused)
        self._table.wants_row.connect(self.add_row)
        self._table.left.connect(self.left)
        self._remove.clicked.connect(self._on_remove)

    def show_rows(self, rows: Sequence[dict[str, str]]) -> None:
        """Show these."""
        self._model.show_rows(rows)
        self._say()

    def add_row(self) -> None:
        """A row more, and the keyboard in its first cell."""
        self._model.add()
        self.show()
        self._table.setFocus()
        first = self._model.index(len(self._model.rows) - 1, 0)
        self._table.setCurrentIndex(first)

    def _say(self) -> None:
        rows, repeat = self._model.rows, self._model.repeat
        conform = [row_conforms(repeat, row) for row in rows]
        self._sum.setText(
            self.texts(
                "{rows} rows, {judged} judged, {conform} conform",
                rows=len(rows),
                judged=len(rows) - conform.count(None),
                conform=conform.count(True),
            )
        )
        self._table.fit()
        self.setVisible(bool(rows))

    def _lay_out(self) -> None:
        key = self.item.key
        self._table.setObjectName(f"{key}-rows")
        self._table.setAccessibleName(self.texts.of(self.item.text))
        self._remove.setObjectName(f"{key}-remove-row")
        self._remove.setAccessibleName(self._remove.text())
        self._remove.setToolTip(self.texts("Remove the row (Ctrl+Delete)"))
        self._remove.setMinimumHeight(HEIGHT)
        theme.mark(self._remove, "link")
        theme.mark(self._sum, "muted")
        theme.mark(self._hint, "hint")
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._remove)
        foot.addWidget(self._hint)
        foot.addStretch()
        foot.addWidget(self._sum)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._table)
        layout.addLayout(foot)
        self._hint.hide()

    def _on_edited(self) -> None:
        self._hint.hide()
        self._say()
        self.edited.emit(self.item.key, tuple(dict(row) for row in self._model.rows))

    def _on_refused(self, how: str) -> None:
        self._hint.setText(how)
        self._hint.show()

    def _on_remove(self) -> None:
        self._table.remove_current()


class _Table(QTableView):
    """Typing edits the cell, Enter goes on to the next one and adds rows at the end.

    Signals:
        wants_row(): Enter was pressed in the last cell.
        left(): Escape was pressed.
    """

    wants_row = Signal()
    left = Signal()

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(_LEAST_WIDTH)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setFixedHeight(_HEADER)
        theme.mark(self, "rows")
        theme.mark(header, "rows")

    def fit(self) -> None:
        """Be as high as the rows, as far as that is reasonable."""
        rows, policy = self._rows.rowCount(), Qt.ScrollBarPolicy
        few = rows <= _MOST_SHOWN
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if few else policy.ScrollBarAlwaysOn
        )
        self.setFixedHeight(_HEADER + min(rows, _MOST_SHOWN) * HEIGHT + _SCROLL)

    def remove_current(self) -> None:
        """Without the row where one is; without the last where one is nowhere."""
        index = self.currentIndex()
        row = index.row() if index.isValid() else self._rows.rowCount() - 1
        if row >= 0:
            self._rows.remove(row)

    def go_on(self) -> None:
        """To the next cell that can be filled, or to a new row."""
        index = self.currentIndex()
        row, column = index.row(), index.column() + 1
        if column >= len(self._rows.repeat.columns):
            row, column = row + 1, 0
        if row >= self._rows.rowCount():
            self.wants_row.emit()
        else:
            self.setCurrentIndex(self._rows.index(row, column))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, index = event.key(), self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif control and key == Qt.Key.Key_Delete:
            self.remove_current()
        elif control:
            event.ignore()
        elif key in _ENTER:
            self.go_on()
        elif event.text() == "+":
            self.wants_row.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._rows.tick(index, "")
            self._rows.setData(index, "")
        elif self._is_tick(index):
            self._tick_by(event)
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if self._is_tick(index):
            self._rows.tick(index)

    def _tick_by(self, event: QKeyEvent) -> None:
        if event.text() == " ":
            self._rows.tick(self.currentIndex())
        elif value := _TICKS.get(event.text().lower()):
            self._rows.tick(self.currentIndex(), value)
        else:
            super().keyPressEvent(event)

    def _is_tick(self, index: QModelIndex) -> bool:
        editable = Qt.ItemFlag.ItemIsEditable
        column = self._rows.column(index) if index.isValid() else None
        return column is not None and not self._rows.flags(index) & editable


class _Delegate(QStyledItemDelegate):
    """A cell's edit; Enter keeps it and goes on."""

    def __init__(self, table: _Table) -> None:
        super().__init__(table)
        self._table = table
        self._composing = False

    @override
    def createEditor(
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QWidget:
        edit = QLineEdit(parent)
        edit.setAccessibleName(str(self._heading(index)))
        theme.mark(edit, "cell")
        return edit

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        elif (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _ENTER
            and isinstance(editor, QWidget)
            and not self._composing
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
            self._table.go_on()
            return True
        return super().eventFilter(editor, event)

    def _heading(self, index: QModelIndex | QPersistentModelIndex) -> object:
        return self._table.model().headerData(
            index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole
        )
