"""A few lines of text that save themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy
from typing_extensions import override

from desktop import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import (
        QFocusEvent,
        QInputMethodEvent,
        QKeyEvent,
        QResizeEvent,
    )

    from resources.texts import Texts

_PAUSE: Final = 500  # milliseconds without a key, after which what is there is kept
_LEAST_HEIGHT: Final = 44
_EDGES: Final = 18
_MOST_LINES: Final = 12


class NoteEdit(QPlainTextEdit):
    """Grows with what is written, and is kept whenever the writer pauses.

    Enter finishes, as Escape does, Shift+Enter begins a line, Tab goes on. Where Enter
    goes on too, it is left to whatever lies around.

    Signals:
        edited(str): The text as it is now; not while it is being composed.
        finished(): The writer is done and the keys are free again.
        pictures_pasted(QMimeData): A picture came instead of words.
    """

    edited = Signal(str)
    finished = Signal()
    pictures_pasted = Signal(object)

    def __init__(self, texts: Texts, *, enter_goes_on: bool = False) -> None:
        super().__init__()
        self.texts = texts
        self._enter_goes_on = enter_goes_on
        self._kept = ""
        self._composing = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.keep)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(texts("Enter: done; Shift+Enter: new line"))
        theme.mark(self, "note")
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._on_size)

    def show_text(self, text: str) -> None:
        """Show this text; what is being written stays."""
        if self._pause.isActive():
            return
        self._kept = text
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._pause.stop()

    def keep(self) -> None:
        """Tell what is there, if it has changed."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._kept:
            self._kept = text
            self.edited.emit(text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, self._fitting_height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._fitting_height())

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers()
        if self._composing:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                self.textCursor().insertBlock()
            elif modifiers or self._enter_goes_on:
                self.keep()
                event.ignore()
            else:
                self._finish()
        elif key == Qt.Key.Key_Escape:
            self._finish()
        elif self._has_nothing_to_undo(event):
            # Nothing is being written, so it is the visit that is meant.
            event.ignore()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.keep()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._on_size()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasImage() or super().canInsertFromMimeData(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText() and not source.hasUrls():
            super().insertFromMimeData(source)
        else:
            self.pictures_pasted.emit(source)

    def _fitting_height(self) -> int:
        lines = max(1, round(self.document().size().height()))
        line = self.fontMetrics().lineSpacing()
        return max(_LEAST_HEIGHT, min(lines, _MOST_LINES) * line + _EDGES)

    def _has_nothing_to_undo(self, event: QKeyEvent) -> bool:
        document, standard = self.document(), QKeySequence.StandardKey
        if event.matches(standard.Undo):
            return not document.isUndoAvailable()
        return event.matches(standard.Redo) and not document.isRedoAvailable()

    def _finish(self) -> None:
        self.keep()
        self.finished.emit()

    def _on_changed(self) -> None:
        if self.toPlainText() != self._kept:
            self._pause.start()

    def _on_size(self) -> None:
        height = self._fitting_height()
        if height != self.height():
            self.updateGeometry()
