"""From the words after ``zoucha`` to one command and its exit code.

0 done; 1 the answer is no: not valid, not found, refused; 2 wrong use.
"""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.cli.arguments import parsed
from desktop.cli.output import Output, chosen_language
from desktop.cli.profiles import folder_of
from forms.errors import UserError
from resources.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

_log = logging.getLogger(__name__)

# Imported when asked for: what one command needs, another need not wait for.
_COMMANDS: Final = {
    "init": ("desktop.cli.profiles", "init"),
    "backup": ("desktop.cli.profiles", "backup"),
    "restore": ("desktop.cli.profiles", "restore"),
    "doctor": ("desktop.cli.profiles", "doctor"),
    "checklist": ("desktop.cli.checklists", "checklist"),
    "plan": ("desktop.cli.plans", "plan"),
    "phone": ("desktop.cli.phones", "phone"),
    "print": ("desktop.cli.reports", "print_blank"),
    "inspect": ("desktop.cli.reports", "inspect"),
    "report": ("desktop.cli.reports", "report"),
    "verify": ("desktop.cli.reports", "verify"),
    "countersign": ("desktop.cli.reports", "countersign"),
    "demo": ("desktop.cli.demo", "demo"),
}
_OPENED: Final = frozenset({".pdf", ".zoucha"})


def run(words: Sequence[str]) -> int:
    """Do what the words say; the exit code."""
    texts = Texts(chosen_language())
    words, files = _apart(words)
    arguments = parsed(words, texts)
    output = Output(as_json=getattr(arguments, "json", False), texts=texts)
    try:
        if arguments.command is None:
            start = import_module("desktop.start").start
            return int(start(folder_of(arguments), files))
        module, function = _COMMANDS[arguments.command]
        return int(getattr(import_module(module), function)(arguments, output))
    except UserError as error:
        output.refuse("{sentence}", sentence=error.told(texts))
    except KeyboardInterrupt:
        output.refuse("Stopped.")
    except BrokenPipeError:
        # Whoever read our words has heard enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception:  # noqa: BLE001 - the one place where a bug of a command ends
        # A bug: never a bare traceback, but all of it for whoever asks.
        _log.exception("command.failed %s", arguments.command)
        output.refuse(
            "This is a mistake of the program, not yours; nothing that was saved is "
            "lost. Run it again with ZOUCHA_DEBUG=1 and send us what it prints."
        )
    return 1


def _apart(words: Sequence[str]) -> tuple[list[str], list[Path]]:
    """The words, and the files among them that the window is to open.

    A desktop opens a file with the program by naming it where a command would stand.
    """
    if any(word in _COMMANDS for word in words):
        return list(words), []
    files = [word for word in words if Path(word).suffix.lower() in _OPENED]
    return [word for word in words if word not in files], [*map(Path, files)]
