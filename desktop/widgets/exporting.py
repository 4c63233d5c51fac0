"""Taking along what is shown, as a file that others can open."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.tasks import Task
from desktop.workflows.write_file import write_file
from forms.errors import CancelledError, UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.widgets.page import Page
    from desktop.widgets.progress import Progress
    from resources.texts import Texts

_CALLED: Final = {
    ".pdf": later("PDF (*.pdf)"),
    ".odt": later("OpenDocument text (*.odt)"),
    ".ods": later("OpenDocument sheet (*.ods)"),
    ".xlsx": later("Excel workbook (*.xlsx)"),
    ".ics": later("Calendar (*.ics)"),
}


def ask_where(
    parent: QWidget, texts: Texts, title: str, name: str, suffixes: Sequence[str]
) -> Path | None:
    """The file to be written, of one of these kinds; ``None`` to write none.

    Args:
        parent: What the question is asked over.
        texts: The language.
        title: Stands above the question.
        name: What the file is called, unless the person calls it otherwise.
        suffixes: The kinds; the first one is offered.
    """
    chosen, picked = QFileDialog.getSaveFileName(
        parent,
        title,
        str(Path.home() / f"{name}{suffixes[0]}"),
        ";;".join(texts(_CALLED[suffix]) for suffix in suffixes),
    )
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() in suffixes:
        return path
    wanted = next((s for s in suffixes if f"*{s}" in picked), suffixes[0])
    return path.with_name(f"{path.name}{wanted}")


def export_list(
    page: Page, title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    """Have the rows of a page's list written as a sheet where the person says."""
    from desktop.workflows.export_list import as_sheet  # workbooks come slowly

    target = ask_where(
        page, page.texts, page.texts("Export the list"), title, (".xlsx",)
    )
    if target is None:
        return
    try:
        write_file(target, as_sheet(title, headings, rows))
    except UserError as error:
        page.told.emit(error)


class FileExport(QObject):
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

    def _ask(self, title: str, name: str, suffixes: Sequence[str]) -> Path | None:
        return ask_where(self._page, self.texts, title, name, suffixes)

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
