"""With which key somebody signs, and opening it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.tasks import Task
from desktop.workflows import signing_key
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from desktop.session import Session
    from desktop.workflows.signing_key import OpenedKey


class KeySource(StrEnum):
    """Where a key comes from."""

    OWN = "own"
    FILE = "file"
    CARD = "card"
    ONE_TIME = "one-time"


SOURCE_WORDS: Final = {
    KeySource.OWN: later("My own key"),
    KeySource.FILE: later("P12 certificate file"),
    KeySource.CARD: later("Certificate card"),
    KeySource.ONE_TIME: later("One-time key made here"),
}


def sources_here(session: Session, *, one_time: bool = False) -> tuple[KeySource, ...]:
    """What can be signed with on this computer, by who opened the profile."""
    sources = [KeySource.FILE]
    if session.member is not None:
        sources.insert(0, KeySource.OWN)
    if signing_key.cards_can_sign():
        sources.append(KeySource.CARD)
    if one_time:
        sources.append(KeySource.ONE_TIME)
    return tuple(sources)


class KeyChooser(QWidget):
    """A source, and what it takes to open the key from there.

    Signals:
        opened(OpenedKey): The key can be signed with.
        failed(Exception): It was not opened, and why.
        source_chosen(KeySource): The person wants a key from there.
    """

    opened = Signal(object)
    failed = Signal(object)
    source_chosen = Signal(object)

    def __init__(
        self, session: Session, sources: Sequence[KeySource], key: str
    ) -> None:
        """One for these sources; ``key`` begins the object names of its controls."""
        super().__init__()
        self.session = session
        self.texts = session.texts
        self._key = key
        self._sources = tuple(sources)
        self._source = QComboBox()
        self._fields = QStackedWidget()
        self.passphrase = self._secret("passphrase", self.texts("Passphrase"))
        self.password = self._secret("password", self.texts("Password of the file"))
        self.pin = self._secret("pin", self.texts("PIN of the card"))
        self.file = self._line("file", self.texts("P12 or PFX file"))
        self.module = self._line("module", self.texts("PKCS#11 module of the card"))
        self.name = self._line("name", self.texts("Name of the signer"))
        self._browse_file = QPushButton(self.texts("Choose…"))
        self._browse_module = QPushButton(self.texts("Choose…"))
        self._lay_out()
        self._source.activated.connect(self._on_source)
        self._browse_file.clicked.connect(self._on_browse_file)
        self._browse_module.clicked.connect(self._on_browse_module)

    @property
    def source(self) -> KeySource:
        """Where the key is to come from."""
        return self._sources[self._source.currentIndex()]

    def open_key(self) -> None:
        """Open the key beside the window; `opened` or `failed` tells."""
        try:
            work = self._work(self.session.now())
        except UserError as error:
            self.failed.emit(error)
            return
        task = Task()
        task.done.connect(self._on_opened)
        task.failed.connect(self._on_failed)
        task.start(work)

    def forget_secrets(self) -> None:
        """Leave no secret in the fields."""
        for edit in (self.passphrase, self.password, self.pin):
            edit.clear()

    def focus_secret(self) -> None:
        """Be ready to be typed in."""
        first = {
            KeySource.OWN: self.passphrase,
            KeySource.FILE: self.password if self.file.text() else self.file,
            KeySource.CARD: self.pin,
            KeySource.ONE_TIME: self.name,
        }[self.source]
        first.setFocus()
        first.selectAll()

    def _work(self, now: datetime) -> Callable[[object], OpenedKey]:
        store, member = self.session.store, self.session.member
        match self.source:
            case KeySource.OWN:
                keys = store.people.signing_keys(member.id) if member else []
                work = partial(
                    signing_key.open_own_key, keys, self.passphrase.text(), now=now
                )
            case KeySource.FILE:
                path = Path(self._required(self.file))
                work = partial(
                    signing_key.open_key_file, path, self.password.text(), now=now
                )
            case KeySource.CARD:
                path = Path(self._required(self.module))
                pin = self._required(self.pin)
                work = partial(signing_key.open_card, path, pin, now=now)
            case KeySource.ONE_TIME:
                work = partial(
                    signing_key.make_one_time_key,
                    self.name.text().strip(),
                    agency=store.settings.get().agency,
                    now=now,
                )
        return partial(_without_steps, work)

    def _required(self, edit: QLineEdit) -> str:
        text = edit.text().strip()
        if not text:
            edit.setFocus()
            raise UserError(
                "“{field}” is empty; fill it in.", field=edit.accessibleName()
            )
        return text

    def _lay_out(self) -> None:
        self._source.setObjectName(f"{self._key}-source")
        self._source.setAccessibleName(self.texts("Sign with"))
        for source in self._sources:
            self._source.addItem(self.texts(SOURCE_WORDS[source]))
            self._fields.addWidget(self._page(source))
        self._source.setVisible(len(self._sources) > 1)
        self._browse_file.setObjectName(f"{self._key}-browse-file")
        self._browse_module.setObjectName(f"{self._key}-browse-module")
        self._browse_file.setAccessibleName(self.texts("Choose the certificate file"))
        self._browse_module.setAccessibleName(self.texts("Choose the card's module"))
        usual = self.session.settings.card_module or signing_key.usual_module()
        self.module.setText(str(usual or ""))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._source)
        layout.addWidget(self._fields)

    def _page(self, source: KeySource) -> QWidget:
        page = QWidget()
        form = QFormLayout(page)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        match source:
            case KeySource.OWN:
                self._add(form, self.passphrase)
            case KeySource.FILE:
                self._add(form, self.file, self._browse_file)
                self._add(form, self.password)
            case KeySource.CARD:
                self._add(form, self.module, self._browse_module)
                self._add(form, self.pin)
            case KeySource.ONE_TIME:
                self._add(form, self.name)
                told = QLabel(
                    self.texts(
                        "Made for this one signature and destroyed after it. It proves "
                        "that nothing was changed afterwards, not who signed."
                    )
                )
                told.setWordWrap(True)
                theme.mark(told, "guidance")
                form.addRow(told)
        return page

    def _add(
        self, form: QFormLayout, edit: QLineEdit, button: QPushButton | None = None
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(edit, 1)
        if button is not None:
            row.addWidget(button)
        form.addRow(edit.accessibleName(), row)

    def _line(self, name: str, label: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(f"{self._key}-{name}")
        edit.setAccessibleName(label)
        edit.returnPressed.connect(self.open_key)
        return edit

    def _secret(self, name: str, label: str) -> QLineEdit:
        edit = self._line(name, label)
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        return edit

    def _on_source(self, index: int) -> None:
        self._fields.setCurrentIndex(index)
        self.source_chosen.emit(self.source)

    def _on_browse_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self,
            self.texts("Choose the certificate file"),
            filter=self.texts("Certificates (*.p12 *.pfx)"),
        )
        if path:
            self.file.setText(path)
            self.password.setFocus()

    def _on_browse_module(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self.texts("Choose the card's module")
        )
        if path:
            self.module.setText(path)
            self.pin.setFocus()

    def _on_opened(self, key: OpenedKey) -> None:
        settings, module = self.session.settings, self.module.text()
        if self.source is KeySource.CARD and module != settings.card_module:
            self.session.keep(replace(settings, card_module=module))
        self.forget_secrets()
        self.opened.emit(key)

    def _on_failed(self, error: Exception) -> None:
        self.focus_secret()
        self.failed.emit(error)


def _without_steps(work: Callable[[], OpenedKey], _step: object) -> OpenedKey:
    return work()
