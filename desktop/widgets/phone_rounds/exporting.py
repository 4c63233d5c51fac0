"""Taking the results of a round along, as a file that others can open."""

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
    from desktop.widgets.progress import Progress
    from forms.phone.record import PhoneRecord
    from resources.texts import Texts

_CALLED: Final = {
    ".xlsx": later("Excel workbook (*.xlsx)"),
    ".ods": later("OpenDocument sheet (*.ods)"),
    ".pdf": later("PDF (*.pdf)"),
}


class ResultsExport(QObject):
    """Asks for a name and writes beside the window.

    Signals:
        told(UserError): Why nothing was written.
    """

    told = Signal(object)

    def __init__(self, texts: Texts, progress: Progress, page: QWidget) -> None:
        super().__init__(page)
        self.texts = texts
        self._progress = progress
        self._page = page

    def ask(self, record: PhoneRecord, agency: str, *, outside: bool) -> None:
        """Have the results written where the person says."""
        name = record.round.definition.title
        if outside:
            name = self.texts("{title} (units)", title=name)
        chosen, picked = QFileDialog.getSaveFileName(
            self._page,
            self.texts("Export the results"),
            str(Path.home() / f"{name}.xlsx"),
            ";;".join(self.texts(text) for text in _CALLED.values()),
        )
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() not in _CALLED:
            end = next((one for one in _CALLED if f"*{one}" in picked), ".xlsx")
            path = path.with_name(f"{path.name}{end}")
        task = Task()
        task.failed.connect(self._on_failed)
        self._progress.follow(task, self.texts("Writing the file…"))
        task.start(partial(_write, record, path, self.texts, agency, outside))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def _write(
    record: PhoneRecord,
    path: Path,
    texts: Texts,
    agency: str,
    outside: bool,
    _step: object,
) -> None:
    from desktop.workflows.phone_results_file import write_results

    write_results(record, path, texts, outside=outside, agency=agency)
