"""Say whether reports are genuine: in a process of its own, with little to eat."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.signing.isolated import verify_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from db.store import Store
    from forms.signing.verdict import Verdict

WORKER: Final = "--verify-worker"
"""The argument that makes the program the worker and nothing else."""

_END: Final = re.compile(rb"%%EOF\r?\n?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What a profile knows of people and reports.

    Attributes:
        pinned: Fingerprint of each certificate to the person's name.
        reports: Report number to the SHA-256 of its first file.
        signers: Report number to the certificates that signed it, by role.
    """

    pinned: Mapping[str, str]
    reports: Mapping[str, str]
    signers: Mapping[str, Mapping[str, str]]

    @classmethod
    def of(cls, store: Store) -> Registry:
        """Read it from the profile; judging then needs no store."""
        return cls(
            pinned=store.people.pinned(),
            reports=store.reports.first_revisions(),
            signers=store.reports.signers(),
        )


def verify_reports(paths: Sequence[Path], store: Store | None) -> list[Verdict]:
    """A verdict a file, in order.

    Args:
        paths: Files that anybody may have made.
        store: The profile that knows people and reports; ``None`` without one.

    Raises:
        UserError: A file is not there or cannot be read.
    """
    return judge(paths, Registry.of(store) if store else None)


def judge(
    paths: Sequence[Path],
    registry: Registry | None,
    step: Callable[[int, int], None] | None = None,
) -> list[Verdict]:
    """A verdict a file, in order; touches no store.

    Args:
        paths: Files that anybody may have made.
        registry: What a profile knows; ``None`` without one.
        step: Told how many files are judged, and of how many.

    Raises:
        UserError: A file is not there or cannot be read.
    """
    return verify_files(
        paths,
        command=worker_command(),
        pinned=registry.pinned if registry else None,
        known=registry.reports if registry else None,
        signers=registry.signers if registry else None,
        step=step,
    )


def judge_each(
    paths: Sequence[Path], registry: Registry | None
) -> list[Verdict | UserError]:
    """A verdict for each file that can be read, and for the others why not."""
    try:
        return [*judge(paths, registry)]
    except UserError as error:
        if len(paths) == 1:
            return [error]
        middle = len(paths) // 2
        return [
            *judge_each(paths[:middle], registry),
            *judge_each(paths[middle:], registry),
        ]


def worker_command() -> list[str]:
    """How this program, frozen or not, is started as the worker."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER]
    # -P: what lies in the current folder, perhaps a stick, is no part of the program.
    return [sys.executable, "-P", "-m", "forms.signing.worker"]


def judge_pdf(pdf: bytes, registry: Registry | None) -> Verdict:
    """A verdict on a report that lies in no file; touches no store."""
    with TemporaryDirectory(prefix="zoucha-") as folder:
        path = Path(folder) / "report.pdf"
        path.write_bytes(pdf)
        (verdict,) = judge([path], registry)
    return verdict


def first_revision(pdf: bytes, sha256: str) -> bytes | None:
    """The report as the inspector sealed it: the beginning that has this SHA-256.

    Whatever was added afterwards is not in it. ``None`` where the file is no longer
    the one that was judged.
    """
    digest, start = hashlib.sha256(), 0
    for ending in _END.finditer(pdf):
        digest.update(pdf[start : ending.end()])
        start = ending.end()
        if digest.hexdigest() == sha256:
            return pdf[:start]
    return None
