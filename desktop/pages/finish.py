"""From a finished draft to a sealed report: check, look, sign, seal."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.open_key import OpenKeyDialog
from desktop.dialogs.refusal import RefusalDialog
from desktop.widgets.check_step import CheckStep
from desktop.widgets.gone import require_draft
from desktop.widgets.heading import Heading
from desktop.widgets.key_chooser import KeySource
from desktop.widgets.page import Page
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.places import PhoneCall, ReportOf, draft_place
from desktop.widgets.progress import Progress
from desktop.widgets.roc_date import day_shown
from desktop.widgets.seal_summary import SealSummary
from desktop.widgets.sealing import Sealing
from desktop.widgets.signing_desk import SigningDesk
from desktop.widgets.stepper import Stepper
from desktop.workflows.example_visit import is_example
from desktop.workflows.phone_rounds import close_round
from forms.checklist.model import InspectionKind
from forms.errors import CancelledError, UserError
from forms.report.said import KINDS
from resources.texts import later

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session
    from desktop.tasks import Task
    from desktop.widgets.places import Finish
    from desktop.workflows.signing_key import OpenedKey
    from forms.inspection import Inspection

_WIDE: Final = 900
_EDGE: Final = 24


class Step(IntEnum):
    """Where one is on the way to the sealed report."""

    CHECK = 0
    PREVIEW = 1
    SIGN = 2
    SEAL = 3


_NAMES: Final = {
    Step.CHECK: later("Check"),
    Step.PREVIEW: later("Preview"),
    Step.SIGN: later("Sign"),
    Step.SEAL: later("Finalise"),
}
_ONWARD: Final = {
    Step.CHECK: later("Make the preview"),
    Step.PREVIEW: later("Go on to signing"),
    Step.SIGN: later("Signed, go on"),
    Step.SEAL: later("Finalise the report"),
}


class FinishPage(Page):
    """Four steps; until the last is done one can always go back to filling in."""

    reads: ClassVar = frozenset(
        {"inspections", "answers", "findings", "photos", "rounds", "calls"}
    )
    help_topic: ClassVar = "finish"

    def __init__(self, session: Session, place: Finish) -> None:
        super().__init__(session)
        require_draft(session.store, place.inspection)
        self._id = place.inspection
        self._step = Step.CHECK
        self._busy = False
        self._heading = Heading()
        self._fill = QPushButton(self.texts("Back to filling in"))
        self._stepper = Stepper([self.texts(_NAMES[step]) for step in Step])
        self._check = CheckStep(session)
        self._why = QLabel()
        self._view = PdfView(self.texts, "finish-preview")
        self._desk = SigningDesk(session)
        self._summary = SealSummary(self.texts)
        self._sealing = Sealing(session, self)
        self._stack = QStackedWidget()
        self._hint = QLabel()
        self._progress = Progress(self.texts)
        self._back = QPushButton(self.texts("Step back"))
        self._next = QPushButton()
        # A button loses its own shortcut with every change of its text.
        self._onward = QShortcut(QKeySequence("Ctrl+Return"), self)
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        """Show the draft as the store holds it now."""
        inspection = self.session.store.inspections.get(self._id)
        if inspection is None:
            return
        self._heading.say(
            self.texts("Finish: {unit}", unit=inspection.unit),
            "　".join(
                (
                    self.texts(KINDS[inspection.kind]),
                    day_shown(self.texts, inspection.started.date()),
                    inspection.place,
                )
            ),
        )
        if inspection.kind is InspectionKind.PHONE_TEST:
            self._fill.setText(self.texts("Back to the round"))
            self._fill.setToolTip(self.texts("Back to the round (Alt+F)"))
            # A button loses its own shortcut with every change of its text.
            self._fill.setShortcut(QKeySequence("Alt+F"))
            self._fill.setAccessibleName(self._fill.text())
        self._check.show_visit(inspection)
        self._show_step()
        self.setFocusProxy(self._check.begin_at() or self._next)

    @override
    def heightForWidth(self, width: int) -> int:
        # Every step scrolls in itself: the page needs no more than at least.
        return self.minimumSizeHint().height()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._check.set_wide(wide=self.width() >= _WIDE)
        self._desk.fit(self.width() - 2 * _EDGE)
        super().resizeEvent(event)

    def _lay_out(self) -> None:
        for button, name, tip in (
            (self._fill, "finish-fill", self.texts("Back to filling in (Alt+F)")),
            (self._back, "finish-back", self.texts("Step back (Alt+Up)")),
            (self._next, "finish-next", self.texts("Next step (Ctrl+Enter)")),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            button.setToolTip(tip)
            button.setMinimumHeight(44)
        self._fill.setShortcut(QKeySequence("Alt+F"))
        self._back.setShortcut(QKeySequence("Alt+Up"))
        for label, name, kind in (
            (self._hint, "finish-hint", "muted"),
            (self._why, "finish-why", "strong"),
        ):
            label.setObjectName(name)
            label.setWordWrap(True)
            theme.mark(label, kind)
        self._why.hide()
        theme.mark(self._next, "primary")
        self._heading.add_action(self._fill)
        preview = QWidget()
        shown = QVBoxLayout(preview)
        shown.setContentsMargins(0, 0, 0, 0)
        shown.setSpacing(8)
        shown.addWidget(self._why)
        shown.addWidget(self._view, 1)
        self._stack.addWidget(_scrolled(self._check))
        self._stack.addWidget(preview)
        self._stack.addWidget(_scrolled(self._desk))
        self._stack.addWidget(_scrolled(self._summary))
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self._back)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._progress, 1)
        foot.addWidget(self._next)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, _EDGE, _EDGE, 16)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._stepper)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _connect(self) -> None:
        self._fill.clicked.connect(self._on_fill)
        self._stepper.chosen.connect(self._on_step)
        self._check.item_chosen.connect(self._on_item)
        self._check.edited.connect(self._on_edited)
        self._check.settled.connect(self._show_step)
        self._check.source_chosen.connect(self._on_source)
        self._view.failed.connect(self._on_failed)
        self._desk.refused.connect(self._on_refused)
        self._desk.opened.connect(self._on_opened)
        self._desk.failed.connect(self._on_failed)
        self._sealing.at_work.connect(self._on_at_work)
        self._sealing.previewed.connect(self._on_previewed)
        self._sealing.sealed.connect(self._on_sealed)
        self._sealing.told.connect(self.told)
        self._sealing.failed.connect(self._on_failed)
        self._back.clicked.connect(self._on_back)
        self._next.clicked.connect(self._on_next)
        self._onward.activated.connect(self._on_onward)

    def _kind(self) -> InspectionKind | None:
        inspection = self.session.store.inspections.get(self._id)
        return inspection.kind if inspection else None

    def _show_step(self) -> None:
        self._stack.setCurrentIndex(self._step)
        self._stepper.show_step(self._step)
        self._stepper.setEnabled(not self._busy)
        self._back.setVisible(self._step is not Step.CHECK)
        self._back.setEnabled(not self._busy)
        hint = self._check.hindrance() if self._step is Step.CHECK else ""
        self._hint.setText(hint)
        self._hint.setVisible(not self._busy)
        onward = self.texts(_ONWARD[self._step])
        self._next.setText(f"{onward}　Ctrl+Enter")
        self._next.setAccessibleName(onward)
        self._next.setEnabled(not self._busy and not hint)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        self._show_step()

    def _go_back_to(self, step: Step) -> None:
        if self._step is Step.SEAL and self._check.source is KeySource.OWN:
            self._check.use(KeySource.OWN, None)  # the passphrase is asked for again
        self._step = step
        if step is Step.SIGN:
            self._begin_signing()
        self._show_step()

    def _make_preview(self, why: str = "") -> None:
        """Have a new preview made; ``why`` tells what was wrong with the one before."""
        inspection, certificate = self._check.ended(), self._check.certificate()
        if inspection is None or certificate is None:
            return
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self._desk.clear()
        self._view.show_pdf(b"")
        self._step = Step.PREVIEW
        officer = self._check.accompanying()
        self._sealing.make_preview(inspection, certificate, officer)

    def _begin_signing(self) -> None:
        preview = self._sealing.preview
        if preview is not None and is_example(preview.sealed.inspection):
            self.told.emit(
                UserError(
                    "This is practice and ends with the preview: a report that is "
                    "finalised cannot be thrown away. Start an inspection of your own."
                )
            )
        elif preview is not None:
            self._step = Step.SIGN
            self._desk.show_chain(
                preview.sealed, self._check.key, self._check.accompanying()
            )
            self._show_step()

    def _on_at_work(self, task: Task, sentence: str) -> None:
        self._progress.follow(task, sentence)
        self._set_busy(busy=True)

    def _on_previewed(self) -> None:
        if self._sealing.preview is not None:
            self._view.show_pdf(self._sealing.preview.rendered.pdf)
        self._set_busy(busy=False)
        self._view.pages.setFocus()

    def _on_opened(self, key: OpenedKey) -> None:
        self._busy = False
        preview = self._sealing.preview
        self._check.use(self._check.source, key)
        if preview is None:
            return
        if preview.sealed.inspector_certificate != key.fingerprint:
            self._make_preview(
                self.texts(
                    "The report names the certificate that signs it, so this is a new "
                    "preview for the key of {name}.",
                    name=key.name,
                )
            )
            return
        self._summary.show_sealed(preview.sealed, set(self._desk.inks()))
        self._step = Step.SEAL
        self._show_step()
        self._next.setFocus()

    def _on_sealed(self, number: str) -> None:
        self.going.emit(ReportOf(number))

    def _on_fill(self) -> None:
        self.going.emit(draft_place(self._kind(), self._id))

    def _on_item(self, item: str) -> None:
        if self._kind() is InspectionKind.PHONE_TEST and item:
            self.going.emit(PhoneCall(self._id, item))
        else:
            self.going.emit(draft_place(self._kind(), self._id, item))

    def _on_edited(self, inspection: Inspection) -> None:
        if inspection.ended is not None and inspection.ended < inspection.started:
            self.refresh()
            self.told.emit(
                UserError("The visit cannot end before it began; correct its end.")
            )
        else:
            self.session.store.inspections.save(inspection)

    def _on_source(self, source: KeySource) -> None:
        if source is KeySource.OWN:
            self._check.use(source, None)
        elif key := OpenKeyDialog.ask(self, self.session, source):
            self._check.use(source, key)
        else:
            self._check.show_key()
        self._show_step()

    def _on_refused(self) -> None:
        reason = RefusalDialog.ask(self, self.texts, self._check.officer_name())
        if reason:
            self._check.refuse(reason)
            self._make_preview(
                self.texts(
                    "The refusal stands in the report; look at this new preview, then "
                    "sign."
                )
            )

    def _on_step(self, step: int) -> None:
        if step < self._step:
            self._go_back_to(Step(step))

    def _on_back(self) -> None:
        self._go_back_to(Step(self._step - 1))

    def _on_onward(self) -> None:
        # What is being typed counts: leaving the field keeps it.
        typing = self.focusWidget()
        if isinstance(typing, QLineEdit):
            typing.clearFocus()
            typing.setFocus()
        self._next.click()

    def _on_next(self) -> None:
        if self._step is Step.CHECK:
            self._on_checked()
        elif outdated := self._sealing.outdated():
            self._make_preview(outdated)
        elif self._step is Step.PREVIEW:
            self._begin_signing()
        elif self._check.key is None:
            self._set_busy(busy=True)
            self._desk.open_key()
        elif self._step is Step.SIGN:
            self._on_opened(self._check.key)
        else:
            self._sealing.seal(
                self._check.key,
                self._desk.inks(),
                self._check.accompanying().acting_for,
            )

    def _on_checked(self) -> None:
        ended = self._check.ended()
        if ended is None:
            return
        if ended.kind is InspectionKind.PHONE_TEST:
            try:
                ended = close_round(self.session.store, self._id)
            except UserError as error:
                self.told.emit(error)
                return
        if ended != self.session.store.inspections.get(self._id):
            self._on_edited(ended)
        self._make_preview()

    def _on_failed(self, error: Exception) -> None:
        self._busy = False
        if self._sealing.preview is None:
            self._step = Step.CHECK
        self._show_step()
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def _scrolled(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(widget)
    return area
