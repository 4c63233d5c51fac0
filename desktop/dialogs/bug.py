"""The program is wrong: said once, honestly, with what its makers need to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
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


class BugDialog(QDialog):
    """Tells it, and shows the report before anybody sends it."""

    def __init__(self, parent: QWidget | None, texts: Texts, report: str) -> None:
        super().__init__(parent)
        self.texts = texts
        self._report = QPlainTextEdit(report)
        self._copy = QPushButton(texts("&Copy the report"))
        self._close = QPushButton(texts("Go o&n"))
        self._lay_out()
        self._copy.clicked.connect(self._on_copy)
        self._close.clicked.connect(self.accept)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, report: str) -> None:
        """Show it until the person goes on."""
        dialog = cls(parent, texts, report)
        run_dialog(dialog)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("A mistake of the program"))
        title = QLabel(self.texts("Zoucha has made a mistake"))
        theme.mark(title, "heading")
        said = QLabel(
            self.texts(
                "It is not yours. Everything that was marked as saved is saved, and "
                "you can go on. The report names places in the program and nothing "
                "that you entered; please send it to those who look after Zoucha."
            )
        )
        said.setWordWrap(True)
        self._report.setReadOnly(True)
        self._report.setTabChangesFocus(True)
        self._report.setObjectName("bug-report")
        self._report.setAccessibleName(self.texts("Report"))
        self._copy.setObjectName("bug-copy")
        self._close.setObjectName("bug-close")
        for button in (self._copy, self._close):
            button.setAccessibleName(button.text().replace("&", ""))
        theme.mark(self._close, "primary")
        self._close.setDefault(True)
        self._close.setFocus()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch()
        row.addWidget(self._copy)
        row.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(title)
        layout.addWidget(said)
        layout.addWidget(self._report)
        layout.addLayout(row)
        self.resize(560, 360)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._report.toPlainText())
