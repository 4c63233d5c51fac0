"""代接電話: the seven things somebody writes down who answers for a colleague."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from forms.phone.call import Message
from resources.texts import later

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from resources.texts import Texts

_WIDTH: Final = 520
FIELDS: Final = {
    "unit": later("Caller's unit"),
    "name": later("Caller's name"),
    "phone": later("Caller's telephone"),
    "gist": later("What it is about"),
    "at": later("Date and time"),
    "call_back": later("When to call back"),
    "rings_again": later("When the caller rings again"),
}


class PhoneMessageDialog(QDialog):
    """What the colleague asked for and repeated; left empty is not asked for."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, message: Message | None
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self.message = message
        there = message or Message()
        self._edits = {
            one.name: QLineEdit(getattr(there, one.name)) for one in fields(Message)
        }
        self._buttons = DialogButtons(self, texts, prefix="message-button-")
        self._remove = self._buttons.add_left(texts("Remove"), "remove")
        self._lay_out()
        self._remove.clicked.connect(self._on_remove)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, message: Message | None
    ) -> Message | None:
        """The message as it is now; ``None`` where none was taken."""
        dialog = cls(parent, texts, message)
        run_dialog(dialog)
        return dialog.message

    @override
    def accept(self) -> None:
        """Take what was typed; all empty is no message."""
        typed = {name: edit.text().strip() for name, edit in self._edits.items()}
        message = replace(Message(), **typed)
        self.message = None if message == Message() else message
        super().accept()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Message taken for a colleague"))
        self.setMinimumWidth(_WIDTH)
        guide = QLabel(
            texts("Write down what the person who answered asked for and repeated.")
        )
        guide.setTextFormat(Qt.TextFormat.PlainText)
        guide.setWordWrap(True)
        theme.mark(guide, "guidance")
        form = QFormLayout()
        form.setSpacing(8)
        for name, label in FIELDS.items():
            edit = self._edits[name]
            edit.setObjectName(f"message-{name.replace('_', '-')}")
            edit.setAccessibleName(texts(label))
            form.addRow(texts(label), edit)
        self._remove.setVisible(self.message is not None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(guide)
        layout.addLayout(form)
        layout.addLayout(self._buttons)

    def _on_remove(self) -> None:
        self.message = None
        super().accept()
