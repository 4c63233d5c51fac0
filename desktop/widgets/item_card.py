"""One item of a visit: what is looked at, how it is answered, what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from db.running import Running
from desktop import theme
from desktop.widgets.answers.attached import AttachedEditor
from desktop.widgets.answers.button import KeyLink
from desktop.widgets.answers.factory import editor_for
from desktop.widgets.answers.rows import RowsEditor
from desktop.widgets.deeds import (
    Answered,
    Attached,
    Entered,
    FindingOpened,
    FindingWanted,
    Noted,
    PhotoOpened,
    PhotoWanted,
    RowsGiven,
    Timed,
)
from desktop.widgets.finding_line import FindingLine
from desktop.widgets.flow import Flow
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.photo_strip import PhotoStrip
from desktop.widgets.pictures import brought
from forms.checklist.completeness import Lack
from forms.checklist.model import AnswerKind, Demand

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtCore import QMimeData, QObject
    from PySide6.QtGui import (
        QDragEnterEvent,
        QDropEvent,
        QFocusEvent,
        QMouseEvent,
    )

    from desktop.widgets.shown import Shown
    from forms.checklist.model import Checklist, Item
    from forms.inspection import Finding, Photo
    from resources.texts import Texts

_NUMBER_WIDTH: Final = 40


class ItemCard(QFrame):
    """A panel for one item; the current one is the one that the keys act on.

    Signals:
        done(Deed): Something was done or is wanted here.
    """

    done = Signal(object)

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        number: str,
        *,
        texts: Texts,
        now: Callable[[], datetime],
        picture: Callable[[str], bytes],
    ) -> None:
        super().__init__()
        self.item = item
        self.texts = texts
        self._number = number
        self._picture = picture
        self._shown: Shown | None = None
        self._composing = False
        self._editor = editor_for(checklist, item, texts, now)
        self._rows = RowsEditor(item, item.repeat, texts, now) if item.repeat else None
        self._attached = AttachedEditor(item, texts, now) if item.attached else None
        self._note_link = KeyLink(texts("Note"), "/")
        self._photo_link = KeyLink(texts("Photo"), "P")
        self._finding_link = KeyLink(texts("Finding"), "F")
        self._row_link = self._make_row_link()
        self._unsaved = QLabel(texts("Not saved"))
        self._reminder = QLabel()
        self._note: NoteEdit | None = None
        self._strip: PhotoStrip | None = None
        self._lines: list[FindingLine] = []
        self._body = QVBoxLayout()
        self._lay_out()
        self._connect()

    def show_shown(self, shown: Shown) -> None:
        """Show this."""
        if shown == self._shown:
            return
        self._shown = shown
        answer = shown.answer
        self._editor.show_running(shown.running)
        self._editor.show_answer(answer)
        if self._rows is not None:
            rows = answer.rows if answer else ()
            self._rows.show_rows(rows)
            # Rows decide the value.
            self._editor.setEnabled(not rows)
        if self._attached is not None:
            self._attached.show_values(answer.attached if answer else {})
        self._show_note(answer.note if answer else "")
        self._show_photos(shown.photos)
        self._show_findings(shown.findings)
        self._unsaved.setVisible(shown.unsaved)
        self._remind(self._lacks_in_words(shown.lacks))

    def set_current(self, *, current: bool) -> None:
        """Show whether this is the card that the keys act on."""
        theme.mark(self, "card-current" if current else "card")

    @property
    def is_composing(self) -> bool:
        """Whether an input method is in the middle of a word here."""
        return self._composing

    def begin(self) -> None:
        """Take the keyboard: into the field where the answer is typed, if there is."""
        if not self._editor.isEnabled() or not self._editor.begin():
            self.setFocus()

    def press(self, key: str) -> bool:
        """Do what stands at that key; whether anything does."""
        if key == "+" and self._rows is not None:
            self._rows.add_row()
            return True
        return self._editor.isEnabled() and self._editor.press(key)

    def write_note(self) -> None:
        """Put the keyboard into the note."""
        note = self._note or self._make_note()
        note.show()
        note.setFocus()
        note.moveCursor(note.textCursor().MoveOperation.End)

    def stops(self) -> list[QWidget]:
        """Where Tab stops in this card, in order."""
        return [self, *filter(_is_stop, self.findChildren(QWidget))]

    def keep(self) -> None:
        """Have everything kept that is being written."""
        for note in self.findChildren(NoteEdit):
            note.keep()

    def explain_no_photo(self) -> None:
        """Say why there is no photo here, and offer the note instead."""
        self._remind(
            self.texts(
                "No photo here: personal data would be in the picture. Say it in the "
                "note."
            )
        )
        self.write_note()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.done.emit(Entered(self.item.key))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.begin()
        super().mousePressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusIn:
            self.done.emit(Entered(self.item.key))
        elif kind == QEvent.Type.FocusOut:
            self._composing = False
        elif isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        return super().eventFilter(watched, event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasImage() or event.mimeData().hasUrls():
            self.done.emit(Entered(self.item.key))
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self._on_pictures(event.mimeData())
        event.acceptProposedAction()

    def _lacks_in_words(self, lacks: frozenset[Lack]) -> str:
        said = {
            Lack.NOTE: self.texts("A note is needed (/)."),
            Lack.PHOTO: self.texts("A photo is needed (P)."),
            Lack.FORBIDDEN_PHOTO: self.texts(
                "There is a photo, which is forbidden here; remove it."
            ),
        }
        return "　".join(text for lack, text in said.items() if lack in lacks)

    def _remind(self, text: str) -> None:
        self._reminder.setText(text)
        self._reminder.setVisible(bool(text))

    def _show_note(self, text: str) -> None:
        if self._note is None and text:
            self._make_note()
        if self._note is not None:
            self._note.show_text(text)
            self._note.setVisible(bool(text) or self._note.hasFocus())

    def _make_note(self) -> NoteEdit:
        self._note = note = NoteEdit(self.texts)
        note.setObjectName(f"{self.item.key}-note")
        note.setAccessibleName(self.texts("Note to {number}", number=self._number))
        note.setPlaceholderText(self.texts("Note"))
        note.edited.connect(self._on_noted)
        note.finished.connect(self._on_note_finished)
        note.pictures_pasted.connect(self._on_pictures)
        self._body.insertWidget(self._body.indexOf(self._reminder) + 1, note)
        self._watch(note)
        return note

    def _show_photos(self, photos: Sequence[Photo]) -> None:
        if self._strip is None and photos:
            self._strip = PhotoStrip(self.texts, self._picture)
            self._strip.opened.connect(self._on_photo_opened)
            after = self._note or self._reminder
            self._body.insertWidget(self._body.indexOf(after) + 1, self._strip)
        if self._strip is not None:
            self._strip.show_photos(photos)

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        while len(self._lines) > len(findings):
            line = self._lines.pop()
            self._body.removeWidget(line)
            line.hide()
            line.deleteLater()
        while len(self._lines) < len(findings):
            line = FindingLine(self.texts)
            line.opened.connect(self._on_finding_opened)
            self._lines.append(line)
            self._body.addWidget(line)
            self._watch(line)
        for line, finding in zip(self._lines, findings, strict=True):
            line.show_finding(finding)

    def _lay_out(self) -> None:
        self.setObjectName(f"item-{self.item.key}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        theme.mark(self, "card")
        text = self.texts.of(self.item.text)
        self.setAccessibleName(f"{self._number}　{text}".strip())
        self.setAccessibleDescription(self.texts.of(self.item.guidance))
        number, said = QLabel(self._number), QLabel(text)
        number.setFixedWidth(_NUMBER_WIDTH)
        number.setToolTip(self._sources())
        theme.mark(number, "muted")
        theme.mark(said, "strong")
        theme.mark(self._unsaved, "unsaved")
        theme.mark(self._reminder, "hint")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(said, 1)
        head.addWidget(self._unsaved, 0, Qt.AlignmentFlag.AlignTop)
        self._body.setSpacing(4)
        self._body.addLayout(head)
        for label in (number, said, self._reminder):
            label.setTextFormat(Qt.TextFormat.PlainText)
        for label in (said, self._reminder):
            label.setWordWrap(True)
        if guidance := self.texts.of(self.item.guidance):
            self._body.addWidget(_guidance(guidance))
        self._body.addSpacing(4)
        self._body.addLayout(self._answer_row())
        for editor in (self._rows, self._attached):
            if editor is not None:
                self._body.addWidget(editor)
        self._body.addWidget(self._reminder)
        for label in (self._unsaved, self._reminder):
            label.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(0)
        layout.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(self._body, 1)

    def _make_row_link(self) -> KeyLink | None:
        if self.item.repeat is None:
            return None
        what = self.texts.of(self.item.repeat.label)
        link = KeyLink(self.texts("Add: {what}", what=what), "+")
        link.setObjectName(f"{self.item.key}-add-row")
        return link

    def _answer_row(self) -> Flow:
        links = QWidget()
        side_by_side = QHBoxLayout(links)
        side_by_side.setContentsMargins(0, 0, 0, 0)
        side_by_side.setSpacing(0)
        for name, link in (
            ("note", self._note_link),
            ("photo", self._photo_link),
            ("finding", self._finding_link),
        ):
            link.setObjectName(f"{self.item.key}-{name}-link")
            side_by_side.addWidget(link)
        if self._row_link is not None:
            side_by_side.addWidget(self._row_link)
        if self.item.photo is Demand.FORBIDDEN:
            self._photo_link.setToolTip(
                self.texts("No photo here: personal data would be in the picture.")
            )
        # Words about the whole visit need neither a note nor a finding.
        if self.item.kind is AnswerKind.TEXT and not self.item.required:
            links.hide()
        row = Flow()
        row.addWidget(self._editor)
        row.addWidget(links)
        return row

    def _connect(self) -> None:
        self._editor.chosen.connect(self._on_chosen)
        if self._rows is not None and self._row_link is not None:
            self._row_link.clicked.connect(self._rows.add_row)
            self._rows.edited.connect(self._on_rows)
            self._rows.left.connect(self.setFocus)
        if self._attached is not None:
            self._attached.entered.connect(self._on_attached)
        self._note_link.clicked.connect(self.write_note)
        self._photo_link.clicked.connect(self._on_photo_wanted)
        self._finding_link.clicked.connect(self._on_finding_wanted)
        for child in self.findChildren(QWidget):
            if _is_stop(child):
                self._watch(child)

    def _watch(self, child: QWidget) -> None:
        """Be current as soon as the keyboard is anywhere in the card."""
        child.installEventFilter(self)

    def _sources(self) -> str:
        laws = [f"{one.name}　{one.article}" for one in self.item.laws]
        return "\n".join((*(one.citation for one in self.item.traces), *laws))

    def _on_chosen(self, item: str, value: object) -> None:
        if isinstance(value, Running):
            self.done.emit(Timed(item, value))
        else:
            self.done.emit(Answered(item, value))  # type: ignore[arg-type]

    def _on_rows(self, item: str, rows: tuple[dict[str, str], ...]) -> None:
        self.done.emit(RowsGiven(item, rows))

    def _on_attached(self, item: str, key: str, value: str) -> None:
        self.done.emit(Attached(item, key, value))

    def _on_noted(self, text: str) -> None:
        self.done.emit(Noted(self.item.key, text))

    def _on_note_finished(self) -> None:
        self.setFocus()
        if self._note is not None and not self._note.toPlainText():
            self._note.hide()

    def _on_pictures(self, mime: QMimeData) -> None:
        deed = brought(self.item.key, mime)
        if deed is not None:
            self.done.emit(deed)

    def _on_photo_wanted(self) -> None:
        self.done.emit(PhotoWanted(self.item.key))

    def _on_photo_opened(self, photo: str) -> None:
        self.done.emit(PhotoOpened(self.item.key, photo))

    def _on_finding_wanted(self) -> None:
        self.done.emit(FindingWanted(self.item.key))

    def _on_finding_opened(self, finding: str) -> None:
        self.done.emit(FindingOpened(self.item.key, finding))


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _guidance(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    theme.mark(label, "guidance")
    return label
