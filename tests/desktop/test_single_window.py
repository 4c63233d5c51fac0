"""A second start hands its files to the window that is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.one_window import OneWindow, hand_over

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_ROOT = Path(__file__).parents[2]
_SECOND = (
    "import sys, json; from pathlib import Path;"
    "from desktop.one_window import hand_over;"
    "files = [Path(file) for file in json.loads(sys.argv[2])];"
    "raise SystemExit(0 if hand_over(Path(sys.argv[1]), files) else 3)"
)


def second_start(profile: Path, *files: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            _SECOND,
            str(profile),
            json.dumps([str(file) for file in files]),
        ],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )


def test_a_second_start_hands_over_its_files(qtbot: QtBot, tmp_path: Path) -> None:
    one = OneWindow(tmp_path)
    report = tmp_path / "報告 堃.pdf"
    with qtbot.waitSignal(one.called, timeout=20_000) as called:
        second = second_start(tmp_path, report)
    assert called.args == [(report,)]
    assert second.wait(20) == 0
    one.close()


def test_another_profile_has_a_window_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    one = OneWindow(tmp_path / "one")
    assert not hand_over(tmp_path / "other", [])
    one.close()


def test_nobody_hears_a_start_on_a_closed_profile(qtbot: QtBot, tmp_path: Path) -> None:
    one = OneWindow(tmp_path)
    one.close()
    assert not hand_over(tmp_path, [])


def test_what_a_killed_program_left_behind_is_no_hindrance(
    qtbot: QtBot, tmp_path: Path
) -> None:
    killed = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import os, sys; from pathlib import Path;"
            "from PySide6.QtCore import QCoreApplication;"
            "from desktop.one_window import OneWindow;"
            "app = QCoreApplication([]); one = OneWindow(Path(sys.argv[1]));"
            "os.kill(os.getpid(), 9)",
            str(tmp_path),
        ],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
    )
    killed.wait(20)
    one = OneWindow(tmp_path)
    with qtbot.waitSignal(one.called, timeout=20_000):
        second = second_start(tmp_path)
    assert second.wait(20) == 0
    one.close()
