"""Why somebody refuses to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog

if TYPE_CHECKING:
    from resources.texts import Texts


class RefusalDialog(QDialog):
    """A refusal stands in the report with its reason; there is none without one."""

    def __init__(self, texts: Texts, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.texts = texts
        self._reason = QPlainTextEdit()
        self._cancel = QPushButton(texts("Cancel"))
        self._record = QPushButton(texts("Record the refusal"))
        self._lay_out(name)
        self._reason.textChanged.connect(self._on_text)
        self._cancel.clicked.connect(self.reject)
        self._record.clicked.connect(self.accept)

    @classmethod
    def ask(cls, parent: QWidget, texts: Texts, name: str) -> str | None:
        """The reason in one line; ``None`` where nothing is to be recorded."""
        dialog = cls(texts, name, parent)
        return dialog.reason() if run_dialog(dialog) else None

    def reason(self) -> str:
        """What was typed, in one line."""
        return " ".join(self._reason.toPlainText().split())

    def _lay_out(self, name: str) -> None:
        self.setWindowTitle(self.texts("Refuses to sign"))
        self.setMinimumWidth(460)
        asked = QLabel(
            self.texts(
                "Why does {name} not sign? The reason will stand in the report, and a "
                "new preview will be made.",
                name=name or self.texts("the accompanying officer"),
            )
        )
        asked.setWordWrap(True)
        self._reason.setObjectName("refusal-reason")
        self._reason.setAccessibleName(self.texts("Reason of the refusal"))
        self._reason.setTabChangesFocus(True)
        self._reason.setMinimumHeight(96)
        self._record.setEnabled(False)
        theme.mark(self._record, "primary")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button, key in ((self._cancel, "cancel"), (self._record, "record")):
            button.setObjectName(f"refusal-{key}")
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(asked)
        layout.addWidget(self._reason)
        layout.addLayout(buttons)

    def _on_text(self) -> None:
        self._record.setEnabled(bool(self.reason()))
