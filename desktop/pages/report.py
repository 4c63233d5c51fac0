"""A sealed report: its pages, whether it is genuine, and what to do with it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import QStorageInfo, QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.countersign import CountersignDialog
from desktop.dialogs.print_pdf import ask_to_print
from desktop.tasks import Task
from desktop.widgets.card import Card
from desktop.widgets.gone import require_report
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.page import Page
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.places import ReportOf, draft_place
from desktop.widgets.progress import Progress
from desktop.widgets.roc_date import day_shown
from desktop.widgets.verdict_card import VerdictCard
from desktop.widgets.verdict_words import is_genuine
from desktop.workflows.correct_report import correct_report
from desktop.workflows.write_file import write_file
from forms.errors import CancelledError, UserError
from forms.report.said import KINDS
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.reports import Signed
    from desktop.dialogs.countersign import Given
    from desktop.session import Session
    from desktop.workflows.verify_report import Registry
    from forms.sealed import SealedInspection
    from forms.signing.chain import Link
    from forms.signing.verdict import Verdict

_SIDE: Final = 300
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))


class ReportPage(Page):
    """The report with all its signatures, as this profile keeps it."""

    reads: ClassVar = frozenset({"reports", "report_revisions", "certificates"})
    help_topic: ClassVar = "report"

    def __init__(self, session: Session, place: ReportOf) -> None:
        super().__init__(session)
        require_report(session.store, place.number)
        self._number = place.number
        self._sealed: SealedInspection | None = None
        self._heading = Heading()
        self._view = PdfView(self.texts, "report")
        self._verdict = VerdictCard(self.texts, self.texts("Genuine?"))
        self._progress = Progress(self.texts)
        self._copies = QTemporaryDir()
        self._save = QPushButton(self.texts("Save as…"))
        self._print = QPushButton(self.texts("Print…"))
        self._copy = QPushButton(self.texts("Copy to a stick…"))
        self._open = QPushButton(self.texts("Open in the system's reader"))
        self._sign = QPushButton(self.texts("Countersign…"))
        self._again = QPushButton(self.texts("Verify again"))
        self._correct = QPushButton(self.texts("Make a corrected version"))
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        """Show the report with the signatures that it has now."""
        reports = self.session.store.reports
        self._sealed = sealed = reports.sealed(self._number)
        if sealed is None:
            return
        visit = sealed.inspection
        self._heading.say(
            self.texts("Report {number}", number=sealed.number),
            "　".join(
                (
                    visit.unit,
                    self.texts(KINDS[visit.kind]),
                    day_shown(self.texts, visit.started.date()),
                    self.texts("version {version}", version=visit.version),
                )
            ),
        )
        self._view.show_pdf(reports.pdf(self._number))
        self._sign.setEnabled(bool(self._next_links()))
        self._judge()

    def _lay_out(self) -> None:
        for button, name, keys in (
            (self._save, "report-save", "Ctrl+S"),
            (self._print, "report-print", "Ctrl+P"),
            (self._copy, "report-copy", "Ctrl+Shift+S"),
            (self._open, "report-open", "Ctrl+O"),
            (self._sign, "report-countersign", "Ctrl+G"),
            (self._again, "report-verify", "F5"),
            (self._correct, "report-correct", "Ctrl+Shift+N"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, keys)
        theme.mark(self._save, "primary")
        self._heading.add_action(self._print)
        self._heading.add_action(self._save)
        further = Card(self.texts("Further"))
        for button in (self._sign, self._copy, self._open, self._again, self._correct):
            further.add(button)
        column = QWidget()
        side = QVBoxLayout(column)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(self._verdict)
        side.addWidget(further)
        side.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFixedWidth(_SIDE)
        area.setWidget(column)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._view, 1)
        body.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._progress)
        layout.addLayout(body, 1)

    def _connect(self) -> None:
        self._view.failed.connect(self._on_failed)
        self._save.clicked.connect(self._on_save)
        self._print.clicked.connect(self._on_print)
        self._copy.clicked.connect(self._on_copy)
        self._open.clicked.connect(self._on_open)
        self._sign.clicked.connect(self._on_sign)
        self._again.clicked.connect(self._judge)
        self._correct.clicked.connect(self._on_correct)

    def _judge(self) -> None:
        """Have the file judged anew, as if it had come from outside."""
        from desktop.workflows.verify_report import Registry

        self._verdict.wait(self.texts("Being verified…"))
        registry = Registry.of(self.session.store)
        self._begin(partial(_judged, self._view.pdf, registry), self._on_judged)

    def _begin(
        self,
        work: Callable[[Callable[[int, int], None]], object],
        done: Callable[..., None],
        sentence: str = "",
    ) -> None:
        task = Task()
        task.done.connect(done)
        task.failed.connect(self._on_failed)
        if sentence:
            self._progress.follow(task, sentence)
        task.start(work)

    def _next_links(self) -> tuple[Link, ...]:
        from desktop.workflows.review_report import next_links

        if self._sealed is None:
            return ()
        signed = self.session.store.reports.signatures(self._number)
        roles = {one.role for one in signed if not one.refusal}
        return next_links(self._sealed.chain, roles)

    def _file_name(self) -> str:
        unit = self._sealed.inspection.unit if self._sealed else ""
        return f"{self._number} {unit}.pdf".translate(_NOT_IN_NAMES)

    def _write(self, target: Path) -> None:
        self._begin(
            partial(_written, target, self._view.pdf),
            self._on_written,
            self.texts("Writing {file}…", file=target.name),
        )

    def _on_judged(self, verdict: Verdict) -> None:
        signed = self.session.store.reports.signatures(self._number)
        self._verdict.show_verdict(verdict, [one for one in signed if one.refusal])
        if not is_genuine(verdict):
            self._sign.setEnabled(False)

    def _on_written(self, _: Path) -> None:
        self._again.setFocus()

    def _on_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.texts("Save the report"),
            str(Path.home() / self._file_name()),
            self.texts("PDF (*.pdf)"),
        )
        if path:
            self._write(Path(path))

    def _on_copy(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.texts("Choose the stick or a folder"), removable_folder()
        )
        if not folder:
            return
        target = Path(folder) / self._file_name()
        if target.exists() and target.read_bytes() != self._view.pdf:
            self.told.emit(
                UserError(
                    "{file} is already there with other content; rename that file or "
                    "choose another folder.",
                    file=target,
                )
            )
            return
        self._write(target)

    def _on_print(self) -> None:
        try:
            work = ask_to_print(self, self.texts, self._view.pdf, self._file_name())
        except UserError as error:
            self.told.emit(error)
            return
        if work is not None:
            self._begin(work, self._on_printed, self.texts("Printing…"))

    def _on_printed(self, _: int) -> None:
        self._print.setFocus()

    def _on_open(self) -> None:
        path = Path(self._copies.filePath(self._file_name()))
        try:
            write_file(path, self._view.pdf)
        except UserError as error:
            self.told.emit(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.told.emit(
                UserError("No program here opens PDF files; save the report instead.")
            )

    def _on_sign(self) -> None:
        given = CountersignDialog.ask(self, self.session, self._next_links())
        if given is not None:
            self._countersign(given)

    def _countersign(self, given: Given) -> None:
        language = self.session.store.settings.get().language
        self._begin(
            partial(
                _countersigned,
                self._view.pdf,
                given,
                self.session.now(),
                Texts(language),
            ),
            self._on_countersigned,
            self.texts("Signing…"),
        )

    def _on_countersigned(self, result: tuple[bytes, bytes, Signed]) -> None:
        before, pdf, signed = result
        reports = self.session.store.reports
        if reports.pdf(self._number) != before:
            self.told.emit(
                UserError("Somebody else has just signed; look at it and sign again.")
            )
            return
        try:
            reports.add_signature(self._number, pdf, signed)
        except UserError as error:
            self.told.emit(error)

    def _on_correct(self) -> None:
        try:
            draft = correct_report(self.session.store, self._number)
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(draft_place(draft.kind, draft.id))

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def removable_folder() -> str:
    """Where a stick is plugged in, if one is; else this person's own folder."""
    own = QStorageInfo(str(Path.home())).rootPath()
    for volume in QStorageInfo.mountedVolumes():
        root = volume.rootPath()
        ready = volume.isReady() and not volume.isReadOnly() and root != own
        if ready and (root.startswith(("/media/", "/run/media/", "/Volumes/"))):
            return root
        if ready and root[1:2] == ":" and not root.upper().startswith("C"):
            return root
    return str(Path.home())


def _judged(pdf: bytes, registry: Registry, _step: object) -> Verdict:
    from desktop.workflows.verify_report import judge_pdf

    return judge_pdf(pdf, registry)


def _written(target: Path, pdf: bytes, _step: object) -> Path:
    write_file(target, pdf)
    return target


def _countersigned(
    pdf: bytes, given: Given, now: datetime, texts: Texts, _step: object
) -> tuple[bytes, bytes, Signed]:
    from desktop.workflows.review_report import (
        Countersignature,
        add_countersignature,
    )

    with given.key.use() as identity:
        signature = Countersignature(
            role=given.role,
            identity=identity,
            ink=given.ink,
            acting_for=given.acting_for,
        )
        signed = add_countersignature(pdf, signature, now=now, texts=texts)
    return pdf, signed, signature.signed
