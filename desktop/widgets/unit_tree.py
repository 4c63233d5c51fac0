"""The units of the directory with boxes to tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QTreeView, QVBoxLayout, QWidget

from forms.directory.resolve import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.directory.model import Directory
    from resources.texts import Texts


class UnitTree(QWidget):
    """Units as the agency is built, found by typing part of a name.

    Signals:
        ticked(): Some unit was chosen or no longer is.
    """

    ticked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._filter = QLineEdit()
        self._tree = QTreeView()
        self._model = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._lay_out()
        self._filter.textEdited.connect(self._on_filter)
        self._model.itemChanged.connect(self._on_item)

    def show_directory(self, directory: Directory | None) -> None:
        """Show its units; those that were ticked stay so."""
        chosen = set(self.names())
        self._model.clear()
        if directory is None:
            return
        above = [self._model.invisibleRootItem()]
        for depth, unit in tree(directory):
            row = QStandardItem(unit.name)
            row.setCheckable(True)
            row.setEditable(False)
            if unit.name in chosen:
                row.setCheckState(Qt.CheckState.Checked)
            del above[depth + 1 :]
            above[depth].appendRow(row)
            above.append(row)
        self._tree.expandAll()

    def names(self) -> tuple[str, ...]:
        """The names of the units that are ticked, as the tree has them."""
        return tuple(
            row.text()
            for row in _rows(self._model.invisibleRootItem())
            if row.checkState() is Qt.CheckState.Checked
        )

    def clear(self) -> None:
        """Have no unit ticked."""
        for row in _rows(self._model.invisibleRootItem()):
            row.setCheckState(Qt.CheckState.Unchecked)

    def _lay_out(self) -> None:
        self._filter.setObjectName("printing-filter")
        self._filter.setAccessibleName(self._texts("Find a unit"))
        self._filter.setPlaceholderText(self._texts("Find a unit"))
        self._filter.setClearButtonEnabled(True)
        self._found.setSourceModel(self._model)
        self._found.setRecursiveFilteringEnabled(True)
        self._found.setAutoAcceptChildRows(True)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._tree.setObjectName("printing-units")
        self._tree.setAccessibleName(self._texts("Units"))
        self._tree.setModel(self._found)
        self._tree.setHeaderHidden(True)
        self._tree.setUniformRowHeights(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._filter)
        layout.addWidget(self._tree, 1)

    def _on_filter(self, text: str) -> None:
        self._found.setFilterFixedString(text.strip())
        self._tree.expandAll()

    def _on_item(self, _: QStandardItem) -> None:
        self.ticked.emit()


def _rows(parent: QStandardItem) -> Iterator[QStandardItem]:
    for number in range(parent.rowCount()):
        row = parent.child(number)
        yield row
        yield from _rows(row)
