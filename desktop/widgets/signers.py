"""Who signs a report on the spot, with which key, and who does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.key_chooser import SOURCE_WORDS, KeySource
from forms.inspection import Participant, Role
from forms.signing.chain import ROLE_WORDS
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resources.texts import Texts


class Attendance(StrEnum):
    """What the accompanying officer does about the report."""

    HERE = "here"
    LATER = "later"
    REFUSES = "refuses"


_LABEL: Final = 72
_ATTENDANCE: Final = {
    Attendance.HERE: later("Signs here"),
    Attendance.LATER: later("Signs later"),
    Attendance.REFUSES: later("Refuses to sign"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Accompanying:
    """What was settled with the accompanying officer.

    Attributes:
        reason: Why signing is refused; empty otherwise.
        acting_for: 代行: in whose place the person signs; empty for nobody's.
    """

    attendance: Attendance = Attendance.HERE
    reason: str = ""
    acting_for: str = ""


class Signers(Card):
    """The inspectors, their key, and the accompanying officer.

    Attributes:
        source: Where the inspector's key is to come from.
        officer: Who accompanied the visit.

    Signals:
        people_edited(tuple): The participants of the visit as they are now.
        settled(Accompanying): What was settled with the accompanying officer.
        source_chosen(KeySource): Where the inspector's key is to come from.
    """

    people_edited = Signal(tuple)
    settled = Signal(object)
    source_chosen = Signal(object)

    def __init__(self, texts: Texts, sources: Sequence[KeySource]) -> None:
        super().__init__(texts("Who signs"))
        self.texts = texts
        self._sources = tuple(sources)
        self._people: tuple[Participant, ...] = ()
        self._inspectors: list[_Person] = []
        self.source = QComboBox()
        self._signatory = QLabel()
        self.officer = _Person(texts, "accompanying")
        self._choices = QButtonGroup(self)
        self._reason = QLineEdit()
        self._acting_for = QLineEdit()
        self._rows = QVBoxLayout()
        self._lay_out()
        self.source.activated.connect(self._on_source)
        self.officer.edited.connect(self._on_person)
        self._choices.idClicked.connect(self._on_settled)
        self._reason.textEdited.connect(self._on_settled)
        self._acting_for.textEdited.connect(self._on_settled)

    def accompanying(self) -> Accompanying:
        """What stands here about the accompanying officer."""
        attendance = list(Attendance)[self._choices.checkedId()]
        refuses = attendance is Attendance.REFUSES
        return Accompanying(
            attendance=attendance,
            reason=self._reason.text().strip() if refuses else "",
            acting_for="" if refuses else self._acting_for.text().strip(),
        )

    def settle(self, accompanying: Accompanying) -> None:
        """Show this; nobody is told."""
        number = list(Attendance).index(accompanying.attendance)
        self._choices.button(number).setChecked(True)
        self._reason.setText(accompanying.reason)
        self._acting_for.setText(accompanying.acting_for)
        self._show_what_is_asked()

    def show_people(self, people: Sequence[Participant]) -> None:
        """Show those who took part."""
        self._people = tuple(people)
        inspectors = [one for one in people if one.role is Role.INSPECTOR]
        while len(self._inspectors) < len(inspectors):
            row = _Person(self.texts, f"inspector-{len(self._inspectors) + 1}")
            row.edited.connect(self._on_person)
            self._inspectors.append(row)
            self._rows.insertWidget(len(self._inspectors) - 1, row)
        for row, person in zip(self._inspectors, inspectors, strict=False):
            row.show_person(person)
        officers = (one for one in people if one.role is Role.ACCOMPANYING)
        self.officer.show_person(
            next(officers, Participant(role=Role.ACCOMPANYING, name=""))
        )

    def show_key(self, source: KeySource | None, said: str) -> None:
        """Say with which key the inspector signs."""
        if source in self._sources:
            self.source.setCurrentIndex(self._sources.index(source))
        self._signatory.setText(said)

    def _lay_out(self) -> None:
        for source in self._sources:
            self.source.addItem(self.texts(SOURCE_WORDS[source]))
        for widget, name, label in (
            (self.source, "finish-key", self.texts("The inspector signs with")),
            (self._reason, "finish-refusal", self.texts("Reason of the refusal")),
            (self._acting_for, "finish-acting-for", self.texts("In whose place")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(label)
        self._reason.setPlaceholderText(
            self.texts("Reason, as it is to stand in the report")
        )
        self._acting_for.setPlaceholderText(
            self.texts("Only a deputy fills in for whom he signs")
        )
        theme.mark(self._signatory, "guidance")
        self._signatory.setWordWrap(True)
        key = QGridLayout()
        key.setSpacing(8)
        signs_with = QLabel(self.texts("Signs with"))
        theme.mark(signs_with, "muted")
        signs_with.setMinimumWidth(_LABEL)
        key.addWidget(signs_with, 0, 0)
        key.addWidget(self.source, 0, 1)
        key.addWidget(self._signatory, 1, 1)
        key.setColumnStretch(1, 1)
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for number, attendance in enumerate(Attendance):
            button = QPushButton(self.texts(_ATTENDANCE[attendance]))
            button.setCheckable(True)
            button.setMinimumHeight(44)
            theme.mark(button, "choice")
            button.setObjectName(f"finish-officer-{attendance}")
            button.setAccessibleName(
                self.texts(
                    "Accompanying officer: {what}",
                    what=self.texts(_ATTENDANCE[attendance]),
                )
            )
            self._choices.addButton(button, number)
            choices.addWidget(button, 1)
        self._rows.setSpacing(8)
        self._rows.addLayout(key)
        self._rows.addSpacing(8)
        self._rows.addWidget(self.officer)
        self._rows.addLayout(choices)
        self._rows.addWidget(self._reason)
        self._rows.addWidget(self._acting_for)
        self.body.addLayout(self._rows)
        self.settle(Accompanying())

    def _show_what_is_asked(self) -> None:
        refuses = self._choices.checkedId() == list(Attendance).index(
            Attendance.REFUSES
        )
        self._reason.setVisible(refuses)
        self._acting_for.setVisible(not refuses)

    def _on_source(self, index: int) -> None:
        self.source_chosen.emit(self._sources[index])

    def _on_settled(self) -> None:
        self._show_what_is_asked()
        self.settled.emit(self.accompanying())

    def _on_person(self, was: Participant, now: Participant) -> None:
        people = [now if one is was else one for one in self._people]
        if was not in self._people:
            people.append(now)
        self.people_edited.emit(tuple(one for one in people if one.name))


class _Person(QWidget):
    """A name, with a title beside it.

    Attributes:
        name: To be typed.

    Signals:
        edited(Participant, Participant): Whom it was, and whom it is now.
    """

    edited = Signal(object, object)

    def __init__(self, texts: Texts, key: str) -> None:
        super().__init__()
        self._texts = texts
        self._person: Participant | None = None
        self._role = QLabel()
        self.name = QLineEdit()
        self._title = QLineEdit()
        self._lay_out(key)
        self.name.textEdited.connect(self._on_named)
        self.name.editingFinished.connect(self._on_edited)
        self._title.editingFinished.connect(self._on_edited)

    def show_person(self, person: Participant) -> None:
        """Show this one."""
        self._person = person
        role = self._texts(ROLE_WORDS[person.role])
        self._role.setText(role)
        self.name.setAccessibleName(self._texts("Name of the {role}", role=role))
        self._title.setAccessibleName(self._texts("Title of the {role}", role=role))
        for edit, text in ((self.name, person.name), (self._title, person.title)):
            if edit.text().strip() != text:
                edit.setText(text)

    def _lay_out(self, key: str) -> None:
        self._role.setMinimumWidth(_LABEL)
        theme.mark(self._role, "muted")
        self.name.setObjectName(f"finish-{key}-name")
        self._title.setObjectName(f"finish-{key}-title")
        self.name.setPlaceholderText(self._texts("Name of the person"))
        self._title.setPlaceholderText(self._texts("Title"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._role)
        layout.addWidget(self.name, 1)
        layout.addWidget(self._title, 1)

    def _on_named(self, text: str) -> None:
        # The first letter settles that there is somebody; the rest can wait.
        if self._person is not None and bool(text.strip()) != bool(self._person.name):
            self._on_edited()

    def _on_edited(self) -> None:
        if self._person is None:
            return
        now = replace(
            self._person,
            name=self.name.text().strip(),
            title=self._title.text().strip(),
        )
        if now != self._person:
            self.edited.emit(self._person, now)
