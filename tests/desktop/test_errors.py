"""Bugs are written down without values, told once, and the program stays."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from desktop import log
from desktop.dialogs.bug import BugDialog
from desktop.errors import Errors, versions
from forms.errors import UserError
from resources.texts import Texts

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_ROOT = Path(__file__).parents[2]
SECRET = "王堃霖 0912-345-678"  # noqa: S105 - a name and a number


def stumble(what: str) -> None:
    raise ValueError(what)


def met(what: str) -> ValueError:
    try:
        stumble(what)
    except ValueError as error:
        return error
    raise AssertionError


@pytest.mark.logs_warnings
def test_a_bug_is_reported_without_what_it_was_about(qtbot: QtBot) -> None:
    errors = Errors()
    with qtbot.waitSignal(errors.bug_met) as told:
        errors.take(met(SECRET))
    (report,) = told.args
    assert "ValueError" in report
    assert "test_errors.py" in report
    assert "stumble" in report
    assert versions() in report
    assert SECRET not in report
    assert str(Path.home()) not in report


@pytest.mark.logs_warnings
def test_the_same_bug_is_told_once(qtbot: QtBot) -> None:
    errors = Errors()
    reports: list[str] = []
    errors.bug_met.connect(reports.append)
    for _ in range(3):
        errors.take(met(SECRET))
    assert len(reports) == 1


def test_a_sentence_that_nobody_told_is_no_bug(qtbot: QtBot) -> None:
    errors = Errors()
    with (
        qtbot.waitSignal(errors.refused) as refused,
        qtbot.assertNotEmitted(errors.bug_met),
    ):
        errors.take(UserError("no"))
    assert isinstance(refused.args[0], UserError)


@pytest.mark.logs_warnings
def test_the_log_holds_lines_of_json_without_values(tmp_path: Path) -> None:
    handler = log.begin(tmp_path / "log")
    logger = logging.getLogger("desktop.something")
    logger.info("report.sealed %s", "115-K7-0031")
    logger.error("bug.met %s", "ValueError", exc_info=met(SECRET))
    log.end(handler)
    text = (tmp_path / "log" / log.NAME).read_text("utf-8")
    sealed, bug = map(json.loads, text.splitlines())
    assert sealed["event"] == "report.sealed 115-K7-0031"
    assert sealed["from"] == "desktop.something"
    assert bug["error"] == "ValueError"
    assert any("stumble" in place for place in bug["stack"])
    assert SECRET not in text


def test_the_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    handler = log.begin(tmp_path)
    logger = logging.getLogger("desktop.something")
    for _ in range(6_000):
        logger.info("event %s", "x" * 1000)
    log.end(handler)
    files = [*tmp_path.iterdir()]
    assert len(files) == 5
    assert sum(file.stat().st_size for file in files) <= 5 << 20


def test_without_a_place_for_the_log_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "log").write_bytes(b"a file")
    handler = log.begin(tmp_path / "log")
    assert handler is None
    log.end(handler)


_PROGRAM = """
import sys, threading
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QTimer
from desktop.errors import Errors
application = QCoreApplication([])
errors = Errors()
errors.bug_met.connect(lambda report: print(report.splitlines()[1], flush=True))
errors.begin(Path(sys.argv[1]))
def in_slot(): raise ValueError("a secret")
def in_thread(): raise KeyError("a secret")
QTimer.singleShot(0, in_slot)
QTimer.singleShot(10, lambda: threading.Thread(target=in_thread).start())
QTimer.singleShot(300, application.quit)
code = application.exec()
errors.end()
if len(sys.argv) > 2:
    errors.begin(Path(sys.argv[1]))
    import ctypes
    ctypes.string_at(0)
"""


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _PROGRAM, *words],
        cwd=_ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_the_program_stays_whichever_thread_stumbled(tmp_path: Path) -> None:
    done = run(str(tmp_path))
    assert done.returncode == 0
    assert done.stdout.split() == ["ValueError", "KeyError"]
    assert "a secret" not in done.stdout + done.stderr


def test_a_crash_leaves_its_stack_behind(tmp_path: Path) -> None:
    done = run(str(tmp_path), "crash")
    assert done.returncode != 0
    assert "string_at" in (tmp_path / "fatal.txt").read_text("utf-8")


def test_hooks_are_given_back(qtbot: QtBot, tmp_path: Path) -> None:
    before = (sys.excepthook, threading.excepthook)
    errors = Errors()
    errors.begin(tmp_path)
    assert (sys.excepthook, threading.excepthook) != before
    errors.end()
    assert (sys.excepthook, threading.excepthook) == before


def test_the_report_can_be_copied(qtbot: QtBot) -> None:
    dialog = BugDialog(None, Texts("en"), "zoucha 1\nValueError")
    qtbot.addWidget(dialog)
    copy = dialog.findChild(QPushButton, "bug-copy")
    shown = dialog.findChild(QPlainTextEdit, "bug-report")
    assert copy is not None
    assert shown is not None
    copy.click()
    assert shown.toPlainText() == "zoucha 1\nValueError"
    assert QGuiApplication.clipboard().text() == "zoucha 1\nValueError"
