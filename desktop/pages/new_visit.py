"""A visit about to begin: where, with what, who, under which plan."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTime
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.checklist_picker import ChecklistPicker, FactsEdit
from desktop.widgets.heading import Heading
from desktop.widgets.page import Page
from desktop.widgets.people_edit import PeopleEdit
from desktop.widgets.places import Fill, NewVisit
from desktop.widgets.plan_choice import PlanChoice
from desktop.widgets.roc_date import RocDateEdit
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from desktop.widgets.unit_edit import UnitEdit
from desktop.workflows.plan_in_force import proposed_plan
from desktop.workflows.start_inspection import plan_for, start_inspection
from desktop.workflows.suggest_visit import (
    facts_of,
    holds_at_first,
    last_visit,
    offered_checklists,
    offered_plans,
    suggested_codes,
)
from forms.checklist.model import InspectionKind
from forms.errors import UserError
from forms.inspection import Participant, Role
from forms.report.said import KINDS

if TYPE_CHECKING:
    from desktop.session import Session
    from forms.directory.model import Directory
    from forms.inspection import Inspection

_TIME: Final = 104


class NewVisitPage(Page):
    """Everything is suggested; a unit, Enter, and Enter again begin the visit."""

    reads: ClassVar[frozenset[str]] = frozenset({"directory", "checklists", "plans"})
    help_topic: ClassVar[str] = "new-visit"

    def __init__(self, session: Session, place: NewVisit) -> None:
        super().__init__(session)
        self._agency = session.store.settings.get().agency
        self._directory: Directory | None = None
        self._last: Inspection | None = None
        self.kind = QComboBox()
        self.unit = UnitEdit()
        self.place = SuggestEdit()
        self.day = RocDateEdit(self.texts, today=session.now().date())
        self.time = QTimeEdit()
        self.people = PeopleEdit(self.texts)
        self.checklists = ChecklistPicker(self.texts)
        self.facts = FactsEdit(self.texts)
        self.plan = PlanChoice(self.texts)
        self.start = QPushButton(self.texts("Start the inspection"))
        self._unknown = QLabel(self.texts("This unit is not in the directory."))
        self._facts_card = Card(self.texts("What applies here"))
        self._fill_in(place)
        self._lay_out()
        self.kind.activated.connect(self._on_kind)
        self.unit.textEdited.connect(self._on_unit_typed)
        self.unit.named.connect(self._on_unit_named)
        self.unit.editingFinished.connect(self._on_unit_left)
        self.place.named.connect(self._on_place_named)
        self.day.day_edited.connect(self._on_day)
        self.checklists.picked.connect(self._on_picked)
        self.start.clicked.connect(self._on_start)

    @override
    def refresh(self) -> None:
        store = self.session.store
        self._directory = store.directory.get()
        self.unit.offer_units(self._directory)
        first = not self.checklists.chosen()
        self.checklists.offer(offered_checklists(store))
        self.plan.offer(
            offered_plans(store, self._agency), proposed_plan(store, self._agency)
        )
        if first:
            self._suggest_checklists()
        self._settle_unit()

    def _fill_in(self, place: NewVisit) -> None:
        now = self.session.now()
        last = next(iter(self.session.store.inspections.summaries(limit=1)), None)
        for kind in KINDS:
            # A round of calls has no checklists, and begins on a page of its own.
            if kind is not InspectionKind.PHONE_TEST:
                self.kind.addItem(self.texts(KINDS[kind]), kind)
        kind = last.kind if last else InspectionKind.UNANNOUNCED
        if kind is InspectionKind.PHONE_TEST:
            kind = InspectionKind.UNANNOUNCED
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.unit.setText(place.unit or (last.unit if last else ""))
        self.unit.selectAll()
        self.day.show_day(now.date())
        self.time.setTime(QTime(now.hour, now.minute))
        self.plan.show_day(now.date())
        member = self.session.member
        if member is not None:
            inspector = Participant(
                role=Role.INSPECTOR,
                name=member.name,
                title=member.title,
                unit=member.unit,
            )
            self.people.show_people([inspector])
        else:
            self.people.show_people([])

    def _settle_unit(self) -> None:
        """Fit to the unit what is suggested for it."""
        unit = self.unit.text().strip()
        self._last = last_visit(self.session.store, unit)
        self._unknown.setVisible(bool(unit) and not self.unit.knows())
        self.people.suggest(self._directory, unit=unit)
        places = self.unit.places()
        self.place.offer(
            Suggestion(name=one.name, detail=one.kind, also=one.address)
            for one in places
        )
        if not self.place.isModified():
            self.place.setText(places[0].name if places else "")
        self.facts.forget()
        self._ask_for_facts()

    def _suggest_checklists(self) -> None:
        codes = suggested_codes(
            self._kind(),
            offered_checklists(self.session.store),
            self._last,
        )
        self.checklists.show_chosen(codes)
        self._ask_for_facts()

    def _ask_for_facts(self) -> None:
        facts = facts_of(self.checklists.chosen())
        self.facts.show_facts(facts, self._holds_at_first)
        self._facts_card.setVisible(bool(facts))

    def _holds_at_first(self, fact: str) -> bool:
        return holds_at_first(fact, self._agency, self._last)

    def _begin(self) -> Inspection:
        unit = self.unit.text().strip()
        if not unit:
            self.unit.setFocus()
            raise UserError("Say which unit is inspected.")
        if not self.day.is_valid() or self.day.day is None:
            self.day.setFocus()
            raise UserError("Say on which day the inspection takes place.")
        chosen = self.checklists.chosen()
        if not chosen:
            self.checklists.setFocus()
            raise UserError("Tick at least one checklist.")
        plan = self.plan.plan()
        return start_inspection(
            self.session.store,
            kind=self._kind(),
            unit=unit,
            place=self.place.text().strip() or unit,
            started=self._started(),
            checklists=chosen,
            people=self.people.people(),
            plan=plan_for(plan, self.day.day) if plan else None,
            facts=self.facts.facts(),
        )

    def _kind(self) -> InspectionKind:
        # Qt gives back the text alone of what it was given.
        return InspectionKind(self.kind.currentData())

    def _started(self) -> datetime:
        now = self.session.now()
        day, at = self.day.day or now.date(), self.time.time()
        # The zone is that of the day itself where the clocks are changed.
        naive = datetime(day.year, day.month, day.day, at.hour(), at.minute())  # noqa: DTZ001
        return naive.replace(tzinfo=now.tzinfo)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("New inspection"))
        self.setFocusProxy(self.unit)
        heading = Heading(
            self.texts("New inspection"),
            self.texts(
                "What is suggested can be changed; Enter goes on, Enter starts."
            ),
        )
        self.start.setObjectName("start")
        self.start.setAccessibleName(self.start.text())
        self.start.setShortcut(QKeySequence("Ctrl+Return"))
        self.start.setToolTip(self.texts("Start (Ctrl+Enter)"))
        self.start.setAutoDefault(True)
        theme.mark(self.start, "primary")
        heading.add_action(self.start)
        self._facts_card.add(self.facts)
        left = _column(
            _card(self.texts("Where and when"), self._where()),
            _card(self.texts("People"), self.people),
            _card(self.texts("Under the plan"), self.plan),
        )
        right = _column(
            _card(self.texts("Checklists"), self.checklists), self._facts_card
        )
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 11)
        columns.addLayout(right, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(heading)
        layout.addLayout(columns)
        layout.addStretch()

    def _where(self) -> QWidget:
        when = QHBoxLayout()
        when.setSpacing(8)
        when.addWidget(self.day, 1)
        when.addWidget(self.time)
        self.time.setDisplayFormat("HH:mm")
        self.time.setMinimumWidth(_TIME)
        theme.mark(self._unknown, "guidance")
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for text, widget, name in (
            (self.texts("&Unit inspected"), self.unit, "unit"),
            (self.texts("P&lace"), self.place, "place"),
            (self.texts("&Kind"), self.kind, "kind"),
            (self.texts("S&tarted"), self.day, "day"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(widget)
            if widget is self.day:
                form.addRow(label, when)
            else:
                form.addRow(label, widget)
            if widget is self.unit:
                form.addRow("", self._unknown)
        self.time.setObjectName("time")
        self.time.setAccessibleName(self.texts("Time of day"))
        self.unit.setPlaceholderText(self.texts("Type a part of the name"))
        body = QWidget()
        body.setLayout(form)
        return body

    def _on_kind(self) -> None:
        self._suggest_checklists()

    def _on_unit_typed(self) -> None:
        self._unknown.hide()

    def _on_unit_named(self) -> None:
        self._settle_unit()
        if self.unit.text().strip():
            self.start.setFocus()

    def _on_unit_left(self) -> None:
        self._settle_unit()

    def _on_place_named(self) -> None:
        self.start.setFocus()

    def _on_day(self, day: object) -> None:
        if self.day.day is not None:
            self.plan.show_day(self.day.day)

    def _on_picked(self) -> None:
        self._ask_for_facts()

    def _on_start(self) -> None:
        try:
            inspection = self._begin()
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(Fill(inspection.id))


def _card(title: str, body: QWidget) -> Card:
    card = Card(title)
    card.add(body)
    return card


def _column(*cards: Card) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(16)
    for card in cards:
        column.addWidget(card)
    column.addStretch()
    return column
