"""Sealing, countersigning and verifying a report with three signatures."""

from __future__ import annotations

import subprocess
import sys
import time
from functools import partial
from statistics import median
from typing import TYPE_CHECKING, Final

from desktop.workflows.verify_report import worker_command
from forms.signing.verify import verify
from tests.bench.figure import Figure
from tests.forms.signing import builder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_TIMES: Final = 5
_BARE: Final = [sys.executable, "-c", "import pyhanko.sign.validation"]


def measure(folder: Path) -> Iterable[Figure]:
    """Seconds against fixed limits, and a cold start against a bare import."""
    persons = builder.people()
    sealed = builder.sealed_by(persons)
    yield Figure(
        name="sealing",
        value=_seconds(partial(builder.sealed_by, persons)),
        limit=0.3,
        unit="s",
    )
    second = partial(builder.signed_as, sealed, "accompanying", persons.accompanying)
    yield Figure(name="countersigning", value=_seconds(second), limit=0.3, unit="s")
    report = builder.signed_as(second(), "unit-head", persons.supervisor)
    yield Figure(
        name="verifying three signatures",
        value=_seconds(partial(verify, report)),
        limit=0.3,
        unit="s",
    )
    path = folder / "report.pdf"
    path.write_bytes(report)
    bare = _seconds(partial(_run, _BARE))
    yield Figure(
        name="zoucha verify from a cold start, beside a bare import",
        value=_seconds(
            partial(_run, [sys.executable, "-m", "desktop", "verify", str(path)])
        ),
        reference=bare,
        limit=3 * bare,
        unit="s",
    )
    yield Figure(
        name="of it, the worker's start",
        value=_seconds(partial(_run, [*worker_command(), str(path)])),
        reference=bare,
        unit="s",
    )


def _seconds(work: Callable[[], object]) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(_TIMES):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return median(taken)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=False, capture_output=True)
