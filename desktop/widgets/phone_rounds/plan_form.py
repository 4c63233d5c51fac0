"""All that is agreed about a round before it is drawn."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.phone_rounds.beginning import fresh_round
from desktop.widgets.phone_rounds.checking import hindrances, to_be_looked_at
from desktop.widgets.phone_rounds.duty_card import DutyCard
from desktop.widgets.phone_rounds.frame_card import FrameCard
from desktop.widgets.phone_rounds.how_card import HowCard
from desktop.widgets.phone_rounds.questions_card import HotlinesCard, QuestionsCard
from desktop.widgets.phone_rounds.testers_card import TestersCard
from desktop.widgets.phone_rounds.told_lines import ToldLines
from desktop.widgets.phone_rounds.when_card import WhenCard
from desktop.workflows.import_plan import known_plans
from desktop.workflows.phone_frame import (
    frame_of,
    hotlines_of,
    known_testers,
    unlisted_tester,
)
from desktop.workflows.phone_rounds import scale_use
from desktop.workflows.phone_scales import scales_of
from desktop.workflows.plan_in_force import proposed_plan
from desktop.workflows.read_file import read_file
from forms.errors import UserError
from forms.phone.reading import MAX_BYTES, read_frame
from forms.phone.round import RoundDefinition

if TYPE_CHECKING:
    from desktop.session import Session
    from forms.phone.round import Round
    from forms.phone.scale import Scale


class PlanForm(QWidget):
    """Panels for a round that is planned; for one that is drawn most are closed.

    Signals:
        edited(): The person has changed something.
        scale_wanted(str): The person wants to see the scale of that ref.
        entering_wanted(): The person wants to enter extensions in the directory.
        told(UserError): Why something was not taken.
    """

    edited = Signal()
    scale_wanted = Signal(str)
    entering_wanted = Signal()
    told = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.texts = session.texts
        self.when = WhenCard(self.texts, session.now().date())
        self.how = HowCard(self.texts)
        self.duty = DutyCard(self.texts)
        self.frame = FrameCard(self.texts)
        self.testers = TestersCard(self.texts)
        self.questions = QuestionsCard(self.texts)
        self.hotlines = HotlinesCard(self.texts)
        self.lines = ToldLines("round")
        self._lay_out()
        self._connect()

    def show_fresh(self) -> None:
        """Begin a round with what is likely to be meant."""
        store = self.session.store
        definition = fresh_round(self.session)
        plans = known_plans(store)
        agency = store.settings.get().agency
        self.duty.offer(plans, proposed_plan(store, agency))
        self._show(definition)

    def show_round(self, round: Round) -> None:
        """Show what was agreed so far."""
        definition = round.definition
        plans = known_plans(self.session.store)
        duty = definition.duty
        chosen = next(
            (
                plan
                for plan in reversed(plans)
                if duty
                and plan.code == duty.plan
                and duty.version in ("", plan.version)
            ),
            None,
        )
        self.duty.offer(plans, chosen, duty.item if duty else "")
        self._show(definition)
        if round.draw is not None:
            self.when.close_days()
            self.how.close_draw()
            self.duty.close_duty()
            self.frame.close_frame()
            self.hotlines.close_hotlines()

    def definition(self) -> RoundDefinition:
        """What stands here.

        Raises:
            UserError: Something cannot be read.
        """
        return RoundDefinition(
            title=self.when.name(),
            timetable=self.when.timetable(),
            scale=scale_use(self.scale()),
            per_unit=self.how.per_unit.value(),
            frame=self.frame.frame(),
            testers=self.testers.testers(),
            source=self.frame.source,
            route=self.how.chosen_route(),
            duty=self.duty.duty(),
            questions=self.questions.questions(),
            hotlines=self.hotlines.hotlines(),
            ranked=self.how.ranked.isChecked(),
        )

    def scale(self) -> Scale:
        """The scale that calls are scored on."""
        return self.how.chosen_scale()

    def check(self) -> bool:
        """Tell what hinders; whether nothing does."""
        self.frame.show_per_unit(self.how.per_unit.value())
        try:
            definition = self.definition()
        except UserError as error:
            self.lines.tell([error.told(self.texts)], [])
            return False
        self.testers.show_tested(definition.units)
        hinders = [error.told(self.texts) for error in hindrances(definition)]
        doubts = [error.told(self.texts) for error in to_be_looked_at(definition)]
        self.lines.tell(hinders, doubts)
        return not hinders

    def take_file(self, file: Path) -> None:
        """Have the extensions come out of that file.

        Raises:
            UserError: It holds none.
        """
        lines = read_frame(read_file(file, most=MAX_BYTES), file.name)
        units = {line.unit for line in lines}
        self.frame.show_frame(lines, chosen=units, source=file.name)
        self._on_edited()

    def _show(self, definition: RoundDefinition) -> None:
        store = self.session.store
        self.how.offer_scales(self._scales(definition), definition.scale.ref)
        self.when.show_round(definition.title, definition.timetable)
        self.how.show_round(definition)
        self.testers.show_testers(known_testers(store), definition.testers)
        directory = store.directory.get()
        units = [unit.name for unit in directory.units] if directory else []
        self.testers.offer_units(units)
        self.questions.show_questions(definition.questions)
        self.hotlines.show_hotlines(definition.hotlines)
        if definition.source:
            chosen = {line.unit for line in definition.frame}
            self.frame.show_frame(
                definition.frame, chosen=chosen, source=definition.source
            )
        else:
            self._show_directory({line.unit for line in definition.frame})
        self.check()

    def _show_directory(self, chosen: set[str]) -> None:
        directory = self.session.store.directory.get()
        units = directory.units if directory else ()
        agency = directory.agency if directory else ""
        self.frame.show_frame(
            frame_of(self.session.store),
            chosen=chosen,
            source="",
            empty=[unit.name for unit in units if unit.id != agency],
        )

    def _scales(self, definition: RoundDefinition) -> list[Scale]:
        """All of them, and the version that the round was planned with."""
        store, used = self.session.store, definition.scale
        scales = list(scales_of(store))
        kept = store.scales.get(used.code, used.version)
        if kept is not None and kept not in scales:
            scales.append(kept)
        return scales

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self.when, self.how, self.duty, self.questions)),
            (right, (self.frame, self.testers, self.hotlines)),
        ):
            column.setSpacing(16)
            for card in cards:
                column.addWidget(card)
            column.addStretch()
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addLayout(left, 5)
        columns.addLayout(right, 7)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.lines)
        layout.addLayout(columns)
        layout.addStretch()

    def _connect(self) -> None:
        for card in (
            self.when,
            self.how,
            self.duty,
            self.frame,
            self.testers,
            self.questions,
            self.hotlines,
        ):
            card.edited.connect(self._on_edited)
        self.how.scale_wanted.connect(self.scale_wanted)
        self.testers.added.connect(self._on_added)
        self.frame.entering_wanted.connect(self.entering_wanted)
        self.frame.file_wanted.connect(self._on_file)
        self.frame.directory_wanted.connect(self._on_directory)
        self.hotlines.known_wanted.connect(self._on_hotlines)

    def _on_edited(self) -> None:
        self.check()
        self.edited.emit()

    def _on_added(self, name: str, unit: str) -> None:
        self.testers.add_tester(unlisted_tester(self.session.store, name, unit))
        self._on_edited()

    def _on_file(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self,
            self.texts("Units and extensions"),
            "",
            self.texts("Units and extensions ({ends})", ends="*.xlsx *.json"),
        )
        if not file:
            return
        try:
            self.take_file(Path(file))
        except UserError as error:
            self.told.emit(error)

    def _on_directory(self) -> None:
        self._show_directory({line.unit for line in frame_of(self.session.store)})
        self._on_edited()

    def _on_hotlines(self) -> None:
        there = self.hotlines.hotlines()
        numbers = {one.number for one in there}
        known = hotlines_of(self.session.store)
        if not known:
            self.told.emit(
                UserError(
                    "No hotline in the directory has a number; enter it in “Units and "
                    "people”, or type it here."
                )
            )
            return
        more = (one for one in known if one.number not in numbers)
        self.hotlines.show_hotlines((*there, *more))
        self._on_edited()
