"""Reading a document in another process, which may be ended at any time.

A file that comes from outside may have been made to use up time or memory, or to
crash whatever reads it. Nothing of it is read here.
"""

from __future__ import annotations

import subprocess
import time
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

import msgspec

from forms.errors import UserError
from forms.plan.reading.answer import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from forms.plan.reading.document import Document

SECONDS: Final = 5.0
SECONDS_FOR_PAGES: Final = 90.0
"""For a PDF, whose worker gives itself no more than its pages need."""

_LOOK: Final = 0.1
"""Seconds between two looks at whether somebody has asked to stop."""


def read_file(
    path: Path,
    *,
    command: Sequence[str],
    seconds: float | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Document:
    """The document in a file that may come from anywhere.

    Args:
        path: The file, of any kind.
        command: Starts the worker, as ``python -m forms.plan.reading.worker`` does.
        seconds: How long the worker may take; by the kind of file if ``None``.
        waiting: Is called now and then, and may raise to end the worker.

    Raises:
        UserError: There is no such file, or it cannot be read.
    """
    is_pdf = _beginning(path).startswith(b"%PDF-")
    seconds = seconds or (SECONDS_FOR_PAGES if is_pdf else SECONDS)
    try:
        said = _said([*command, str(path.absolute())], seconds, waiting)
        answer = msgspec.json.decode(said, type=Answer)
    except (subprocess.TimeoutExpired, msgspec.DecodeError) as error:
        raise UserError(
            "{file} takes more time or memory than any plan and was not read; copy "
            "the plan alone into a new document.",
            file=path.name,
        ) from error
    return answer.document()


def _said(command: Sequence[str], seconds: float, waiting: Callable[[], None]) -> bytes:
    """What the worker has written when it ended by itself."""
    end = time.monotonic() + seconds
    with subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as worker:
        try:
            while True:
                waiting()
                try:
                    return worker.communicate(timeout=_LOOK)[0]
                except subprocess.TimeoutExpired:
                    if time.monotonic() > end:
                        raise
        finally:
            worker.kill()


def _beginning(path: Path) -> bytes:
    try:
        if not S_ISREG(path.stat().st_mode):
            raise UserError("{file} is no file; choose a document.", file=str(path))
        with path.open("rb") as file:
            return file.read(8)
    except FileNotFoundError as error:
        raise UserError("{file} does not exist.", file=str(path)) from error
    except OSError as error:
        raise UserError("{file} cannot be read.", file=str(path)) from error
