"""Taking along what a plan's page shows, as a file that others can open."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.tasks import Task
from forms.errors import CancelledError, UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from desktop.widgets.progress import Progress
    from forms.plan.coverage import ActionCoverage
    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_CALLED: Final = {
    ".pdf": later("PDF (*.pdf)"),
    ".odt": later("OpenDocument text (*.odt)"),
    ".ods": later("OpenDocument sheet (*.ods)"),
    ".xlsx": later("Excel workbook (*.xlsx)"),
    ".ics": later("Calendar (*.ics)"),
}


class PlanExport(QObject):
    """Asks for a name and writes beside the window.

    Signals:
        told(UserError): Why nothing was written.
    """

    told = Signal(object)

    def __init__(
        self, texts: Texts, plan: Plan, progress: Progress, page: QWidget
    ) -> None:
        super().__init__(page)
        self.texts = texts
        self._plan = plan
        self._progress = progress
        self._page = page

    def plan(self) -> None:
        """Write the plan itself."""
        from desktop.workflows.write_plan import PLAN_FILES

        path = self._ask(self.texts("Export the plan"), self._plan.title, PLAN_FILES)
        if path is not None:
            self._start(partial(_plan, self._plan, path, self.texts))

    def coverage(self, coverage: Sequence[ActionCoverage]) -> None:
        """Write the matrix."""
        from desktop.workflows.write_plan import COVERAGE_FILES

        title = self.texts("Coverage")
        path = self._ask(self.texts("Export the coverage"), title, COVERAGE_FILES)
        if path is not None:
            self._start(partial(_coverage, self._plan, coverage, path, self.texts))

    def obligations(self, owed: Sequence[Obligation], now: datetime) -> None:
        """Write the obligations, or what is due and overdue as a calendar."""
        from desktop.workflows.write_plan import OBLIGATION_FILES

        title = self.texts("Obligations")
        path = self._ask(self.texts("Export the obligations"), title, OBLIGATION_FILES)
        if path is not None:
            self._start(partial(_obligations, self._plan, owed, path, self.texts, now))

    def _ask(self, title: str, name: str, suffixes: Sequence[str]) -> Path | None:
        filters = ";;".join(self.texts(_CALLED[suffix]) for suffix in suffixes)
        first = Path.home() / f"{name}{suffixes[0]}"
        chosen, picked = QFileDialog.getSaveFileName(
            self._page, title, str(first), filters
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.suffix.lower() in suffixes:
            return path
        wanted = next((s for s in suffixes if f"*{s}" in picked), suffixes[0])
        return path.with_name(f"{path.name}{wanted}")

    def _start(self, work: Callable[[Callable[[int, int], None]], None]) -> None:
        task = Task()
        task.failed.connect(self._on_failed)
        self._progress.follow(task, self.texts("Writing the file…"))
        task.start(work)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def _plan(plan: Plan, path: Path, texts: Texts, _step: object) -> None:
    from desktop.workflows.write_plan import write_plan

    write_plan(plan, path, texts)


def _coverage(
    plan: Plan,
    coverage: Sequence[ActionCoverage],
    path: Path,
    texts: Texts,
    step: Callable[[int, int], None],
) -> None:
    from desktop.workflows.write_plan import write_coverage

    write_coverage(plan, coverage, path, texts, step)


def _obligations(
    plan: Plan,
    owed: Sequence[Obligation],
    path: Path,
    texts: Texts,
    now: datetime,
    step: Callable[[int, int], None],
) -> None:
    from desktop.workflows.write_plan import write_obligations

    write_obligations(plan, owed, path, texts, now, step)
