"""A disk that fills up while answers are given, by a limit on the size of files."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from forms.errors import UserError
from tests.db import make

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")

ROOM = 400_000
"""For the write-ahead log; it holds some forty answers."""


@pytest.mark.logs_warnings
def test_nothing_acknowledged_is_lost_and_it_goes_on_when_there_is_room(
    folder: Path,
) -> None:
    store, _ = make.profile(folder)
    with store:
        visit = make.visit(store).id
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(reading)
            fill(folder, visit, writing)
        finally:
            os._exit(1)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        told = pipe.read().split("\n")
    assert told[-2] == "done", told[-3:]
    refusals = [line for line in told if line.startswith("refused")]
    assert len(refusals) == 3
    assert all("nothing of this step was saved" in line for line in refusals)
    with make.opened(folder) as store:
        kept = {answer.item for answer in store.answers.of(visit)}
        assert kept == {line for line in told if line.startswith("saved")}
        assert store.journal.first_broken() is None


def fill(folder: Path, visit: str, pipe: int) -> None:
    """Answer until the disk is full, three times try in vain, and go on."""
    import resource

    def tell(line: str) -> None:
        os.write(pipe, f"{line}\n".encode())

    store = make.opened(folder)
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))
    refused = number = 0
    while refused < 3:
        number += 1
        answer = make.answer(item=f"saved-{number}", note="x" * 5000)
        try:
            store.answers.save(visit, answer)
        except UserError as error:
            refused += 1
            tell(f"refused: {error}")
        else:
            tell(answer.item)
        store.answers.of(visit)  # reading goes on all the time
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    store.answers.save(visit, make.answer(item="saved-after"))
    tell("saved-after")
    store.close()
    tell("done")
    os._exit(0)
