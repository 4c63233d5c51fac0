"""One photo, large: looked at, described, drawn on, moved, removed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.go_to import GoToDialog, targets_of
from desktop.tasks import Task
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from desktop.widgets.keys import give_key
from desktop.widgets.photo_canvas import PhotoCanvas
from desktop.widgets.photo_loader import PhotoLoader, draw_marks
from desktop.widgets.photo_marks import Mark, MarkKind, marks_of, shapes_of
from forms.checklist.model import Demand
from forms.errors import UserError
from forms.report.numbering import item_numbers
from resources.texts import later

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap
    from PySide6.QtWidgets import QWidget

    from desktop.dialogs.go_to import Target
    from desktop.session import Session
    from desktop.workflows.filling import Filling
    from forms.inspection import Photo

_SIDE: Final = 4000
_SIZE: Final = (960, 680)
_TOOLS: Final = (
    (None, later("Look"), "Ctrl+1"),
    (MarkKind.ARROW, later("Arrow"), "Ctrl+2"),
    (MarkKind.BOX, later("Box"), "Ctrl+3"),
    (MarkKind.TEXT, later("Words"), "Ctrl+4"),
)


class PhotoDialog(QDialog):
    """What was drawn and written is kept when the dialog is closed with “Done”."""

    def __init__(
        self, parent: QWidget | None, session: Session, filling: Filling, photo: Photo
    ) -> None:
        super().__init__(parent)
        self.texts = session.texts
        self._filling = filling
        self._photo = photo
        self._item = photo.item
        self._marks = marks_of(filling.shapes(photo.id))
        self.canvas = PhotoCanvas(self.texts)
        self.caption = QLineEdit(photo.caption)
        self.finding = QComboBox()
        self._move = QPushButton()
        self._tools = QButtonGroup(self)
        self._undo = QPushButton(self.texts("Undo"))
        self._smaller = QPushButton("−")
        self._larger = QPushButton("+")
        self._whole = QPushButton(self.texts("Whole picture"))
        self._buttons = DialogButtons(
            self, self.texts, has_keys=True, takes_enter=False
        )
        self._remove = self._buttons.add_left(self.texts("Remove the photo"), "remove")
        self._told = QLabel()
        self._loader = PhotoLoader(self)
        self._lay_out()
        self._connect()
        self._offer_findings()
        self._loader.load(photo.sha256, filling.picture(photo.id, original=True), _SIDE)

    @classmethod
    def ask(
        cls, parent: QWidget | None, session: Session, filling: Filling, photo: Photo
    ) -> bool:
        """Show the photo; whether anything about it was changed."""
        dialog = cls(parent, session, filling, photo)
        return run_dialog(dialog)

    @override
    def accept(self) -> None:
        """Keep what was drawn and written; the drawing is made beside the window."""
        marks = self.canvas.marks
        if marks == self._marks:
            self._keep()
            return
        if not marks:
            self._mark(None)
            return
        self._buttons.done.setEnabled(False)
        self._say(self.texts("Drawing on the photo…"))
        original = self._filling.picture(self._photo.id, original=True)
        task = Task()
        task.done.connect(self._mark)
        task.failed.connect(self._on_failed)
        task.start(partial(_drawn, original, marks))

    def _mark(self, marked: bytes | None) -> None:
        try:
            self._filling.mark_photo(
                self._photo.id, shapes_of(self.canvas.marks), marked
            )
        except UserError as error:
            self._refuse(error)
            return
        self._marks = self.canvas.marks
        self._keep()

    def _keep(self) -> None:
        photo, caption = self._photo, self.caption.text().strip()
        finding = self.finding.currentData()
        try:
            if caption != photo.caption:
                self._filling.set_caption(photo.id, caption)
            if (self._item, finding) != (photo.item, photo.finding):
                self._filling.move_photo(photo.id, self._item, finding)
        except UserError as error:
            self._refuse(error)
            return
        super().accept()

    def _refuse(self, error: UserError) -> None:
        self._buttons.done.setEnabled(True)
        self._say(error.told(self.texts))

    def _say(self, sentence: str) -> None:
        self._told.setText(sentence)
        self._told.setVisible(bool(sentence))

    def _offer_findings(self) -> None:
        self.finding.addItem(self.texts("No finding"), None)
        for one in self._filling.findings():
            words = self.texts(
                "Finding {number}: {text}", number=one.number, text=one.text
            )
            self.finding.addItem(words, one.id)
        self.finding.setCurrentIndex(max(self.finding.findData(self._photo.finding), 0))

    def _targets(self) -> list[Target]:
        """The items that the photo may be moved to."""
        return [
            target
            for target in targets_of(self._filling, self.texts)
            if target.key != self._item
            and self._filling.item(target.key).photo is not Demand.FORBIDDEN
        ]

    def _name_item(self) -> None:
        """Say at which item the photo is, on the button that moves it."""
        at = item_numbers(self._filling.checklists).get(self._item or "")
        self._move.setText(
            self.texts("Item {number}…", number=at)
            if at
            else self.texts("Move to item…")
        )
        _name(self._move, "move", "Ctrl+M", self.texts("Move to another item"))

    def _lay_out(self) -> None:
        theme.mark(self._remove, "link")
        self.setWindowTitle(self.texts("Photo"))
        self.resize(*_SIZE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(self._tool_row())
        layout.addWidget(self.canvas, 1)
        layout.addLayout(self._words_row())
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)
        theme.mark(self._told, "hint")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.hide()
        self.canvas.setFocus()

    def _tool_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for number, (kind, text, key) in enumerate(_TOOLS):
            button = QPushButton(self.texts(text))
            button.setCheckable(True)
            button.setChecked(kind is None)
            theme.mark(button, "segment")
            _name(button, f"tool-{kind or 'look'}", key, self.texts(text))
            self._tools.addButton(button, number)
            row.addWidget(button)
        _name(self._undo, "undo", "Ctrl+Z", self._undo.text())
        row.addWidget(self._undo)
        row.addStretch()
        for button, name, key, called in (
            (self._smaller, "smaller", "Ctrl+-", self.texts("Smaller")),
            (self._larger, "larger", "Ctrl++", self.texts("Larger")),
            (self._whole, "whole", "Ctrl+0", self._whole.text()),
        ):
            _name(button, name, key, called)
            row.addWidget(button)
        self._undo.setEnabled(bool(self._marks))
        return row

    def _words_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for text, widget, name in (
            (self.texts("&Caption"), self.caption, "caption"),
            (self.texts("S&hows"), self.finding, "finding"),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setObjectName(name)
            widget.setAccessibleName(text.replace("&", ""))
            row.addWidget(label)
            row.addWidget(widget, 1)
        row.addWidget(self._move)
        self._name_item()
        self.finding.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.finding.setMinimumContentsLength(12)
        self.caption.setPlaceholderText(self.texts("What can be seen"))
        return row

    def _connect(self) -> None:
        self._loader.loaded.connect(self._on_loaded)
        self._loader.damaged.connect(self._on_damaged)
        self._tools.idClicked.connect(self._on_tool)
        self.canvas.drawn.connect(self._on_drawn)
        self._undo.clicked.connect(self.canvas.undo)
        self._smaller.clicked.connect(self._on_smaller)
        self._larger.clicked.connect(self._on_larger)
        self._whole.clicked.connect(self.canvas.fit)
        self._move.clicked.connect(self._on_move)
        self._remove.clicked.connect(self._on_remove)

    def _on_loaded(self, _: str, picture: QPixmap) -> None:
        self.canvas.show_picture(picture, self._marks)

    def _on_damaged(self) -> None:
        self._say(self.texts("The photo cannot be shown; its file is kept unchanged."))

    def _on_tool(self, number: int) -> None:
        self.canvas.take(_TOOLS[number][0])
        self.canvas.setFocus()

    def _on_drawn(self) -> None:
        self._undo.setEnabled(bool(self.canvas.marks))

    def _on_smaller(self) -> None:
        self.canvas.zoom(-1)

    def _on_larger(self) -> None:
        self.canvas.zoom(1)

    def _on_move(self) -> None:
        title = self.texts("Move the photo to")
        item = GoToDialog.ask(self, self.texts, self._targets(), title)
        if item is None:
            return
        self._item = item
        # What the photo showed belongs to the item it was at.
        self.finding.setCurrentIndex(0)
        self._name_item()

    def _on_remove(self) -> None:
        try:
            self._filling.remove_photo(self._photo.id)
        except UserError as error:
            self._refuse(error)
            return
        super().accept()

    def _on_failed(self, error: Exception) -> None:
        self._buttons.done.setEnabled(True)
        raise error


def _drawn(original: bytes, marks: tuple[Mark, ...], _: object) -> bytes:
    return draw_marks(original, marks, _SIDE)


def _name(button: QPushButton, name: str, key: str, called: str) -> None:
    button.setObjectName(name)
    button.setAccessibleName(called)
    give_key(button, key, called)
