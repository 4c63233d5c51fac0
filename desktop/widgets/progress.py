"""How far a piece of slow work is, and the way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme

if TYPE_CHECKING:
    from desktop.tasks import Task
    from resources.texts import Texts


class Progress(QWidget):
    """A bar for one task at a time; it is there only while the task is at work."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._task: Task | None = None
        self._said = QLabel()
        self._bar = QProgressBar()
        self._stop = QPushButton(texts("Stop"))
        self._lay_out()
        self._stop.clicked.connect(self._on_stop)
        self.hide()

    def follow(self, task: Task, sentence: str) -> None:
        """Show how far this task is, until it has reported."""
        self._task = task
        self._said.setText(sentence)
        self._bar.setAccessibleName(sentence)
        # Without an end to it until the work tells one.
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        task.progress.connect(self._on_progress)
        task.done.connect(self._on_ended)
        task.failed.connect(self._on_ended)
        self.show()

    def _lay_out(self) -> None:
        theme.mark(self._said, "muted")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._bar.setObjectName("progress-bar")
        self._bar.setTextVisible(False)
        self._stop.setObjectName("progress-stop")
        self._stop.setAccessibleName(self._stop.text())
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._said)
        words.addWidget(self._bar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addLayout(words, 1)
        layout.addWidget(self._stop)

    def _on_progress(self, done: int, whole: int) -> None:
        self._bar.setRange(0, whole)
        self._bar.setValue(done)

    def _on_stop(self) -> None:
        # It stops at its next step; the bar goes when it has told so.
        self._stop.setEnabled(False)
        if self._task is not None:
            self._task.cancel()

    def _on_ended(self, _: object) -> None:
        self._task = None
        self.hide()
