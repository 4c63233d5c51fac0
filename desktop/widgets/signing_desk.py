"""Where the inspector and the accompanying officer sign, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.key_chooser import KeyChooser, KeySource
from desktop.widgets.signature_pad import SignaturePad
from desktop.widgets.signers import Attendance
from forms.inspection import Role
from forms.signing.chain import ROLE_WORDS

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.session import Session
    from desktop.widgets.signers import Accompanying
    from desktop.workflows.signing_key import OpenedKey
    from forms.sealed import SealedInspection
    from forms.signing.ink import Ink
    from resources.texts import Texts

_TOUCH: Final = 44
_SCROLL_BAR: Final = 16


class SigningDesk(QWidget):
    """Two pads, and the inspector's passphrase.

    Signals:
        refused(): The accompanying officer does not want to sign.
        opened(OpenedKey): The inspector's key is open.
        failed(Exception): It is not, and why.
    """

    refused = Signal()
    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.texts = session.texts
        self._inspector = _Seat(self.texts, "inspector-pad")
        self._officer = _Seat(self.texts, "accompanying-pad")
        self._refuse = QPushButton(self.texts("Refuses to sign…"))
        self._key = Card(self.texts("The inspector's key"))
        self._chooser = KeyChooser(session, (KeySource.OWN,), "sign")
        self._read = QLabel()
        self._seats = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._room = 0
        self._lay_out()
        self._refuse.clicked.connect(self._on_refuse)
        self._chooser.opened.connect(self.opened)
        self._chooser.failed.connect(self.failed)

    def show_chain(
        self,
        sealed: SealedInspection,
        key: OpenedKey | None,
        officer: Accompanying,
    ) -> None:
        """Make ready for those who sign this here.

        Args:
            sealed: What they sign.
            key: The inspector's, where it is open already.
            officer: What was settled with the accompanying officer.
        """
        names = {link.role: link.name for link in sealed.chain}
        self._inspector.show_signer(Role.INSPECTOR, names[Role.INSPECTOR])
        self._officer.show_signer(Role.ACCOMPANYING, names[Role.ACCOMPANYING])
        signs = officer.attendance is Attendance.HERE
        if officer.attendance is Attendance.LATER:
            said = self.texts(
                "Signs later, from the file; until then it is incomplete."
            )
        elif officer.attendance is Attendance.REFUSES:
            said = self.texts("Refuses to sign: {reason}", reason=officer.reason)
        elif officer.acting_for:
            said = self.texts("Signs for {name}, as a deputy", name=officer.acting_for)
        else:
            said = self.texts(
                "Signs with a one-time key that is made for this report and destroyed."
            )
        self._officer.say(said, draws=signs)
        self._inspector.say(self.texts("Signs first and seals the report."), draws=True)
        self._refuse.setVisible(signs)
        self._chooser.setVisible(key is None)
        self._read.setVisible(key is not None)
        if key is not None:
            self._read.setText(self.texts("The key of {name} is open.", name=key.name))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        # How much room the pads need is known only once the look is on them.
        self.fit(self._room)
        super().showEvent(event)

    def open_key(self) -> None:
        """Open the inspector's own key; `opened` or `failed` tells."""
        self._chooser.open_key()

    def inks(self) -> dict[Role, Ink]:
        """What was drawn, by role."""
        drawn = {
            Role.INSPECTOR: self._inspector.pad.ink(),
            Role.ACCOMPANYING: self._officer.pad.ink(),
        }
        return {role: ink for role, ink in drawn.items() if ink is not None}

    def clear(self) -> None:
        """Have two empty pads: what was drawn belongs to another preview."""
        self._inspector.pad.clear()
        self._officer.pad.clear()

    def fit(self, width: int) -> None:
        """Have the pads side by side where there is room, or one below the other."""
        self._room = width
        needed = sum(
            seat.minimumSizeHint().width() for seat in (self._inspector, self._officer)
        )
        wide = width >= needed + self._seats.spacing() + _SCROLL_BAR
        self._seats.setDirection(
            QBoxLayout.Direction.LeftToRight
            if wide
            else QBoxLayout.Direction.TopToBottom
        )

    def _lay_out(self) -> None:
        self._refuse.setObjectName("finish-refuse")
        self._refuse.setAccessibleName(self._refuse.text())
        self._refuse.setMinimumHeight(_TOUCH)
        self._officer.head.addWidget(self._refuse)
        for seat in (self._inspector, self._officer):
            seat.head.addStrut(_TOUCH)
        theme.mark(self._read, "muted")
        self._key.add(self._chooser)
        self._key.add(self._read)
        self._seats.setSpacing(16)
        self._seats.addWidget(self._inspector, 1)
        self._seats.addWidget(self._officer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(self._seats)
        layout.addWidget(self._key)
        layout.addStretch()

    def _on_refuse(self) -> None:
        self.refused.emit()


class _Seat(Card):
    """One who signs: as what, by which name, and the pad."""

    def __init__(self, texts: Texts, key: str) -> None:
        super().__init__()
        self.texts = texts
        self.pad = SignaturePad(texts, key)
        self._said = QLabel()
        self._said.setWordWrap(True)
        theme.mark(self._said, "muted")
        self.add(self._said)
        self.add(self.pad)
        self.body.addStretch()
        self._said.hide()

    def show_signer(self, role: Role, name: str) -> None:
        """Say whose seat this is."""
        word = self.texts(ROLE_WORDS[role])
        self.set_title(f"{word}　{name}".rstrip("　"))
        self.pad.show_signer(word, name)

    def say(self, sentence: str, *, draws: bool) -> None:
        """Tell more about the signer; the pad is there for who draws here."""
        self._said.setText(sentence)
        self._said.show()
        self.pad.setVisible(draws)
