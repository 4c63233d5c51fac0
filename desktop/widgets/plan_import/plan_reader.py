"""Reading a plan's file beside the window, and keeping what was read as a draft."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.tasks import Task
from desktop.widgets.progress import Progress
from forms.errors import CancelledError, UserError

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from desktop.session import Session
    from desktop.workflows.plan_draft import Chosen


class PlanReader(QWidget):
    """There only while a file is being read, or to tell why it was not.

    Signals:
        begun(str): The id of the draft that a file has become.
    """

    begun = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.texts = session.texts
        self._at_work = False
        self._progress = Progress(self.texts)
        self._refused = QLabel()
        theme.mark(self._refused, "error")
        self._refused.setWordWrap(True)
        self._refused.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._progress)
        layout.addWidget(self._refused)

    @property
    def refusal(self) -> str:
        """Why the last file was not read; empty where it was."""
        return self._refused.text()

    def choose(self) -> None:
        """Have the person choose a file, and read it."""
        from desktop.workflows.plan_draft import KINDS

        ends = " ".join(f"*{end}" for end in KINDS)
        file, _ = QFileDialog.getOpenFileName(
            self,
            self.texts("The plan that the agency issued"),
            filter=self.texts("Documents ({ends})", ends=ends),
        )
        if file:
            self.read(Path(file))

    def read(self, path: Path) -> None:
        """Have this file read; only one is read at a time."""
        from desktop.workflows.plan_draft import read_chosen

        if self._at_work:
            return
        self._at_work = True
        self._refused.hide()
        self._refused.clear()
        task = Task()
        task.done.connect(self._on_read)
        task.failed.connect(self._on_failed)
        self._progress.follow(task, self.texts("Reading {file}…", file=path.name))
        task.start(partial(read_chosen, path, self.texts))

    def _tell(self, error: UserError) -> None:
        self._refused.setText(error.told(self.texts))
        self._refused.show()

    def _on_read(self, chosen: Chosen) -> None:
        from desktop.workflows.plan_draft import begin_draft

        self._at_work = False
        try:
            draft = begin_draft(self.session.store, chosen)
        except UserError as error:
            self._tell(error)
            return
        self.begun.emit(draft)

    def _on_failed(self, error: Exception) -> None:
        self._at_work = False
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self._tell(error)


def dropped(data: QMimeData) -> Path | None:
    """The file of this computer that is being dropped, if it is one alone."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
