"""``python -m tests.bench [NAME …]``: every figure, as a table of ratios.

A module of this folder that has ``measure(folder) -> Iterable[Figure]`` takes part
under its own name; the folder is its own and empty. Exit 1 if a limit is not kept.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.figure import Figure

_WIDTHS: Final = (52, 10, 10, 8, 10, 5)
_HEADINGS: Final = ("figure", "measured", "reference", "ratio", "limit", "unit")


def main(names: list[str]) -> int:
    """Measure what is named, or everything."""
    _line(_HEADINGS)
    every_limit_kept = True
    for name in names or _modules():
        module = importlib.import_module(f"tests.bench.{name}")
        with tempfile.TemporaryDirectory(prefix=f"zoucha-bench-{name}-") as folder:
            for figure in module.measure(Path(folder)):
                _line(_cells(figure))
                every_limit_kept &= figure.kept
    return 0 if every_limit_kept else 1


def _modules() -> list[str]:
    here = [str(Path(__file__).parent)]
    names = sorted(found.name for found in pkgutil.iter_modules(here))
    return [name for name in names if name not in ("__main__", "figure")]


def _cells(figure: Figure) -> Iterable[str]:
    yield figure.name
    yield f"{figure.value:.2f}"
    yield "" if figure.reference is None else f"{figure.reference:.2f}"
    yield "" if figure.ratio is None else f"{figure.ratio:.1f}"
    yield "" if figure.limit is None else f"{figure.limit:.2f}"
    yield figure.unit if figure.kept else f"{figure.unit}  TOO MUCH"


def _line(cells: Iterable[str]) -> None:
    padded = [
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, _WIDTHS, strict=True))
    ]
    sys.stdout.write("  ".join(padded).rstrip() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
