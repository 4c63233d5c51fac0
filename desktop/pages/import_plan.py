"""匯入計畫: the document as it was read, the plan that came of it, and the doubts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import (
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.plan_columns import PlanColumnsDialog
from desktop.dialogs.plan_keep import PlanKeepDialog
from desktop.dialogs.plan_levels import PlanLevelsDialog
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.gone import GoneError
from desktop.widgets.heading import Heading
from desktop.widgets.page import Page
from desktop.widgets.places import ImportPlan, PlanOf, Plans
from desktop.widgets.plan_import.counts_bar import CountsBar
from desktop.widgets.plan_import.desk import PlanDesk
from desktop.widgets.plan_import.plan_reader import PlanReader, dropped
from desktop.widgets.plan_import.quick import give_quick_key
from desktop.widgets.undo_bar import UndoBar
from desktop.workflows.import_plan import code_of, known_plans
from desktop.workflows.plan_draft import PlanInHand
from forms.errors import UserError
from forms.plan.editing.counts import level_counts

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from db.plan_drafts import Discarded
    from desktop.session import Session
    from forms.plan.editing.edits import Edit

_SHA_SHOWN: Final = 12


class ImportPlanPage(Page):
    """Reading is shown beside what came of it; every correction is in the store.

    Without a draft it waits for a file.
    """

    reads: ClassVar[frozenset[str]] = frozenset({"directory"})
    help_topic: ClassVar[str] = "import-plan"

    def __init__(self, session: Session, place: ImportPlan) -> None:
        super().__init__(session)
        self._plan = _in_hand(session, place.draft)
        self._discarded: Discarded | None = None
        self._refused: UserError | None = None
        self._heading = Heading()
        self._undo = QPushButton(self.texts("Undo"))
        self._redo = QPushButton(self.texts("Redo"))
        self._discard = QPushButton(self.texts("Discard…"))
        self._keep = QPushButton(self.texts("Keep the plan…"))
        self._reader = PlanReader(session)
        self._back = UndoBar(self.texts)
        self._told = QLabel()
        self._empty = Empty(
            self.texts(
                "Drop the plan that the agency issued here, as ODT, ODS, Word, Excel, "
                "PDF or text. It is read on this computer, beside this program."
            ),
            self.texts("Choose a file…"),
        )
        self._counts = CountsBar(self.texts)
        self._desk = PlanDesk(self.texts, session.now().date())
        self.document = self._desk.document
        self.tree = self._desk.tree
        self.doubts = self._desk.doubts
        self.editor = self._desk.editor
        self._columns = QPushButton(self.texts("Columns…"))
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self._begin()

    @override
    def refresh(self) -> None:
        """Show the plan as it is now."""
        plan = self._plan
        for button in (self._discard, self._keep):
            button.setVisible(plan is not None)
        self._stack.setCurrentIndex(plan is not None)
        if plan is None:
            self._heading.say(self.texts("Bring in a plan"))
            return
        doubts = plan.doubts()
        self._heading.say(
            plan.work.plan.title or plan.head.file,
            self.texts(
                "From {file} · SHA-256 {sha256}…",
                file=plan.head.file,
                sha256=plan.head.original[:_SHA_SHOWN],
            ),
        )
        self._undo.setEnabled(plan.can_undo)
        self._redo.setEnabled(plan.can_redo)
        self._counts.show_counts(level_counts(plan.work.corrected, plan.read.stated))
        self._desk.show_doubts(doubts)
        self._show_unfit()

    @override
    def keep(self) -> UserError | None:
        self._refused = None
        self.editor.keep()
        return self._refused

    @override
    def heightForWidth(self, width: int) -> int:
        # Else it would be as high as its lists would like to be, and be scrolled,
        # while each of them scrolls in the room it is given.
        return self.minimumSizeHint().height()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._plan is None and dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped(event.mimeData())
        if path is not None:
            event.acceptProposedAction()
            self._reader.read(path)

    def do(self, edit: Edit) -> None:
        """Correct something, and show what came of it."""
        plan = self._plan
        if plan is None:
            return
        at = self._desk.position()
        try:
            plan.do(edit)
        except UserError as error:
            # What was typed stays where it was typed.
            self._refused = error
            self.told.emit(error)
            return
        self._desk.follow(at)
        self.refresh()

    def _begin(self) -> None:
        plan = self._plan
        if plan is None:
            return
        self.setFocusProxy(self.doubts.view)
        self._desk.begin(plan)

    def _show_unfit(self) -> None:
        """Tell of corrections whose rows are gone since columns were assigned."""
        count = 0 if self._plan is None else len(self._plan.unfit)
        self._told.setText(
            self.texts(
                "{count} earlier corrections were of rows that are no longer there, "
                "and do not count; undo brings them back.",
                count=count,
            )
        )
        self._told.setVisible(bool(count))

    def _connect(self) -> None:
        self._undo.clicked.connect(self._on_undo)
        self._redo.clicked.connect(self._on_redo)
        self._discard.clicked.connect(self._on_discard)
        self._keep.clicked.connect(self._on_keep)
        self._empty.asked.connect(self._reader.choose)
        self._reader.begun.connect(self._on_begun)
        self._back.undone.connect(self._on_bring_back)
        self._columns.clicked.connect(self._on_columns)
        self._counts.naming.connect(self._on_levels)
        self._desk.edited.connect(self.do)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Bring in a plan"))
        self.setAcceptDrops(True)
        for button, name, key in (
            (self._undo, "undo-edit", "Ctrl+Z"),
            (self._redo, "redo-edit", "Ctrl+Y"),
            (self._discard, "discard", "Ctrl+Delete"),
            (self._keep, "keep", "Ctrl+S"),
            (self._columns, "columns", "Ctrl+T"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_quick_key(button, key)
        theme.mark(self._keep, "primary")
        for link in (self._columns, self._undo, self._redo):
            theme.mark(link, "link")
        theme.mark(self._told, "hint")
        self._told.setWordWrap(True)
        self._told.hide()
        for action in (self._discard, self._keep):
            self._heading.add_action(action)
        self._stack.addWidget(in_the_middle(self._empty))
        self._desk.foot.addWidget(self._columns)
        self._desk.foot.addStretch()
        self._desk.foot.addWidget(self._undo)
        self._desk.foot.addWidget(self._redo)
        correcting = QWidget()
        whole = QVBoxLayout(correcting)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self._counts)
        whole.addWidget(self._desk, 1)
        self._stack.addWidget(correcting)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 12)
        layout.setSpacing(8)
        layout.addWidget(self._heading)
        layout.addWidget(self._reader)
        layout.addWidget(self._back)
        layout.addWidget(self._told)
        layout.addWidget(self._stack, 1)

    def _on_undo(self) -> None:
        self._step_back_or_on(back=True)

    def _on_redo(self) -> None:
        self._step_back_or_on(back=False)

    def _step_back_or_on(self, *, back: bool) -> None:
        plan = self._plan
        if plan is None:
            return
        self.editor.keep()
        read, before, at = plan.read, plan.work, self._desk.position()
        edit = None
        try:
            edit = plan.undo() if back else plan.redo()
        except UserError as error:
            self.told.emit(error)
        if plan.read is not read:
            self._desk.show_document()
        self._desk.follow(at)
        self.refresh()
        if row := getattr(edit, "row", ""):  # not of what is about the whole plan
            self._desk.go_to(row, before.positions.get(row, 0))

    def _on_columns(self) -> None:
        self.editor.keep()
        plan, table = self._plan, self.document.table()
        if plan is None:
            return
        if table is None:
            self.told.emit(
                UserError("Choose a row of the table in the document first.")
            )
            return
        assigned = PlanColumnsDialog.ask(self, self.texts, table, plan.tables()[table])
        if assigned is not None:
            self.do(assigned)
            self._desk.show_document()

    def _on_levels(self) -> None:
        self.editor.keep()
        plan = self._plan
        if plan is None:
            return
        counts = level_counts(plan.work.corrected, ())
        for named in PlanLevelsDialog.ask(self, self.texts, counts) or ():
            self.do(named)

    def _on_keep(self) -> None:
        plan = self._plan
        if plan is None:
            return
        if self.keep() is not None:
            return
        known = known_plans(self.session.store)
        now = plan.work.corrected
        kept = PlanKeepDialog.ask(
            self,
            self.texts,
            replace(now, code=code_of(now, known)),
            known={one.code: one.title for one in known},
            doubts=self.doubts.waiting(),
            today=self.session.now().date(),
        )
        if kept is None:
            return
        self.do(kept.facts)
        if self._refused is not None:
            return
        try:
            done = plan.keep(kept.code)
        except UserError as error:
            self.told.emit(error)
            return
        self.going.emit(PlanOf(f"{done.code}@{done.version}"))

    def _on_discard(self) -> None:
        plan = self._plan
        if plan is None or not ConfirmDialog.ask(
            self,
            self.texts,
            question=self.texts("Discard the plan from {file}?", file=plan.head.file),
            detail=self.texts("What was corrected goes with it."),
            action=self.texts("Discard"),
        ):
            return
        try:
            self._discarded = plan.discard()
        except UserError as error:
            self.told.emit(error)
            return
        self._plan = None
        self._back.offer(self.texts("{file} was discarded.", file=plan.head.file))
        self.refresh()

    def _on_bring_back(self) -> None:
        if self._discarded is None:
            return
        try:
            self.session.store.plan_drafts.bring_back(self._discarded)
        except UserError as error:
            self.told.emit(error)
            return
        self._on_begun(str(self._discarded.draft["id"]))

    def _on_begun(self, draft: str) -> None:
        self.going.emit(ImportPlan(draft))


def _in_hand(session: Session, draft: str) -> PlanInHand | None:
    """The draft; none where a file has still to be chosen.

    Raises:
        GoneError: It was kept or discarded meanwhile.
    """
    if not draft:
        return None
    if session.store.plan_drafts.get(draft) is None:
        raise GoneError(
            "The plan that was being brought in here was kept or discarded; choose it "
            "in the list, or bring its file in again.",
            instead=Plans(),
        )
    return PlanInHand(session.store, draft, session.texts)
