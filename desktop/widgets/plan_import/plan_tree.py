"""The tree that came of a document, and what can be done to its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.flow import Flow
from desktop.widgets.keys import key_shown
from desktop.widgets.plan_import.quick import give_quick_key
from desktop.widgets.plan_import.tree_model import (
    DEADLINE,
    DOUBTS,
    ITEM,
    OWNERS,
    TreeModel,
)
from forms.plan.editing.shaping import Demote, JoinPrevious, LeaveOut, Move, Promote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.editing.doubts import Doubtful
    from forms.plan.editing.work import Row, Work
    from resources.texts import Texts

_WIDTHS: Final = {OWNERS: 84, DEADLINE: 88, DOUBTS: 48}
_LEAST: Final = 32
_LOWEST: Final = 96
_INDENTATION: Final = 10
_AROUND_HEADING: Final = 20


class PlanTree(QWidget):
    """The rows, with buttons and keys that move, join, split and leave them out.

    Signals:
        chosen(str): The name of the row that the person looks at.
        edited(object): An `Edit` that the person wants.
        splitting(): The row is to be split where the cursor is in its text.
    """

    chosen = Signal(str)
    edited = Signal(object)
    splitting = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.view = QTreeView()
        self._model = TreeModel(texts, self)
        self._promote = QPushButton(texts("Promote"))
        self._demote = QPushButton(texts("Demote"))
        self._up = QPushButton(texts("Up"))
        self._down = QPushButton(texts("Down"))
        self._join = QPushButton(texts("Join up"))
        self._split = QPushButton(texts("Split here"))
        self._leave_out = QPushButton(texts("Leave out"))
        self._delete = QAction(texts("Leave out"), self)
        self._lay_out()
        self._connect()

    def show_work(self, work: Work, doubts: Sequence[Doubtful], row: str) -> None:
        """Show the rows as they are now, this one as the current one."""
        folded = self._folded()
        if self._model.show_work(work, doubts):
            self.view.expandAll()
            for id in folded:
                self.view.collapse(self._model.index_of(id))
        self.show_row(row)

    def show_row(self, row: str) -> None:
        """Have this row be the current one, and in sight."""
        index = self._model.index_of(row)
        selection = self.view.selectionModel()
        if not index.isValid():
            selection.clear()
        elif selection.currentIndex().siblingAtColumn(ITEM) != index:
            flag = QItemSelectionModel.SelectionFlag
            selection.setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.view.scrollTo(index)
        self._show_possible()

    def current(self) -> Row | None:
        """The row that the person looks at."""
        return self._model.row_at(self.view.currentIndex())

    def _folded(self) -> list[str]:
        """The names of rows whose lower ones are folded away."""
        found: list[str] = []
        waiting = [QModelIndex()]
        while waiting:
            above = waiting.pop()
            for at in range(self._model.rowCount(above)):
                index = self._model.index(at, ITEM, above)
                row = self._model.row_at(index)
                if self._model.rowCount(index) and row is not None:
                    waiting.append(index)
                    if not self.view.isExpanded(index):
                        found.append(row.id)
        return found

    def _show_possible(self) -> None:
        is_there = self.current() is not None
        for button in self._buttons():
            button.setEnabled(is_there)
        self._delete.setEnabled(is_there)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self._promote,
            self._demote,
            self._up,
            self._down,
            self._join,
            self._split,
            self._leave_out,
        )

    def _lay_out(self) -> None:
        self.view.setObjectName("plan-tree")
        self.view.setAccessibleName(self.texts("The plan that came of it"))
        self.view.setModel(self._model)
        self.view.setUniformRowHeights(True)
        self.view.setMinimumHeight(_LOWEST)
        self.view.setIndentation(_INDENTATION)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = self.view.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_LEAST)
        header.setSectionResizeMode(ITEM, QHeaderView.ResizeMode.Stretch)
        letters = header.fontMetrics()
        for column, width in _WIDTHS.items():
            heading = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            needed = letters.horizontalAdvance(heading) + _AROUND_HEADING
            header.resizeSection(column, max(width, needed))
        row = QWidget()
        buttons = Flow(row)
        for button, name, key in zip(
            self._buttons(),
            ("promote", "demote", "up", "down", "join", "split", "leave-out"),
            (
                "Alt+Shift+Left",
                "Alt+Shift+Right",
                "Alt+Shift+Up",
                "Alt+Shift+Down",
                "Ctrl+J",
                "Ctrl+Return",
                "",
            ),
            strict=True,
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            theme.mark(button, "link")
            if key:
                give_quick_key(button, key)
            buttons.addWidget(button)
        self._delete.setShortcut(QKeySequence("Del"))
        self._delete.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._leave_out.setToolTip(f"{self._leave_out.text()} ({key_shown('Del')})")
        self.view.addAction(self._delete)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.view, 1)
        layout.addWidget(row)

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._promote.clicked.connect(self._on_promote)
        self._demote.clicked.connect(self._on_demote)
        self._up.clicked.connect(self._on_up)
        self._down.clicked.connect(self._on_down)
        self._join.clicked.connect(self._on_join)
        self._split.clicked.connect(self.splitting)
        self._leave_out.clicked.connect(self._on_leave_out)
        self._delete.triggered.connect(self._on_leave_out)

    def _on_current(self, index: QModelIndex | QPersistentModelIndex) -> None:
        row = self._model.row_at(index)
        self._show_possible()
        if row is not None:
            self.chosen.emit(row.id)

    def _on_promote(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(Promote(row=row.id))

    def _on_demote(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(Demote(row=row.id))

    def _on_up(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(Move(row=row.id, down=False))

    def _on_down(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(Move(row=row.id, down=True))

    def _on_join(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(JoinPrevious(row=row.id))

    def _on_leave_out(self) -> None:
        row = self.current()
        if row is not None:
            self.edited.emit(LeaveOut(row=row.id))
