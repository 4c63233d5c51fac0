"""How the score of a call came about, step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.scoring import CallScore
    from resources.texts import Texts

_SIZE: Final = (620, 480)


class PhoneWorkingDialog(QDialog):
    """Every step in words, to be read and copied."""

    def __init__(self, parent: QWidget | None, texts: Texts, score: CallScore) -> None:
        super().__init__(parent)
        self.texts = texts
        self._lines = QPlainTextEdit(
            "\n".join(line.told(texts) for line in score.working)
        )
        self._close = QPushButton(texts("Close"))
        self._lay_out()
        self._close.clicked.connect(self.accept)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, score: CallScore) -> None:
        """Show the working of a score."""
        dialog = cls(parent, texts, score)
        run_dialog(dialog)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("How the score came about"))
        self.resize(*_SIZE)
        theme.mark(self._close, "primary")
        self._lines.setReadOnly(True)
        self._lines.setTabChangesFocus(True)
        self._lines.setObjectName("working-lines")
        self._lines.setAccessibleName(self.windowTitle())
        self._close.setObjectName("working-close")
        self._close.setAccessibleName(self._close.text())
        self._close.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(self._lines, 1)
        layout.addLayout(buttons)
