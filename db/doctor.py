"""Looking a profile over: what is wrong, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from db import evidence, schema
from db.migrations import altered_parts
from forms.canonical import digest
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.connection import Connection
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """Something wrong.

    Attributes:
        code: For scripts: ``integrity``, ``references``, ``schema``, ``journal``,
            ``definition``, ``evidence``, ``report``, ``keys``.
        sentence: What is wrong, where, and what to do.
    """

    code: str
    sentence: UserError


def examine(
    store: Store, step: Callable[[int, int], None] | None = None
) -> list[Complaint]:
    """Everything that is wrong with an open profile; empty when it is sound.

    It reads every byte, so that it takes a while. ``step`` is told how much is done,
    and of how much; it may raise to stop it.
    """
    connections = (
        (store.connection, schema.steps),
        (store.evidence.connection, evidence.steps),
    )
    complaints: list[Complaint] = []
    for done, (connection, steps) in enumerate(connections):
        if step:
            step(done, len(connections) + 1)
        complaints += _integrity(connection)
        complaints += [
            _altered(connection, part) for part in altered_parts(connection, steps)
        ]
    if any(complaint.code == "integrity" for complaint in complaints):
        # What a damaged file says of itself is worth nothing.
        return complaints
    return [
        *complaints,
        *_references(store.connection),
        *_journal(store),
        *_definitions(store.connection),
        *_evidence(store, step),
        *_reports(store.connection),
        *_keys(store),
    ]


def _integrity(connection: Connection) -> Iterator[Complaint]:
    if connection.complaints():
        yield Complaint(
            code="integrity",
            sentence=connection.damage(),
        )


def _altered(connection: Connection, part: str) -> Complaint:
    return Complaint(
        code="schema",
        sentence=UserError(
            "{file} is not as Zoucha made it ({parts}); bring back a backup with "
            "“zoucha restore”.",
            file=connection.path,
            parts=part,
        ),
    )


def _references(connection: Connection) -> Iterator[Complaint]:
    for row in connection.query("PRAGMA foreign_key_check"):
        yield Complaint(
            code="references",
            sentence=UserError(
                "In {file} a record of “{table}” refers to one of “{parent}” that is "
                "missing; bring back a backup with “zoucha restore”.",
                file=connection.path,
                table=row["table"],
                parent=row["parent"],
            ),
        )


def _journal(store: Store) -> Iterator[Complaint]:
    broken = store.journal.first_broken()
    if broken is not None:
        yield Complaint(
            code="journal",
            sentence=UserError(
                "The journal was altered at entry {seq}, and nothing from there on is "
                "proven; keep {file} for an inquiry and bring back a backup made "
                "before.",
                seq=broken,
                file=store.connection.path,
            ),
        )


def _definitions(connection: Connection) -> Iterator[Complaint]:
    for row in connection.query(
        "SELECT code || '@' || version AS ref, sha256, definition FROM checklists "
        "UNION ALL SELECT code || '@' || version, sha256, definition FROM plans "
        "UNION ALL SELECT code || '@' || version, sha256, definition FROM scales"
    ):
        if digest(msgspec.json.decode(row["definition"])) != row["sha256"]:
            yield Complaint(
                code="definition",
                sentence=UserError(
                    "{ref} is not what it was when it came in; bring back a backup "
                    "with “zoucha restore”.",
                    ref=row["ref"],
                ),
            )


def _evidence(
    store: Store, step: Callable[[int, int], None] | None
) -> Iterator[Complaint]:
    files = sorted(evidence.named_in(store.connection) | set(store.evidence.all()))
    for done, sha256 in enumerate(files):
        if step:
            step(done, len(files))
        try:
            store.evidence.get(sha256)
        except UserError as error:
            yield Complaint(code="evidence", sentence=error)


def _reports(connection: Connection) -> Iterator[Complaint]:
    for row in connection.query("SELECT number, sealed_sha256, sealed FROM reports"):
        if digest(msgspec.json.decode(row["sealed"])) != row["sealed_sha256"]:
            yield Complaint(
                code="report",
                sentence=UserError(
                    "Report {number} is not what was sealed; bring back a backup with "
                    "“zoucha restore”. The signed PDF still proves what it said.",
                    number=row["number"],
                ),
            )


def _keys(store: Store) -> Iterator[Complaint]:
    if store.access.repair():
        yield Complaint(
            code="keys",
            sentence=UserError(
                "keys.json was missing from {folder}; it has been put back. Make a "
                "backup on another disk.",
                folder=store.folder,
            ),
        )
