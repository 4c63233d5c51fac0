"""單位與人員: the directory of the agency, looked through and kept up to date."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.directory_entry import DirectoryEntryDialog
from desktop.tasks import Task
from desktop.widgets.directory_tree import DirectoryTree
from desktop.widgets.entries_card import EntriesCard
from desktop.widgets.exporting import ask_where
from desktop.widgets.first_directory import FirstDirectory
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key, key_shown
from desktop.widgets.mistakes import Mistakes
from desktop.widgets.page import Page
from desktop.widgets.progress import Progress
from desktop.widgets.undo_bar import UndoBar
from desktop.widgets.unit_card import UnitCard
from desktop.workflows.directory_edit import (
    Entry,
    blank,
    only_agency,
    put,
    shown_at,
    take_out,
)
from desktop.workflows.write_file import write_file
from forms.directory.layout import SHEETS
from forms.directory.library import built_in_directory
from forms.directory.model import (
    Directory,
    Equipment,
    Extension,
    Group,
    Hotline,
    Person,
    Place,
    SpecialDuty,
    TaskForce,
    Unit,
)
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.widgets.places import DirectoryOf

_TREE: Final = 280
_SHEET: Final = later("Excel workbook (*.xlsx)")
_KINDS: Final[tuple[tuple[type[Entry], str], ...]] = (
    (Place, SHEETS["places"]),
    (Equipment, SHEETS["equipment"]),
    (Person, SHEETS["people"]),
    (Extension, SHEETS["extensions"]),
    (Hotline, SHEETS["hotlines"]),
    (SpecialDuty, SHEETS["duties"]),
    (Group, SHEETS["groups"]),
    (TaskForce, SHEETS["task_forces"]),
)


class DirectoryPage(Page):
    """A tree of units, and beside it all that belongs to the chosen one."""

    reads: ClassVar[frozenset[str]] = frozenset({"directory"})
    help_topic: ClassVar[str] = "directory"

    def __init__(self, session: Session, place: DirectoryOf) -> None:
        super().__init__(session)
        self._directory: Directory | None = None
        self._before: Directory | None = None
        self._unit = place.unit
        self._agency = session.store.settings.get().agency
        self._heading = Heading(self.texts("Units and people"))
        self.tree = DirectoryTree(self.texts)
        self._card = UnitCard(self.texts)
        self._cards = [EntriesCard(self.texts, self.texts(t), k) for k, t in _KINDS]
        self._first = FirstDirectory(self.texts, self._agency)
        self._stack = QStackedWidget()
        self._undo = UndoBar(self.texts)
        self._mistakes = Mistakes(self.texts)
        self._progress = Progress(self.texts)
        self._edit = self._action(self.texts("Change the unit…"), "F2")
        self._add = self._action(self.texts("Add a unit below…"), "Ins")
        self._remove = self._action(self.texts("Remove the unit…"), "Del")
        self._import = QPushButton(self.texts("Import…"))
        self._export = QPushButton(self.texts("Export…"))
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        self._directory = directory = self.session.store.directory.get()
        self._export.setEnabled(directory is not None)
        if directory is None:
            self._stack.setCurrentIndex(0)
            return
        self._stack.setCurrentIndex(1)
        self.tree.show_directory(directory, self._unit or directory.agency)
        self._show_unit()

    def _show_unit(self) -> None:
        directory, unit = self._directory, self._current()
        if directory is None or unit is None:
            return
        self._card.show_unit(directory, unit)
        for card in self._cards:
            shown = shown_at(self.texts, directory, unit, card.kind)
            card.show_entries(shown)
            everywhere = card.kind in (Group, TaskForce)
            card.setVisible(not everywhere or unit.id == directory.agency)
        self._remove.setEnabled(unit.id != directory.agency)

    def _current(self) -> Unit | None:
        if self._directory is None:
            return None
        id = self.tree.current()
        return next((one for one in self._directory.units if one.id == id), None)

    def _save(self, directory: Directory, undoable: str = "") -> None:
        """Keep it; where a sentence says what is gone, it can be taken back."""
        self._before = self._directory
        try:
            self.session.store.directory.save(directory)
        except UserError as error:
            self.told.emit(error)
            return
        if undoable:
            self._undo.offer(undoable)
        else:
            self._undo.hide()

    def _change(self, entry: Entry, *, is_new: bool = False) -> None:
        directory = self._directory
        if directory is None:
            return
        edited = DirectoryEntryDialog.ask(
            self, self.session, directory, entry, is_new=is_new
        )
        if edited is None:
            return
        if edited.entry is None:
            self._take_out(entry)
            return
        try:
            changed = put(directory, None if is_new else entry, edited.entry)
        except UserError as error:
            self.told.emit(error)
            return
        if isinstance(edited.entry, Unit):
            self._unit = edited.entry.id
        self._save(changed)

    def _take_out(self, entry: Entry) -> None:
        directory = self._directory
        if directory is None:
            return
        name = getattr(entry, "name", "") or getattr(entry, "number", "")
        try:
            left = take_out(directory, entry)
        except UserError as error:
            self.told.emit(error)
            return
        if not ConfirmDialog.ask(
            self,
            self.texts,
            question=self.texts("Remove {name} from the directory?", name=name),
            detail=self.texts("Inspections keep the names of their own day."),
            action=self.texts("Remove"),
        ):
            return
        self._save(left, self.texts("{name} was removed.", name=name))

    def _action(self, text: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.tree.view.addAction(action)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Units and people"))
        for button, name, key in (
            (self._import, "import", "Ctrl+I"),
            (self._export, "export", "Ctrl+E"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
            self._heading.add_action(button)
        self.tree.view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.tree.setFixedWidth(_TREE)
        for action, name in (
            (self._edit, "edit-unit"),
            (self._add, "add-unit"),
            (self._remove, "remove-unit"),
        ):
            button = QPushButton(action.text())
            button.setObjectName(name)
            button.setAccessibleName(action.text())
            key = action.shortcut().toString()
            button.setToolTip(f"{action.text()} ({key_shown(key)})")
            button.clicked.connect(action.trigger)
            theme.mark(button, "link")
            self._card.buttons.addWidget(button)
        self._card.buttons.addStretch()
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.tree)
        row.addWidget(_scrolled(self._column()), 1)
        first = QWidget()
        alone = QVBoxLayout(first)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self._first)
        alone.addStretch()
        self._stack.addWidget(first)
        self._stack.addWidget(both)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._progress)
        layout.addWidget(self._mistakes)
        layout.addWidget(self._undo)
        layout.addWidget(self._stack, 1)

    def _column(self) -> QWidget:
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for card in (self._card, *self._cards):
            layout.addWidget(card)
        layout.addStretch()
        return column

    def _connect(self) -> None:
        self.tree.chosen.connect(self._on_chosen)
        for card in self._cards:
            card.opened.connect(self._on_opened)
            card.adding.connect(self._on_adding)
        self._edit.triggered.connect(self._on_edit)
        self._add.triggered.connect(self._on_add)
        self._remove.triggered.connect(self._on_remove)
        self._first.chosen.connect(self._on_built_in)
        self._first.importing.connect(self._on_import)
        self._first.beginning.connect(self._on_begin)
        self._import.clicked.connect(self._on_import)
        self._export.clicked.connect(self._on_export)
        self._undo.undone.connect(self._on_undone)

    def _on_chosen(self, unit: str) -> None:
        self._unit = unit
        self._show_unit()

    def _on_opened(self, entry: Entry) -> None:
        self._change(entry)

    def _on_adding(self, kind: type[Entry]) -> None:
        unit = self._current()
        if unit is None or self._directory is None:
            return
        try:
            entry = blank(self._directory, kind, unit, self.session.store.ids.new())
        except UserError as error:
            self.told.emit(error)
            return
        self._change(entry, is_new=True)

    def _on_edit(self) -> None:
        unit = self._current()
        if unit is not None:
            self._change(unit)

    def _on_add(self) -> None:
        self._on_adding(Unit)

    def _on_remove(self) -> None:
        unit = self._current()
        if unit is not None:
            self._take_out(unit)

    def _on_built_in(self, code: str) -> None:
        self._save(built_in_directory(code))

    def _on_begin(self) -> None:
        self._save(only_agency(self._agency, self.session.store.ids.new()))

    def _on_undone(self) -> None:
        if self._before is not None:
            self._save(self._before)

    def _on_export(self) -> None:
        from forms.directory.writing import write_directory  # workbooks come slowly

        if self._directory is None:
            return
        title, name = self.texts("Export the directory"), self.texts("Units and people")
        target = ask_where(self, self.texts, title, name, (".xlsx",))
        if target is None:
            return
        try:
            write_file(target, write_directory(self._directory, self.texts))
        except UserError as error:
            self.told.emit(error)

    def _on_import(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, self.texts("Import a directory"), "", self.texts(_SHEET)
        )
        if not chosen:
            return
        self._mistakes.hide()
        task = Task()
        task.done.connect(self._on_imported)
        task.failed.connect(self._on_import_failed)
        self._progress.follow(
            task, self.texts("Reading {file}…", file=Path(chosen).name)
        )
        task.start(partial(_read, Path(chosen), self.texts))

    def _on_imported(self, directory: Directory) -> None:
        counts = self.texts(
            "{units} units, {places} places, {people} people",
            units=len(directory.units),
            places=len(directory.places),
            people=len(directory.people),
        )
        if self._directory is not None and not ConfirmDialog.ask(
            self,
            self.texts,
            question=self.texts("Put this directory in the place of yours?"),
            detail=counts,
            action=self.texts("Put in place"),
        ):
            return
        self._unit = directory.agency
        self._save(directory, self.texts("Imported: {counts}.", counts=counts))

    def _on_import_failed(self, error: Exception) -> None:
        from forms.workbook import WorkbookError

        if isinstance(error, WorkbookError):
            self._mistakes.show_error(error)
        elif isinstance(error, UserError):
            self.told.emit(error)
        else:
            raise error


def _read(file: Path, texts: Any, _: object) -> Directory:  # noqa: ANN401
    from forms.directory.reading import read_directory

    try:
        data = file.read_bytes()
    except OSError as error:
        raise UserError(
            "{file} cannot be read; check that it is still there.", file=file.name
        ) from error
    return read_directory(data, texts, file=file.name)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
