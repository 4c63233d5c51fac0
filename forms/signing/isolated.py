"""Verifying files in another process, which may be ended at any time.

A file that comes from outside may have been made to use up time or memory, or to
crash whatever reads it. Here nothing of it is read: the worker does, and if no
answer comes in time the file is not valid.
"""

from __future__ import annotations

import json
import subprocess
import threading
import time
from stat import S_ISREG
from typing import TYPE_CHECKING, Final

import msgspec

from forms.errors import UserError
from forms.signing.chain import LARGEST_REPORT
from forms.signing.verdict import Verdict, judged, refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from forms.signing.verdict import KnownSigners

READY: Final = b"ready\n"
"""What a worker writes before it takes requests."""

_LONGEST_START: Final = 60.0
_MORE: Final = 0.4  # time for each megabyte of a file, as a share of a small file's
_MOST_MORE: Final = 1.6


def verify_files(
    paths: Sequence[Path],
    *,
    command: Sequence[str],
    seconds: float = 2.5,
    pinned: Mapping[str, str] | None = None,
    known: Mapping[str, str] | None = None,
    signers: KnownSigners | None = None,
    step: Callable[[int, int], None] | None = None,
) -> list[Verdict]:
    """Judge files that may come from anywhere.

    Args:
        paths: The files, of any kind and number.
        command: Starts the worker, as ``python -m forms.signing.worker`` does.
        seconds: How long a small file may take; a large one has more. The first
            file's time begins with the worker's start, but it has at least half of it
            after that.
        pinned: Certificate's SHA-256 to the person's name; only with a profile.
        known: Report number to the SHA-256 of its first revision; only with a
            profile.
        signers: Report number to who signed it; only with a profile.
        step: Told how many files are judged, and of how many.

    Raises:
        UserError: A file is missing or cannot be read, or the worker does not start.
    """
    for path in paths:
        _require_readable(path)
    verdicts: list[Verdict] = []
    with _Workers(command, seconds) as workers:
        for path in paths:
            verdict = judged(
                workers.verdict(path),
                pinned=pinned,
                known_reports=known,
                known_signers=signers,
            )
            verdicts.append(verdict)
            if step is not None:
                step(len(verdicts), len(paths))
    return verdicts


def read_report(path: Path) -> bytes:
    """A file's content, of which no more is read than a report can have.

    Raises:
        UserError: The file is missing, cannot be read or is too large.
    """
    _require_readable(path)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_REPORT + 1)
    except OSError as error:
        raise UserError("{file} cannot be read.", file=str(path)) from error
    if len(content) > LARGEST_REPORT:
        raise UserError("The file is too large to be a report.")
    return content


def _require_readable(path: Path) -> None:
    try:
        if not S_ISREG(path.stat().st_mode):
            raise UserError("{file} is no file; choose a report.", file=str(path))
        with path.open("rb"):
            pass
    except FileNotFoundError as error:
        raise UserError("{file} does not exist.", file=str(path)) from error
    except OSError as error:
        raise UserError("{file} cannot be read.", file=str(path)) from error


class _Workers:
    """A worker, and another one after it when it had to be ended."""

    def __init__(self, command: Sequence[str], seconds: float) -> None:
        self._command = list(command)
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> _Workers:
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def verdict(self, path: Path) -> Verdict:
        size = path.stat().st_size
        if size > LARGEST_REPORT:
            return refused(UserError("The file is too large to be a report."))
        seconds = self._seconds * (1 + min(size / 2**20 * _MORE, _MOST_MORE))
        began = time.monotonic()
        process = self._process or self._start()
        left = max(seconds / 2, seconds - (time.monotonic() - began))
        request = json.dumps(str(path.absolute())).encode() + b"\n"
        try:
            return Verdict.from_line(_answer(process, request, left))
        except (msgspec.DecodeError, OSError):
            self._end()
            return refused(
                UserError(
                    "The file takes more time or memory than any report; it was not "
                    "read to its end."
                )
            )

    def _start(self) -> subprocess.Popen[bytes]:
        try:
            process = subprocess.Popen(  # noqa: S603 - our own program
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise _no_worker() from error
        self._process = process
        if _answer(process, b"", _LONGEST_START) != READY:
            self._end()
            raise _no_worker()
        return process

    def _end(self) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.communicate()
        self._process = None


def _answer(process: subprocess.Popen[bytes], request: bytes, seconds: float) -> bytes:
    """The worker's next line; empty where it was ended or ended itself."""
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    limit = threading.Timer(seconds, end)
    limit.start()
    try:
        process.stdin.write(request)
        process.stdin.flush()
        line = process.stdout.readline()
    finally:
        limit.cancel()
        limit.join()
    return b"" if late.is_set() else line


def _no_worker() -> UserError:
    return UserError(
        "The part of the program that verifies reports does not start; "
        "install the program again."
    )
