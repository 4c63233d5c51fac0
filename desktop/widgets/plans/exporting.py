"""Taking along what a plan's page shows, as a file that others can open."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.widgets.exporting import FileExport

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.widgets.progress import Progress
    from forms.plan.coverage import ActionCoverage
    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts


class PlanExport(FileExport):
    """The plan, its coverage, its obligations."""

    def __init__(
        self, texts: Texts, plan: Plan, progress: Progress, page: QWidget
    ) -> None:
        super().__init__(texts, progress, page)
        self._plan = plan

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
