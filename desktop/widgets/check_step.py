"""The first step to a report: what is missing, what is settled, who signs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from desktop.widgets.key_chooser import KeySource, sources_here
from desktop.widgets.missing_list import MissingList
from desktop.widgets.phone_rounds.missing_calls import MissingCall, missing_calls
from desktop.widgets.roc_date import day_shown
from desktop.widgets.signers import Accompanying, Attendance, Signers
from desktop.widgets.visit_details import VisitDetails
from forms.checklist.completeness import missing
from forms.checklist.model import InspectionKind
from forms.inspection import Inspection, Role

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.workflows.signing_key import OpenedKey
    from forms.checklist.completeness import Missing
    from forms.inspection import Participant


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The one that the report will name as the inspector's."""

    name: str
    fingerprint: str


class CheckStep(QWidget):
    """Three panels about a draft.

    Attributes:
        source: Where the inspector's key comes from.
        key: That key, once it is open.

    Signals:
        edited(Inspection): The visit with what the person has changed.
        item_chosen(str): The person wants to go to this item.
        source_chosen(KeySource): The inspector's key is to come from there.
        settled(): Something else was settled that decides whether one can go on.
    """

    edited = Signal(object)
    item_chosen = Signal(str)
    source_chosen = Signal(object)
    settled = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.texts = session.texts
        sources = sources_here(session)
        self.source = sources[0]
        self.key: OpenedKey | None = None
        self._inspection: Inspection | None = None
        self._missing: tuple[Missing, ...] = ()
        self._calls: tuple[MissingCall, ...] = ()
        self._lacks = MissingList(self.texts)
        self._details = VisitDetails(session)
        self._signers = Signers(self.texts, sources)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self._lacks.chosen.connect(self.item_chosen)
        self._details.edited.connect(self.edited)
        self._signers.people_edited.connect(self._on_people)
        self._signers.source_chosen.connect(self.source_chosen)
        self._signers.settled.connect(self._on_settled)

    def show_visit(self, inspection: Inspection) -> None:
        """Show the draft as the store holds it."""
        store = self.session.store
        self._inspection = inspection
        checklists = store.checklists.of_inspection(inspection.id)
        self._missing = missing(
            checklists,
            {one.item: one for one in store.answers.of(inspection.id)},
            {one.item for one in store.photos.of(inspection.id) if one.item},
            inspection.facts,
        )
        self._calls = missing_calls(store, inspection, self.texts)
        if inspection.kind is InspectionKind.PHONE_TEST:
            self._lacks.show_calls(self._calls)
        else:
            self._lacks.show_missing(self._missing, checklists)
        self._details.show_visit(inspection)
        self._signers.show_people(inspection.people)
        self.show_key()

    def use(self, source: KeySource, key: OpenedKey | None) -> None:
        """Have the inspector sign with this key."""
        self.source, self.key = source, key
        self.show_key()

    def show_key(self) -> None:
        """Say with which key the inspector signs."""
        certificate = self.certificate()
        if self.key is not None:
            said = self.texts(
                "{name}, valid until {day}",
                name=self.key.name,
                day=day_shown(self.texts, self.key.not_after.date()),
            )
        elif certificate is not None:
            said = self.texts(
                "{name}; the passphrase is asked for when signing",
                name=certificate.name,
            )
        else:
            said = self.texts("No certificate was read yet.")
        if certificate is not None and not self._takes_part(certificate.name):
            said += "\n" + self.texts(
                "{name} is not among the inspectors of this visit.",
                name=certificate.name,
            )
        self._signers.show_key(self.source, said)

    def certificate(self) -> Certificate | None:
        """The inspector's; ``None`` where none is known yet."""
        if self.key is not None:
            return Certificate(name=self.key.name, fingerprint=self.key.fingerprint)
        member, people = self.session.member, self.session.store.people
        if self.source is not KeySource.OWN or member is None:
            return None
        keys = people.signing_keys(member.id)
        if not keys:
            return None
        fingerprint = keys[0].fingerprint
        name = people.pinned().get(fingerprint, member.name)
        return Certificate(name=name, fingerprint=fingerprint)

    def accompanying(self) -> Accompanying:
        """What was settled with the accompanying officer."""
        return self._signers.accompanying()

    def refuse(self, reason: str) -> None:
        """Note that the accompanying officer does not sign."""
        self._signers.settle(Accompanying(attendance=Attendance.REFUSES, reason=reason))

    def ended(self) -> Inspection | None:
        """The draft with its end, as it stands here."""
        if self._inspection is None or self._inspection.ended is not None:
            return self._inspection
        return replace(self._inspection, ended=self._details.ended())

    def hindrance(self) -> str:
        """Why one cannot go on from here; empty where one can."""
        blocking = sum(one.blocks for one in self._missing) + len(self._calls)
        if blocking:
            return self.texts("{count} lines are still to be settled.", count=blocking)
        if self.certificate() is None:
            return self.texts("Choose the key that the inspector signs with.")
        officer = self.accompanying()
        if officer.attendance is Attendance.REFUSES and not officer.reason:
            return self.texts("A refusal needs its reason.")
        if officer.attendance is Attendance.HERE and not self.officer_name():
            return self.texts(
                "Name the accompanying officer, or choose that he signs later."
            )
        return ""

    def begin_at(self) -> QWidget | None:
        """Where what hinders is settled; ``None`` where one can go on."""
        if self._calls or any(one.blocks for one in self._missing):
            return self._lacks.begin_at()
        if self.certificate() is None:
            return self._signers.source
        return self._signers.officer.name if self.hindrance() else None

    def officer_name(self) -> str:
        """The accompanying officer's; empty where nobody is named."""
        person = self._inspection and self._inspection.person(Role.ACCOMPANYING)
        return person.name if person else ""

    def set_wide(self, *, wide: bool) -> None:
        """Have the panels side by side, or one below the other."""
        self._columns.setDirection(
            QBoxLayout.Direction.LeftToRight
            if wide
            else QBoxLayout.Direction.TopToBottom
        )

    def _takes_part(self, name: str) -> bool:
        people = self._inspection.people if self._inspection else ()
        return any(one.role is Role.INSPECTOR and one.name == name for one in people)

    def _lay_out(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        right.setSpacing(16)
        left.addWidget(self._lacks)
        left.addStretch()
        right.addWidget(self._details)
        right.addWidget(self._signers)
        right.addStretch()
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)

    def _on_people(self, people: tuple[Participant, ...]) -> None:
        if self._inspection is not None:
            self.edited.emit(replace(self._inspection, people=people))

    def _on_settled(self, _: Accompanying) -> None:
        self.settled.emit()
