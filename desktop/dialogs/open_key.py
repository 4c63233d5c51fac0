"""Opening the key that somebody signs with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.key_chooser import KeyChooser
from forms.errors import UserError

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.widgets.key_chooser import KeySource
    from desktop.workflows.signing_key import OpenedKey


class OpenKeyDialog(QDialog):
    """A certificate is read before the preview is made: the report names it."""

    def __init__(self, session: Session, source: KeySource, parent: QWidget) -> None:
        super().__init__(parent)
        self.texts = session.texts
        self.key: OpenedKey | None = None
        self._chooser = KeyChooser(session, (source,), "open-key")
        self._error = QLabel()
        self._cancel = QPushButton(self.texts("Cancel"))
        self._open = QPushButton(self.texts("Read the certificate"))
        self._lay_out()
        self._chooser.opened.connect(self._on_opened)
        self._chooser.failed.connect(self._on_failed)
        self._open.clicked.connect(self._on_open)
        self._cancel.clicked.connect(self.reject)

    @classmethod
    def ask(
        cls, parent: QWidget, session: Session, source: KeySource
    ) -> OpenedKey | None:
        """The key, opened; ``None`` where the person thought better of it."""
        dialog = cls(session, source, parent)
        run_dialog(dialog)
        return dialog.key

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Read the certificate"))
        self.setMinimumWidth(460)
        why = QLabel(
            self.texts(
                "The report names the certificate that signs it, so it is read now."
            )
        )
        for label, kind in ((why, "muted"), (self._error, "error")):
            label.setWordWrap(True)
            theme.mark(label, kind)
        self._error.setObjectName("open-key-error")
        self._error.hide()
        theme.mark(self._open, "primary")
        self._open.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button, name in ((self._cancel, "cancel"), (self._open, "open")):
            button.setObjectName(f"open-key-{name}")
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(why)
        layout.addWidget(self._chooser)
        layout.addWidget(self._error)
        layout.addStretch()
        layout.addLayout(buttons)

    def _on_open(self) -> None:
        self._open.setEnabled(False)
        self._chooser.open_key()

    def _on_opened(self, key: OpenedKey) -> None:
        self.key = key
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self._open.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        self._error.setText(error.told(self.texts))
        self._error.show()
