"""Say whether reports are genuine: in a process of its own, with little to eat."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.errors import UserError
from forms.signing.isolated import verify_files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from db.store import Store
    from forms.signing.verdict import Verdict

WORKER: Final = "--verify-worker"
"""The argument that makes the program the worker and nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """What a profile knows of people and reports.

    Attributes:
        pinned: Fingerprint of each certificate to the person's name.
        reports: Report number to the SHA-256 of its first file.
    """

    pinned: Mapping[str, str]
    reports: Mapping[str, str]

    @classmethod
    def of(cls, store: Store) -> Registry:
        """Read it from the profile; judging then needs no store."""
        return cls(
            pinned=store.people.pinned(), reports=store.reports.first_revisions()
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


def judge(paths: Sequence[Path], registry: Registry | None) -> list[Verdict]:
    """A verdict a file, in order; touches no store.

    Raises:
        UserError: A file is not there or cannot be read.
    """
    return verify_files(
        paths,
        command=worker_command(),
        pinned=registry.pinned if registry else None,
        known=registry.reports if registry else None,
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
    return [sys.executable, "-m", "forms.signing.worker"]
