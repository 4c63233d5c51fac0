"""The units as a tree, with a line to find one by whatever belongs to it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeySequence, QShortcut, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLineEdit, QTreeView, QVBoxLayout, QWidget

from forms.directory.resolve import tree

if TYPE_CHECKING:
    from forms.directory.model import Directory
    from resources.texts import Texts

_ID: Final = Qt.ItemDataRole.UserRole
_SOUGHT: Final = _ID + 1


class DirectoryTree(QWidget):
    """Units, found by names of today and of before, by places, people and numbers.

    Signals:
        chosen(str): The id of the unit that the person looks at.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.words = QLineEdit()
        self.view = QTreeView()
        self._model = QStandardItemModel(self)
        self._found = QSortFilterProxyModel(self)
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._lay_out()
        self.words.textEdited.connect(self._on_words)
        self.words.returnPressed.connect(self._on_left)
        self._find.activated.connect(self._on_find)
        self.view.selectionModel().currentChanged.connect(self._on_current)

    def show_directory(self, directory: Directory, unit: str) -> None:
        """Show its units; that one is the current one."""
        self._model.clear()
        sought = _sought(directory)
        above = [self._model.invisibleRootItem()]
        current: QStandardItem | None = None
        for depth, one in tree(directory):
            row = QStandardItem(one.name)
            row.setEditable(False)
            row.setData(one.id, _ID)
            row.setData(sought[one.id], _SOUGHT)
            del above[depth + 1 :]
            above[depth].appendRow(row)
            above.append(row)
            if one.id == unit or current is None:
                current = row
        self.view.expandAll()
        if current is not None:
            index = self._found.mapFromSource(current.index())
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.view.scrollTo(index)

    def current(self) -> str:
        """The id of the current unit; empty for none."""
        index = self.view.currentIndex()
        return str(index.data(_ID)) if index.isValid() else ""

    def _lay_out(self) -> None:
        self.words.setObjectName("unit-words")
        self.words.setAccessibleName(self.texts("Filter the units"))
        self.words.setPlaceholderText(self.texts("Filter the units (Ctrl+F)"))
        self.words.setClearButtonEnabled(True)
        self._found.setSourceModel(self._model)
        self._found.setFilterRole(_SOUGHT)
        self._found.setRecursiveFilteringEnabled(True)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.view.setObjectName("units")
        self.view.setAccessibleName(self.texts("Units"))
        self.view.setModel(self._found)
        self.view.setHeaderHidden(True)
        self.view.setUniformRowHeights(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addWidget(self.view, 1)

    def _on_words(self, words: str) -> None:
        self._found.setFilterFixedString(words.strip())
        self.view.expandAll()

    def _on_left(self) -> None:
        self.view.setFocus()

    def _on_find(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _on_current(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(_ID)))


def _sought(directory: Directory) -> dict[str, str]:
    """By unit, all that it is found by."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for unit in directory.units:
        words[unit.id] += [unit.name, unit.short_name]
        words[unit.id] += [former.name for former in unit.former_names]
    for place in directory.places:
        words[place.unit or directory.agency].append(place.name)
    for person in directory.people:
        words[person.unit or directory.agency].append(person.name)
    for extension in directory.extensions:
        words[extension.unit] += [extension.number, extension.label]
    return {unit: "\n".join(texts) for unit, texts in words.items()}
