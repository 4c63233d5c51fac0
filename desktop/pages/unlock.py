"""Opening a profile: with the passphrase, the recovery code, or an earlier backup."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import theme
from desktop.tasks import Task
from desktop.widgets.card import Card
from desktop.widgets.gate import Gate
from desktop.widgets.passphrase_edit import PassphraseEdit
from desktop.widgets.roc_date import day_shown
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.backup import Backup
    from db.keys import Unlocked
    from resources.texts import Texts

_KEYS: Final = "keys.json"
_BACKUPS: Final = "backups"
_EVIDENCE: Final = "evidence.db"
_BRING: Final = later("&Bring back this backup…")
_ASIDE: Final = later(
    "What is in the profile now is moved aside and kept. What was entered after the "
    "backup is only there. The passphrase typed above opens the backup."
)
_ASIDE_EVIDENCE: Final = later(
    "What is whole of it is kept, and what it lacks is taken from what was moved aside "
    "earlier. The damaged file is moved aside and kept."
)
PATIENCE: Final = (0, 0, 1, 2, 4, 8, 16, 30)
"""Seconds to wait after so many wrong tries; never longer, and never for ever."""


class UnlockPage(Gate):
    """The way into the profile in a folder.

    It is the first thing seen, so that what reads the store is imported when it is
    asked for, and most often beside the window.

    Signals:
        unlocked(Unlocked): What the secret has opened.
    """

    unlocked = Signal(object)

    def __init__(
        self,
        texts: Texts,
        profile: Path,
        *,
        now: Callable[[], datetime],
        backup: Path | None = None,
    ) -> None:
        super().__init__(texts)
        self._profile = profile
        self._now = now
        self._wrong = 0
        self._wait = 0
        self._chosen = backup
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._secret = PassphraseEdit(texts)
        self._open = QPushButton(texts("Open"))
        self._told = QLabel()
        self._damage = Card(texts("The way back"))
        self._offer = QLabel()
        self._aside = QLabel()
        self._bring = QPushButton(texts(_BRING))
        self._sure = QWidget()
        self._yes = QPushButton(texts("&Yes, bring it back"))
        self._no = QPushButton(texts("N&o, leave everything"))
        self._lay_out()
        self._secret.entered.connect(self._on_open)
        self._open.clicked.connect(self._on_open)
        self._bring.clicked.connect(self._on_bring)
        self._yes.clicked.connect(self._on_yes)
        self._no.clicked.connect(self._on_no)
        self._second.timeout.connect(self._on_second)
        if backup is not None:
            self._offer_backup(backup)

    def refuse(self, error: UserError) -> None:
        """Show why the profile did not open, and the way back where there is one."""
        self._set_busy(busy=False)
        self._say(error.told(self.texts))
        file = error.fields.get("file")
        if isinstance(file, Path) and file.parent == self._profile:
            self._offer_way_back(error, only_evidence=file.name == _EVIDENCE)

    def _offer_way_back(self, error: UserError, *, only_evidence: bool) -> None:
        from db.backup import backups_in
        from db.connection import DamagedError

        folder = self._profile / _BACKUPS
        found = backups_in(folder)
        if only_evidence and isinstance(error, DamagedError):
            self._offer_backup(self._profile)
        elif found:
            self._offer_backup(found[0].path)
        else:
            self._say(
                f"{error.told(self.texts)} "
                + self.texts("There is no backup in {folder}.", folder=folder)
            )

    def _offer_backup(self, path: Path) -> None:
        from db.backup import backups_in

        self._chosen = path
        known = {one.path: one for one in backups_in(path.parent)}
        self._offer.setText(self._words_for(known.get(path), path))
        mending = path == self._profile
        self._aside.setText(self.texts(_ASIDE_EVIDENCE if mending else _ASIDE))
        self._bring.setText(
            self.texts("&Mend the photos and reports…" if mending else _BRING)
        )
        self._bring.setAccessibleName(self._bring.text().replace("&", ""))
        self._damage.show()
        self._on_no()

    def _words_for(self, backup: Backup | None, path: Path) -> str:
        if path == self._profile:
            return self.texts(
                "Only the file with the photos and the reports is damaged; everything "
                "that was entered is there."
            )
        if backup is None:
            return self.texts("The backup {file}.", file=path.name)
        made = backup.made.astimezone(self._now().tzinfo)
        return self.texts(
            "The backup of {day}, {time}, was read back whole when it was made.",
            day=day_shown(self.texts, made.date()),
            time=f"{made:%H:%M}",
        )

    def _lay_out(self) -> None:
        said = QLabel(
            self.texts(
                "Type your passphrase. If it is forgotten, type the recovery code from "
                "the printed sheet."
            )
        )
        said.setWordWrap(True)
        self._secret.setObjectName("secret")
        self._secret.setAccessibleName(self.texts("Passphrase or recovery code"))
        self._open.setObjectName("open-profile")
        self._open.setAccessibleName(self.texts("Open"))
        theme.mark(self._open, "primary")
        self._told.setObjectName("unlock-told")
        self._told.setWordWrap(True)
        self._told.setVisible(False)
        theme.mark(self._told, "error")
        where = QLabel(self.texts("Profile: {folder}", folder=self._profile))
        where.setTextFormat(Qt.TextFormat.PlainText)
        where.setWordWrap(True)
        theme.mark(where, "guidance")
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self._open)
        card = Card(self.texts("Open the profile"))
        card.add(said)
        card.add(self._secret)
        card.add(self._told)
        card.body.addLayout(row)
        self.column.addWidget(card)
        self._lay_out_damage()
        self.column.addWidget(self._damage)
        self.column.addWidget(where)
        self.setFocusProxy(self._secret)

    def _lay_out_damage(self) -> None:
        for button, name in (
            (self._bring, "restore"),
            (self._yes, "restore-yes"),
            (self._no, "restore-no"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text().replace("&", ""))
        self._aside.setWordWrap(True)
        self._offer.setWordWrap(True)
        theme.mark(self._aside, "guidance")
        answers = QHBoxLayout(self._sure)
        answers.setContentsMargins(0, 0, 0, 0)
        answers.addWidget(self._yes)
        answers.addWidget(self._no)
        answers.addStretch()
        self._damage.add(self._offer)
        self._damage.add(self._aside)
        row = QHBoxLayout()
        row.addWidget(self._bring)
        row.addStretch()
        self._damage.body.addLayout(row)
        self._damage.add(self._sure)
        self._damage.hide()

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def _set_busy(self, *, busy: bool) -> None:
        self._secret.setEnabled(not busy)
        self._open.setEnabled(not busy and not self._wait)
        self._yes.setEnabled(not busy)
        self._open.setText(self.texts("Opening…") if busy else self.texts("Open"))

    def _task(self) -> Task:
        self._set_busy(busy=True)
        self._say("")
        task = Task()
        task.failed.connect(self._on_failed)
        return task

    def _on_open(self) -> None:
        if self._wait or not self._open.isEnabled() or not self._secret.text():
            return
        task = self._task()
        task.done.connect(self._on_opened)
        task.start(partial(_try, self._profile, self._secret.text()))

    def _on_opened(self, unlocked: Unlocked) -> None:
        self._wrong = 0
        self.unlocked.emit(unlocked)
        self._set_busy(busy=False)

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if isinstance(error, _WrongSecretError):
            self._wrong += 1
            self._wait = PATIENCE[min(self._wrong, len(PATIENCE) - 1)]
            self._say(error.reason.told(self.texts))
            self._secret.edit.selectAll()
            self._secret.setFocus()
            if self._wait:
                self._second.start()
                self._show_wait()
        elif isinstance(error, UserError):
            self.refuse(error)
        else:
            raise error

    def _on_second(self) -> None:
        self._wait -= 1
        self._show_wait()

    def _show_wait(self) -> None:
        self._open.setEnabled(not self._wait)
        if self._wait:
            self._open.setText(
                self.texts("Open again in {seconds} s", seconds=self._wait)
            )
        else:
            self._second.stop()
            self._open.setText(self.texts("Open"))

    def _on_bring(self) -> None:
        if not self._secret.text():
            self._say(self.texts("Type the passphrase first; it opens the backup."))
            self._secret.setFocus()
            return
        self._sure.show()
        self._bring.hide()
        self._yes.setFocus()

    def _on_no(self) -> None:
        self._sure.hide()
        self._bring.show()

    def _on_yes(self) -> None:
        if self._chosen is None:
            return
        task = self._task()
        task.done.connect(self._on_restored)
        task.start(partial(_restore, self._chosen, self._profile, self._secret.text()))

    def _on_restored(self, back: tuple[Unlocked, int]) -> None:
        unlocked, missing = back
        self._damage.hide()
        if missing:
            # It is read before one goes on; the passphrase is there, and opens.
            self._say(
                self.texts(
                    "It is in place, but {count} photos or reports are missing still. "
                    "Preferences, “Back up to another disk”, brings back those that "
                    "lie on that disk.",
                    count=missing,
                )
            )
        else:
            self.unlocked.emit(unlocked)
        self._set_busy(busy=False)
        self._open.setFocus()


class _WrongSecretError(Exception):
    """The secret opens nothing.

    Attributes:
        reason: Why, for the person.
    """

    def __init__(self, reason: UserError) -> None:
        super().__init__()
        self.reason = reason


def _try(profile: Path, secret: str, step: Callable[[int, int], None]) -> Unlocked:
    """What the secret opens, which takes its time by design."""
    from db import keys

    step(0, 0)
    current = keys.read(profile / _KEYS)
    try:
        return current.unlock(secret)
    except UserError as error:
        raise _WrongSecretError(error) from error


def _restore(
    backup: Path, profile: Path, secret: str, step: Callable[[int, int], None]
) -> tuple[Unlocked, int]:
    """What the secret opens then, and how many files were nowhere to be found."""
    from db.restore import restore

    step(0, 0)
    restored = restore(backup, profile, secret)
    return _try(profile, secret, step), restored.missing
