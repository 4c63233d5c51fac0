"""計畫執行情形查核表: for which units and which period it is made."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.places import Fill, Visits
from desktop.widgets.roc_date import RocDateEdit
from desktop.widgets.tick_list import Tick, TickList
from desktop.workflows.execution_sheet import rows_for, start_execution_visit
from desktop.workflows.plan_coverage import units_of
from forms.errors import UserError
from forms.inspection import Participant, Role

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session
    from desktop.widgets.places import Place
    from forms.plan.model import Plan

_WIDTH: Final = 560
_LEAST_LIST: Final = 240


class ExecutionSheetDialog(QDialog):
    """Units to tick, the period, and one sheet for all or one for each.

    Attributes:
        place: Where the draft that was made lies; the list where several were made.
    """

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        plan: Plan,
        items: Collection[str],
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = texts = session.texts
        self.place: Place | None = None
        self._plan = plan
        self._items = tuple(items) or tuple(one.key for one in plan.actions())
        self._is_choice = bool(items)
        self._bound = units_of(plan, session.store)
        today = session.now().date()
        self._units = TickList()
        self._start = RocDateEdit(texts, today=today)
        self._end = RocDateEdit(texts, today=today)
        self._each = QCheckBox(texts("A sheet of its own for each unit"))
        self._said = QLabel()
        self._told = QLabel()
        self._cancel = QPushButton(texts("Cancel"))
        self._make = QPushButton(texts("Make the sheet"))
        self._lay_out()
        self._units.ticked.connect(self._on_ticked)
        self._each.toggled.connect(self._on_ticked)
        self._cancel.clicked.connect(self.reject)
        self._make.clicked.connect(self.accept)
        start, end = _period(plan, today)
        self._start.show_day(start)
        self._end.show_day(end)
        self._units.show_ticks(self._ticks(), ())
        self._on_ticked(frozenset())
        self._units.setFocus()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        session: Session,
        plan: Plan,
        items: Collection[str] = (),
    ) -> Place | None:
        """Have a sheet made of these items, all actions if none; where to go on."""
        dialog = cls(parent, session, plan, items)
        run_dialog(dialog)
        return dialog.place

    @override
    def accept(self) -> None:
        """Make the drafts; what cannot be is told here."""
        start, end = self._start.day, self._end.day
        if start is None or end is None:
            return
        units = self._units.ticked_keys()
        groups = [(unit,) for unit in units] if self._each.isChecked() else [units]
        made = []
        try:
            with self.session.store.writing():
                for group in groups:
                    rows = rows_for(self._plan, self._items, group, self.session.store)
                    made.append(
                        start_execution_visit(
                            self.session.store,
                            self._plan,
                            rows,
                            start=start,
                            end=end,
                            people=self._people(),
                            now=self.session.now(),
                            texts=self.texts,
                        )
                    )
        except UserError as error:
            self._told.setText(error.told(self.texts))
            self._told.show()
            return
        self.place = Fill(made[0].id) if len(made) == 1 else Visits()
        super().accept()

    def _people(self) -> list[Participant]:
        member = self.session.member
        if member is None:
            return []
        return [
            Participant(
                role=Role.INSPECTOR,
                name=member.name,
                title=member.title,
                unit=member.unit,
            )
        ]

    def _names(self) -> tuple[str, ...]:
        """Every unit that the plan binds, each once."""
        return tuple(dict.fromkeys(u for units in self._bound.values() for u in units))

    def _count(self) -> int:
        """How many actions there would be with every unit."""
        names, store = self._names(), self.session.store
        return len({key for _, key in rows_for(self._plan, self._items, names, store)})

    def _ticks(self) -> list[Tick]:
        ticks = []
        for unit in self._names():
            rows = rows_for(self._plan, self._items, (unit,), self.session.store)
            if rows:
                count = self.texts("{count} actions", count=len(rows))
                ticks.append(Tick(key=unit, text=unit, detail=count))
        return ticks

    def _on_ticked(self, _: object) -> None:
        units = self._units.ticked_keys()
        rows = rows_for(self._plan, self._items, units, self.session.store)
        self._said.setText(
            self.texts(
                "{rows} rows for {units} units", rows=len(rows), units=len(units)
            )
        )
        self._make.setEnabled(bool(rows))
        self._told.hide()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Plan execution sheet"))
        self.setMinimumWidth(_WIDTH)
        guide = QLabel(
            texts(
                "One row for each action and unit: what the plan demands, what the "
                "unit says it did, and the inspector's judgement."
            )
        )
        chosen = QLabel(
            texts(
                "Only the {count} of its {whole} actions that the page shows.",
                count=self._count(),
                whole=len(self._plan.actions()),
            )
        )
        chosen.setObjectName("sheet-chosen")
        chosen.setVisible(self._is_choice)
        for words in (guide, chosen):
            words.setWordWrap(True)
            theme.mark(words, "guidance")
        theme.mark(self._said, "muted")
        theme.mark(self._told, "told")
        theme.mark(self._make, "primary")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        self._make.setDefault(True)
        around = QScrollArea()
        around.setWidgetResizable(True)
        around.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        around.setMinimumHeight(_LEAST_LIST)
        around.setWidget(self._units)
        period = QGridLayout()
        period.setSpacing(8)
        for column, (name, label, edit) in enumerate(
            (
                ("start", texts("First day"), self._start),
                ("end", texts("Last day"), self._end),
            )
        ):
            edit.setObjectName(f"sheet-{name}")
            edit.setAccessibleName(texts("Period accounted for: {part}", part=label))
            period.addWidget(QLabel(label), 0, column)
            period.addWidget(edit, 1, column)
        self._units.setObjectName("sheet-units")
        self._units.setAccessibleName(texts("Units"))
        self._each.setObjectName("sheet-each")
        self._each.setAccessibleName(self._each.text())
        buttons = QHBoxLayout()
        buttons.addWidget(self._said)
        buttons.addStretch()
        for button, name in ((self._cancel, "cancel"), (self._make, "make")):
            button.setObjectName(f"sheet-{name}")
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(guide)
        layout.addWidget(chosen)
        layout.addWidget(QLabel(texts("Units")))
        layout.addWidget(around, 1)
        layout.addLayout(period)
        layout.addWidget(self._each)
        layout.addWidget(self._told)
        layout.addLayout(buttons)


def _period(plan: Plan, today: date) -> tuple[date, date]:
    """The year of the plan that today lies in, or its last one."""
    last = int((plan.period.end or str(plan.roc_year + 1911))[:4])
    first = int((plan.period.start or str(plan.roc_year + 1911))[:4])
    year = min(max(today.year, first), last)
    return date(year, 1, 1), date(year, 12, 31)
