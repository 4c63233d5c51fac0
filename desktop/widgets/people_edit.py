"""Who takes part in a visit: the inspectors, and who accompanies them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from forms.inspection import Participant, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.directory.model import Directory, Person
    from resources.texts import Texts

_MOST_INSPECTORS: Final = 8
_ROOM_FOR_LABEL: Final = 96


class PeopleEdit(QWidget):
    """A line for each inspector and one for the accompanying officer.

    Signals:
        edited(): The person has changed something.
    """

    edited = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._known: dict[str, Suggestion] = {}
        self._people: dict[str, Person] = {}
        self._inspectors: list[_Line] = []
        self._accompanying = _Line(Role.ACCOMPANYING, texts)
        self._add = QPushButton(texts("Add an inspector"))
        self._lines = QVBoxLayout()
        self._lay_out()
        self._add.clicked.connect(self._on_add)
        self._accompanying.edited.connect(self.edited)

    def show_people(self, people: Sequence[Participant]) -> None:
        """Show these; nobody is told."""
        inspectors = [one for one in people if one.role is Role.INSPECTOR]
        while len(self._inspectors) > max(len(inspectors), 1):
            self._inspectors.pop().deleteLater()
        while len(self._inspectors) < max(len(inspectors), 1):
            self._add_line()
        for line, one in zip(self._inspectors, inspectors, strict=False):
            line.show_person(one)
        for one in people:
            if one.role is Role.ACCOMPANYING:
                self._accompanying.show_person(one)

    def people(self) -> tuple[Participant, ...]:
        """Who is named here; lines without a name are nobody."""
        lines = (*self._inspectors, self._accompanying)
        return tuple(person for line in lines if (person := line.person()).name)

    def suggest(self, directory: Directory | None, *, unit: str) -> None:
        """Offer the people of the directory; of that unit somebody accompanies."""
        people = () if directory is None else directory.people
        self._people = {one.name: one for one in people}
        for line in (*self._inspectors, self._accompanying):
            line.suggest(self._people)
        units = () if directory is None else directory.units
        titles = next((one.titles for one in units if one.name == unit), ())
        self._accompanying.belong_to(unit, titles[0] if titles else "")

    def _add_line(self) -> _Line:
        line = _Line(Role.INSPECTOR, self.texts, len(self._inspectors))
        line.suggest(self._people)
        line.edited.connect(self.edited)
        line.removed.connect(self._on_removed)
        self._lines.insertWidget(len(self._inspectors), line)
        self._inspectors.append(line)
        self._add.setEnabled(len(self._inspectors) < _MOST_INSPECTORS)
        return line

    def _lay_out(self) -> None:
        theme.mark(self._add, "link")
        self._add.setObjectName("add-inspector")
        self._add.setAccessibleName(self._add.text())
        self._lines.setSpacing(8)
        self._lines.addWidget(self._accompanying)
        foot = QHBoxLayout()
        foot.addSpacing(_ROOM_FOR_LABEL)
        foot.addWidget(self._add)
        foot.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._lines)
        layout.addLayout(foot)

    def _on_add(self) -> None:
        line = self._add_line()
        line.name.setFocus()

    def _on_removed(self, number: int) -> None:
        people = [line.person() for line in self._inspectors]
        del people[number]
        # The last line goes; what stood below the removed one moves up.
        self.show_people(people)
        self._inspectors[number - 1].name.setFocus()
        self._add.setEnabled(True)
        self.edited.emit()


class _Line(QWidget):
    """One person.

    Signals:
        edited(): Something was changed.
        removed(int): The person of that number is to go.
    """

    edited = Signal()
    removed = Signal(int)

    def __init__(self, role: Role, texts: Texts, number: int = 0) -> None:
        super().__init__()
        self._number = number
        self._person = Participant(role=role, name="")
        self._known: dict[str, Person] = {}
        self.name = SuggestEdit()
        self._title = QLineEdit()
        self._remove = QPushButton(texts("Remove"))
        called = (
            texts("Inspector")
            if role is Role.INSPECTOR
            else texts("Accompanying officer")
        )
        self._lay_out(called, texts)
        self.name.textEdited.connect(self._on_edited)
        self.name.named.connect(self._on_named)
        self._title.textEdited.connect(self._on_edited)
        self._remove.clicked.connect(self._on_remove)

    def show_person(self, person: Participant) -> None:
        """Show this one."""
        self._person = person
        self.name.setText(person.name)
        self._title.setText(person.title)

    def person(self) -> Participant:
        """Who stands here; without a name nobody does."""
        name = self.name.text().strip()
        known = self._known.get(name)
        same = name == self._person.name
        return replace(
            self._person,
            name=name,
            title=self._title.text().strip(),
            person=known.id if known else self._person.person if same else None,
        )

    def suggest(self, people: dict[str, Person]) -> None:
        """Offer these names."""
        self._known = people
        self.name.offer(
            Suggestion(name=one.name, detail="、".join(one.titles))
            for one in people.values()
        )

    def belong_to(self, unit: str, title: str) -> None:
        """Be somebody of that unit, with that title unless a name stands here."""
        self._person = replace(self._person, unit=unit)
        if not self.name.text():
            self._title.setText(title)

    def _lay_out(self, called: str, texts: Texts) -> None:
        label = QLabel("" if self._number else called)
        label.setFixedWidth(_ROOM_FOR_LABEL)
        label.setWordWrap(True)
        theme.mark(label, "muted")
        key = f"{self._person.role}-{self._number}"
        for edit, what, part in (
            (self.name, texts("Name of the person"), "name"),
            (self._title, texts("Title of the person"), "title"),
        ):
            edit.setPlaceholderText(what)
            edit.setAccessibleName(f"{called} {self._number + 1}: {what}")
            edit.setObjectName(f"{key}-{part}")
        theme.mark(self._remove, "link")
        self._remove.setObjectName(f"{key}-remove")
        self._remove.setAccessibleName(f"{self._remove.text()}: {called}")
        self._remove.setVisible(self._number > 0)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label)
        layout.addWidget(self.name, 3)
        layout.addWidget(self._title, 2)
        layout.addWidget(self._remove)

    def _on_edited(self) -> None:
        self.edited.emit()

    def _on_named(self, name: str) -> None:
        known = self._known.get(name)
        if known is not None and known.titles:
            self._title.setText(known.titles[0])
        self.edited.emit()

    def _on_remove(self) -> None:
        self.removed.emit(self._number)
