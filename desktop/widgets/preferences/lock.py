"""What keeps the profile shut: the lock, the passphrase, the recovery code."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox

from db import keys
from db.people import SigningKey
from db.profile_folder import KEYS
from desktop import theme
from desktop.tasks import Task
from desktop.widgets.passphrase_edit import PassphraseEdit
from desktop.widgets.places import Locked
from desktop.widgets.preferences.panel import Panel
from desktop.widgets.recovery_panel import RecoveryPanel
from desktop.widgets.recovery_sheet import RecoverySheet
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from db.keys import Keys
    from desktop.session import Session

_MINUTES: Final = (5, 10, 15, 30, 60, 120, 0)


class LockPanel(Panel):
    """Locks by itself after a while; gives a new passphrase and a new code."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.texts("Lock"))
        self._after = QComboBox()
        self._lock = self.button(later("Loc&k now"), "lock-now")
        self._change = self.button(later("Change the &passphrase…"), "change")
        self._new_code = self.button(later("New &recovery code…"), "new-code")
        self._present = PassphraseEdit(self.texts)
        self._new = PassphraseEdit(self.texts)
        self._again = PassphraseEdit(self.texts)
        self._do_change = self.button(later("Change it"), "change-do")
        self._no_change = self.button(later("Leave it"), "change-leave")
        self._do_code = self.button(later("Make a new code"), "new-code-do")
        self._no_code = self.button(later("Leave it"), "new-code-leave")
        self._code: RecoveryPanel | None = None
        self._lay_out()
        self._after.activated.connect(self._on_after)
        self._lock.clicked.connect(self._on_lock)
        self._change.clicked.connect(self._on_change)
        self._new_code.clicked.connect(self._on_new_code)
        self._do_change.clicked.connect(self._on_do_change)
        self._again.entered.connect(self._on_do_change)
        self._no_change.clicked.connect(self._close_up)
        self._do_code.clicked.connect(self._on_do_code)
        self._no_code.clicked.connect(self._close_up)

    def refresh(self) -> None:
        """Show the settings as they are."""
        minutes = self.session.settings.lock_after
        if self._after.findData(minutes) < 0:
            self._after.addItem(self._in_words(minutes), minutes)
        self._after.setCurrentIndex(self._after.findData(minutes))
        # Who came by the recovery code has no passphrase here to change.
        self._change.setEnabled(self.session.member is not None)

    def _lay_out(self) -> None:
        for minutes in _MINUTES:
            self._after.addItem(self._in_words(minutes), minutes)
        self.body.addLayout(
            self.fields((later("Lock after"), "lock-after", self._after))
        )
        self.row(self._lock, self._change, self._new_code)
        self._lay_out_changing()
        self._lay_out_sure()
        self.end("lock-said")
        self._close_up()

    def _lay_out_changing(self) -> None:
        self._changing = inner = self.part()
        inner.body.addLayout(
            inner.fields(
                (later("Passphrase now"), "present", self._present),
                (later("New passphrase"), "new", self._new),
                (later("New one again"), "new-again", self._again),
            )
        )
        theme.mark(self._do_change, "primary")
        inner.row(self._do_change, self._no_change)

    def _lay_out_sure(self) -> None:
        self._sure = inner = self.part()
        inner.add(
            self.words(
                later("The code that was printed before then opens nothing any more.")
            )
        )
        theme.mark(self._do_code, "primary")
        inner.row(self._do_code, self._no_code)

    def _in_words(self, minutes: int) -> str:
        if not minutes:
            return self.texts("Never by itself")
        return self.texts("{minutes} minutes", minutes=minutes)

    def _close_up(self) -> None:
        self._changing.hide()
        self._sure.hide()
        for edit in (self._present, self._new, self._again):
            edit.clear()
        if self._code is not None:
            self._code.deleteLater()
            self._code = None

    def _set_busy(self, *, busy: bool) -> None:
        self._changing.setEnabled(not busy)
        self._sure.setEnabled(not busy)

    def _on_after(self) -> None:
        try:
            self.session.keep(
                replace(self.session.settings, lock_after=self._after.currentData())
            )
        except UserError as error:
            self.told.emit(error)
        self.refresh()

    def _on_lock(self) -> None:
        self.going.emit(Locked())

    def _on_change(self) -> None:
        self._close_up()
        self.tell("")
        self._changing.show()
        self._present.setFocus()

    def _on_do_change(self) -> None:
        member = self.session.member
        if member is None:
            return
        try:
            keys.refuse_weak(self._new.text())
        except UserError as error:
            self.told.emit(error)
            return
        if self._new.text() != self._again.text():
            self.told.emit(
                UserError(
                    "The two passphrases are not the same; type the second one again."
                )
            )
            return
        self._set_busy(busy=True)
        task = Task()
        task.done.connect(self._on_rewrapped)
        task.failed.connect(self._on_failed)
        task.start(
            partial(
                _rewrapped,
                self.session.store.folder,
                member.id,
                self.session.store.people.signing_keys(member.id),
                self._present.text(),
                self._new.text(),
                self.session.now(),
                self.session.store.access.with_passphrase,
            )
        )

    def _on_rewrapped(self, made: tuple[list[SigningKey], Keys]) -> None:
        self._set_busy(busy=False)
        member = self.session.member
        if member is None:
            return
        try:
            self.session.store.access.change_passphrase(
                member.id, self._new.text(), *made
            )
        except UserError as error:
            self.told.emit(error)
        else:
            self._close_up()
            self.tell(self.texts("The new passphrase counts from now on."))

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)

    def _on_new_code(self) -> None:
        self._close_up()
        self.tell("")
        self._sure.show()
        self._do_code.setFocus()

    def _on_do_code(self) -> None:
        self._set_busy(busy=True)
        task = Task()
        task.done.connect(self._on_code)
        task.failed.connect(self._on_failed)
        task.start(partial(_new_code, self.session.store.access.with_new_code))

    def _on_code(self, made: tuple[Keys, str]) -> None:
        self._set_busy(busy=False)
        slots, code = made
        try:
            self.session.store.access.take(slots)
        except UserError as error:
            self.told.emit(error)
            return
        self._close_up()
        self._show_code(code)

    def _show_code(self, code: str) -> None:
        member = self.session.member
        sheet = RecoverySheet(
            code=code,
            agency=self.session.store.settings.get().agency,
            name="" if member is None else member.name,
            made=self.session.now().date(),
        )
        self._code = RecoveryPanel(self.texts, sheet)
        self._code.told.connect(self.told)
        self._code.put_away.connect(self._close_up)
        self.add(self._code)


