"""What every unit owes on a day."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.choices import name_filter, offer
from desktop.widgets.empty import Empty, in_the_middle
from desktop.widgets.list_look import look_like_list, widest_fills
from desktop.widgets.plans.owed_model import WIDTHS, OwedModel, OwedWanted
from desktop.widgets.roc_date import RocDateEdit
from desktop.workflows.plan_view import PRESSING
from forms.plan.obligations import State
from forms.report.plans.wording import STATES, state_said

if TYPE_CHECKING:
    from datetime import date

    from desktop.workflows.plan_view import Standing
    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_ROW: Final = 40
_OPEN: Final = "open"
_EVERY: Final = "every"


class ObligationsTab(QWidget):
    """A day to choose, and a list by unit and state.

    Signals:
        item_wanted(str): The person wants to see this item.
        day_wanted(date): The person wants to know how it stood on another day.
    """

    item_wanted = Signal(str)
    day_wanted = Signal(object)

    def __init__(self, texts: Texts, plan: Plan, today: date) -> None:
        super().__init__()
        self.texts = texts
        self.words = QLineEdit()
        self.unit = QComboBox()
        self.state = QComboBox()
        self.day = RocDateEdit(texts, today=today)
        self.table = QTableView()
        self._sum = QLabel()
        self._model = OwedModel(texts, plan, self)
        self._empty = Empty()
        self._stack = QStackedLayout()
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self.day.show_day(today)
        self.words.textEdited.connect(self._on_wanted)
        self.unit.activated.connect(self._on_wanted)
        self.state.activated.connect(self._on_wanted)
        self.day.day_edited.connect(self.day_wanted)
        self.table.activated.connect(self._on_activated)
        self._empty.asked.connect(self._on_all)
        self._find.activated.connect(self.words.setFocus)

    def show_standing(self, standing: Standing) -> None:
        """Show what is owed on its day."""
        units = dict.fromkeys(one.unit for one in standing.obligations)
        chosen = self.unit.currentData() or ""
        if chosen:
            units.setdefault(chosen)
        self._offer_units(tuple(units))
        self._model.show_obligations(standing.obligations)
        counts = Counter(one.state for one in standing.obligations)
        self._sum.setText(
            "　".join(
                self.texts(
                    "{state} {count}",
                    state=state_said(state, self.texts),
                    count=counts[state],
                )
                for state in PRESSING
                if counts[state]
            )
        )
        self._on_shown()

    def want_unit(self, unit: str) -> None:
        """Show what this unit owes."""
        self._offer_units((unit,))
        self.unit.setCurrentIndex(self.unit.findText(unit))
        self._on_wanted()

    def obligations(self) -> tuple[Obligation, ...]:
        """What is shown."""
        return self._model.obligations()

    def shown(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows as they are shown."""
        return self._model.shown()

    def _offer_units(self, units: tuple[str, ...]) -> None:
        offer(self.unit, self.texts("All units"), ((name, name) for name in units))

    def _lay_out(self) -> None:
        texts = self.texts
        self.words.setObjectName("owed-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the obligations (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the obligations"))
        self.words.setMinimumWidth(140)
        self._offer_units(())
        self.state.addItem(texts("Due or overdue"), _OPEN)
        self.state.addItem(texts("Any state"), _EVERY)
        for state in PRESSING:
            self.state.addItem(texts(STATES[state]), state)
        self.day.setObjectName("owed-day")
        self.day.setAccessibleName(texts("As of the day"))
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.words, 3)
        for choice, name, said in (
            (self.unit, "owed-unit", texts("Unit")),
            (self.state, "owed-state", texts("State")),
        ):
            name_filter(choice, name, said)
            above.addWidget(choice, 2)
        above.addWidget(self.day, 2)
        theme.mark(self._sum, "guidance")
        self._lay_out_table()
        self._stack.addWidget(self.table)
        self._stack.addWidget(in_the_middle(self._empty))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addLayout(self._stack, 1)
        layout.addWidget(self._sum)

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("obligations")
        table.setAccessibleName(self.texts("Obligations"))
        table.setModel(self._model)
        look_like_list(table, _ROW)
        widest_fills(table, WIDTHS)

    def _on_wanted(self) -> None:
        state = self.state.currentData()
        self._model.want(
            OwedWanted(
                words=tuple(self.words.text().split()),
                unit=self.unit.currentData() or "",
                state=State(state) if state not in (_OPEN, _EVERY) else None,
                only_open=state == _OPEN,
            )
        )
        self._on_shown()

    def _on_shown(self) -> None:
        if self._model.rowCount():
            self._stack.setCurrentIndex(0)
            return
        whole = self._model.whole()
        self._empty.say(
            self.texts("Nothing is owed on that day.")
            if not whole
            else self.texts("No obligation is like that; there are {n}.", n=whole),
            self.texts("Show all") if whole else "",
        )
        self._stack.setCurrentIndex(1)

    def _on_all(self) -> None:
        self.words.clear()
        self.unit.setCurrentIndex(0)
        self.state.setCurrentIndex(1)
        self._on_wanted()

    def _on_activated(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.item_wanted.emit(self._model.rows[row].item)
