"""One version of a plan: its items, what was inspected of it, what is owed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtWidgets import QPushButton, QTabWidget, QVBoxLayout
from typing_extensions import override

from desktop import theme
from desktop.dialogs.execution_sheet import ExecutionSheetDialog
from desktop.dialogs.plan_comparison import PlanComparisonDialog
from desktop.dialogs.plan_item_dialogs import PlanItemDialogs
from desktop.widgets.gone import GoneError
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.page import Page
from desktop.widgets.places import PlanOf, Plans, PlanView, ReportOf
from desktop.widgets.plans.coverage_tab import CoverageTab
from desktop.widgets.plans.document_tab import DocumentTab
from desktop.widgets.plans.doubts_tab import DoubtsTab
from desktop.widgets.plans.exporting import PlanExport
from desktop.widgets.plans.items_tab import ItemsTab
from desktop.widgets.plans.knowledge import Knowledge
from desktop.widgets.plans.obligations_tab import ObligationsTab
from desktop.widgets.progress import Progress
from desktop.widgets.undo_bar import UndoBar
from desktop.workflows.import_plan import known_plans
from desktop.workflows.plan_in_force import plan_state
from desktop.workflows.plan_item import PlanItems
from desktop.workflows.plan_view import READS, plan_of, ref_of

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtGui import QHideEvent

    from desktop.session import Session
    from desktop.workflows.plan_view import Standing

_SHOWN_FIRST: Final = {
    PlanView.ITEMS: 0,
    PlanView.COVERAGE: 1,
    PlanView.OBLIGATIONS: 2,
}


class PlanPage(Page):
    """The tree at once; how it stands with it as soon as that is known."""

    reads: ClassVar[frozenset[str]] = READS | {"findings"}
    help_topic: ClassVar[str] = "plans"

    def __init__(self, session: Session, place: PlanOf) -> None:
        super().__init__(session)
        plan = plan_of(session.store, place.ref)
        if plan is None:
            raise GoneError(
                "There is no plan {ref} in this profile; choose another in the list.",
                instead=Plans(),
                ref=place.ref,
            )
        self.plan = plan
        self._standing: Standing | None = None
        self._chosen = ""
        self._known = PlanItems(plan, session.store, self.texts)
        self._knowledge = Knowledge(session, plan, self)
        self._dialogs = PlanItemDialogs(session, self._known, self)
        self._heading = Heading(plan.title)
        self._progress = Progress(self.texts)
        self._export = PlanExport(self.texts, plan, self._progress, self)
        self._undo = UndoBar(self.texts)
        self.tabs = QTabWidget()
        self.items = ItemsTab(self.texts, plan)
        self.coverage = CoverageTab(self.texts, plan)
        self.obligations = ObligationsTab(self.texts, plan, session.now().date())
        self.document = DocumentTab(self.texts, plan)
        self.doubts = DoubtsTab(self.texts, plan)
        self._compare = QPushButton(self.texts("Compare…"))
        self._write = QPushButton(self.texts("Export…"))
        self._sheet = QPushButton(self.texts("Inspect the plan…"))
        self._lay_out()
        self._connect()
        self._begin(place)

    @override
    def refresh(self) -> None:
        self._known = PlanItems(self.plan, self.session.store, self.texts)
        self._dialogs.use(self._known)
        self._say_heading()
        self._knowledge.ask(self.obligations.day.day or self.session.now().date())
        self._show_item()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # The profile may be closing; whoever comes back finds it asked for anew.
        self._knowledge.rest()
        self._stale = True
        super().hideEvent(event)

    def _begin(self, place: PlanOf) -> None:
        """Show what the place asks for."""
        if place.unit:
            self.obligations.want_unit(place.unit)
        self.items.choose(place.item)
        self.tabs.setCurrentIndex(_SHOWN_FIRST.get(PlanView(place.view), 0))

    def _say_heading(self) -> None:
        plan = self.plan
        self._heading.say(
            plan.title,
            "　".join(
                filter(
                    None,
                    (
                        plan.document_number,
                        self.texts("ROC year {year}", year=plan.roc_year),
                        self.texts("version {version}", version=plan.version),
                        plan_state(plan, self.session.store, self.texts),
                    ),
                )
            ),
        )

    def _show_item(self) -> None:
        if not self._chosen:
            self.items.panel.show_none()
            return
        seen = self._standing.seen if self._standing else ()
        self.items.panel.show_item(
            self.plan.item(self._chosen),
            self._standing,
            self._known.detail(self._chosen, seen),
        )

    def _units(self) -> tuple[str, ...]:
        """The units that the chosen item binds, the one that is filtered for first."""
        owned = self.plan.owned(self._chosen)
        units = self._standing.units if self._standing else {}
        bound = tuple(units.get(owned.key, owned.owners))
        wanted = self.items.filters.choice().unit
        return tuple(sorted(bound, key=lambda unit: unit != wanted))

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(self.plan.title)
        theme.mark(self._sheet, "primary")
        for button, name, key in (
            (self._compare, "plan-compare", "Ctrl+Shift+C"),
            (self._write, "plan-export", "Ctrl+E"),
            (self._sheet, "plan-sheet", "Ctrl+Shift+E"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
            self._heading.add_action(button)
        self.tabs.setObjectName("plan-tabs")
        self.tabs.tabBar().setObjectName("plan-tab-bar")
        self.tabs.tabBar().setAccessibleName(texts("Views of the plan"))
        self.tabs.setDocumentMode(True)
        for tab, title in (
            (self.items, texts("Items")),
            (self.coverage, texts("Coverage")),
            (self.obligations, texts("Obligations")),
            (self.document, texts("Document")),
            (self.doubts, texts("Doubts")),
        ):
            self.tabs.addTab(tab, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(12)
        layout.addWidget(self._heading)
        layout.addWidget(self._progress)
        layout.addWidget(self._undo)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.items.outline)

    def _connect(self) -> None:
        panel = self.items.panel
        self._knowledge.arrived.connect(self._on_arrived)
        self._knowledge.failed.connect(self.told)
        self._export.told.connect(self.told)
        self._dialogs.told.connect(self.told)
        self._dialogs.removed.connect(self._undo.offer)
        self._undo.undone.connect(self._on_undone)
        self.items.chosen.connect(self._on_chosen)
        panel.links_wanted.connect(self._on_links)
        panel.note_wanted.connect(self._on_note)
        panel.waiver_wanted.connect(self._on_waiver)
        panel.report_wanted.connect(self._on_report)
        panel.owed_wanted.connect(self._on_owed)
        for tab in (self.coverage, self.obligations, self.doubts):
            tab.item_wanted.connect(self._on_item_wanted)
        self.obligations.day_wanted.connect(self._on_day)
        self._compare.clicked.connect(self._on_compare)
        self._write.clicked.connect(self._on_export)
        self._sheet.clicked.connect(self._on_sheet)

    def _on_arrived(self, standing: Standing) -> None:
        self._standing = standing
        self.items.show_standing(standing)
        self.coverage.show_standing(standing)
        self.obligations.show_standing(standing)
        self.doubts.show_doubts(standing.doubts)
        count = sum(not one.accepted for one in standing.doubts)
        self.tabs.setTabText(
            self.tabs.indexOf(self.doubts),
            self.texts("Doubts {count}", count=count)
            if count
            else self.texts("Doubts"),
        )
        self._show_item()

    def _on_chosen(self, key: str) -> None:
        self._chosen = key
        if self.isVisible():
            self._show_item()

    def _on_links(self) -> None:
        self._dialogs.ask_links(self._chosen)

    def _on_note(self, note: str) -> None:
        self._dialogs.ask_note(self._chosen, note, self._units())

    def _on_waiver(self, unit: str) -> None:
        self._dialogs.ask_waiver(self._chosen, unit, self._units())

    def _on_undone(self) -> None:
        self._dialogs.bring_back()

    def _on_report(self, number: str) -> None:
        self.going.emit(ReportOf(number))

    def _on_owed(self, unit: str) -> None:
        self.obligations.want_unit(unit)
        self.tabs.setCurrentWidget(self.obligations)

    def _on_item_wanted(self, key: str) -> None:
        self.tabs.setCurrentWidget(self.items)
        self.items.choose(key)
        self.items.outline.setFocus()

    def _on_day(self, day: date) -> None:
        self._knowledge.ask(day)

    def _on_compare(self) -> None:
        plans = known_plans(self.session.store)
        new = next(one for one in plans if ref_of(one) == ref_of(self.plan))
        own = [one for one in plans if one.code == new.code and one is not new]
        old = own[-1] if own else new
        if own and plans.index(old) > plans.index(new):
            old, new = new, old
        PlanComparisonDialog.ask(self, self.texts, plans, old, new)

    def _on_export(self) -> None:
        shown = self.tabs.currentWidget()
        if shown is self.coverage and self._standing is not None:
            self._export.coverage(self._standing.coverage)
        elif shown is self.obligations:
            owed = self.obligations.obligations()
            self._export.obligations(owed, self.session.now())
        else:
            self._export.plan()

    def _on_sheet(self) -> None:
        shown = set(self.items.outline.shown())
        actions = [item.key for item in self.plan.actions()]
        # A heading would mean all that stands below it, shown or not.
        wanted = [key for key in actions if key in shown]
        items = [] if len(wanted) == len(actions) else wanted
        place = ExecutionSheetDialog.ask(self, self.session, self.plan, items)
        if place is not None:
            self.going.emit(place)
