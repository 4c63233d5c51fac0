"""The first start: who works here, for which agency, and what keeps the data shut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from db import keys
from db.people import Post
from db.profile_folder import KEYS
from desktop import theme
from desktop.settings import LANGUAGE_NAMES
from desktop.tasks import Task
from desktop.widgets.card import Card
from desktop.widgets.gate import Gate
from desktop.widgets.passphrase_edit import PassphraseEdit
from desktop.widgets.recovery_panel import RecoveryPanel
from desktop.widgets.recovery_sheet import RecoverySheet
from desktop.workflows.profile import make_profile
from forms.directory.library import built_in_directories, built_in_directory
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from db.keys import Cost, Unlocked
    from resources.texts import Texts

POSTS: Final = (
    (Post.INSPECTOR, later("Inspector")),
    (Post.SUPERVISOR, later("Supervisor")),
    (Post.STAFF, later("Staff")),
)
_ENOUGH: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What was typed so far; never the passphrase."""

    agency: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""
    role: Post = Post.INSPECTOR


class WelcomePage(Gate):
    """Makes a profile in a folder that has none.

    Signals:
        language_chosen(str, Beginning): The page is wanted in that language, with what
            was typed so far.
        finished(Unlocked): The profile is there and the recovery code put away; this
            opens it.
    """

    language_chosen = Signal(str, object)
    finished = Signal(object)

    def __init__(
        self,
        texts: Texts,
        profile: Path,
        *,
        now: Callable[[], datetime],
        cost: Cost | None = None,
        beginning: Beginning | None = None,
    ) -> None:
        super().__init__(texts)
        self._profile = profile
        self._now = now
        self._cost = cost
        self._unlocked: Unlocked | None = None
        self._language = QComboBox()
        self._agency = QComboBox()
        self._name = QLineEdit()
        self._title = QLineEdit()
        self._unit = QComboBox()
        self._role = QComboBox()
        self._passphrase = PassphraseEdit(texts)
        self._again = PassphraseEdit(texts)
        self._strength = QLabel()
        self._told = QLabel()
        self._make = QPushButton(texts("Make the profile"))
        self._form = Card(texts("Welcome"))
        self._recovery = Card(texts("Recovery code"))
        self._lay_out()
        self._fill(beginning or Beginning())
        self._language.activated.connect(self._on_language)
        self._agency.editTextChanged.connect(self._on_agency)
        self._passphrase.typed.connect(self._on_passphrase)
        self._again.entered.connect(self._on_make)
        self._make.clicked.connect(self._on_make)

    def beginning(self) -> Beginning:
        """What was typed so far."""
        return Beginning(
            agency=self._agency.currentText().strip(),
            name=self._name.text().strip(),
            title=self._title.text().strip(),
            unit=self._unit.currentText().strip(),
            role=Post(self._role.currentData()),
        )

    def show_code(self, code: str) -> None:
        """Show the recovery code, this once."""
        typed = self.beginning()
        panel = RecoveryPanel(
            self.texts,
            RecoverySheet(
                code=code,
                agency=typed.agency,
                name=typed.name,
                made=self._now().date(),
            ),
        )
        panel.put_away.connect(self._on_put_away)
        panel.told.connect(self._on_told)
        self._recovery.add(panel)
        self._form.hide()
        self._recovery.show()
        panel.setFocus()

    def _fill(self, beginning: Beginning) -> None:
        self._agency.setCurrentText(beginning.agency)
        self._on_agency(beginning.agency)
        self._name.setText(beginning.name)
        self._title.setText(beginning.title)
        self._unit.setCurrentText(beginning.unit)
        self._role.setCurrentIndex(self._role.findData(beginning.role))
        self._on_passphrase()

    def _lay_out(self) -> None:
        for code, name in LANGUAGE_NAMES.items():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(self._language.findData(self.texts.language))
        for name in _agencies():
            self._agency.addItem(name)
        for post, name in POSTS:
            self._role.addItem(self.texts(name), post)
        for box in (self._agency, self._unit):
            box.setEditable(True)
            box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._told.setWordWrap(True)
        self._told.setObjectName("welcome-told")
        self._told.hide()
        theme.mark(self._told, "error")
        theme.mark(self._strength, "guidance")
        self._strength.setWordWrap(True)
        theme.mark(self._make, "primary")
        self._make.setObjectName("make-profile")
        self._make.setAccessibleName(self._make.text())
        self._form.add(self._said())
        self._form.body.addLayout(self._fields())
        self._form.add(self._told)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._make)
        self._form.body.addLayout(row)
        self._recovery.hide()
        self.column.addWidget(self._form)
        self.column.addWidget(self._recovery)
        self.setFocusProxy(self._agency)

    def _said(self) -> QLabel:
        said = QLabel(
            self.texts(
                "Zoucha keeps its data encrypted on this computer and never uses a "
                "network. Your name and agency will stand in the reports and in your "
                "signature."
            )
        )
        said.setWordWrap(True)
        theme.mark(said, "muted")
        return said

    def _fields(self) -> QFormLayout:
        fields = QFormLayout()
        fields.setHorizontalSpacing(16)
        fields.setVerticalSpacing(6)
        widgets: tuple[tuple[str, str, QWidget], ...] = (
            (later("Language"), "language", self._language),
            (later("Agency"), "agency", self._agency),
            (later("Your name"), "name", self._name),
            (later("Title"), "title", self._title),
            (later("Unit"), "unit", self._unit),
            (later("You work as"), "role", self._role),
            (later("Passphrase"), "passphrase", self._passphrase),
            ("", "strength", self._strength),
            (later("Passphrase again"), "passphrase-again", self._again),
        )
        for text, name, widget in widgets:
            label = QLabel(self.texts(text))
            label.setBuddy(widget)
            widget.setObjectName(name)
            if text:
                widget.setAccessibleName(self.texts(text))
            fields.addRow(label, widget)
        return fields

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def _complaint(self) -> str:
        """What is still wanting, with the keys where it is typed; empty for nothing."""
        typed = self.beginning()
        for value, widget, sentence in (
            (typed.agency, self._agency, later("Choose or type your agency.")),
            (typed.name, self._name, later("Type your name.")),
        ):
            if not value:
                widget.setFocus()
                return self.texts(sentence)
        try:
            keys.refuse_weak(self._passphrase.text())
        except UserError as error:
            self._passphrase.setFocus()
            return error.told(self.texts)
        if self._passphrase.text() != self._again.text():
            self._again.setFocus()
            return self.texts(
                "The two passphrases are not the same; type the second one again."
            )
        return ""

    def _set_busy(self, *, busy: bool) -> None:
        self._form.setEnabled(not busy)
        self._make.setText(
            self.texts("Making the profile…")
            if busy
            else self.texts("Make the profile")
        )

    def _on_language(self) -> None:
        self.language_chosen.emit(self._language.currentData(), self.beginning())

    def _on_agency(self, agency: str) -> None:
        chosen = self._unit.currentText()
        self._unit.clear()
        self._unit.addItems(_units(agency))
        self._unit.setCurrentText(chosen)

    def _on_passphrase(self) -> None:
        self._strength.setText(self.texts(_judged(self._passphrase.text())))

    def _on_make(self) -> None:
        complaint = self._complaint()
        self._say(complaint)
        if complaint:
            return
        self._set_busy(busy=True)
        task = Task()
        task.done.connect(self._on_made)
        task.failed.connect(self._on_failed)
        task.start(
            partial(
                _made,
                self._profile,
                self.beginning(),
                self._passphrase.text(),
                language=self.texts.language,
                now=self._now,
                cost=self._cost,
            )
        )

    def _on_made(self, made: tuple[str, Unlocked]) -> None:
        self._set_busy(busy=False)
        code, self._unlocked = made
        self.show_code(code)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self._say(error.told(self.texts))

    def _on_told(self, error: UserError) -> None:
        self._recovery.add(self._told)
        self._say(error.told(self.texts))

    def _on_put_away(self) -> None:
        self.finished.emit(self._unlocked)


