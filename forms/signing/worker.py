"""The process in which files from outside are verified, with limits on what it uses.

One request a line on standard input (JSON: the file's path), one verdict a line on
standard output; ``ready`` comes first. It ends with its input. `isolated` is the
other side.
"""

from __future__ import annotations

import gc
import json
import logging
import sys
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.signing.chain import LARGEST_REPORT
from forms.signing.isolated import READY
from forms.signing.verdict import refused
from forms.signing.verify import verify

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's clock still counts.
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.signing.verdict import Verdict

_MEMORY: Final = 512 * 1024 * 1024
_CPU_SECONDS: Final = 10


def main(argv: Sequence[str] = ()) -> int:
    """Verify the named files, or those named on standard input, one by one."""
    logging.disable()  # pyHanko's messages quote the file
    warnings.simplefilter("ignore")
    _limit_memory()
    output = sys.stdout.buffer
    output.write(READY)
    output.flush()
    for path in argv or map(json.loads, sys.stdin):
        _limit_time()
        output.write(_verdict(Path(path)).to_line() + b"\n")
        output.flush()
    return 0


def _verdict(path: Path) -> Verdict:
    try:
        with path.open("rb") as file:
            verdict = verify(file.read(LARGEST_REPORT + 1))
    except OSError:
        verdict = refused(UserError("{file} cannot be read any more.", file=path.name))
    gc.collect()  # what a file made must not be charged to the next
    return verdict


def _limit_memory() -> None:
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, most))


def _limit_time() -> None:
    """End a worker that its parent can no longer end."""
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(
            resource.RLIMIT_CPU, (round(time.process_time()) + _CPU_SECONDS, most)
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
