"""Work in another thread, and its outcome in the window's."""

from __future__ import annotations

import gc
import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop import tasks
from desktop.tasks import Task
from forms.errors import CancelledError, UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


class Listener(QObject):
    """Keeps what it hears, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.threads: set[int] = set()

    def has_heard(self) -> bool:
        return bool(self.heard)

    def hear(self, value: object) -> None:
        self.heard.append(value)
        self.threads.add(threading.get_ident())


def give(value: object, step: Callable[[int, int], None]) -> object:
    step(1, 2)
    return value


def refuse(step: Callable[[int, int], None]) -> None:
    raise UserError("no")


def test_the_outcome_comes_back_to_the_thread_of_the_window(qtbot: QtBot) -> None:
    listener, task = Listener(), Task()
    task.done.connect(listener.hear)
    with qtbot.waitSignals([task.progress, task.done]):
        task.start(partial(give, "value"))
    assert listener.heard == ["value"]
    assert listener.threads == {threading.get_ident()}


def test_what_the_work_raises_is_told(qtbot: QtBot) -> None:
    task = Task()
    with qtbot.waitSignal(task.failed) as failed:
        task.start(refuse)
    assert isinstance(failed.args[0], UserError)


def test_a_cancelled_task_stops_at_its_next_step(qtbot: QtBot) -> None:
    task, going = Task(), threading.Event()

    def work(step: Callable[[int, int], None]) -> None:
        going.wait(5)
        step(1, 2)
        raise AssertionError("it went on")

    with qtbot.waitSignal(task.failed) as failed:
        task.start(work)
        task.cancel()
        going.set()
    assert isinstance(failed.args[0], CancelledError)


def test_no_outcome_is_lost_or_exchanged(qtbot: QtBot) -> None:
    """Tasks that nobody holds go while others come."""
    for number in range(300):
        Task().start(partial(give, -1))
        listener, task = Listener(), Task()
        task.done.connect(listener.hear)
        task.start(partial(give, number))
        del task
        qtbot.waitUntil(listener.has_heard)
        assert listener.heard == [number]


def test_who_is_gone_hears_nothing(qtbot: QtBot) -> None:
    listener, task, going = Listener(), Task(), threading.Event()
    task.done.connect(listener.hear)

    def work(step: Callable[[int, int], None]) -> int:
        going.wait(5)
        return 1

    task.start(work)
    heard = listener.heard
    listener.deleteLater()
    del listener
    gc.collect()
    with qtbot.waitSignal(task.done):
        going.set()
    assert heard == []


def test_finishing_waits_for_what_is_at_work(qtbot: QtBot) -> None:
    ended = threading.Event()

    def work(step: Callable[[int, int], None]) -> None:
        threading.Event().wait(0.05)
        ended.set()

    Task().start(work)
    assert tasks.finish()
    assert ended.is_set()
