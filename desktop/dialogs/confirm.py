"""One question before something that is not wanted by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from resources.texts import Texts

_WIDTH = 440


class ConfirmDialog(QDialog):
    """Names what is about to happen; Enter does nothing but keep things as they are."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        *,
        question: str,
        detail: str,
        action: str,
        keep: str = "",
    ) -> None:
        super().__init__(parent)
        self._keep = QPushButton(keep or texts("Cancel"))
        self._do = QPushButton(action)
        self._lay_out(question, detail)
        self._keep.clicked.connect(self.reject)
        self._do.clicked.connect(self.accept)

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        texts: Texts,
        *,
        question: str,
        detail: str,
        action: str,
        keep: str = "",
    ) -> bool:
        """Whether the person wants it done.

        Args:
            parent: The page that asks.
            texts: The language.
            question: Names what it happens to.
            detail: What will be gone, and what stays.
            action: What the button says that does it.
            keep: What the other button says; without, that nothing is done.
        """
        dialog = cls(
            parent, texts, question=question, detail=detail, action=action, keep=keep
        )
        return run_dialog(dialog)

    def _lay_out(self, question: str, detail: str) -> None:
        self.setWindowTitle(question)
        self.setMinimumWidth(_WIDTH)
        asked, told = QLabel(question), QLabel(detail)
        theme.mark(asked, "heading")
        theme.mark(told, "muted")
        for label in (asked, told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._keep.setObjectName("keep")
        self._do.setObjectName("do")
        self._keep.setDefault(True)
        for button in (self._keep, self._do):
            button.setAccessibleName(button.text())
        self.setAccessibleDescription(detail)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        buttons.addWidget(self._do)
        buttons.addWidget(self._keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(asked)
        layout.addWidget(told)
        layout.addSpacing(12)
        layout.addLayout(buttons)
        self._keep.setFocus()
