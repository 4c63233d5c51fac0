"""The log: what happened when, in lines of JSON, and nothing of what it was about.

Our own modules log event codes and ids. What an exception says may hold an answer or
a name, so that only its type and its stack are written.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, Final

from typing_extensions import override

if TYPE_CHECKING:
    from pathlib import Path

NAME: Final = "zoucha.jsonl"
_OURS: Final = ("desktop", "db", "forms", "resources")
_MOST_BYTES: Final = 1 << 20
_FILES: Final = 5
_FOLDERS_TOLD: Final = 2


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(
                timespec="milliseconds"
            ),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = type(record.exc_info[1]).__name__
            line["stack"] = stack(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)


def stack(error: BaseException) -> list[str]:
    """Where an exception came from, innermost last; places in the code, no values."""
    return [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]


def begin(folder: Path) -> logging.Handler | None:
    """Write the log of our own modules into the folder; ``None`` where it cannot be.

    Nothing of the work depends on a log, so that a full disk only leaves it out.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / NAME,
            maxBytes=_MOST_BYTES,
            backupCount=_FILES - 1,
            encoding="utf-8",
        )
    except OSError:
        return None
    handler.setFormatter(JsonLines())
    # A log that cannot be written is no reason to print tracebacks.
    handler.handleError = _say_nothing  # type: ignore[method-assign]
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
    return handler


def end(handler: logging.Handler | None) -> None:
    """Write no more."""
    if handler is None:
        return
    for name in _OURS:
        logging.getLogger(name).removeHandler(handler)
    handler.close()


def _short(path: str) -> str:
    # Folders above the program may bear somebody's name.
    return "/".join(path.replace("\\", "/").split("/")[-_FOLDERS_TOLD - 1 :])


def _say_nothing(record: logging.LogRecord) -> None:
    """Leave the line out."""
