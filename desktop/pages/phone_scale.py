"""A scale of telephone tests: a built-in one to read, the agency's own to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.phone_copy_scale import PhoneCopyScaleDialog
from desktop.dialogs.phone_working import PhoneWorkingDialog
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.list_look import last_fills
from desktop.widgets.page import Page
from desktop.widgets.phone_rounds import scale_pieces
from desktop.widgets.phone_rounds.scale_cards import ScaleCards
from desktop.widgets.phone_rounds.scale_table import WIDTHS, ScaleTable
from desktop.widgets.phone_rounds.scales_list import is_built_in
from desktop.widgets.phone_rounds.told_lines import ToldLines
from desktop.widgets.phone_rounds.trial_card import TrialCard
from desktop.widgets.places import PhoneRounds, PhoneScaleOf
from desktop.workflows.phone_scales import copy_scale, edit_scale, find_scale
from forms.errors import UserError
from forms.phone.check import problems
from forms.phone.scale import Item, Level

if TYPE_CHECKING:
    from desktop.session import Session
    from forms.phone.scale import Scale

_BESIDE: Final = 364
_ROW: Final = 32
_MOST_TOLD: Final = 4


class PhoneScalePage(Page):
    """The table of items at the left; a trial, limits and bands at the right."""

    help_topic: ClassVar[str] = "phone"

    def __init__(self, session: Session, place: PhoneScaleOf) -> None:
        super().__init__(session)
        self._kept = find_scale(session.store, place.ref)
        self.scale = self._kept
        self._is_own = not is_built_in(self._kept)
        self.table = QTableView()
        self._model = ScaleTable(self.texts, self)
        self.cards = ScaleCards(self.texts)
        self.trial = TrialCard(self.texts)
        self._heading = Heading()
        self._told = ToldLines("scale")
        self._copy = QPushButton(self.texts("Copy and edit…"))
        self._save = QPushButton()
        self._back = QPushButton(self.texts("All scales"))
        self._add_level = QPushButton(self.texts("Add a level"))
        self._add_item = QPushButton(self.texts("Add an item"))
        self._remove = QPushButton(self.texts("Remove it"))
        self._lay_out()
        self._connect()
        self._show(self.scale)

    @override
    def keep(self) -> UserError | None:
        typing = self.focusWidget()
        if typing is not None:
            typing.clearFocus()  # what is being typed counts
        if self.scale == self._kept:
            return None
        return UserError("The changed scale is no version yet; save it first.")

    def _show(self, scale: Scale) -> None:
        """Show the scale as it would be saved."""
        texts = self.texts
        self.scale = scale
        self.setWindowTitle(texts.of(scale.title))
        whose = (
            texts("This agency's own; a change makes the next version.")
            if self._is_own
            else texts("Built in, only to be read; a copy can be edited.")
        )
        self._heading.say(texts.of(scale.title), f"{scale.ref}　{whose}")
        self._model.show_scale(scale)
        self.cards.show_scale(scale)
        found = [problem.told(texts) for problem in problems(scale)]
        if len(found) > _MOST_TOLD:
            more = len(found) - _MOST_TOLD
            found = [*found[:_MOST_TOLD], texts("{count} more", count=more)]
        self._told.tell(found, [])
        self.trial.show_scale(scale, is_sound=not found)
        self._model.show_trial(self.trial.levels())
        is_changed = scale != self._kept
        self._save.setEnabled(is_changed and not found)
        self._save.setVisible(self._is_own)
        self._on_current()

    def _lay_out(self) -> None:
        texts = self.texts
        self._save.setText(
            texts("Save as version {version}", version=self._kept.version + 1)
        )
        theme.mark(self._save, "primary")
        if not self._is_own:
            theme.mark(self._copy, "primary")
            self.cards.close()
        self._model.is_closed = not self._is_own
        for button, name, key in (
            (self._back, "scale-back", "Alt+Up"),
            (self._copy, "scale-copy", "Ctrl+Shift+C"),
            (self._save, "scale-save", "Ctrl+S"),
            (self._add_level, "scale-add-level", "Ctrl+Shift+L"),
            (self._add_item, "scale-add-item", "Ctrl+Shift+I"),
            (self._remove, "scale-remove", "Ctrl+Del"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
        for button in (self._back, self._copy, self._save):
            self._heading.add_action(button)
        self._lay_out_table()
        below = QHBoxLayout()
        below.setSpacing(4)
        for button in (self._add_level, self._add_item, self._remove):
            theme.mark(button, "link")
            button.setVisible(self._is_own)
            below.addWidget(button)
        below.addStretch()
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.table, 1)
        left.addLayout(below)
        beside = QWidget()
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(12)
        column.addWidget(self.trial)
        column.addWidget(self.cards)
        right = QScrollArea()
        right.setWidgetResizable(True)
        right.setFrameShape(QFrame.Shape.NoFrame)
        right.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setFixedWidth(_BESIDE)
        right.setWidget(beside)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addLayout(left, 1)
        across.addWidget(right)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._heading)
        layout.addWidget(self._told)
        layout.addLayout(across, 1)
        self.setFocusProxy(self.table)

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("scale-items")
        table.setAccessibleName(self.texts("Parts, items and levels"))
        table.setModel(self._model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.horizontalHeader().setHighlightSections(False)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        last_fills(table, WIDTHS)

    def _connect(self) -> None:
        self._model.edited.connect(self._show)
        self._model.tried.connect(self._on_tried)
        self.table.selectionModel().currentChanged.connect(self._on_current)
        self.cards.edited.connect(self._on_cards)
        self.trial.chosen.connect(self._on_trial)
        self.trial.working_asked.connect(self._on_working)
        self._back.clicked.connect(self._on_back)
        self._copy.clicked.connect(self._on_copy)
        self._save.clicked.connect(self._on_save)
        self._add_level.clicked.connect(self._on_add_level)
        self._add_item.clicked.connect(self._on_add_item)
        self._remove.clicked.connect(self._on_remove)

    def _path(self) -> scale_pieces.Path:
        index = self.table.currentIndex()
        return self._model.rows[index.row()].path if index.isValid() else ()

    def _on_current(self) -> None:
        index = self.table.currentIndex()
        piece = self._model.rows[index.row()].piece if index.isValid() else None
        is_within = isinstance(piece, Item | Level)
        self._add_level.setEnabled(is_within)
        self._add_item.setEnabled(is_within)
        self._remove.setEnabled(is_within)

    def _on_cards(self) -> None:
        changed = self.cards.changed(self.scale)
        if changed != self.scale:
            self._show(changed)

    def _on_tried(self, item: str, level: str) -> None:
        self.trial.try_level(item, level)
        self._model.show_trial(self.trial.levels())

    def _on_trial(self) -> None:
        self._model.show_trial(self.trial.levels())

    def _on_working(self) -> None:
        score = self.trial.score()
        if score is not None:
            PhoneWorkingDialog.ask(self, self.texts, score)

    def _on_back(self) -> None:
        self.going.emit(PhoneRounds())

    def _on_copy(self) -> None:
        named = PhoneCopyScaleDialog.ask(self, self.texts, self._kept)
        if named is None:
            return
        try:
            copied = copy_scale(
                self.session.store, self._kept, code=named.code, title=named.title
            )
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(PhoneScaleOf(copied.ref))

    def _on_save(self) -> None:
        try:
            self._kept = edit_scale(self.session.store, self.scale)
        except UserError as error:
            self.told.emit(error)
        else:
            self.scale = self._kept
            self.going.emit(PhoneScaleOf(self._kept.ref))

    def _on_add_level(self) -> None:
        label = {"zh-TW": self.texts("New level")}
        path = self._path()[:3]
        self._show(scale_pieces.with_level(self.scale, path, label))
        self._go_to(path)

    def _on_add_item(self) -> None:
        path = self._path()[:3]
        text = {"zh-TW": self.texts("New item")}
        label = {"zh-TW": self.texts("New level")}
        self._show(scale_pieces.with_item(self.scale, path, text, label))
        self._go_to(path)

    def _on_remove(self) -> None:
        path = self._path()
        self._show(scale_pieces.without(self.scale, path))
        self._go_to(path[:-1])

    def _go_to(self, path: scale_pieces.Path) -> None:
        row = self._model.row_of(path)
        if row >= 0:
            self.table.setCurrentIndex(self._model.index(row, 0))
            self.table.setFocus()
