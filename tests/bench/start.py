"""From the command to the window, beside a bare window with one label.

Both start as an installed program does, with their bytecode on the disk: it is made
here by a first run that does not count, whatever the environment says of it.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median
from typing import TYPE_CHECKING, Final

from db.people import Post
from desktop.workflows.profile import make_profile
from tests.bench.figure import Figure
from tests.desktop.conftest import CHEAP, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_TIMES: Final = 5
_SHOWN: Final = """
import os, re
status = open("/proc/self/status").read()
print(re.search(r"VmRSS:\\s*(\\d+)", status)[1], flush=True)
os._exit(0)
"""
_BARE: Final = """
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
shown = QLabel("x")
shown.show()
application.processEvents()
shown.grab()
"""
_GATE: Final = """
import sys
from pathlib import Path
from desktop.start import prepare
prepare()
from PySide6.QtWidgets import QApplication
from desktop.app import Program
application = QApplication([])
program = Program(Path(sys.argv[1]))
program.show()
program.window.activateWindow()
while QApplication.focusWidget() is None:
    application.processEvents()
program.window.grab()
"""
_AT_WORK: Final = f"""{_GATE}
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
edit = QApplication.focusWidget()
edit.setText({PASSPHRASE!r})
QTest.keyClick(edit, Qt.Key.Key_Return)
while program.window.workplace is None:
    application.processEvents()
program.window.grab()
from desktop import tasks
tasks.finish()
"""


def measure(folder: Path) -> Iterable[Figure]:
    """Key derivation is left out: the profile's is a cheap one."""
    profile = folder / "profile"
    made = make_profile(
        profile,
        agency="交通部航港局",
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    made.store.close()
    bare, bare_memory = _run(_BARE, profile)
    gate, _ = _run(_GATE, profile)
    at_work, memory = _run(_AT_WORK, profile)
    yield Figure(
        name="window that takes the passphrase, beside a bare one",
        value=gate,
        reference=bare,
        limit=3 * bare,
        unit="s",
    )
    yield Figure(
        name="unlocked and at 今日, with nobody's typing in between",
        value=at_work,
        reference=bare,
        unit="s",
    )
    yield Figure(
        name="resident memory at 今日, beside a bare window",
        value=memory,
        reference=bare_memory,
        limit=2.5 * bare_memory,
        unit="MB",
    )


def _run(code: str, profile: Path) -> tuple[float, float]:
    """The median of the seconds until it is shown, and the resident memory in MB."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPYCACHEPREFIX": str(profile.with_name("bytecode")),
        "PYTHONDONTWRITEBYTECODE": "",
    }
    seconds, memory = [], []
    for _ in range(1 + _TIMES):
        started = time.perf_counter()
        with subprocess.Popen(
            [sys.executable, "-c", code + _SHOWN, str(profile)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            assert process.stdout is not None
            kilobytes = int(process.stdout.readline())
        seconds.append(time.perf_counter() - started)
        memory.append(kilobytes / 1024)
    return median(seconds[1:]), median(memory[1:])
