"""Adding a signature to a sealed report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.key_chooser import KeyChooser, KeySource, sources_here
from desktop.widgets.signature_pad import SignaturePad
from desktop.workflows.signing_key import OpenedKey
from forms.errors import UserError
from forms.signing.chain import ROLE_WORDS
from forms.signing.ink import Ink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.session import Session
    from forms.signing.chain import Link


@dataclass(frozen=True, kw_only=True)
class Given:
    """A signature that somebody is about to give.

    Attributes:
        ink: What was drawn; ``None`` where nobody drew.
        acting_for: 代行: in whose place; empty for nobody's.
    """

    role: str
    key: OpenedKey
    ink: Ink | None
    acting_for: str


class CountersignDialog(QDialog):
    """As what, with which key, for whom; and room to draw."""

    def __init__(
        self, session: Session, links: Sequence[Link], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = session.texts
        self.given: Given | None = None
        self._links = tuple(links)
        self._role = QComboBox()
        self._acting_for = QLineEdit()
        self._chooser = KeyChooser(
            session, sources_here(session, one_time=True), "countersign"
        )
        self._pad = SignaturePad(self.texts, "countersign-pad")
        self._error = QLabel()
        self._cancel = QPushButton(self.texts("Cancel"))
        self._sign = QPushButton(self.texts("Sign"))
        self._lay_out()
        self._show_signer()
        self._role.activated.connect(self._show_signer)
        self._chooser.source_chosen.connect(self._show_signer)
        self._chooser.name.textEdited.connect(self._show_signer)
        self._chooser.opened.connect(self._on_opened)
        self._chooser.failed.connect(self._on_failed)
        self._cancel.clicked.connect(self.reject)
        self._sign.clicked.connect(self._on_sign)

    @classmethod
    def ask(
        cls, parent: QWidget, session: Session, links: Sequence[Link]
    ) -> Given | None:
        """What is given; ``None`` where the person thought better of it."""
        dialog = cls(session, links, parent)
        run_dialog(dialog)
        return dialog.given

    @property
    def _link(self) -> Link:
        return self._links[self._role.currentIndex()]

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Countersign"))
        self.resize(560, 640)
        for link in self._links:
            word = self.texts(ROLE_WORDS[link.role])
            self._role.addItem(f"{word}　{link.name}".rstrip("　"))
        self._acting_for.setPlaceholderText(self.texts("Only a deputy fills this in"))
        self._error.setWordWrap(True)
        self._error.setObjectName("countersign-error")
        theme.mark(self._error, "error")
        theme.mark(self._sign, "primary")
        self._error.hide()
        form = QFormLayout()
        form.setSpacing(8)
        for label, widget, name in (
            (self.texts("Signs as"), self._role, "role"),
            (self.texts("In the place of"), self._acting_for, "acting-for"),
        ):
            widget.setObjectName(f"countersign-{name}")
            widget.setAccessibleName(label)
            form.addRow(label, widget)
        form.addRow(self.texts("Sign with"), self._chooser)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button, name in ((self._cancel, "cancel"), (self._sign, "sign")):
            button.setObjectName(f"countersign-{name}")
            button.setAccessibleName(button.text())
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(self._pad)
        layout.addWidget(self._error)
        layout.addLayout(buttons)

    def _show_signer(self) -> None:
        link, chooser = self._link, self._chooser
        if chooser.source is KeySource.ONE_TIME and not chooser.name.text():
            chooser.name.setText(link.name)
        member = self.session.member
        own = member.name if member and chooser.source is KeySource.OWN else link.name
        name = chooser.name.text() if chooser.source is KeySource.ONE_TIME else own
        self._pad.show_signer(self.texts(ROLE_WORDS[link.role]), name)

    def _on_sign(self) -> None:
        self._sign.setEnabled(False)
        self._chooser.open_key()

    def _on_opened(self, key: OpenedKey) -> None:
        self.given = Given(
            role=self._link.role,
            key=key,
            ink=self._pad.ink(),
            acting_for=self._acting_for.text().strip(),
        )
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._sign.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self._error.setText(error.told(self.texts))
        self._error.show()
