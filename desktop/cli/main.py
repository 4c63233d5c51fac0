"""From the words after ``zoucha`` to one command and its exit code.

0 done; 1 the answer is no: not valid, not found, refused; 2 wrong use.
"""

from __future__ import annotations

import logging
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Final

from desktop.cli.arguments import parser
from desktop.cli.output import Output, chosen_language
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
    "print": ("desktop.cli.reports", "print_blank"),
    "inspect": ("desktop.cli.reports", "inspect"),
    "verify": ("desktop.cli.reports", "verify"),
    "countersign": ("desktop.cli.reports", "countersign"),
    "demo": ("desktop.cli.demo", "demo"),
}


def run(words: Sequence[str]) -> int:
    """Do what the words say; the exit code."""
    texts = Texts(chosen_language())
    arguments = parser(texts).parse_args(words)
    output = Output(as_json=getattr(arguments, "json", False), texts=texts)
    if arguments.command is None:
        output.warn(
            "The window is not built yet; “zoucha --help” lists what there is without "
            "a screen."
        )
        return 1
    module, function = _COMMANDS[arguments.command]
    try:
        return int(getattr(import_module(module), function)(arguments, output))
    except UserError as error:
        output.refuse(error)
    except KeyboardInterrupt:
        output.warn("Stopped.")
    except BrokenPipeError:
        # Whoever read our words has heard enough, as `head` does.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception:  # noqa: BLE001 - the one place where a bug of a command ends
        # A bug: never a bare traceback, but all of it for whoever asks.
        _log.exception("command.failed %s", arguments.command)
        output.warn(
            "This is a mistake of the program, not yours; nothing that was saved is "
            "lost. Run it again with ZOUCHA_DEBUG=1 and send us what it prints."
        )
    return 1
