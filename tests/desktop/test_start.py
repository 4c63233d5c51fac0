"""What the window needs is read in, and no more."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).parents[2]
_STARTED: Final = """
import linecache, sys
from desktop.start import prepare
prepare()
import desktop.pages.today, desktop.workplace
print(sum(name.endswith("workplace.py") for name in linecache.cache))
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""


def _started() -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", _STARTED],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_today_comes_without_what_only_other_pages_need() -> None:
    _, modules = _started()
    heavy = {"PIL", "holidays", "openpyxl", "reportlab", "pikepdf", "pypdfium2", "lxml"}
    assert heavy.isdisjoint(modules.split())


def test_qt_keeps_no_source_of_what_is_read_in() -> None:
    kept, _ = _started()
    assert kept == "0"
