from __future__ import annotations

import gc
import threading
from typing import TYPE_CHECKING

from desktop.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


class Cycle:
    """Garbage that only a collection finds; it tells in which thread it went."""

    def __init__(self, gone: list[int]) -> None:
        self._gone = gone
        self.itself = self

    def __del__(self) -> None:
        self._gone.append(threading.get_ident())


def test_what_nobody_holds_never_goes_in_a_worker(qtbot: QtBot) -> None:
    gone: list[int] = []
    here = threading.get_ident()

    def work(_: Callable[[int, int], None]) -> int:
        for _number in range(3_000):
            Cycle(gone)
        assert not gc.isenabled()
        return len(gone)

    task = Task()
    task.start(work)
    with qtbot.waitSignal(task.done) as done:
        pass
    assert done.args == [0]
    gc.collect()
    assert set(gone) == {here}


def test_looking_goes_on_when_the_last_one_is_done(qtbot: QtBot) -> None:
    tasks = [Task(), Task()]
    for task in tasks:
        task.start(_nothing)
    qtbot.waitUntil(gc.isenabled)


def _nothing(_: Callable[[int, int], None]) -> None:
    return None
