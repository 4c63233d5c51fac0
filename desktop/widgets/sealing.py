"""Making a report beside the window: preview, signatures, and then the store."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from db.backup import Reason
from desktop.tasks import Task
from desktop.widgets.signers import Attendance
from forms.errors import UserError
from forms.inspection import Role
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from desktop.session import Session
    from desktop.widgets.check_step import Certificate
    from desktop.widgets.signers import Accompanying
    from desktop.workflows.seal_report import Gathered, Preview, Signing
    from desktop.workflows.signing_key import OpenedKey
    from forms.inspection import Inspection
    from forms.signing.ink import Ink


class Sealing(QObject):
    """One draft on its way to a sealed report.

    The store is read and written here, in the window's thread; what takes long is
    done in another, and knows no store.

    Attributes:
        preview: What can be signed; ``None`` until it is made.

    Signals:
        at_work(Task, str): Something that takes long has begun, and what it is.
        previewed(): There is a preview.
        sealed(str): The report of that number is kept.
        told(UserError): It is, but something else was not done.
        failed(Exception): It was not done, and why.
    """

    at_work = Signal(object, str)
    previewed = Signal()
    sealed = Signal(str)
    told = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = session.texts
        self.preview: Preview | None = None
        self._inspection: Inspection | None = None
        self._certificate: Certificate | None = None
        self._officer: Accompanying | None = None

    def make_preview(
        self,
        inspection: Inspection,
        certificate: Certificate,
        officer: Accompanying,
    ) -> None:
        """Read the draft and have its report rendered."""
        self.preview = None
        self._inspection, self._certificate = inspection, certificate
        self._officer = officer
        # What renders and signs takes a second to import.
        self._begin(_prepared, self._on_prepared, self.texts("Making the preview…"))

    def outdated(self) -> str:
        """Why the preview cannot be signed any more; empty where it can."""
        from desktop.workflows.seal_report import require_unchanged

        if self.preview is None:
            return self.texts("The preview has to be made first.")
        if self.preview.sealed.sealed_at.date() != self.session.now().date():
            return self.texts(
                "The preview was of another day; this is a new one. Look at it, then "
                "sign."
            )
        try:
            require_unchanged(self.session.store, self.preview)
        except UserError:
            return self.texts(
                "Something was changed after the preview; this is a new one. Look at "
                "it, then sign."
            )
        return ""

    def seal(self, key: OpenedKey, inks: Mapping[Role, Ink], acting_for: str) -> None:
        """Sign the preview and keep the report."""
        if self.preview is None:
            return
        work = partial(
            _signed,
            self.preview,
            key,
            inks,
            {Role.ACCOMPANYING: acting_for},
            self.session.now(),
            self._report_texts(),
        )
        self._begin(work, self._on_signed, self.texts("Signing…"))

    def _begin(
        self,
        work: Callable[[Callable[[int, int], None]], object],
        done: Callable[..., None],
        sentence: str,
    ) -> None:
        task = Task()
        task.done.connect(done)
        task.failed.connect(self.failed)
        self.at_work.emit(task, sentence)
        task.start(work)

    def _report_texts(self) -> Texts:
        return Texts(self.session.store.settings.get().language)

    def _on_prepared(self, _: object) -> None:
        from desktop.workflows.seal_report import gather

        if not (self._inspection and self._certificate and self._officer):
            return
        try:
            gathered = gather(self.session.store, self._inspection)
        except UserError as error:
            self.failed.emit(error)
            return
        work = partial(
            _previewed,
            gathered,
            self._certificate,
            self._officer,
            self.session.now(),
            self._report_texts(),
        )
        self._begin(work, self._on_previewed, self.texts("Making the preview…"))

    def _on_previewed(self, preview: Preview) -> None:
        self.preview = preview
        self.previewed.emit()

    def _on_signed(self, signings: tuple[Signing, ...]) -> None:
        from desktop.workflows.seal_report import keep_report

        if self.preview is None:
            return
        store = self.session.store
        try:
            report = keep_report(store, self.preview, signings)
        except UserError as error:
            self.failed.emit(error)
            return
        self.sealed.emit(report.number)
        try:
            store.back_up(Reason.SEALED)
        except UserError as error:
            self.told.emit(error)


def _prepared(_step: object) -> None:
    import desktop.workflows.seal_report  # noqa: F401


def _previewed(
    gathered: Gathered,
    certificate: Certificate,
    officer: Accompanying,
    now: datetime,
    texts: Texts,
    step: Callable[[int, int], None],
) -> Preview:
    from desktop.workflows.seal_report import Signatory, make_preview

    here = officer.attendance is Attendance.HERE
    return make_preview(
        gathered,
        inspector=Signatory(name=certificate.name, fingerprint=certificate.fingerprint),
        signing_here=(Role.ACCOMPANYING,) if here else (),
        refusals={Role.ACCOMPANYING: officer.reason} if officer.reason else {},
        now=now,
        texts=texts,
        step=step,
    )


def _signed(
    preview: Preview,
    key: OpenedKey,
    inks: Mapping[Role, Ink],
    acting_for: Mapping[Role, str],
    now: datetime,
    texts: Texts,
    _step: object,
) -> tuple[Signing, ...]:
    from desktop.workflows.seal_report import sign_preview

    with key.use() as inspector:
        return sign_preview(
            preview,
            inspector=inspector,
            inks=inks,
            acting_for=acting_for,
            now=now,
            texts=texts,
        )
