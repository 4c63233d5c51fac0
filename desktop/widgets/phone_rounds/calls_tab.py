"""The calls of a round in their order: open one, replace it, give it to somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.cells import Row
from desktop.widgets.keys import give_key
from desktop.widgets.phone.words import OUTCOMES, STATES
from desktop.widgets.phone_rounds.cell_view import CellView
from forms.phone.call import CallState
from forms.report.phone.words import short_moment
from resources.texts import later

if TYPE_CHECKING:
    from forms.phone.record import CallRecord, PhoneRecord
    from resources.texts import Texts

_STATE: Final = 5
_OPEN: Final = frozenset({CallState.WAITING, CallState.RUNNING, CallState.ENDED})
_REPLACEABLE: Final = frozenset({CallState.WAITING, CallState.ENDED})
_COLOURS: Final = {
    CallState.RUNNING: "accent",
    CallState.ENDED: "partly",
    CallState.FINISHED: "conform",
}
_SHOWN: Final = (later("All calls"), later("To be made or scored"), later("Finished"))
_ALL, _LEFT, _DONE = range(3)


class CallsTab(QWidget):
    """A table with a filter.

    Signals:
        opened(str): The call of that id is to be made, or looked at.
        replace_wanted(str): Its extension is withdrawn.
        assign_wanted(str): Somebody else is to make it.
    """

    opened = Signal(str)
    replace_wanted = Signal(str)
    assign_wanted = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._calls: tuple[CallRecord, ...] = ()
        self._testers: dict[str, str] = {}
        self.words = QLineEdit()
        self.shown = QComboBox()
        self._count = QLabel()
        self.replace = QPushButton(texts("Replace…"))
        self.assign = QPushButton(texts("Another tester…"))
        self.table = CellView(
            "round-calls",
            texts("Calls"),
            (
                (texts("No."), 46),
                (texts("When"), 140),
                (texts("Unit"), 170),
                (texts("Extension"), 78),
                (texts("Tester"), 76),
                (texts("State"), 104),
                (texts("How it ended"), 98),
                (texts("Score"), 56),
                (texts("Grade"), 76),
            ),
            texts("Open"),
        )
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._lay_out()
        self._connect()

    def show_calls(self, record: PhoneRecord, following: str) -> None:
        """Show these; at first the keys are at the one that is to be made next."""
        self._calls = record.calls
        self._testers = {one.key: one.name for one in record.round.definition.testers}
        labels = {
            grade.key: self.texts.of(grade.label) for grade in record.scale.grades
        }
        self._rows = {one.call.id: self._row(one, labels) for one in record.calls}
        self._show(following)

    def _show(self, first: str = "") -> None:
        wanted = self.shown.currentIndex()
        rows = [
            self._rows[one.call.id]
            for one in self._calls
            if wanted == _ALL or (one.state in _OPEN) is (wanted == _LEFT)
        ]
        self.table.show_rows(rows, first=first)
        self._say_count()

    def _row(self, one: CallRecord, labels: dict[str, str]) -> Row:
        texts, call = self.texts, one.call
        line = call.extension
        if call.hotline:
            hours = texts("in hours") if call.in_hours else texts("out of hours")
            line = f"{call.hotline}　{hours}"
        outcome = texts(OUTCOMES[one.outcome]) if one.outcome else ""
        tip = ""
        if call.withdrawn:
            tip = texts("Replaced: {reason}", reason=call.withdrawn)
        elif call.stands_in_for:
            tip = texts("Stands in for an extension that was withdrawn.")
        marks = one.marks
        return Row(
            key=call.id,
            cells=(
                str(call.order),
                short_moment(texts, call.at),
                call.unit,
                line,
                self._testers.get(call.tester, call.tester),
                texts(STATES[one.state]),
                call.withdrawn or outcome,
                marks.shown if marks else "",
                labels.get(marks.grade, "") if marks else "",
            ),
            marks={_STATE: _COLOURS[one.state]} if one.state in _COLOURS else {},
            ranks={1: call.at.timestamp() if call.at else 0.0},
            tip=tip,
        )

    def _say_count(self) -> None:
        self._count.setText(
            self.texts(
                "{shown} of {whole}",
                shown=self.table.cells.rowCount(),
                whole=len(self._calls),
            )
        )

    def _lay_out(self) -> None:
        texts = self.texts
        self.words.setObjectName("round-calls-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the calls (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the calls"))
        for text in _SHOWN:
            self.shown.addItem(texts(text))
        self.shown.setObjectName("round-calls-shown")
        self.shown.setAccessibleName(texts("Which calls"))
        theme.mark(self._count, "guidance")
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.words, 1)
        above.addWidget(self.shown)
        for button, name, key in (
            (self.replace, "round-replace", "Ctrl+R"),
            (self.assign, "round-assign", "Ctrl+T"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
            above.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._count)
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.words.textEdited.connect(self._on_words)
        self.words.returnPressed.connect(self.table.setFocus)
        self.shown.activated.connect(self._on_shown)
        self._find.activated.connect(self.words.setFocus)
        self.table.opened.connect(self.opened)
        self.table.chosen.connect(self._on_chosen)
        self.replace.clicked.connect(self._on_replace)
        self.assign.clicked.connect(self._on_assign)

    def _on_words(self, text: str) -> None:
        self.table.want(text)
        self._say_count()

    def _on_shown(self, _: int) -> None:
        self._show()

    def _on_chosen(self, id: str) -> None:
        state = next((one.state for one in self._calls if one.call.id == id), None)
        self.replace.setEnabled(state in _REPLACEABLE)
        self.assign.setEnabled(state in _REPLACEABLE)

    def _on_replace(self) -> None:
        self.replace_wanted.emit(self.table.key())

    def _on_assign(self) -> None:
        self.assign_wanted.emit(self.table.key())