def _rewrapped(
    profile: Path,
    person: str,
    held: Sequence[SigningKey],
    present: str,
    new: str,
    now: datetime,
    with_passphrase: Callable[[str, str], Keys],
    step: Callable[[int, int], None],
) -> tuple[list[SigningKey], Keys]:
    """The person's signing keys and the slots under the new passphrase.

    Raises:
        UserError: The present passphrase is not this person's.
    """
    from forms.signing.identity import from_pkcs12, to_pkcs12

    step(0, len(held) + 1)
    unlocked = keys.read(profile / KEYS).unlock(present)
    if unlocked.slot.person != person:
        raise UserError("This passphrase is somebody else's; type your own.")
    rewrapped: dict[str, SigningKey] = {}
    for done, key in enumerate(held, start=1):
        step(done, len(held) + 1)
        try:
            identity = from_pkcs12(
                key.pkcs12, present, file="zoucha.db", now=key.moment(now)
            )
        except UserError:
            # Under an older passphrase, or ended: it signs nothing as it is.
            continue
        rewrapped.setdefault(
            key.fingerprint,
            SigningKey(fingerprint=key.fingerprint, pkcs12=to_pkcs12(identity, new)),
        )
    if held and not rewrapped:
        raise UserError(
            "Your signing key does not open with this passphrase, and it would be "
            "lost with a new one; nothing was changed."
        )
    return [*reversed(rewrapped.values())], with_passphrase(person, new)


def _new_code(
    with_new_code: Callable[[], tuple[Keys, str]], step: Callable[[int, int], None]
) -> tuple[Keys, str]:
    step(0, 0)
    return with_new_code()
