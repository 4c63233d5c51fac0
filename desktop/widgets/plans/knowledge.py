"""How it stands with a plan, found out beside the window."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.tasks import Task
from desktop.workflows.plan_in_force import is_carried_over
from desktop.workflows.plan_view import Standing, standing
from forms.errors import CancelledError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from db.store import Store
    from desktop.session import Session
    from forms.plan.model import Plan
    from resources.texts import Texts

_PATIENCE: Final = 50
"""Milliseconds, so that the page itself is shown first, and many changes ask once."""


class Knowledge(QObject):
    """Asks one thing at a time; what was asked for last is told, and nothing older.

    Signals:
        arrived(Standing): How it stands on the day that was asked for.
        failed(UserError): Why it cannot be told.
    """

    arrived = Signal(object)
    failed = Signal(object)

    def __init__(self, session: Session, plan: Plan, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._plan = plan
        self._at_work = False
        self._wanted: date | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE)
        self._soon.timeout.connect(self._start)

    def ask(self, day: date) -> None:
        """Find out how it stands on that day, with what the store holds now."""
        self._wanted = day
        self._soon.start()

    def rest(self) -> None:
        """Ask for nothing more: nobody is looking."""
        self._wanted = None
        self._soon.stop()

    def _start(self) -> None:
        if self._at_work or self._wanted is None:
            return
        day, self._wanted = self._wanted, None
        self._at_work = True
        task = Task()
        task.done.connect(self._on_done)
        task.failed.connect(self._on_failed)
        session = self._session
        task.start(
            partial(_found, session.store.another, self._plan, day, session.texts)
        )

    def _on_done(self, found: Standing) -> None:
        self._at_work = False
        if self._wanted is None:
            self.arrived.emit(found)
        self._start()

    def _on_failed(self, error: Exception) -> None:
        self._at_work = False
        if isinstance(error, UserError) and not isinstance(error, CancelledError):
            self.failed.emit(error)
        elif not isinstance(error, CancelledError):
            raise error
        self._start()


def _found(
    another: Callable[[], Store], plan: Plan, day: date, texts: Texts, _step: object
) -> Standing:
    with closing(another()) as store:
        return standing(
            plan, store, day, texts, is_carried_over=is_carried_over(store, plan)
        )
