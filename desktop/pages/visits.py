"""The list of visits: find one, go to it, throw a draft away, take the list along."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QPushButton,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.confirm import ConfirmDialog
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.exporting import export_list
from desktop.widgets.heading import Heading
from desktop.widgets.list_look import last_fills, look_like_list
from desktop.widgets.page import Page
from desktop.widgets.places import NewVisit, ReportOf, Visits, draft_place
from desktop.widgets.undo_bar import UndoBar
from desktop.widgets.visit_filters import VisitFilters
from desktop.widgets.visit_table import WIDTHS, VisitTable, Wanted
from desktop.workflows.discard_visit import bring_back, discard
from forms.errors import UserError
from forms.inspection import InspectionState
from forms.report.said import KINDS, day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from db.summaries import Summary
    from desktop.session import Session
    from desktop.workflows.discard_visit import Discarded

_LIST: Final = "visits"
_ROW: Final = 44
_ON_THE_PAGE: Final = Qt.ShortcutContext.WidgetWithChildrenShortcut


class VisitsPage(Page):
    """All visits of the profile, drafts and sealed ones."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {"inspections", "answers", "findings", "checklists", "rounds", "calls"}
    )
    help_topic: ClassVar[str] = "visits"

    def __init__(self, session: Session, _: Visits) -> None:
        super().__init__(session)
        self._discarded: Discarded | None = None
        self.filters = VisitFilters(self.texts, session.now().date())
        self.table = QTableView()
        self._model = VisitTable(self.texts, self)
        self._heading = Heading(self.texts("Inspections"))
        self._new = QPushButton(f"{self.texts('New inspection')}　Ctrl+N")
        self._empty = Empty()
        self._none_left = Empty()
        self._nothing = in_the_middle(self._empty)
        self._nothing_left = in_the_middle(self._none_left)
        self._stack = QStackedLayout()
        self._undo = UndoBar(self.texts)
        self._open = self._action(self.texts("Open"), "Return")
        self._discard = self._action(self.texts("Discard the draft…"), "Del")
        self._export = self._action(self.texts("Export the list…"), "Ctrl+E")
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        visits = self.session.store.inspections.summaries()
        chosen = self._current()
        self.filters.show_visits(visits)
        self._model.show_visits(visits)
        self._stack_for(visits)
        self._choose(chosen.id if chosen else None)
        self._count()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._keep_widths()
        super().hideEvent(event)

    def _stack_for(self, visits: Sequence[Summary]) -> None:
        if not visits:
            self._stack.setCurrentWidget(self._nothing)
        elif not self._model.rowCount():
            self._stack.setCurrentWidget(self._nothing_left)
        else:
            self._stack.setCurrentWidget(self.table)
        self.filters.setVisible(bool(visits))

    def _current(self) -> Summary | None:
        index = self.table.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def _choose(self, visit: str | None) -> None:
        row = self._model.row_of(visit) if visit else 0
        if self._model.rowCount():
            self.table.selectRow(max(row, 0))
        self._on_current()

    def _count(self) -> None:
        shown, whole = self._model.rowCount(), len(self._model.all_visits())
        self._heading.say(
            self.texts("Inspections"),
            self.texts("{shown} of {whole}", shown=shown, whole=whole) if whole else "",
        )
        self._export.setEnabled(shown > 0)

    def _keep_widths(self) -> None:
        """Keep how wide the person has made the columns."""
        header = self.table.horizontalHeader()
        widths = tuple(header.sectionSize(at) for at in range(len(WIDTHS)))
        settings = self.session.settings
        if widths == settings.columns.get(_LIST, WIDTHS):
            return
        columns = {**settings.columns, _LIST: widths}
        self.session.keep(replace(settings, columns=columns))

    def _action(self, text: str, key: str) -> QAction:
        action = QAction(text, self)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.table.addAction(action)
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Inspections"))
        export = QPushButton(self.texts("Export the list…"))
        export.setObjectName("export")
        export.setAccessibleName(export.text())
        export.setToolTip(self.texts("Write what is shown into a sheet (Ctrl+E)"))
        self._export.setShortcutContext(_ON_THE_PAGE)
        export.clicked.connect(self._export.trigger)
        theme.mark(self._new, "primary")
        self._new.setObjectName("new")
        self._new.setAccessibleName(self.texts("New inspection"))
        self._heading.add_action(export)
        self._heading.add_action(self._new)
        self._lay_out_table()
        self._empty.say(
            self.texts("There is no inspection yet."),
            self.texts("Start the first one"),
        )
        self._none_left.say(
            self.texts("No inspection is like that."),
            self.texts("Show all again"),
        )
        self._stack.addWidget(self.table)
        for page in (self._nothing, self._nothing_left):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self.filters)
        layout.addWidget(self._undo)
        layout.addLayout(self._stack, 1)

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("visits")
        table.setAccessibleName(self.texts("Inspections"))
        table.setModel(self._model)
        kept = self.session.settings.columns.get(_LIST, WIDTHS)
        look_like_list(table, _ROW)
        last_fills(table, kept[: len(WIDTHS)])
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        table.setSortingEnabled(True)

    def _connect(self) -> None:
        self.filters.wanted.connect(self._on_wanted)
        self.filters.left.connect(self._on_filters_left)
        self.table.activated.connect(self._on_open)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._model.modelReset.connect(self._on_current)
        self._open.triggered.connect(self._on_open)
        self._discard.triggered.connect(self._on_discard)
        self._export.triggered.connect(self._on_export)
        self._new.clicked.connect(self._on_new)
        self._empty.asked.connect(self._on_new)
        self._none_left.asked.connect(self.filters.clear)
        self._undo.undone.connect(self._on_undone)

    def _on_wanted(self, wanted: Wanted) -> None:
        chosen = self._current()
        self._model.want(wanted)
        self._stack_for(self._model.all_visits())
        self._choose(chosen.id if chosen else None)
        self._count()

    def _on_filters_left(self) -> None:
        if self._model.rowCount():
            self.table.setFocus()

    def _on_current(self) -> None:
        visit = self._current()
        self._open.setEnabled(visit is not None)
        self._discard.setEnabled(
            visit is not None and visit.state is InspectionState.DRAFT
        )

    def _on_open(self) -> None:
        visit = self._current()
        if visit is None:
            return
        if visit.state is InspectionState.SEALED and visit.number:
            self.going.emit(ReportOf(visit.number))
        else:
            self.going.emit(draft_place(visit.kind, visit.id))

    def _on_discard(self) -> None:
        visit = self._current()
        if visit is None or visit.state is not InspectionState.DRAFT:
            return
        if not ConfirmDialog.ask(
            self,
            self.texts,
            question=self.texts("Discard this draft?"),
            detail=self.texts(
                "{unit}, {kind} of {day}: its answers, findings and photos leave the "
                "list.",
                unit=visit.unit,
                kind=self.texts(KINDS[visit.kind]),
                day=day(self.texts, visit.started.date()),
            ),
            action=self.texts("Discard the draft"),
        ):
            return
        try:
            self._discarded = discard(self.session.store, visit.id)
        except UserError as error:
            self.told.emit(error)
            return
        self._undo.offer(
            self.texts("The draft on {unit} was discarded.", unit=visit.unit)
        )

    def _on_undone(self) -> None:
        if self._discarded is None:
            return
        try:
            bring_back(self.session.store, self._discarded)
        except UserError as error:
            self.told.emit(error)
            return
        self._choose(self._discarded.draft.inspection.id)
        self._discarded = None

    def _on_export(self) -> None:
        rows = self._model.texts_of_rows()
        export_list(self, self.texts("Inspections"), self._model.headings, rows)

    def _on_new(self) -> None:
        self.going.emit(NewVisit())
