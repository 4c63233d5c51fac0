"""What a unit did for an item of a plan: an account, or an activity with its proof."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from desktop.widgets.keys import give_key
from desktop.widgets.roc_date import RocDateEdit
from desktop.workflows.read_file import read_file
from forms.canonical import plain
from forms.checklist.reading import refuse_unreadable
from forms.errors import UserError
from forms.plan.execution import NOTE_KINDS, ExecutionNote, NoteKind, Proof

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from resources.texts import Texts

_SIZE: Final = (640, 660)
_LARGEST: Final = 20 << 20
_MOST_FILES: Final = 20
_ANY: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedNote:
    """What became of a note.

    Attributes:
        files: The bytes of new proof by their SHA-256, to be kept before the note.
        is_removed: The person wants it gone.
    """

    note: ExecutionNote
    files: Mapping[str, bytes]
    is_removed: bool = False


class ExecutionNoteDialog(QDialog):
    """A note that a sealed report has judged can be read and not changed."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        note: ExecutionNote,
        *,
        units: Sequence[str],
        today: date,
        is_new: bool,
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._note = note
        self._files: dict[str, bytes] = {}
        self._proof = list(note.proof)
        self._is_removed = False
        self.kind = QComboBox()
        self.unit = QComboBox()
        self.start = RocDateEdit(texts, today=today)
        self.end = RocDateEdit(texts, today=today)
        self.on = RocDateEdit(texts, today=today, may_be_empty=True)
        self.text = QPlainTextEdit(note.text)
        self.led_by = QLineEdit(note.led_by)
        self.participants = QLineEdit()
        self.reference = QLineEdit(note.reference)
        self.proof = QListWidget()
        self._add = QPushButton(texts("Add files…"))
        self._take_out = QPushButton(texts("Take out"))
        self._told = QLabel()
        self._buttons = DialogButtons(self, texts, has_keys=True, takes_enter=False)
        self._remove = self._buttons.add_left(texts("Remove the note"), "remove")
        self._show(units)
        self._lay_out(is_new=is_new)
        self._add.clicked.connect(self._on_add)
        self._take_out.clicked.connect(self._on_take_out)
        self._remove.clicked.connect(self._on_remove)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        note: ExecutionNote,
        *,
        units: Sequence[str],
        today: date,
        is_new: bool,
    ) -> EditedNote | None:
        """The note as it shall be; ``None`` to leave all as it was.

        Args:
            parent: The page that asks.
            texts: The language.
            note: As it is, or as a new one begins.
            units: The units that the item binds; any other can be typed.
            today: For days typed without a year.
            is_new: It is not kept yet.
        """
        dialog = cls(parent, texts, note, units=units, today=today, is_new=is_new)
        return dialog.edited() if run_dialog(dialog) else None

    def edited(self) -> EditedNote:
        """What stands in the dialog now."""
        participants = self.participants.text().strip()
        start, end = self.start.day, self.end.day
        note = replace(
            self._note,
            kind=NoteKind(self.kind.currentData()),
            unit=self.unit.currentText().strip(),
            start=start or self._note.start,
            end=end or self._note.end,
            on=self.on.day,
            text=self.text.toPlainText().strip(),
            led_by=self.led_by.text().strip(),
            participants=int(participants) if participants else None,
            reference=self.reference.text().strip(),
            proof=tuple(self._proof),
        )
        kept = {one.sha256 for one in self._proof}
        files = {sha256: data for sha256, data in self._files.items() if sha256 in kept}
        return EditedNote(note=note, files=files, is_removed=self._is_removed)

    @override
    def accept(self) -> None:
        """Keep it, unless something is missing."""
        try:
            self._check()
        except UserError as error:
            self._tell(error)
            return
        super().accept()

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take these in as proof."""
        for path in paths:
            try:
                self._take_in(path)
            except UserError as error:
                self._tell(error)
                return
        self._told.hide()

    def _take_in(self, path: Path) -> None:
        if len(self._proof) >= _MOST_FILES:
            raise UserError(
                "A note takes {count} files at most; put more into one archive.",
                count=_MOST_FILES,
            )
        data = read_file(path, most=_LARGEST)
        sha256 = hashlib.sha256(data).hexdigest()
        if all(one.sha256 != sha256 for one in self._proof):
            self._files[sha256] = data
            media_type = mimetypes.guess_type(path.name)[0] or _ANY
            self._proof.append(
                Proof(name=path.name, sha256=sha256, media_type=media_type)
            )
            self.proof.addItem(path.name)
            self.proof.setCurrentRow(self.proof.count() - 1)

    def _check(self) -> None:
        edits = (self.start, self.end, self.on)
        if not all(edit.is_valid() for edit in edits):
            raise UserError("Type the day as 115/11/20 or 1151120.")
        if not self.unit.currentText().strip():
            raise UserError("Say which unit did it.")
        if not self.text.toPlainText().strip():
            raise UserError("Say what was done.")
        if self.start.day and self.end.day and self.start.day > self.end.day:
            raise UserError("The period ends before it begins; correct its days.")
        note = self.edited().note
        refuse_unreadable(plain(note), note.unit)

    def _tell(self, error: UserError) -> None:
        self._told.setText(error.told(self.texts))
        self._told.show()

    def _show(self, units: Sequence[str]) -> None:
        for kind, word in NOTE_KINDS.items():
            self.kind.addItem(self.texts(word), kind)
        self.kind.setCurrentIndex(self.kind.findData(self._note.kind))
        self.unit.setEditable(True)
        self.unit.addItems(list(dict.fromkeys((*units, self._note.unit))))
        self.unit.setCurrentText(self._note.unit)
        self.start.show_day(self._note.start)
        self.end.show_day(self._note.end)
        self.on.show_day(self._note.on)
        self.participants.setValidator(QIntValidator(0, 999_999, self))
        if self._note.participants is not None:
            self.participants.setText(str(self._note.participants))
        self.proof.addItems([one.name for one in self._proof])

    def _lay_out(self, *, is_new: bool) -> None:
        texts = self.texts
        title = texts("What a unit did")
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        heading = QLabel(title)
        theme.mark(heading, "heading")
        theme.mark(self._told, "told")
        theme.mark(self._remove, "link")
        self._remove.setVisible(not is_new)
        self._told.setObjectName("told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        layout.addWidget(heading)
        layout.addLayout(self._form(), 1)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)
        if self._note.report:
            self._lock()
        else:
            self.text.setFocus()

    def _lock(self) -> None:
        """Show it without letting anything be changed."""
        for part in (
            *(self.kind, self.unit, self.start, self.end, self.on, self.text),
            *(self.led_by, self.participants, self.reference),
            *(self._add, self._take_out, self._remove, self._buttons.done),
        ):
            part.setEnabled(False)
        self._told.setText(
            self.texts(
                "Report {number} has judged it, so it is not changed any more.",
                number=self._note.report,
            )
        )
        self._told.show()
        self._buttons.cancel.setFocus()

    def _form(self) -> QFormLayout:
        texts = self.texts
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(96)
        self.proof.setMaximumHeight(96)
        for button, name, key in (
            (self._add, "add-files", "Ctrl+O"),
            (self._take_out, "take-out", "Ctrl+Shift+Del"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
            button.setAutoDefault(False)
        files = QHBoxLayout()
        files.setSpacing(8)
        files.addWidget(self.proof, 1)
        beside = QVBoxLayout()
        beside.addWidget(self._add)
        beside.addWidget(self._take_out)
        beside.addStretch()
        files.addLayout(beside)
        period = QHBoxLayout()
        period.setSpacing(8)
        period.addWidget(self.start)
        period.addWidget(QLabel("–"))
        period.addWidget(self.end)
        form = QFormLayout()
        form.setContentsMargins(0, 8, 0, 8)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for text, name, widget in (
            (texts("&Kind of note"), "kind", self.kind),
            (texts("&Unit"), "unit", self.unit),
            (texts("&What was done"), "text", self.text),
            (texts("&Held on"), "on", self.on),
            (texts("&Period"), "start", self.start),
            (texts("Held or answered for b&y"), "led-by", self.led_by),
            (texts("How &many took part"), "participants", self.participants),
            (texts("&Reference"), "reference", self.reference),
            (texts("Pr&oof"), "proof", self.proof),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setObjectName(name)
            widget.setAccessibleName(text.replace("&", ""))
            if widget is self.start:
                form.addRow(label, period)
            elif widget is self.proof:
                form.addRow(label, files)
            else:
                form.addRow(label, widget)
        self.end.setObjectName("end")
        self.end.setAccessibleName(texts("Last day of the period"))
        self.reference.setPlaceholderText(
            texts("Document number, or where the proof is kept")
        )
        return form

    def _on_add(self) -> None:
        files, _ = QFileDialog.getOpenFileNames(
            self, self.texts("Files that show what was done")
        )
        self.add_files([Path(file) for file in files])

    def _on_take_out(self) -> None:
        row = self.proof.currentRow()
        if row >= 0:
            self.proof.takeItem(row)
            del self._proof[row]

    def _on_remove(self) -> None:
        self._is_removed = True
        super().accept()
