"""The process in which a document from outside is read, with limits on what it uses.

It reads the file that its argument names and writes one JSON document: what it read,
or why it did not. `isolated` is the other side.
"""

from __future__ import annotations

import logging
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from forms.errors import UserError
from forms.plan.reading.answer import Answer
from forms.plan.reading.limits import MAX_FILE, refuse_broken, refuse_large
from forms.plan.reading.read import read_document

try:
    import resource
except ImportError:  # Windows has no such limits; the parent's clock still counts.
    resource = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEMORY: Final = 256 * 2**20  # beside it stands the code, some 30 MiB
_ADDRESSES: Final = 640 * 2**20
_CPU_SECONDS: Final = 4
_CPU_SECONDS_A_PAGE: Final = 0.2


def main(argv: Sequence[str]) -> int:
    """Read the named file."""
    logging.disable()  # the libraries' messages quote the file
    warnings.simplefilter("ignore")
    if resource is not None:
        _limit(resource.RLIMIT_DATA, _MEMORY)
        _limit(resource.RLIMIT_AS, _ADDRESSES)
    _limit_time(0)
    sys.stdout.buffer.write(msgspec.json.encode(_answer(Path(argv[0]))))
    return 0


def _answer(path: Path) -> Answer:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE + 1)
        document = read_document(data, path.name, turned=_limit_time)
        return Answer.holding(document)
    except UserError as error:
        return Answer.refusing(error)
    except MemoryError:
        return Answer.refusing(refuse_large(path.name))
    except RecursionError:
        return Answer.refusing(refuse_broken(path.name))


def _limit_time(pages: int) -> None:
    """A long PDF is given more time with every page that it has got to."""
    if resource is not None:
        seconds = _CPU_SECONDS + round(pages * _CPU_SECONDS_A_PAGE)
        _limit(resource.RLIMIT_CPU, seconds)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    resource.setrlimit(what, (most, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