def _made(
    profile: Path,
    beginning: Beginning,
    passphrase: str,
    step: Callable[[int, int], None],
    *,
    language: str,
    now: Callable[[], datetime],
    cost: Cost | None,
) -> tuple[str, Unlocked]:
    """Make the profile and close it again; its recovery code, and what opens it."""
    step(0, 0)
    made = make_profile(
        profile,
        agency=beginning.agency,
        name=beginning.name,
        role=beginning.role,
        passphrase=passphrase,
        title=beginning.title,
        unit=beginning.unit,
        language=language,
        now=now,
        cost=cost,
    )
    made.store.close()
    return made.recovery_code, keys.read(profile / KEYS).unlock(passphrase)


def _judged(passphrase: str) -> str:
    """A word about the passphrase, as honest as can be: only length is to be seen."""
    try:
        keys.refuse_weak(passphrase)
    except UserError:
        return later(
            "At least 12 characters; four words that do not belong together are easy "
            "to remember and hard to guess."
        )
    if len(set(passphrase)) <= len(passphrase) // 3:
        return later("It repeats itself; that is quickly guessed.")
    if len(passphrase) < _ENOUGH:
        return later(
            "Long enough, if no one could guess it who knows you or the office."
        )
    return later("Good, if it is no saying that others know.")


def _agencies() -> list[str]:
    """The names of the agencies whose units come with the program."""
    names = []
    for code in built_in_directories():
        directory = built_in_directory(code)
        names += [unit.name for unit in directory.units if unit.id == directory.agency]
    return names


def _units(agency: str) -> list[str]:
    """The names of the units of a built-in agency, in their order."""
    for code in built_in_directories():
        directory = built_in_directory(code)
        own = {unit.id: unit for unit in directory.units}
        if own[directory.agency].name == agency:
            return [
                unit.name for unit in directory.units if unit.parent == directory.agency
            ]
    return []
