"""The plans: find one, bring one in, say which is in force, compare two versions."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.plan_comparison import PlanComparisonDialog
from desktop.tasks import Task
from desktop.widgets.cells import CellTable, Row
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.exporting import export_list
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.list_look import look_like_list, widest_fills
from desktop.widgets.page import Page
from desktop.widgets.places import ImportPlan, PlanOf, Plans
from desktop.widgets.progress import Progress
from desktop.workflows.import_plan import known_plans
from desktop.workflows.plan_in_force import goes_on, put_in_force
from desktop.workflows.plan_list import plan_list
from desktop.workflows.plan_view import plan_of, ref_of
from forms.errors import CancelledError, UserError
from forms.roc import roc_year
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from db.plan_drafts import PlanDraft
    from desktop.session import Session
    from desktop.workflows.plan_draft import Chosen
    from desktop.workflows.plan_list import ListedPlan
    from forms.plan.model import Plan
    from resources.texts import Texts

_HEADINGS: Final = (
    later("Title of the plan"),
    later("Agency"),
    later("Year"),
    later("Version"),
    later("State"),
    later("Actions"),
    later("Document doubts"),
)
_WIDTHS: Final = (310, 134, 60, 62, 112, 80, 84)
_YEAR, _VERSION, _STATE, _ACTIONS, _DOUBTS = range(2, 7)
_ROW: Final = 44


class PlansPage(Page):
    """Every version that is known, and every plan that is being brought in."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"plans", "plan_drafts", "plan_edits", "settings"}
    )
    help_topic: ClassVar[str] = "plans"

    def __init__(self, session: Session, _: Plans) -> None:
        super().__init__(session)
        self.words = QLineEdit()
        self.table = QTableView()
        self._listed: dict[str, ListedPlan] = {}
        self._model = CellTable([self.texts(one) for one in _HEADINGS], self)
        self._heading = Heading(self.texts("Plans"))
        self._progress = Progress(self.texts)
        self._none = Empty()
        self._stack = QStackedLayout()
        self._bring_in = QPushButton(self.texts("Bring a plan in…"))
        self._export = QPushButton(self.texts("Export the list…"))
        self._in_force = QPushButton(self.texts("Put it in force…"))
        self._compare = QPushButton(self.texts("Compare…"))
        self._open = QAction(self.texts("Open"), self)
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        chosen = self._current()
        found = plan_list(self.session.store, self.texts)
        self._listed = {ref_of(one.plan): one for one in found.plans}
        self._model.show_rows(
            [
                *(self._draft(one) for one in found.drafts),
                *(self._plan(ref, one) for ref, one in self._listed.items()),
            ]
        )
        self._choose(chosen)
        self._on_shown()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if files:
            self.bring_in(files[0])
        event.acceptProposedAction()

    def bring_in(self, file: Path) -> None:
        """Have a plan read that somebody named; what comes of it is a draft."""
        task = Task()
        task.done.connect(self._on_read)
        task.failed.connect(self._on_failed)
        self._bring_in.setEnabled(False)
        self._progress.follow(task, self.texts("Reading {file}…", file=file.name))
        task.start(partial(_read, file, self.texts))

    def _draft(self, draft: PlanDraft) -> Row:
        return Row(
            key=draft.id,
            cells=(draft.file, "", "", "", self.texts("being brought in"), "", ""),
            marks={_STATE: "accent"},
            ranks=dict.fromkeys((_YEAR, _VERSION, _ACTIONS, _DOUBTS), 0),
        )

    def _plan(self, ref: str, one: ListedPlan) -> Row:
        plan = one.plan
        doubts = sum(not one.accepted for one in plan.lint)
        return Row(
            key=ref,
            cells=(
                plan.title,
                plan.agency,
                str(plan.roc_year),
                plan.version,
                one.state,
                str(one.actions),
                str(doubts or ""),
            ),
            marks={_STATE: "accent"} if one.is_in_force else {},
            ranks={_DOUBTS: doubts},
        )

    def _current(self) -> str:
        """The version or the draft that is chosen; empty for none."""
        index = self.table.currentIndex()
        return self._model.rows[index.row()].key if index.isValid() else ""

    def _choose(self, key: str) -> None:
        if self._model.rowCount():
            self.table.selectRow(max(self._model.row_of(key), 0))

    def _chosen_plan(self) -> Plan | None:
        ref = self._current()
        return plan_of(self.session.store, ref) if ref in self._listed else None

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Plans"))
        self.setAcceptDrops(True)
        theme.mark(self._bring_in, "primary")
        for button, name, key in (
            (self._compare, "plans-compare", "Ctrl+Shift+C"),
            (self._in_force, "plans-in-force", "Ctrl+Shift+F"),
            (self._export, "plans-export", "Ctrl+E"),
            (self._bring_in, "plans-bring-in", "Ctrl+O"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
        for button in (self._export, self._bring_in):
            self._heading.add_action(button)
        self.words.setObjectName("plans-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the list (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the list"))
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.words, 1)
        above.addWidget(self._compare)
        above.addWidget(self._in_force)
        self._lay_out_table()
        self._none.say(texts("No plan is like that."), texts("Show all again"))
        self._stack.addWidget(self.table)
        self._stack.addWidget(in_the_middle(self._none))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._progress)
        layout.addLayout(above)
        layout.addLayout(self._stack, 1)
        self.setFocusProxy(self.table)

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("plans")
        table.setAccessibleName(self.texts("Plans"))
        table.setModel(self._model)
        look_like_list(table, _ROW)
        widest_fills(table, _WIDTHS)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = table.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        self._open.setShortcut(QKeySequence("Return"))
        self._open.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        table.addAction(self._open)

    def _connect(self) -> None:
        self.words.textEdited.connect(self._on_words)
        self.words.returnPressed.connect(self.table.setFocus)
        self._find.activated.connect(self.words.setFocus)
        self.table.activated.connect(self._on_open)
        self.table.selectionModel().currentRowChanged.connect(self._on_shown)
        self._model.modelReset.connect(self._on_shown)
        self._open.triggered.connect(self._on_open)
        self._bring_in.clicked.connect(self._on_bring_in)
        self._export.clicked.connect(self._on_export)
        self._in_force.clicked.connect(self._on_in_force)
        self._compare.clicked.connect(self._on_compare)
        self._none.asked.connect(self._on_all)

    def _on_words(self, text: str) -> None:
        chosen = self._current()
        self._model.want(text.split())
        self._choose(chosen)

    def _on_all(self) -> None:
        self.words.clear()
        self._on_words("")

    def _on_shown(self) -> None:
        shown, whole = self._model.rowCount(), self._model.whole()
        self._stack.setCurrentIndex(0 if shown else 1)
        self._heading.say(
            self.texts("Plans"),
            self.texts("{shown} of {whole}", shown=shown, whole=whole),
        )
        chosen = self._listed.get(self._current())
        self._export.setEnabled(shown > 0)
        self._compare.setEnabled(chosen is not None)
        self._in_force.setEnabled(chosen is not None and not chosen.is_in_force)

    def _on_open(self) -> None:
        key = self._current()
        if key:
            self.going.emit(PlanOf(key) if key in self._listed else ImportPlan(key))

    def _on_bring_in(self) -> None:
        from desktop.workflows.plan_draft import KINDS

        ends = " ".join(f"*{end}" for end in KINDS)
        file, _ = QFileDialog.getOpenFileName(
            self,
            self.texts("The plan that the agency issued"),
            "",
            self.texts("Documents ({ends})", ends=ends),
        )
        if file:
            self.bring_in(Path(file))

    def _on_read(self, chosen: Chosen) -> None:
        from desktop.workflows.plan_draft import begin_draft

        self._bring_in.setEnabled(True)
        try:
            draft = begin_draft(self.session.store, chosen)
        except UserError as error:
            self.told.emit(error)
            return
        self.going.emit(ImportPlan(draft))

    def _on_failed(self, error: Exception) -> None:
        self._bring_in.setEnabled(True)
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)

    def _on_in_force(self) -> None:
        plan, today = self._chosen_plan(), self.session.now().date()
        if plan is None:
            return
        detail = self.texts(
            "New inspections are made under it, and “Today” shows what it asks for."
        )
        if goes_on(plan, today):
            detail = self.texts(
                "It is of ROC year {of}, and is carried over to {year}. New "
                "inspections are made under it, and “Today” shows what it asks for.",
                of=plan.roc_year,
                year=roc_year(today),
            )
        if not ConfirmDialog.ask(
            self,
            self.texts,
            question=self.texts("Put “{title}” in force?", title=plan.title),
            detail=detail,
            action=self.texts("Put it in force"),
        ):
            return
        try:
            put_in_force(self.session.store, plan, today)
        except UserError as error:
            self.told.emit(error)

    def _on_compare(self) -> None:
        ref = self._current()
        if ref not in self._listed:
            return
        plans = known_plans(self.session.store)
        refs = [ref_of(plan) for plan in plans]
        new = plans[refs.index(ref)]
        own = [plan for plan in plans if plan.code == new.code and plan is not new]
        old = own[-1] if own else new
        if plans.index(old) > plans.index(new):
            old, new = new, old
        PlanComparisonDialog.ask(self, self.texts, plans, old, new)

    def _on_export(self) -> None:
        rows = self._model.texts_of_rows()
        export_list(self, self.texts("Plans"), self._model.headings, rows)


def _read(file: Path, texts: Texts, step: Callable[[int, int], None]) -> Chosen:
    from desktop.workflows.plan_draft import read_chosen

    return read_chosen(file, texts, step)
