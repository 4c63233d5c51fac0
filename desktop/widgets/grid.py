"""The same answers as a table: one row an item, keys answer all selected rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.button import HEIGHT
from desktop.widgets.grid_model import GridModel, GridRow, Kept
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from resources.texts import Texts

_FILTERS: Final = (
    (Kept.ALL, later("All items")),
    (Kept.UNANSWERED, later("Not answered")),
    (Kept.MISSING, later("Something missing")),
    (Kept.SHORT, later("Short of full conformity")),
)
_WIDTHS: Final = (48, 0, 128, 118, 56, 62)
_TEXT_COLUMN: Final = 1
_NOTE_COLUMN: Final = 3
_ROOM_FOR_NOTES: Final = 560


class Grid(QWidget):
    """The table with its filters.

    Signals:
        answered(tuple, str): The keys of items, and the key of the keyboard that was
            pressed for all of them.
        opened(str): The item that the person wants to be at.
    """

    answered = Signal(object, str)
    opened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._model = GridModel(texts, self)
        self._table = _Table(self._model)
        self._kept = QComboBox()
        self._section = QComboBox()
        self._words = QLineEdit()
        self._count = QLabel()
        self._lay_out()
        self._kept.activated.connect(self._on_filter)
        self._section.activated.connect(self._on_filter)
        self._words.textEdited.connect(self._on_filter)
        self._words.returnPressed.connect(self._table.take_over)
        self._table.keyed.connect(self._on_keyed)
        self._table.opened.connect(self.opened)

    def show_rows(self, rows: Sequence[GridRow]) -> None:
        """Show these, as far as they are wanted; what is selected stays selected."""
        sections = list(dict.fromkeys(row.section for row in rows))
        if sections != [
            self._section.itemText(at) for at in range(1, self._section.count())
        ]:
            self._section.clear()
            self._section.addItems([self.texts("All sections"), *sections])
        selected = self._table.selected()
        self._model.show_rows(rows)
        self._table.select(selected)
        self._say()

    def show_current(self, item: str) -> None:
        """Select the item's row, if it is there."""
        self._table.select((item,))

    def selected(self) -> tuple[str, ...]:
        """The keys of the selected rows' items, from top to bottom."""
        return self._table.selected()

    def keep_only(self, kept: Kept) -> None:
        """Show only these rows."""
        self._kept.setCurrentIndex([one for one, _ in _FILTERS].index(kept))
        self._on_filter()

    def take_over(self) -> None:
        """Have the keys act on the selected rows."""
        self._table.take_over()

    def _say(self) -> None:
        self._count.setText(self.texts("{count} items", count=self._model.rowCount()))

    def _lay_out(self) -> None:
        texts = self.texts
        self._kept.addItems([texts(said) for _, said in _FILTERS])
        self._words.setPlaceholderText(texts("Find words"))
        self._words.setClearButtonEnabled(True)
        self._section.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        for name, widget, said in (
            ("grid-kept", self._kept, texts("Which items are shown")),
            ("grid-section", self._section, texts("Of which section")),
            ("grid-words", self._words, texts("Find words")),
            ("grid-table", self._table, texts("Items of this visit")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(said)
            widget.setToolTip(said)
        self._table.setToolTip("")
        for box in (self._kept, self._section, self._words):
            box.setMinimumHeight(HEIGHT)
        hint = QLabel(texts("1 to 5 and N answer every selected row; Enter opens it."))
        hint.setWordWrap(True)
        theme.mark(hint, "guidance")
        theme.mark(self._count, "muted")
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self._kept)
        filters.addWidget(self._section, 1)
        filters.addWidget(self._words, 1)
        foot = QHBoxLayout()
        foot.addWidget(hint, 1)
        foot.addWidget(self._count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(10)
        layout.addLayout(filters)
        layout.addWidget(self._table, 1)
        layout.addLayout(foot)

    def _on_filter(self) -> None:
        selected = self._table.selected()
        kept, _ = _FILTERS[self._kept.currentIndex()]
        section = self._section.currentText() if self._section.currentIndex() else ""
        self._model.keep_only(kept, section, self._words.text())
        self._table.select(selected)
        self._say()

    def _on_keyed(self, key: str) -> None:
        self.answered.emit(self._table.selected(), key)


class _Table(QTableView):
    """Rows are selected whole, several at a time.

    Signals:
        keyed(str): A key that answers was pressed.
        opened(str): The item that the person wants to be at.
    """

    keyed = Signal(str)
    opened = Signal(str)

    def __init__(self, model: GridModel) -> None:
        super().__init__()
        self._rows = model
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            if width:
                header.resizeSection(column, width)
        header.setSectionResizeMode(_TEXT_COLUMN, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(self._on_double_clicked)

    def selected(self) -> tuple[str, ...]:
        """The keys of the selected rows' items, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.row(row).item for row in rows)

    def select(self, items: Sequence[str]) -> None:
        """Select the rows of these items, as far as they are there."""
        if items == self.selected():
            return
        model = self.selectionModel()
        model.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        first = True
        for item in items:
            row = self._rows.row_of(item)
            if row < 0:
                continue
            index = self._rows.index(row, 0)
            model.select(index, flags.Select | flags.Rows)
            if first:
                model.setCurrentIndex(index, flags.NoUpdate)
                self.scrollTo(index)
                first = False

    def take_over(self) -> None:
        """Take the keyboard, with a row selected."""
        if not self.selected() and self._rows.rowCount():
            self.selectRow(0)
        self.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setColumnHidden(_NOTE_COLUMN, event.size().width() < _ROOM_FOR_NOTES)
        super().resizeEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif plain and event.text() in "12345" and event.text():
            self.keyed.emit(event.text())
        elif plain and key == Qt.Key.Key_N:
            self.keyed.emit("N")
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.keyed.emit("")
        elif plain and event.text().isprintable() and event.text():
            # Letters are the page's keys here, no search.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self._rows.row(index.row()).item)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self._open(index)
