"""A program that is killed while answers are given loses none that it acknowledged.

The child acknowledges each answer on a pipe once `save` has returned; the parent
kills it at a random moment and looks for every acknowledged answer. In the control
the child acknowledges before the commit, which must be found out: a harness that
never fails proves nothing.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest

from db.backup import Reason
from db.doctor import examine
from tests.db import make

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL"),
    pytest.mark.logs_warnings,  # of each start that follows a kill
]

_LONGEST_LIFE = 0.2


def test_no_acknowledged_answer_is_lost(
    folder: Path, request: pytest.FixtureRequest
) -> None:
    kills = 500 if request.config.getoption("--long") else 50
    visit = start(folder)
    acknowledged: set[str] = set()
    for kill in range(kills):
        acknowledged |= killed_while_answering(folder, visit, kill)
        with make.opened(folder) as store:
            assert acknowledged <= given(store, visit)
    assert len(acknowledged) > kills
    with make.opened(folder) as store:
        assert examine(store) == []


def test_the_harness_finds_an_early_acknowledgement(folder: Path) -> None:
    visit = start(folder)
    acknowledged: set[str] = set()
    for kill in range(200):
        acknowledged |= killed_while_answering(folder, visit, kill, early=True)
        with make.opened(folder) as store:
            if not acknowledged <= given(store, visit):
                return
    pytest.fail("200 kills, and no early acknowledgement was found out")


def start(folder: Path) -> str:
    store, _ = make.profile(folder)
    with store:
        return make.visit(store).id


def given(store: Store, visit: str) -> set[str]:
    return {answer.item for answer in store.answers.of(visit)}


def killed_while_answering(
    folder: Path, visit: str, kill: int, *, early: bool = False
) -> set[str]:
    """The items that a child acknowledged before it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            answer_for_ever(folder, visit, kill, writing, early=early)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(random.uniform(0, _LONGEST_LIFE))  # noqa: S311 - any moment will do
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    assert os.WTERMSIG(status) == signal.SIGKILL, told
    # The last line may have been cut.
    return set(told[: told.rfind("\n") + 1].split())


def answer_for_ever(
    folder: Path, visit: str, kill: int, pipe: int, *, early: bool
) -> None:
    store = make.opened(folder)
    for number in count():
        answer = make.answer(item=f"{kill}-{number}", note="地面積水" * 20)
        if early:
            with store.writing():
                store.answers.save(visit, answer)
                os.write(pipe, f"{answer.item}\n".encode())
        else:
            store.answers.save(visit, answer)
            os.write(pipe, f"{answer.item}\n".encode())
        disturb(store, visit, number)


def disturb(store: Store, visit: str, number: int) -> None:
    """What else a program does, so that kills hit it too."""
    if number % 7 == 3:
        content = os.urandom(5_000)
        sha256 = store.evidence.put(content, "image/jpeg")
        store.photos.add(visit, make.photo(store, sha256), content)
    if number % 40 == 20:
        store.connection.checkpoint()
    if number % 60 == 30:
        store.back_up(Reason.ASKED)
