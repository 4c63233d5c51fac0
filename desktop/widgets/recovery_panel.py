"""The recovery code on the screen, this once, and ways to take it away."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.recovery_sheet import as_pdf, put_on
from desktop.workflows.write_file import write_file
from forms.errors import UserError

if TYPE_CHECKING:
    from desktop.widgets.recovery_sheet import RecoverySheet
    from resources.texts import Texts


class RecoveryPanel(QWidget):
    """Shows the code until the person says that it lies where it is safe.

    Signals:
        put_away(): The person has said so and goes on.
        told(UserError): The sheet could not be written.
    """

    put_away = Signal()
    told = Signal(object)

    def __init__(self, texts: Texts, sheet: RecoverySheet) -> None:
        super().__init__()
        self.texts = texts
        self._sheet = sheet
        self._code = QLabel(_in_two_lines(sheet.code))
        self._copy = QPushButton(texts("&Copy"))
        self._print = QPushButton(texts("&Print…"))
        self._save = QPushButton(texts("&Save as PDF…"))
        self._done = QLabel()
        self._safe = QCheckBox(texts("I have put the code a&way safely"))
        self._on = QPushButton(texts("Go o&n"))
        self._lay_out()
        self._copy.clicked.connect(self._on_copy)
        self._print.clicked.connect(self._on_print)
        self._save.clicked.connect(self._on_save)
        self._safe.clicked.connect(self._on_safe)
        self._on.clicked.connect(self._on_go_on)

    def save_to(self, path: Path) -> None:
        """Write the sheet as a PDF."""
        try:
            write_file(path, as_pdf(self._sheet, self.texts))
        except UserError as error:
            self.told.emit(error)
        else:
            self._done.setText(self.texts("Written to {file}.", file=path))

    def _lay_out(self) -> None:
        theme.mark(self._code, "code")
        theme.mark(self._done, "guidance")
        theme.mark(self._on, "primary")
        self._code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._code.setAccessibleName(self.texts("Recovery code"))
        self._code.setObjectName("recovery-code")
        self._done.setWordWrap(True)
        self._on.setEnabled(False)
        for widget, name in (
            (self._copy, "recovery-copy"),
            (self._print, "recovery-print"),
            (self._save, "recovery-save"),
            (self._safe, "recovery-safe"),
            (self._on, "recovery-go-on"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(widget.text().replace("&", ""))
        self.setFocusProxy(self._print)
        said = QLabel(
            self.texts(
                "This code opens your data if the passphrase is forgotten. It is shown "
                "this once: print it or write it down, and lock it away from the "
                "computer. It never signs in your name."
            )
        )
        said.setWordWrap(True)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        for button in (self._print, self._save, self._copy):
            ways.addWidget(button)
        ways.addStretch()
        last = QHBoxLayout()
        last.addWidget(self._safe, 1)
        last.addWidget(self._on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(said)
        layout.addWidget(self._code)
        layout.addLayout(ways)
        layout.addWidget(self._done)
        layout.addLayout(last)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._sheet.code)
        self._done.setText(
            self.texts("Copied; clear the clipboard when the code is in its place.")
        )

    def _on_print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec():
            put_on(printer, self._sheet, self.texts)

    def _on_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.texts("Save the recovery code"),
            str(Path.home() / f"{self.texts('recovery-code')}.pdf"),
            "PDF (*.pdf)",
        )
        if name:
            self.save_to(Path(name))

    def _on_safe(self) -> None:
        self._on.setEnabled(self._safe.isChecked())

    def _on_go_on(self) -> None:
        self.put_away.emit()


def _in_two_lines(code: str) -> str:
    half = len(code) // 2
    return f"{code[:half]}\n{code[half + 1 :]}"
