"""A program that is killed in the middle of a call loses nothing that happened in it.

A real child keeps the events of a call one by one and says each number once the store
has it; it is killed after each of them in turn, at any moment until the next one.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from typing import TYPE_CHECKING

import pytest

from db.doctor import examine
from forms.phone.call import EventKind
from tests.db import make, phone

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
    pytest.mark.logs_warnings,  # of each start that follows a kill
]

KINDS = tuple(EventKind)
_LONGEST = 0.02


@pytest.mark.parametrize("survived", range(len(KINDS) + 1))
def test_a_call_killed_at_any_event_is_whole(folder: Path, survived: int) -> None:
    store, _ = make.profile(folder)
    with store:
        round = phone.drawn(store)
        (first, _) = store.calls.of(round.inspection)
    acknowledged = killed_after(folder, first.call.id, survived)
    with make.opened(folder) as store:
        kept = store.calls.get(first.call.id)
        assert kept is not None
        events = [phone.event(seq, kind) for seq, kind in enumerate(KINDS, start=1)]
        assert list(kept.events) == events[: len(kept.events)]
        # The one in hand may have come through, unheard of.
        assert acknowledged <= len(kept.events) <= acknowledged + 1
        assert kept.sheet.remarks == str(acknowledged or "")
        assert examine(store) == []


def killed_after(folder: Path, call: str, events: int) -> int:
    """How many events a child had acknowledged when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            call_on(folder, call, events, writing)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        acknowledged = 0
        while acknowledged < events:
            acknowledged = int(pipe.readline())
        time.sleep(random.uniform(0, _LONGEST))  # noqa: S311 - any moment will do
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        told = pipe.read().split()
    assert os.WTERMSIG(status) == signal.SIGKILL
    return max([acknowledged, *map(int, told)])


def call_on(folder: Path, call: str, events: int, pipe: int) -> None:
    """Keep the events, and after those that are waited for go on without a word."""
    store = make.opened(folder)
    kept = store.calls.get(call)
    assert kept is not None
    for seq, kind in enumerate(KINDS, start=1):
        store.calls.add_event(kept.call, phone.event(seq, kind))
        if seq <= events:
            store.calls.write_down(kept.call, {"remarks": str(seq)})
            os.write(pipe, f"{seq}\n".encode())
        else:
            time.sleep(3600)
    time.sleep(3600)
