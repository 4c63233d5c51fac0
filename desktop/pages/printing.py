"""Blank checklists on paper, for one unit, for many, or for whichever."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.print_pdf import ask_to_print
from desktop.tasks import Task
from desktop.widgets.card import Card
from desktop.widgets.checklist_picker import ChecklistPicker
from desktop.widgets.empty import Empty
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.page import Page
from desktop.widgets.pdf_view import PdfView
from desktop.widgets.progress import Progress
from desktop.widgets.unit_tree import UnitTree
from desktop.workflows.write_file import write_file
from forms.errors import CancelledError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.session import Session
    from desktop.widgets.places import Printing
    from forms.checklist.model import Checklist
    from resources.texts import Texts

_SIDE: Final = 340
_PATIENCE: Final = 300
"""Milliseconds after the last tick, before the preview is made."""


class PrintingPage(Page):
    """Tick checklists and units, see the paper, print it or save it."""

    reads: ClassVar = frozenset({"checklists", "directory", "settings"})
    help_topic: ClassVar = "printing"

    def __init__(self, session: Session, place: Printing) -> None:
        super().__init__(session)
        self._begin_with = place.checklist
        self._agency = ""
        self._wanted: object = None
        self._heading = Heading(
            self.texts("Print checklists"),
            self.texts("On paper, to be filled in by hand."),
        )
        self._checklists = ChecklistPicker(self.texts)
        self._units = UnitTree(self.texts)
        self._tabs = QTabWidget()
        self._tabs.setUsesScrollButtons(False)
        self._none = QPushButton(self.texts("Untick all"))
        self._said = QLabel()
        self._view = PdfView(self.texts, "printing")
        self._empty = Empty(
            self.texts("Tick at least one checklist; its paper is shown here.")
        )
        self._stack = QStackedWidget()
        self._progress = Progress(self.texts)
        self._save = QPushButton(self.texts("Save PDF…"))
        self._print = QPushButton(self.texts("Print…"))
        self._soon = QTimer(self)
        self._lay_out()
        self._checklists.picked.connect(self._on_ticked)
        self._units.ticked.connect(self._on_ticked)
        self._none.clicked.connect(self._units.clear)
        self._soon.timeout.connect(self._preview)
        self._view.failed.connect(self._on_failed)
        self._save.clicked.connect(self._on_save)
        self._print.clicked.connect(self._on_print)

    @override
    def refresh(self) -> None:
        """Offer what the store holds now."""
        store = self.session.store
        self._agency = store.settings.get().agency
        self._checklists.offer(
            [one for one in store.checklists.newest() if one.execution is None]
        )
        if not self._checklists.chosen():
            begin_with = (self._begin_with,) if self._begin_with else None
            self._checklists.show_chosen(begin_with or self.session.settings.printed)
        self._units.show_directory(store.directory.get())
        self._on_ticked()

    def _lay_out(self) -> None:
        for button, name, keys in (
            (self._print, "printing-print", "Ctrl+P"),
            (self._save, "printing-save", "Ctrl+S"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, keys)
            button.setMinimumHeight(36)
        self._none.setObjectName("printing-none")
        self._none.setAccessibleName(self.texts("Untick all units"))
        theme.mark(self._none, "link")
        theme.mark(self._print, "primary")
        theme.mark(self._said, "muted")
        self._said.setWordWrap(True)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._heading.add_action(self._save)
        self._heading.add_action(self._print)
        hint = QLabel(self.texts("Without a unit, its name is left to be written."))
        hint.setWordWrap(True)
        theme.mark(hint, "guidance")
        units = Card()
        units.add(hint)
        units.add(self._units)
        units.body.addWidget(self._none, 0, Qt.AlignmentFlag.AlignLeft)
        checklists = Card()
        checklists.add(self._checklists)
        first = QWidget()
        top = QVBoxLayout(first)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(checklists)
        top.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(first)
        self._tabs.setObjectName("printing-tabs")
        self._tabs.setFixedWidth(_SIDE)
        self._tabs.addTab(area, self.texts("Checklists"))
        self._tabs.addTab(units, self.texts("Units"))
        self._tabs.tabBar().setAccessibleName(self.texts("What is to be chosen"))
        shown = QWidget()
        right = QVBoxLayout(shown)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addWidget(self._said)
        right.addWidget(self._view, 1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(shown)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._tabs)
        body.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(self._heading)
        layout.addWidget(self._progress)
        layout.addLayout(body, 1)

    def _forms(self, units: Sequence[str | None]) -> Callable[..., bytes]:
        """The work of setting the forms for these units."""
        chosen = self._checklists.chosen()
        return partial(_set, chosen, self._agency, units, self.texts)

    def _chosen_units(self) -> tuple[str | None, ...]:
        return self._units.names() or (None,)

    def _begin(
        self, work: Callable[..., object], done: Callable[..., None], sentence: str
    ) -> None:
        task = Task()
        task.done.connect(done)
        task.failed.connect(self._on_failed)
        if sentence:
            self._progress.follow(task, sentence)
            self._print.setEnabled(False)
            self._save.setEnabled(False)
        task.start(work)

    def _preview(self) -> None:
        """Have the forms of the first unit set and shown."""
        units = self._chosen_units()
        self._wanted = self._forms(units[:1])
        self._begin(partial(_shown, self._wanted), self._on_previewed, "")

    def _remember(self) -> None:
        """Offer the same checklists the next time."""
        settings = self.session.settings
        printed = tuple(one.code for one in self._checklists.chosen())
        if printed != settings.printed:
            self.session.keep(replace(settings, printed=printed))

    def _on_ticked(self) -> None:
        chosen, units = self._checklists.chosen(), self._units.names()
        self._stack.setCurrentIndex(bool(chosen))
        for tab, count in enumerate((len(chosen), len(units))):
            name = self.texts("Units") if tab else self.texts("Checklists")
            self._tabs.setTabText(tab, f"{name}　{count}" if count else name)
        self._print.setEnabled(bool(chosen))
        self._save.setEnabled(bool(chosen))
        if len(units) > 1:
            said = self.texts(
                "{units} units, {checklists} checklists each; shown is {first}.",
                units=len(units),
                checklists=len(chosen),
                first=units[0],
            )
        else:
            said = units[0] if units else self.texts("For any unit")
        self._said.setText(said)
        if chosen:
            self._soon.start()

    def _on_previewed(self, result: tuple[object, bytes]) -> None:
        wanted, pdf = result
        if wanted is self._wanted:
            self._view.show_pdf(pdf)

    def _on_save(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self,
            self.texts("Save the forms"),
            str(Path.home() / self.texts("Checklists.pdf")),
            self.texts("PDF (*.pdf)"),
        )
        if path:
            self._remember()
            work = partial(_saved, self._forms(self._chosen_units()), Path(path))
            self._begin(work, self._on_finished, self.texts("Setting the forms…"))

    def _on_print(self) -> None:
        self._remember()
        work = self._forms(self._chosen_units())
        self._begin(work, self._on_ready_to_print, self.texts("Setting the forms…"))

    def _on_ready_to_print(self, pdf: bytes) -> None:
        self._on_finished(pdf)
        try:
            work = ask_to_print(self, self.texts, pdf, self.texts("Checklists"))
        except UserError as error:
            self.told.emit(error)
            return
        if work is not None:
            self._begin(work, self._on_finished, self.texts("Printing…"))

    def _on_finished(self, _: object) -> None:
        self._on_ticked()

    def _on_failed(self, error: Exception) -> None:
        self._on_ticked()
        if isinstance(error, CancelledError):
            return
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)


def _set(
    checklists: Sequence[Checklist],
    agency: str,
    units: Sequence[str | None],
    texts: Texts,
    step: Callable[[int, int], None],
) -> bytes:
    from desktop.workflows.print_forms import print_forms_of_units

    return print_forms_of_units(
        checklists, agency=agency, units=units, texts=texts, step=step
    )


def _shown(
    forms: Callable[..., bytes], step: Callable[[int, int], None]
) -> tuple[object, bytes]:
    return forms, forms(step)


def _saved(
    forms: Callable[..., bytes], target: Path, step: Callable[[int, int], None]
) -> Path:
    write_file(target, forms(step))
    return target
