"""On the fill page of an execution sheet: units' accounts out and in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton

from desktop import theme
from desktop.widgets.exporting import ask_where
from desktop.workflows.keep_accounts import sheet_in
from desktop.workflows.read_file import read_file
from desktop.workflows.write_file import write_file
from forms.errors import UserError

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.workflows.execution_sheet import TakenBack
    from desktop.workflows.filling import Filling

_MOST: Final = 20 << 20


class AccountsBar(QFrame):
    """Hands the workbook out and takes it back; hidden in every other visit.

    Signals:
        told(UserError): Something to say to the person in one sentence.
        done(str): What went out or came in, in words.
    """

    told = Signal(object)
    done = Signal(str)

    def __init__(self, session: Session, filling: Filling) -> None:
        super().__init__()
        self.session = session
        self.texts = session.texts
        self._filling = filling
        self._sheet = sheet_in(filling.checklists)
        self._out = QPushButton(self.texts("Hand out workbook…"))
        self._in = QPushButton(self.texts("Take workbook back…"))
        self._lay_out()
        self.setHidden(self._sheet is None)
        self._out.clicked.connect(self._on_out)
        self._in.clicked.connect(self._on_in)

    def _lay_out(self) -> None:
        theme.mark(self, "bar")
        words = QLabel(self.texts("Accounts of the units"))
        theme.mark(words, "strong")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 6, 20, 6)
        layout.setSpacing(8)
        layout.addWidget(words)
        layout.addStretch()
        for button, name, tip in (
            (self._out, "out", self.texts("An xlsx that the units fill in")),
            (self._in, "in", self.texts("An xlsx that a unit has filled in")),
        ):
            theme.mark(button, "link")
            button.setObjectName(f"accounts-{name}")
            button.setAccessibleName(button.text())
            button.setToolTip(tip)
            layout.addWidget(button)

    def _on_out(self) -> None:
        from desktop.workflows.execution_sheet import hand_out  # workbooks come slowly

        if self._sheet is None:
            return
        unit = self._filling.inspection.unit
        name = f"{unit}　{self.texts.of(self._sheet.title)}"
        target = ask_where(self, self.texts, self._out.text(), name, (".xlsx",))
        if target is None:
            return
        try:
            write_file(target, hand_out(self._sheet, self._filling, self.texts))
        except UserError as error:
            self.told.emit(error)
            return
        self.done.emit(self.texts("It is written to {file}.", file=target.name))

    def _on_in(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self,
            self._in.text(),
            str(Path.home()),
            self.texts("Excel workbook (*.xlsx)"),
        )
        if chosen:
            self.take(Path(chosen))

    def take(self, path: Path) -> None:
        """Take a filled-in workbook in; what is wrong with it is told."""
        from desktop.workflows.execution_sheet import take_back  # as above

        if self._sheet is None:
            return
        try:
            data = read_file(path, most=_MOST)
            came = take_back(
                self.session.store,
                self._filling,
                self._sheet,
                data,
                path.name,
                self.session.now(),
            )
        except UserError as error:
            self.told.emit(error)
            return
        self.done.emit(self._in_words(came))

    def _in_words(self, came: TakenBack) -> str:
        said = [self.texts("{count} accounts were taken in.", count=came.taken)]
        if came.replaced:
            said.append(
                self.texts(
                    "{count} of them changed what stood there; Ctrl+Z brings it back.",
                    count=came.replaced,
                )
            )
        if came.unknown:
            rows = "、".join(map(str, came.unknown))
            said.append(self.texts("Not in this sheet: rows {rows}.", rows=rows))
        return " ".join(said)
