"""An answer on the fill page, where the disk takes 15 ms to have something for good.

Such a disk is made of any other by a library put before the system's: it lets every
fsync and fdatasync wait. Where nothing compiles it, there is no figure.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.bench.figure import Figure
from tests.bench.fill import opened, settle, show

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIMIT: Final = 100.0
_ANSWERS: Final = 200
_SLOW: Final = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <time.h>

int waits;

static int late(const char *name, int file) {
    struct timespec wait = {0, 15 * 1000 * 1000};
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    waits++;
    nanosleep(&wait, 0);
    return real(file);
}

int fsync(int file) { return late("fsync", file); }
int fdatasync(int file) { return late("fdatasync", file); }
"""


def measure(folder: Path) -> Iterable[Figure]:
    """From the key to the answer that is saved and shown, by the clock."""
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        sys.stdout.write("no C compiler here: an answer on a slow disk is left out\n")
        return
    source, library = folder / "slow.c", folder / "slow.so"
    source.write_text(_SLOW, "utf-8")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source], check=True)
    told = subprocess.run(
        [sys.executable, "-m", "tests.bench.slow_disk", folder],
        env={**os.environ, "LD_PRELOAD": str(library)},
        stdout=subprocess.PIPE,
        check=True,
    ).stdout
    found = json.loads(told)
    yield Figure(
        name="waits for the slow disk, for each answer", value=found["waits"], unit=""
    )
    for share in (50, 99):
        yield Figure(
            name=f"an answer, saved on a disk with 15 ms fsync, p{share}",
            value=found["answers"][_ANSWERS * share // 100],
            limit=_LIMIT,
        )


def _answer_all(folder: Path) -> dict[str, object]:
    """In a process with the slow library: how long each answer took, in order."""
    waits = ctypes.c_int.in_dll(ctypes.CDLL(None), "waits")
    taken, waited = [], 0
    with opened(folder) as (session, visit):
        page = show(session, visit)
        page.activateWindow()
        settle()
        for number in range(_ANSWERS):
            focus = QApplication.focusWidget() or page
            before, started = waits.value, time.perf_counter()
            QTest.keyClick(focus, (Qt.Key.Key_1, Qt.Key.Key_2)[number % 2])
            QCoreApplication.processEvents()
            taken.append((time.perf_counter() - started) * 1000)
            waited += waits.value - before
            QTest.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Return)
            settle()
        saved = session.store.answers.of(visit)
        assert len(saved) == _ANSWERS
    return {"answers": sorted(taken), "waits": waited / _ANSWERS}


if __name__ == "__main__":
    json.dump(_answer_all(Path(sys.argv[1])), sys.stdout)
