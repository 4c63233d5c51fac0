"""The head of the bench: whom to call, what to ask, and the score so far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from desktop import theme

if TYPE_CHECKING:
    from resources.texts import Texts


class CallHead(QFrame):
    """Unit and extension large enough to be read while dialling.

    Signals:
        undo_asked(): What was written down last is to be taken back.
        redo_asked(): It is to be written down again.
        working_asked(): How the score comes about.
        finish_asked(): One is done with the call.
        leave_asked(): Back to the round.
    """

    undo_asked = Signal()
    redo_asked = Signal()
    working_asked = Signal()
    finish_asked = Signal()
    leave_asked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._whom = QLabel()
        self._details = QLabel()
        self._score = QPushButton()
        self._undo = QPushButton(texts("Undo"))
        self._redo = QPushButton(texts("Redo"))
        self._leave = QPushButton(texts("Back to the round"))
        self._finish = QPushButton()
        self._lay_out()
        self._score.clicked.connect(self.working_asked)
        self._undo.clicked.connect(self.undo_asked)
        self._redo.clicked.connect(self.redo_asked)
        self._leave.clicked.connect(self.leave_asked)
        self._finish.clicked.connect(self.finish_asked)

    def show_call(self, whom: str, details: str) -> None:
        """Show whom to call."""
        self._whom.setText(whom)
        self._details.setText(details)

    def show_score(self, words: str) -> None:
        """Show the score so far; hidden where there is none."""
        self._score.setText(words)
        self._score.setAccessibleName(words)
        self._score.setVisible(bool(words))

    def show_deeds(
        self, *, can_undo: bool, can_redo: bool, finish: str, can_finish: bool
    ) -> None:
        """Offer what can be done now."""
        self._undo.setEnabled(can_undo)
        self._redo.setEnabled(can_redo)
        self._finish.setText(finish)
        self._finish.setAccessibleName(finish)
        self._finish.setEnabled(can_finish)

    def _lay_out(self) -> None:
        theme.mark(self, "bar")
        theme.mark(self._whom, "title")
        theme.mark(self._details, "muted")
        theme.mark(self._finish, "primary")
        for label in (self._whom, self._details):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._whom)
        words.addWidget(self._details)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setSpacing(0)
        layout.addLayout(words, 1)
        for button, name, key in (
            (self._score, "score", ""),
            (self._undo, "undo", "Ctrl+Z"),
            (self._redo, "redo", "Ctrl+Y"),
            (self._leave, "leave", "Esc"),
            (self._finish, "finish", "Ctrl+Enter"),
        ):
            button.setObjectName(f"call-{name}")
            # A click leaves the keys, the space bar above all, to the call.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(button.text())
            button.setToolTip(f"{button.text()}　{key}".strip())
            layout.addWidget(button)
        layout.insertSpacing(layout.count() - 1, 8)
        for button in (self._score, self._undo, self._redo, self._leave):
            theme.mark(button, "link")
        self._score.setToolTip(self.texts("How the score came about"))
