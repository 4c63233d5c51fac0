"""應辦事項: what the plan in force asks of the units these days."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer, Signal

from desktop.tasks import Task
from desktop.widgets.list_row import ListRow
from desktop.widgets.pill import Pill, Tone
from desktop.widgets.places import PlanOf, PlanView
from desktop.widgets.rows_card import RowsCard
from forms.errors import CancelledError, UserError
from forms.report.said import day, listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.store import Store
    from desktop.session import Session
    from desktop.workflows.plan_in_force import DueSoon, Owed

_MOST_ROWS: Final = 5
_PATIENCE: Final = 400
"""Milliseconds: first the page itself, then what hangs on a whole plan."""


class OwedCard(RowsCard):
    """A row for each unit that is late or has something due within a month.

    It finds out beside the window and after the page is shown, and reads in what it
    needs only then, so that the start waits for nothing of it. Without a plan in
    force, or with nothing owed, the card is not there.

    Signals:
        going(Place): The person wants to see a unit's obligations.
        failed(UserError): Why it cannot be told.
    """

    going = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session.texts("Obligations"))
        self.texts = session.texts
        self._session = session
        self._ref = ""
        self._at_work = False
        self._is_wanted = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._soon.timeout.connect(self._start)
        self.hide()

    def ask(self) -> None:
        """Find out soon; what was found before stays until then."""
        self._is_wanted = bool(self._session.store.settings.get().plan)
        if self._is_wanted:
            self._soon.start()
        else:
            self.show_rows([])

    def _start(self) -> None:
        if self._at_work or not self._is_wanted:
            return
        self._is_wanted = False
        self._at_work = True
        task = Task()
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        task.start(
            partial(_found, self._session.store.another, self._session.now().date())
        )

    def _show(self, found: DueSoon) -> None:
        self._ref = found.ref
        rows = [self._row(one) for one in found.owed[:_MOST_ROWS]]
        if len(found.owed) > _MOST_ROWS:
            more = ListRow(
                "",
                name="more-owed",
                rest=self.texts("All {count} units", count=len(found.owed)),
            )
            more.opened.connect(self._on_opened)
            rows.append(more)
        self.show_rows(rows)

    def _row(self, owed: Owed) -> ListRow:
        when = day(self.texts, owed.next)
        below = self.texts("next due {day}", day=when)
        if not owed.soon:
            below = self.texts("was due {day}", day=when)
        row = ListRow(
            owed.unit,
            name=f"owed-{owed.unit}",
            strong=owed.unit,
            rest=listed(self.texts, owed.items),
            below=below,
        )
        if owed.overdue:
            said = self.texts("{count} overdue", count=owed.overdue)
            row.add(Pill(said, Tone.NONCONFORM))
        if owed.soon:
            said = self.texts("{count} due within 30 days", count=owed.soon)
            row.add(Pill(said, Tone.PARTLY))
        row.opened.connect(self._on_opened)
        return row

    def _on_opened(self, unit: str) -> None:
        self.going.emit(PlanOf(self._ref, view=PlanView.OBLIGATIONS, unit=unit))

    def _on_done(self, found: DueSoon | None) -> None:
        self._at_work = False
        if found is None:
            self.show_rows([])
        else:
            self._show(found)
        self._start()

    def _on_failed(self, error: Exception) -> None:
        self._at_work = False
        if isinstance(error, UserError) and not isinstance(error, CancelledError):
            self.failed.emit(error)
        elif not isinstance(error, CancelledError):
            raise error


def _found(another: Callable[[], Store], today: date, _step: object) -> DueSoon | None:
    from desktop.workflows.plan_in_force import due_soon

    with closing(another()) as store:
        return due_soon(store, today)
