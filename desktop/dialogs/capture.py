"""Quick capture: a place, a few words, a photo, before there is a visit for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.keys import give_key
from desktop.widgets.photo_loader import PhotoIntake, TakenIn
from desktop.widgets.photo_strip import PhotoStrip
from desktop.widgets.places import Fill, NewVisit
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from desktop.widgets.unit_edit import UnitEdit
from desktop.workflows.captures import capture as keep_capture
from desktop.workflows.captures import save_capture
from desktop.workflows.filling import Filling
from forms.errors import UserError
from forms.inspection import Capture, InspectionState, Photo
from forms.report.said import day

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent

    from desktop.session import Session
    from desktop.widgets.places import Place

_WIDTH: Final = 560
_LINES: Final = 4
_PICTURES: Final = "(*.jpg *.jpeg *.png *.JPG *.JPEG *.PNG)"


class CaptureDialog(QDialog):
    """A new capture, or one that is to be put into a visit.

    Attributes:
        leads_to: Where the person wants to go with it; ``None`` to stay.
    """

    def __init__(
        self, parent: QWidget | None, session: Session, capture: Capture | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = session.texts
        self.leads_to: Place | None = None
        self._capture = capture
        self._new: list[TakenIn] = []
        self.unit = UnitEdit()
        self.place = SuggestEdit()
        self.text = QPlainTextEdit()
        self.photos = PhotoStrip(self.texts, self._picture)
        self.visit = QComboBox()
        self._intake = PhotoIntake(self)
        self._add = QPushButton(self.texts("Add photos…"))
        self._told = QLabel()
        self._remove = QPushButton(self.texts("Throw away"))
        self._put = QPushButton(self.texts("Put into the inspection"))
        self._cancel = QPushButton(self.texts("Cancel"))
        self._keep = QPushButton(self.texts("Keep"))
        self._show()
        self._lay_out()
        self._connect()

    @classmethod
    def ask(cls, parent: QWidget | None, session: Session) -> bool:
        """Have something new captured; whether anything was kept."""
        dialog = cls(parent, session)
        return run_dialog(dialog)

    @classmethod
    def show_capture(
        cls, parent: QWidget | None, session: Session, capture: str
    ) -> Place | None:
        """Show one that waits; where the person wants to go with it."""
        dialog = cls(parent, session, session.store.captures.get(capture))
        run_dialog(dialog)
        return dialog.leads_to

    @override
    def accept(self) -> None:
        """Keep what was entered."""
        if self._kept() is not None:
            super().accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        self._intake.take_files(files)
        event.acceptProposedAction()

    def _kept(self) -> Capture | None:
        """What was entered, in the store; ``None`` if it cannot be kept."""
        store, now = self.session.store, self.session.now()
        text = self.text.toPlainText().strip()
        place, unit = self.place.text().strip(), self.unit.text().strip()
        photos = [(taken.data, taken.name) for taken in self._new]
        try:
            if self._capture is None:
                return keep_capture(
                    store, text=text, place=place, unit=unit, now=now, photos=photos
                )
            changed = replace(self._capture, text=text, place=place, unit=unit)
            return save_capture(store, changed, photos)
        except UserError as error:
            self._refuse(error)
            return None

    def _refuse(self, error: UserError) -> None:
        self._told.setText(error.told(self.texts))
        self._told.show()

    def _all_photos(self) -> list[Photo]:
        kept = list(self._capture.photos) if self._capture else []
        return kept + [
            Photo(
                id=f"new-{number}",
                sha256=taken.file.sha256,
                media_type=taken.file.media_type,
                width=taken.file.width,
                height=taken.file.height,
                caption=taken.name,
            )
            for number, taken in enumerate(self._new)
        ]

    def _picture(self, photo: str) -> bytes:
        name, _, number = photo.partition("-")
        if name == "new" and number.isdecimal():
            return self._new[int(number)].data
        kept = self._capture.photos if self._capture else ()
        sha256 = next(one.sha256 for one in kept if one.id == photo)
        return self.session.store.evidence.get(sha256)

    def _show(self) -> None:
        store = self.session.store
        directory = store.directory.get()
        self.unit.offer_units(directory)
        self.place.offer(
            Suggestion(name=place.name, detail=place.kind)
            for place in (directory.places if directory else ())
        )
        for draft in store.inspections.summaries(InspectionState.DRAFT):
            started = day(self.texts, draft.started.date())
            self.visit.addItem(f"{draft.unit}　{started}", draft.id)
        self.visit.addItem(self.texts("A new inspection"), None)
        if self._capture is not None:
            self.unit.setText(self._capture.unit)
            self.place.setText(self._capture.place)
            self.text.setPlainText(self._capture.text)
        self.photos.show_photos(self._all_photos())

    def _lay_out(self) -> None:
        title = self.texts("Quick capture")
        self.setWindowTitle(title)
        self.setMinimumWidth(_WIDTH)
        self.setAcceptDrops(True)
        heading = QLabel(title)
        theme.mark(heading, "heading")
        theme.mark(self._told, "told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.hide()
        hint = QLabel(self.texts("Photos can also be dropped here, or pasted."))
        theme.mark(hint, "guidance")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addLayout(self._form())
        layout.addWidget(self.photos)
        layout.addWidget(hint)
        layout.addWidget(self._told)
        layout.addLayout(self._into())
        layout.addLayout(self._buttons())
        self.text.setFocus()

    def _form(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * _LINES + 24)
        for text, widget, name in (
            (self.texts("&What was seen"), self.text, "text"),
            (self.texts("P&lace"), self.place, "place"),
            (self.texts("&Unit"), self.unit, "unit"),
            (self.texts("Photos"), self._add, "add-photos"),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(widget)
            form.addRow(label, widget)
        self._add.setAccessibleName(self._add.text())
        _key(self._add, "Ctrl+O")
        return form

    def _into(self) -> QHBoxLayout:
        self.visit.setObjectName("visit")
        self.visit.setAccessibleName(self.texts("Inspection that it is put into"))
        self._put.setObjectName("put")
        self._put.setAccessibleName(self._put.text())
        _key(self._put, "Ctrl+P")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.visit, 1)
        row.addWidget(self._put)
        for widget in (self.visit, self._put):
            widget.setVisible(self._capture is not None)
        return row

    def _buttons(self) -> QHBoxLayout:
        theme.mark(self._remove, "link")
        theme.mark(self._keep, "primary")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, name, key in (
            (self._remove, "remove", "Ctrl+Del"),
            (self._cancel, "cancel", "Esc"),
            (self._keep, "keep", "Ctrl+Return"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            _key(button, key)
            row.addWidget(button)
        row.insertStretch(1)
        self._remove.setVisible(self._capture is not None)
        return row

    def _connect(self) -> None:
        self._intake.taken.connect(self._on_taken)
        self._intake.refused.connect(self._refuse)
        self._add.clicked.connect(self._on_add)
        self._put.clicked.connect(self._on_put)
        self._remove.clicked.connect(self._on_remove)
        self._cancel.clicked.connect(self.reject)
        self._keep.clicked.connect(self.accept)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return
        super().keyPressEvent(event)

    def _paste(self) -> None:
        clipboard = QGuiApplication.clipboard()
        mime = clipboard.mimeData()
        if mime.hasUrls():
            urls = [url for url in mime.urls() if url.isLocalFile()]
            self._intake.take_files(Path(url.toLocalFile()) for url in urls)
        elif mime.hasImage():
            image = QImage(clipboard.image())
            self._intake.take_image(image, self.texts("Pasted photo"))

    def _on_taken(self, taken: TakenIn) -> None:
        self._new.append(taken)
        self._told.hide()
        self.photos.show_photos(self._all_photos())

    def _on_add(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(
            self,
            self.texts("Add photos"),
            "",
            f"{self.texts('Photos')} {_PICTURES}",
        )
        self._intake.take_files(map(Path, names))

    def _on_put(self) -> None:
        kept = self._kept()
        if kept is None:
            return
        draft = self.visit.currentData()
        if draft is None:
            self.leads_to = NewVisit(unit=kept.unit)
            super().accept()
            return
        try:
            filling = Filling(self.session.store, draft, self.session.now)
            filling.take_capture(kept.id)
        except UserError as error:
            self._capture = kept
            self._new = []
            self._refuse(error)
            return
        self.leads_to = Fill(draft)
        super().accept()

    def _on_remove(self) -> None:
        if self._capture is not None:
            self.session.store.captures.remove(self._capture.id)
        super().accept()


def _key(button: QPushButton, key: str) -> None:
    give_key(button, key)
    button.setAutoDefault(False)
