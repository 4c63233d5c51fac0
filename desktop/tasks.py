"""Slow work beside the window: a worker gets values and returns a value.

It never sees a widget, a session or a store. ``step(done, whole)`` is what it calls
to tell how far it is; that raises `CancelledError` once somebody has asked to stop.
"""

from __future__ import annotations

import logging
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QCoreApplication,
    QMetaObject,
    QObject,
    Qt,
    QThreadPool,
    Signal,
    Slot,
)

from desktop.garbage import garbage
from forms.errors import CancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

_log = logging.getLogger(__name__)

_PATIENCE: Final = 5_000

_at_work: Final[set[Task]] = set()


class Task(QObject):
    """One piece of work; it belongs to the application until it has reported.

    Signals:
        done(object): The value that the work returned.
        failed(Exception): What it raised; a `CancelledError` after `cancel`.
        progress(int, int): How much is done, and of how much.
    """

    done = Signal(object)
    failed = Signal(Exception)
    progress = Signal(int, int)

    def __init__(self) -> None:
        # Owned by the application: with a page as its owner, closing the page would
        # take the sender away from under the worker.
        super().__init__(QCoreApplication.instance())
        _at_work.add(self)
        self._cancelled = Event()
        self._value: object = None
        self._error: Exception | None = None

    def start(self, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        """Have ``work(step)`` done in another thread."""
        garbage.hold()
        QThreadPool.globalInstance().start(partial(self._run, work))

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._cancelled.set()

    def step(self, done: int, whole: int) -> None:
        """For the work: tell how far it is.

        Raises:
            CancelledError: Somebody asked to stop.
        """
        if self._cancelled.is_set():
            raise CancelledError
        self.progress.emit(done, whole)

    def _run(self, work: Callable[[Callable[[int, int], None]], Any]) -> None:
        """In the other thread."""
        try:
            self._value = work(self.step)
        except Exception as error:  # noqa: BLE001 - told in the thread of the window
            self._error = error
        # Whoever hears the outcome lets this object go. Were it told from here, that
        # could happen while this thread is still telling it, and the outcome be lost.
        QMetaObject.invokeMethod(self, "report", Qt.ConnectionType.QueuedConnection)

    @Slot()
    def report(self) -> None:
        """In the thread of the window: tell the outcome, if anybody still waits."""
        garbage.release()
        if self in _at_work:
            _at_work.discard(self)
            if self._error is None:
                self.done.emit(self._value)
            else:
                self.failed.emit(self._error)
        self.deleteLater()


def abandon() -> None:
    """Have nobody told of what is still at work: the profile it is for is closing."""
    for task in _at_work:
        task.cancel()
    _at_work.clear()


def finish() -> bool:
    """Wait a little for what is still at work; whether all of it came to its end."""
    return QThreadPool.globalInstance().waitForDone(_PATIENCE)
