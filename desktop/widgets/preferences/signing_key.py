"""The person's own key: what it is, and another in its place."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QLabel

from db import keys
from db.people import SigningKey
from db.profile_folder import KEYS
from desktop import theme
from desktop.tasks import Task
from desktop.widgets.passphrase_edit import PassphraseEdit
from desktop.widgets.preferences.panel import Panel
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.session import Session

_GROUP: Final = 4
_GROUPS: Final = 8


class SigningKeyPanel(Panel):
    """Shows by what the own signatures are known; brings in a P12 file."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.texts("Signing key"))
        self._key = QLabel()
        self._import = self.button(later("Bring in a P12 &file…"), "import-key")
        self._file = QLabel()
        self._password = PassphraseEdit(self.texts)
        self._own = PassphraseEdit(self.texts)
        self._do = self.button(later("Sign with this key"), "import-key-do")
        self._leave = self.button(later("Leave it"), "import-key-leave")
        self._chosen: Path | None = None
        self._lay_out()
        self._import.clicked.connect(self._on_import)
        self._do.clicked.connect(self._on_do)
        self._own.entered.connect(self._on_do)
        self._leave.clicked.connect(self._close_up)

    def refresh(self) -> None:
        """Show the key that signs."""
        member = self.session.member
        held = self.session.store.people.signing_keys(member.id) if member else []
        self._import.setEnabled(member is not None)
        if not held:
            self._key.setText(self.texts("There is no key to sign with."))
            return
        self._key.setText(
            self.texts(
                "SHA-256 of the certificate begins with {fingerprint}.",
                fingerprint=_grouped(held[0].fingerprint),
            )
        )

    def choose(self, file: Path) -> None:
        """Ask for what opens this file."""
        self._chosen = file
        self._file.setText(file.name)
        self._bringing.show()
        self._password.setFocus()

    def _lay_out(self) -> None:
        self._key.setWordWrap(True)
        self._key.setObjectName("signing-key")
        self.add(self._key)
        self.add(
            self.words(
                later(
                    "The key made at the first start proves that nothing was changed. "
                    "A certificate of an authority also proves who signed; cards are "
                    "asked for when a report is signed."
                )
            )
        )
        self.row(self._import)
        self._bringing = inner = self.part()
        inner.add(self._file)
        inner.body.addLayout(
            inner.fields(
                (later("Password of the file"), "file-password", self._password),
                (later("Your passphrase"), "own-passphrase", self._own),
            )
        )
        theme.mark(self._do, "primary")
        inner.row(self._do, self._leave)
        self._close_up()

    def _close_up(self) -> None:
        self._bringing.hide()
        self._password.clear()
        self._own.clear()

    def _on_import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.texts("Choose a key file"),
            str(Path.home()),
            "PKCS#12 (*.p12 *.pfx)",
        )
        if name:
            self.choose(Path(name))

    def _on_do(self) -> None:
        member = self.session.member
        if self._chosen is None or member is None:
            return
        self._bringing.setEnabled(False)
        task = Task()
        task.done.connect(self._on_brought)
        task.failed.connect(self._on_failed)
        task.start(
            partial(
                _brought,
                self._chosen,
                self._password.text(),
                self.session.store.folder / KEYS,
                member.id,
                self._own.text(),
                self.session.now(),
            )
        )

    def _on_brought(self, key: SigningKey) -> None:
        self._bringing.setEnabled(True)
        member = self.session.member
        if member is None:
            return
        try:
            self.session.store.people.keep_key(member.id, key, member.name)
        except UserError as error:
            self.told.emit(error)
            return
        self._close_up()
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._bringing.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def _brought(
    file: Path,
    password: str,
    key_file: Path,
    person: str,
    passphrase: str,
    now: datetime,
    step: Callable[[int, int], None],
) -> SigningKey:
    """The key in the file, under the person's own passphrase.

    Raises:
        UserError: The file or one of the secrets will not do.
    """
    from forms.signing.identity import from_pkcs12, to_pkcs12

    step(0, 2)
    if keys.read(key_file).unlock(passphrase).slot.person != person:
        raise UserError("This passphrase is somebody else's; type your own.")
    step(1, 2)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UserError(
            "{file} cannot be read; check its name and place.", file=file
        ) from error
    identity = from_pkcs12(content, password, file=file.name, now=now)
    return SigningKey(
        fingerprint=identity.fingerprint, pkcs12=to_pkcs12(identity, passphrase)
    )


def _grouped(fingerprint: str) -> str:
    shown = fingerprint[: _GROUP * _GROUPS]
    return " ".join(
        shown[start : start + _GROUP] for start in range(0, len(shown), _GROUP)
    )
