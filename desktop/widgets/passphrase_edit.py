"""Entering a secret: hidden, with a look at it, and a word about Caps Lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from resources.texts import Texts


class PassphraseEdit(QWidget):
    """A secret.

    While it is hidden, input methods are off, as Qt has it; Chinese is typed while it
    is shown.

    Signals:
        typed(str): The person has changed it.
        entered(): Enter was pressed.
    """

    typed = Signal(str)
    entered = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.edit = _Edit()
        self._look = QPushButton(texts("Show"))
        self._hint = QLabel(texts("Caps Lock seems to be on."))
        self._lay_out()
        self.edit.textEdited.connect(self.typed)
        self.edit.returnPressed.connect(self.entered)
        self.edit.capitals_met.connect(self._on_capitals)
        self._look.clicked.connect(self._on_look)

    def text(self) -> str:
        """The secret."""
        return self.edit.text()

    def clear(self) -> None:
        """Forget it, and hide what comes next."""
        self.edit.clear()
        self._look.setChecked(False)
        self._on_look()

    @override
    def setObjectName(self, name: str) -> None:
        super().setObjectName(name)
        self.edit.setObjectName(f"{name}-edit")
        self._look.setObjectName(f"{name}-look")

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self._look.setAccessibleName(self.texts("Show: {name}", name=name))

    def _lay_out(self) -> None:
        self.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._look.setCheckable(True)
        self._look.setToolTip(
            self.texts("Show what is typed; Chinese can be typed only while it shows")
        )
        theme.mark(self._look, "link")
        theme.mark(self._hint, "hint")
        self._hint.setVisible(False)
        self.setFocusProxy(self.edit)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self.edit, 1)
        row.addWidget(self._look)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._hint)

    def _on_look(self) -> None:
        shown = self._look.isChecked()
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._look.setText(self.texts("Hide") if shown else self.texts("Show"))

    def _on_capitals(self, on: bool) -> None:
        self._hint.setVisible(on)


class _Edit(QLineEdit):
    """Tells from the letters that come whether Caps Lock is on; Qt does not say.

    Signals:
        capitals_met(bool): A letter came whose case was not Shift's doing.
    """

    capitals_met = Signal(bool)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if letter.isascii() and letter.isalpha():
            shift = bool(event.modifiers() & event.modifiers().ShiftModifier)
            self.capitals_met.emit(letter.isupper() != shift)
        super().keyPressEvent(event)
