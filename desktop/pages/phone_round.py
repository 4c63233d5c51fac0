"""One round of telephone tests: planned, drawn, called through, closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.phone_assign import PhoneAssignDialog
from desktop.dialogs.phone_draw import PhoneDrawDialog
from desktop.dialogs.phone_replace import PhoneReplaceDialog
from desktop.widgets.gone import require_draft
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.page import Page
from desktop.widgets.phone_rounds.calls_tab import CallsTab
from desktop.widgets.phone_rounds.exporting import ResultsExport
from desktop.widgets.phone_rounds.plan_form import PlanForm
from desktop.widgets.phone_rounds.plan_keeper import PlanKeeper
from desktop.widgets.phone_rounds.results_tab import ResultsTab
from desktop.widgets.phone_rounds.sample_tab import SampleTab
from desktop.widgets.phone_rounds.told_lines import ToldLines
from desktop.widgets.places import (
    DirectoryOf,
    Finish,
    PhoneCall,
    PhoneRoundOf,
    PhoneScaleOf,
)
from desktop.widgets.progress import Progress
from desktop.widgets.toast import Toast
from desktop.workflows.phone_results import make_findings, record_round
from desktop.workflows.phone_rounds import (
    assign,
    changed_since,
    close_round,
    draw_round,
    next_call,
    replace_call,
)
from forms.errors import UserError
from forms.phone.call import CallState
from forms.phone.round import RoundState
from forms.report.phone.words import short_day

if TYPE_CHECKING:
    from desktop.session import Session
    from forms.phone.record import PhoneRecord
    from forms.phone.round import Round


class PhoneRoundPage(Page):
    """Panels to plan it; once it is drawn, its calls, its results and its sample."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {
            *("rounds", "calls", "call_events", "call_answers", "inspections"),
            *("findings", "directory"),
        }
    )
    help_topic: ClassVar[str] = "phone"

    def __init__(self, session: Session, place: PhoneRoundOf) -> None:
        super().__init__(session)
        if place.inspection:
            require_draft(session.store, place.inspection)
        self._id = place.inspection
        self._record: PhoneRecord | None = None
        self.tabs = QTabWidget()
        self.calls = CallsTab(self.texts)
        self.sample = SampleTab(self.texts)
        self.results = ResultsTab(self.texts)
        self.form = PlanForm(session)
        self._keeper = PlanKeeper(session, self.form)
        self._heading = Heading()
        self._changed = ToldLines("round-changed")
        self._progress = Progress(self.texts)
        self._draw = QPushButton(self.texts("Draw the sample…"))
        self._keep = QPushButton(self.texts("Save the round"))
        self._next = QPushButton(self.texts("Next call"))
        self._close = QPushButton(self.texts("Close the round…"))
        self._export = ResultsExport(self.texts, self._progress, self)
        self._toast = Toast(self)
        self._tabs = {
            name: _scrolled(widget) if is_long else widget
            for name, widget, is_long in (
                ("calls", self.calls, False),
                ("results", self.results, True),
                ("sample", self.sample, True),
                ("planning", self.form, True),
            )
        }
        self._lay_out()
        self._connect()
        if not self._id:
            self._keeper.begin()
            self.setFocusProxy(self.form.when.title)

    @override
    def refresh(self) -> None:
        round = self.session.store.rounds.get(self._id) if self._id else None
        if round is not None:
            self._keeper.show(round)
        if round is None or round.state is RoundState.PLANNED:
            self._show_planning(round)
        else:
            self._show_drawn(round)

    @override
    def keep(self) -> UserError | None:
        typing = self.focusWidget()
        if typing is not None and self.form.isAncestorOf(typing):
            typing.clearFocus()  # what is being typed counts
        if not self._keeper.is_edited():
            return None
        try:
            self._id = self._keeper.save().inspection
        except UserError as error:
            return error
        return None

    def _show_planning(self, round: Round | None) -> None:
        texts = self.texts
        title = round.definition.title if round else texts("A new round")
        self.setWindowTitle(title)
        self._heading.say(
            title,
            texts(
                "Check the units and the testers, then draw. What is drawn stays as it "
                "is."
            ),
        )
        self._show_tabs(("planning",))
        self._show_buttons(self._draw, *([] if round else [self._keep]))

    def _show_drawn(self, round: Round) -> None:
        store, texts = self.session.store, self.texts
        self._record = record = record_round(store, self._id)
        if record is None:
            return
        made = sum(one.state is CallState.FINISHED for one in record.calls)
        whole = sum(one.state is not CallState.WITHDRAWN for one in record.calls)
        following = next_call(store, self._id)
        timetable = round.definition.timetable
        self.setWindowTitle(round.definition.title)
        self._heading.say(
            round.definition.title,
            texts(
                "{first} to {last}　{units} units　{made} of {whole} calls done",
                first=short_day(texts, timetable.first),
                last=short_day(texts, timetable.last),
                units=len(round.definition.units),
                made=made,
                whole=whole,
            ),
        )
        self._show_tabs(("calls", "results", "sample", "planning"))
        self.calls.show_calls(record, following.call.id if following else "")
        self.sample.show_round(round)
        self.results.show_record(record, len(store.findings.of(self._id)))
        self._show_buttons(self._next if following else self._close)
        flag = changed_since(store, round)
        self._changed.tell([], [flag.told(texts)] if flag else [])

    def _show_buttons(self, *shown: QPushButton) -> None:
        for button in (self._keep, self._draw, self._next, self._close):
            button.setVisible(button in shown)

    def _show_tabs(self, names: tuple[str, ...]) -> None:
        titles = {
            "calls": self.texts("Calls"),
            "results": self.texts("Test results"),
            "sample": self.texts("Sample"),
            "planning": self.texts("Planning"),
        }
        if self.tabs.count() == len(names):
            return
        self.tabs.clear()
        for name in names:
            self.tabs.addTab(self._tabs[name], titles[name])
        self.tabs.tabBar().setVisible(len(names) > 1)
        self.setFocusProxy(self.calls if "calls" in names else self.form.when.title)

    def _lay_out(self) -> None:
        texts = self.texts
        for button in (self._draw, self._next, self._close):
            theme.mark(button, "primary")
        for button, name, key in (
            (self._keep, "round-keep", "Ctrl+S"),
            (self._draw, "round-draw", "Ctrl+Return"),
            (self._next, "round-next", "Ctrl+Return"),
            (self._close, "round-close", "Ctrl+Return"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
            self._heading.add_action(button)
        self.tabs.setObjectName("round-tabs")
        self.tabs.tabBar().setObjectName("round-tab-bar")
        self.tabs.tabBar().setAccessibleName(texts("Views of the round"))
        self.tabs.setDocumentMode(True)
        # Hidden, the bar of tabs would take the key from the tabs and give it to none.
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.tabBar().setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._heading)
        layout.addWidget(self._changed)
        layout.addWidget(self._progress)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        self.form.edited.connect(self._on_edited)
        self.form.scale_wanted.connect(self._on_scale)
        self.form.entering_wanted.connect(self._on_entering)
        self.form.told.connect(self.told)
        self.calls.opened.connect(self._on_opened)
        self.calls.replace_wanted.connect(self._on_replace)
        self.calls.assign_wanted.connect(self._on_assign)
        self.results.findings_wanted.connect(self._on_findings)
        self.results.export_wanted.connect(self._on_export)
        self._export.told.connect(self.told)
        self._keep.clicked.connect(self._on_keep)
        self._draw.clicked.connect(self._on_draw)
        self._next.clicked.connect(self._on_next)
        self._close.clicked.connect(self._on_close)

    def _on_edited(self) -> None:
        if self._keeper.round is None or not self._keeper.is_edited():
            return
        try:
            self._keeper.save()
        except UserError as error:
            # While it is planned the panels themselves tell what hinders.
            if self._keeper.round.draw is not None:
                self.told.emit(error)

    def _on_scale(self, ref: str) -> None:
        self.going.emit(PhoneScaleOf(ref))

    def _on_entering(self) -> None:
        self.going.emit(DirectoryOf())

    def _on_keep(self) -> None:
        try:
            self._id = self._keeper.save().inspection
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(PhoneRoundOf(self._id))

    def _on_draw(self) -> None:
        try:
            round = self._keeper.save()
            self._id = round.inspection
            seed = PhoneDrawDialog.ask(self, self.texts, round.definition)
            if seed is not None:
                draw_round(
                    self.session.store,
                    self._id,
                    now=self.session.now(),
                    seed=seed or None,
                )
        except UserError as error:
            self.told.emit(error)
            return
        self.refresh()
        if seed is not None:
            self.tabs.setCurrentWidget(self._tabs["sample"])
            self._next.setFocus()
            self._toast.say(self.texts("The sample is drawn and recorded."))

    def _on_next(self) -> None:
        following = next_call(self.session.store, self._id)
        if following is not None:
            self.going.emit(PhoneCall(self._id, following.call.id))

    def _on_opened(self, call: str) -> None:
        self.going.emit(PhoneCall(self._id, call))

    def _on_replace(self, call: str) -> None:
        kept = self.session.store.calls.get(call)
        if kept is None:
            return
        reason = PhoneReplaceDialog.ask(self, self.texts, kept.call)
        if reason is None:
            return
        try:
            instead = replace_call(self.session.store, call, reason)
        except UserError as error:
            self.told.emit(error)
            return
        if instead is None:
            self._toast.say(self.texts("No other line: the round has one call fewer."))
        else:
            self.calls.table.choose(instead.id)
            self._toast.say(self.texts("{line} stands in.", line=instead.extension))

    def _on_assign(self, call: str) -> None:
        kept = self.session.store.calls.get(call)
        if kept is None or self._record is None:
            return
        testers = self._record.round.definition.testers
        tester = PhoneAssignDialog.ask(self, self.texts, kept.call, testers)
        if tester is None:
            return
        try:
            assign(self.session.store, call, tester)
        except UserError as error:
            self.told.emit(error)

    def _on_findings(self) -> None:
        session = self.session
        try:
            made = make_findings(
                session.store, self._id, on=session.now().date(), texts=self.texts
            )
        except UserError as error:
            self.told.emit(error)
            return
        self._toast.say(
            self.texts("{count} findings stand in the report.", count=len(made))
            if made
            else self.texts("No unit owes a report or a retest.")
        )

    def _on_export(self, outside: bool) -> None:
        if self._record is not None:
            agency = self.session.store.settings.get().agency
            self._export.ask(self._record, agency, outside=outside)

    def _on_close(self) -> None:
        session = self.session
        try:
            close_round(session.store, self._id)
            make_findings(
                session.store, self._id, on=session.now().date(), texts=self.texts
            )
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(Finish(self._id))


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area
