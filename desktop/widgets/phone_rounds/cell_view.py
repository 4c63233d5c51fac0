"""A table of rows as every list here shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from desktop.widgets.cells import CellTable, Row
from desktop.widgets.list_look import look_like_list, widest_fills

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

_ROW: Final = 40


class CellView(QTableView):
    """Whole rows are chosen; Enter opens, Space ticks.

    The column that is given the most room takes all that is left.

    Signals:
        opened(str): The row of that key is to be opened.
        chosen(str): The keys are at this row now; empty for none.
    """

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(
        self, name: str, title: str, columns: Sequence[tuple[str, int]], action: str
    ) -> None:
        super().__init__()
        self.cells = CellTable([heading for heading, _ in columns], self)
        self._open = QAction(action, self)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setModel(self.cells)
        self._lay_out()
        widest_fills(self, [width for _, width in columns])
        self._open.triggered.connect(self._on_open)
        self.activated.connect(self._on_open)
        self.selectionModel().currentRowChanged.connect(self._on_chosen)

    def key(self) -> str:
        """The key of the current row; empty for none."""
        index = self.currentIndex()
        return self.cells.rows[index.row()].key if index.isValid() else ""

    def show_rows(self, rows: Sequence[Row], *, first: str = "") -> None:
        """Show these; the current row stays current, else the one of that key."""
        there = self.key()
        self.cells.show_rows(rows)
        self.choose(there if self.cells.row_of(there) >= 0 else first)

    def want(self, text: str) -> None:
        """Show only rows that hold all of the words."""
        there = self.key()
        self.cells.want(text.split())
        self.choose(there)

    def choose(self, key: str) -> None:
        """Make the row of that key current, else the first."""
        if self.cells.rowCount():
            self.selectRow(max(self.cells.row_of(key), 0))
        self._on_chosen()

    def fit(self, most: int) -> None:
        """Be as high as the rows, and no higher than so many of them."""
        count = min(max(self.cells.rowCount(), 1), most)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + count * _ROW + 8)

    def set_only_read(self) -> None:
        """Have no row be current: there is nothing to do with one."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and index.isValid():
            first = index.siblingAtColumn(0)
            role = Qt.ItemDataRole.CheckStateRole
            if first.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                is_on = Qt.CheckState(first.data(role)) is Qt.CheckState.Checked
                new = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
                self.cells.setData(first, new, role)
                return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        look_like_list(self, _ROW)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        if self._open.text():
            self._open.setShortcut(QKeySequence("Return"))
            self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            self.addAction(self._open)

    def _on_open(self) -> None:
        key = self.key()
        if key and self._open.text():
            self.opened.emit(key)

    def _on_chosen(self) -> None:
        self.chosen.emit(self.key())
