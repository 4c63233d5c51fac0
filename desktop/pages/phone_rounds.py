"""The rounds of telephone tests, and the scales that they are scored on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QStackedLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.phone_copy_scale import PhoneCopyScaleDialog
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.heading import Heading
from desktop.widgets.keys import give_key
from desktop.widgets.page import Page
from desktop.widgets.phone_rounds import rounds_list, scales_list
from desktop.widgets.phone_rounds.beginning import plan_retest
from desktop.widgets.phone_rounds.cell_view import CellView
from desktop.widgets.phone_rounds.exporting import ResultsExport
from desktop.widgets.places import (
    PhoneCall,
    PhoneRoundOf,
    PhoneRounds,
    PhoneScaleOf,
    ReportOf,
)
from desktop.widgets.progress import Progress
from desktop.widgets.undo_bar import UndoBar
from desktop.workflows.discard_visit import bring_back, discard
from desktop.workflows.phone_results import record_round
from desktop.workflows.phone_scales import copy_scale, find_scale
from forms.errors import UserError

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.workflows.discard_visit import Discarded


class PhoneRoundsPage(Page):
    """Rounds and scales, each a table that filters while one types."""

    reads: ClassVar[frozenset[str]] = frozenset(
        {
            *("rounds", "calls", "call_events", "call_answers", "inspections"),
            *("scales", "reports"),
        }
    )
    help_topic: ClassVar[str] = "phone"

    def __init__(self, session: Session, _: PhoneRounds) -> None:
        super().__init__(session)
        texts = self.texts
        self._discarded: Discarded | None = None
        self.tabs = QTabWidget()
        self.words = QLineEdit()
        self.rounds = CellView(
            "rounds",
            texts("Rounds"),
            [(texts(heading), width) for heading, width in rounds_list.COLUMNS],
            texts("Open"),
        )
        self.scales = CellView(
            "scales",
            texts("Scales"),
            [(texts(heading), width) for heading, width in scales_list.COLUMNS],
            texts("Open"),
        )
        self._heading = Heading(texts("Telephone tests"))
        self._undo = UndoBar(texts)
        self._progress = Progress(texts)
        self._export = ResultsExport(texts, self._progress, self)
        self._new = QPushButton(texts("New round"))
        self._practise = QPushButton(texts("Practise a call"))
        self._write = QPushButton(texts("Export the results…"))
        self._outside = QCheckBox(texts("For ou&tsiders: units only, no names"))
        self._copy = QPushButton(texts("Copy the scale…"))
        self._retest = QPushButton(texts("Plan the retest"))
        self._discard = QAction(texts("Discard the draft…"), self)
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._first = Empty()
        self._none = Empty()
        self._sheets = QWidget()
        self._stack = QStackedLayout(self._sheets)
        self._lay_out()
        self._connect()

    @override
    def refresh(self) -> None:
        store = self.session.store
        self.rounds.show_rows(rounds_list.round_rows(store, self.texts))
        self.scales.show_rows(scales_list.scale_rows(store, self.texts))
        self._on_shown()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Telephone tests"))
        theme.mark(self._new, "primary")
        for button, name, key in (
            (self._write, "rounds-export", "Ctrl+E"),
            (self._copy, "rounds-copy-scale", "Ctrl+Shift+C"),
            (self._retest, "rounds-retest", "Ctrl+Shift+R"),
            (self._practise, "rounds-practise", "Ctrl+P"),
            (self._new, "rounds-new", "Ctrl+Shift+N"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
        self._outside.setObjectName("rounds-outside")
        self._outside.setAccessibleName(self._outside.text().replace("&", ""))
        for button in (self._practise, self._new):
            self._heading.add_action(button)
        self.words.setObjectName("rounds-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the list (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the list"))
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.words, 1)
        for widget in (self._outside, self._write, self._retest, self._copy):
            above.addWidget(widget)
        self._discard.setShortcut(QKeySequence("Del"))
        self._discard.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.rounds.addAction(self._discard)
        self._first.say(
            texts(
                "No round was made yet. A round tests the units of the agency by "
                "unannounced calls: the extensions, their order and the times are "
                "drawn, each call is scored, and the report proves that nobody was "
                "picked. Practise a call first; nothing of it is kept."
            ),
            texts("Plan the first round"),
        )
        self._none.say(texts("No round is like that."), texts("Show all again"))
        for sheet in (
            self.rounds,
            in_the_middle(self._first),
            in_the_middle(self._none),
        ):
            self._stack.addWidget(sheet)
        self.tabs.setObjectName("rounds-tabs")
        self.tabs.tabBar().setObjectName("rounds-tab-bar")
        self.tabs.tabBar().setAccessibleName(texts("Rounds and scales"))
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._sheets, texts("Rounds"))
        self.tabs.addTab(self.scales, texts("Scales"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(12)
        layout.addWidget(self._heading)
        layout.addWidget(self._undo)
        layout.addWidget(self._progress)
        layout.addLayout(above)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.rounds)

    def _connect(self) -> None:
        self.words.textEdited.connect(self._on_words)
        self.words.returnPressed.connect(self._on_words_left)
        self._find.activated.connect(self.words.setFocus)
        self.tabs.currentChanged.connect(self._on_shown)
        self.rounds.opened.connect(self._on_round)
        self.rounds.chosen.connect(self._on_shown)
        self.scales.opened.connect(self._on_scale)
        self._new.clicked.connect(self._on_new)
        self._first.asked.connect(self._on_new)
        self._none.asked.connect(self._on_all)
        self._practise.clicked.connect(self._on_practise)
        self._write.clicked.connect(self._on_export)
        self._copy.clicked.connect(self._on_copy)
        self._retest.clicked.connect(self._on_retest)
        self._discard.triggered.connect(self._on_discard)
        self._undo.undone.connect(self._on_undone)
        self._export.told.connect(self.told)

    def _on_shown(self) -> None:
        cells = self.rounds.cells
        shown, whole = cells.rowCount(), cells.whole()
        self._stack.setCurrentIndex(0 if shown else 2 if whole else 1)
        on_rounds = self.tabs.currentIndex() == 0
        for widget in (self._write, self._outside, self._retest):
            widget.setVisible(on_rounds and whole > 0)
        self._copy.setVisible(not on_rounds)
        self.words.setVisible(not on_rounds or whole > 0)
        round = self.session.store.rounds.get(self.rounds.key())
        for button in (self._write, self._retest):
            button.setEnabled(round is not None and round.draw is not None)
        self._discard.setEnabled(round is not None and not self._number())
        listed = self.rounds.cells if on_rounds else self.scales.cells
        said = self.texts(
            "{shown} of {whole}", shown=listed.rowCount(), whole=listed.whole()
        )
        self._heading.say(self.texts("Telephone tests"), said if listed.whole() else "")

    def _number(self) -> str:
        """Of the report of the current round; empty while it is a draft."""
        visit = self.session.store.inspections.get(self.rounds.key())
        return visit.number or "" if visit else ""

    def _on_words(self, text: str) -> None:
        for table in (self.rounds, self.scales):
            table.want(text)
        self._on_shown()

    def _on_words_left(self) -> None:
        (self.scales if self.tabs.currentIndex() else self.rounds).setFocus()

    def _on_all(self) -> None:
        self.words.clear()
        self._on_words("")

    def _on_round(self, inspection: str) -> None:
        number = self._number()
        self.going.emit(ReportOf(number) if number else PhoneRoundOf(inspection))

    def _on_scale(self, ref: str) -> None:
        self.going.emit(PhoneScaleOf(ref))

    def _on_new(self) -> None:
        self.going.emit(PhoneRoundOf(""))

    def _on_practise(self) -> None:
        self.going.emit(PhoneCall("", ""))

    def _on_export(self) -> None:
        record = record_round(self.session.store, self.rounds.key())
        if record is not None:
            agency = self.session.store.settings.get().agency
            self._export.ask(record, agency, outside=self._outside.isChecked())

    def _on_copy(self) -> None:
        store = self.session.store
        scale = find_scale(store, self.scales.key())
        named = PhoneCopyScaleDialog.ask(self, self.texts, scale)
        if named is None:
            return
        try:
            copied = copy_scale(store, scale, code=named.code, title=named.title)
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(PhoneScaleOf(copied.ref))

    def _on_retest(self) -> None:
        record = record_round(self.session.store, self.rounds.key())
        if record is None:
            return
        try:
            planned = plan_retest(self.session, record)
        except UserError as error:
            self.told.emit(error)
        else:
            self.going.emit(PhoneRoundOf(planned.inspection))

    def _on_discard(self) -> None:
        store, texts = self.session.store, self.texts
        round = store.rounds.get(self.rounds.key())
        if round is None or self._number():
            return
        if not ConfirmDialog.ask(
            self,
            texts,
            question=texts("Discard this round?"),
            detail=texts(
                "{title}: its sample, calls and scores leave the list.",
                title=round.definition.title,
            ),
            action=texts("Discard the round"),
        ):
            return
        try:
            self._discarded = discard(store, round.inspection)
        except UserError as error:
            self.told.emit(error)
            return
        self._undo.offer(
            texts("“{title}” was discarded.", title=round.definition.title)
        )

    def _on_undone(self) -> None:
        if self._discarded is None:
            return
        try:
            bring_back(self.session.store, self._discarded)
        except UserError as error:
            self.told.emit(error)
            return
        self.rounds.choose(self._discarded.draft.inspection.id)
        self._discarded = None
