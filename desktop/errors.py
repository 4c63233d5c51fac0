"""When the program itself is wrong: written down, told once, and on with the work.

Every answer is saved when it is given, so that a bug is no reason to end.
"""

from __future__ import annotations

import faulthandler
import logging
import platform
import re
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from desktop import log
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType
    from typing import TextIO

_log = logging.getLogger(__name__)

_FATAL: Final = "fatal.txt"
_QUOTED: Final = re.compile(r"\"[^\"]*\"|'[^']*'|/\S+")
_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.DEBUG,
    QtMsgType.QtWarningMsg: logging.INFO,
    QtMsgType.QtCriticalMsg: logging.WARNING,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Errors(QObject):
    """Takes every exception that nobody caught, in whichever thread.

    Signals:
        bug_met(str): The program is wrong at a place where it was not yet; what can
            be sent to its makers.
        refused(UserError): A sentence for the person that nobody has told.
    """

    bug_met = Signal(str)
    refused = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._met: set[str] = set()
        self._fatal: TextIO | None = None
        self._hooks = (sys.excepthook, threading.excepthook)

    def begin(self, folder: Path) -> None:
        """Take what comes from now on; a crash of Qt's is written into the folder."""
        self._hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)
        with suppress(OSError):
            self._fatal = (folder / _FATAL).open("a", encoding="utf-8")
            faulthandler.enable(self._fatal, all_threads=True)

    def end(self) -> None:
        """Let go of everything that `begin` took."""
        sys.excepthook, threading.excepthook = self._hooks
        qInstallMessageHandler(None)
        if self._fatal is not None:
            faulthandler.disable()
            self._fatal.close()
            self._fatal = None

    def take(self, error: BaseException) -> None:
        """Do with this exception what is done with those that nobody caught."""
        if isinstance(error, UserError):
            self.refused.emit(error)
            return
        where = "\n".join([type(error).__name__, *log.stack(error)])
        # As words, not as an exception: whoever else listens would print its message.
        _log.error("bug.met %s", where)
        # What goes wrong in painting goes wrong sixty times a second.
        if where not in self._met:
            self._met.add(where)
            self.bug_met.emit(f"{versions()}\n{where}")

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        stack: TracebackType | None,
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, stack)
            return
        self.take(error)

    def _on_thread_exception(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            self.take(told.exc_value)


def versions() -> str:
    """What a report must name: of ours, of Python, of Qt, of the system."""
    # Slow to read in, and for the day on which something is wrong.
    from importlib.metadata import PackageNotFoundError, version

    try:
        ours = version("zoucha")
    except PackageNotFoundError:
        ours = "?"
    return (
        f"zoucha {ours}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.system()} {platform.machine()}"
    )


def _on_qt_message(
    kind: QtMsgType, context: QMessageLogContext, message: str | None
) -> None:
    # What stands in quotes, or looks like a path, may be somebody's.
    told = _QUOTED.sub("…", message or "")
    _log.log(_LEVELS[kind], "qt.said %s %s", context.category, told)
