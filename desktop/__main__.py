"""Where the program starts: the verifying worker, a command, or the window."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run whatever the command line asks for."""
    words = sys.argv[1:]
    if words[:1] == ["--verify-worker"]:
        # Not a command: the other side of `desktop.workflows.verify_report`, which
        # must start fast and import nothing else.
        from forms.signing.worker import main as work

        return work(words[1:])
    if words[:1] == ["--plan-worker"]:
        from forms.plan.reading.worker import main as read

        return read(words[1:])
    _prepare_streams()
    from desktop.cli.main import run

    return run(words)


def _prepare_streams() -> None:
    """Chinese on any console; and no log, but where somebody wants to see it."""
    import logging

    console = logging.StreamHandler()
    console.setLevel(
        logging.INFO if os.environ.get("ZOUCHA_DEBUG") else logging.CRITICAL + 1
    )
    logging.basicConfig(handlers=[console])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    raise SystemExit(main())
