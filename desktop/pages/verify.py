"""Whether PDFs that came from anywhere are genuine reports."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFileDialog,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.tasks import Task
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.page import Page
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.progress import Progress
from desktop.widgets.verdict_card import VerdictCard
from desktop.widgets.verdict_list import Judged, VerdictList
from desktop.widgets.verdict_words import WORDS, is_genuine
from forms.errors import CancelledError, UserError
from forms.signing.verdict import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from desktop.session import Session
    from desktop.widgets.places import Verify
    from desktop.workflows.verify_report import Registry

_AT_ONCE: Final = 20
"""Files for one worker: so often the rows fill, and stopping takes effect."""

_Verdicts = list[tuple[Path, Verdict | UserError]]


class VerifyPage(Page):
    """Drop files, read verdicts.

    What is shown of a report is what the inspector sealed, and never what a later
    hand may have laid over it.
    """

    reads: ClassVar = frozenset()
    help_topic: ClassVar = "verify"

    def __init__(self, session: Session, place: Verify) -> None:
        super().__init__(session)
        self._at_work = False
        self._stopped = False
        self._shown = Judged(Path())
        self._registry: Registry | None = None
        self._heading = Heading(
            self.texts("Verify reports"),
            self.texts("Whether anything was changed, and who signed."),
        )
        self._choose = QPushButton(self.texts("Choose files…"))
        self._clear = QPushButton(self.texts("Clear the list"))
        self._progress = Progress(self.texts)
        self._sum = QLabel()
        self._list = VerdictList(self.texts)
        self._verdict = VerdictCard(self.texts)
        self._sealed = QLabel(
            self.texts("As the inspector sealed it; later signatures are named above.")
        )
        self._view = PdfView(self.texts, "verify")
        self._empty = Empty(
            self.texts(
                "Drop PDF files here, one or many. They are judged apart from this "
                "program, where they can do no harm, and are not kept."
            ),
            self.texts("Choose files…"),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._choose.clicked.connect(self._on_choose)
        self._clear.clicked.connect(self._on_clear)
        self._empty.asked.connect(self._on_choose)
        self._list.chosen.connect(self._on_row)
        self._view.failed.connect(self._on_failed)
        self.verify(place.files)

    @override
    def refresh(self) -> None:
        """Show what was judged so far."""
        rows = self._list.rows()
        self._stack.setCurrentIndex(bool(rows))
        self._clear.setVisible(bool(rows))
        counts = {
            word: sum(
                isinstance(row.verdict, Verdict) and row.verdict.verdict is integrity
                for row in rows
            )
            for integrity, word in WORDS.items()
        }
        self._sum.setText(
            "　".join(
                self.texts("{word} {count}", word=self.texts(word), count=count)
                for word, count in counts.items()
                if count
            )
        )

    def verify(self, files: Sequence[Path]) -> None:
        """Have these judged, after those that wait already."""
        from desktop.workflows.verify_report import Registry

        self._registry = Registry.of(self.session.store)
        known = {row.path for row in self._list.rows()}
        self._list.add([path for path in dict.fromkeys(files) if path not in known])
        self._stopped = False
        self.refresh()
        self._judge_next()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.verify([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        self.setAcceptDrops(True)
        for button, name, keys in (
            (self._choose, "verify-choose", "Ctrl+O"),
            (self._clear, "verify-clear", "Ctrl+Delete"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, keys)
        theme.mark(self._choose, "primary")
        theme.mark(self._sum, "muted")
        theme.mark(self._sealed, "guidance")
        self._heading.add_action(self._clear)
        self._heading.add_action(self._choose)
        files = QWidget()
        left = QVBoxLayout(files)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._sum)
        left.addWidget(self._list, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        said = QWidget()
        words = QVBoxLayout(said)
        words.setContentsMargins(0, 0, 0, 0)
        words.addWidget(self._verdict)
        words.addStretch()
        area.setWidget(said)
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(area, 2)
        right.addWidget(self._sealed)
        right.addWidget(self._view, 3)
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.setHandleWidth(16)
        split.addWidget(files)
        split.addWidget(shown)
        split.setSizes([500, 500])
        self._stack.addWidget(in_the_middle(self._empty))
        self._stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._progress)
        layout.addWidget(self._stack, 1)

    def _judge_next(self) -> None:
        """Have the next files judged beside the window, if any wait."""
        paths = self._list.waiting(_AT_ONCE)
        if self._at_work or self._stopped or self._registry is None or not paths:
            return
        self._at_work = True
        task = Task()
        task.done.connect(self._on_judged)
        task.failed.connect(self._on_failed)
        done = sum(row.verdict is not None for row in self._list.rows())
        self._progress.follow(
            task,
            self.texts(
                "Verifying {number} of {count} files…",
                number=done + 1,
                count=len(self._list.rows()),
            ),
        )
        task.start(partial(_judged, paths, self._registry))

    def _show_pages(self, row: Judged) -> None:
        verdict = row.verdict
        genuine = isinstance(verdict, Verdict) and is_genuine(verdict)
        self._sealed.setVisible(genuine)
        self._view.setVisible(genuine)
        self._view.show_pdf(b"")
        if isinstance(verdict, Verdict) and genuine:
            task = Task()
            task.done.connect(self._on_read)
            task.failed.connect(self._on_failed)
            task.start(partial(_read, row.path, verdict.first_revision))

    def _on_judged(self, verdicts: _Verdicts) -> None:
        self._at_work = False
        self._list.tell(verdicts)
        self.refresh()
        self._judge_next()

    def _on_row(self, row: Judged) -> None:
        if row == self._shown:
            return
        self._shown = row
        self._verdict.set_title(row.path.name)
        if row.verdict is None:
            self._verdict.wait(self.texts("Waits to be verified."))
        elif isinstance(row.verdict, UserError):
            self._verdict.show_error(row.verdict)
        else:
            self._verdict.show_verdict(row.verdict)
        self._show_pages(row)

    def _on_read(self, result: tuple[Path, bytes]) -> None:
        path, pdf = result
        if path == self._shown.path:
            self._view.show_pdf(pdf)

    def _on_choose(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(
            self,
            self.texts("Choose reports"),
            filter=self.texts("PDF (*.pdf);;All files (*)"),
        )
        self.verify([Path(path) for path in paths])

    def _on_clear(self) -> None:
        self._stopped = True
        self._shown = Judged(Path())
        self._list.forget()
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._at_work = False
        self._stopped = True
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def _judged(paths: Sequence[Path], registry: Registry, _step: object) -> _Verdicts:
    from desktop.workflows.verify_report import judge_each

    return list(zip(paths, judge_each(paths, registry), strict=True))


def _read(path: Path, sha256: str, _step: object) -> tuple[Path, bytes]:
    from desktop.workflows.verify_report import first_revision

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError("{file} cannot be read.", file=path.name) from error
    sealed = first_revision(content, sha256)
    if sealed is None:
        raise UserError(
            "{file} was changed while it was being looked at; verify it again.",
            file=path.name,
        )
    return path, sealed
