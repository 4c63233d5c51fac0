"""The versions of checklists that visits were or may be made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from db.moments import as_text
from db.rows import as_json
from forms.checklist.model import Checklist
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.connection import Connection
    from db.journal import Journal


class Checklists:
    """Definitions, which never change once they are here."""

    def __init__(
        self, connection: Connection, journal: Journal, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._now = now

    def get(self, code: str, version: int | None = None) -> Checklist | None:
        """That version of the checklist, or its newest."""
        rows = self._connection.query(
            "SELECT definition FROM checklists WHERE code = :code "
            "AND version = coalesce(:version, version) ORDER BY version DESC LIMIT 1",
            {"code": code, "version": version},
        )
        return _read(rows[0]["definition"]) if rows else None

    def newest(self) -> list[Checklist]:
        """The newest version of each."""
        rows = self._connection.query(
            "SELECT definition, max(version) FROM checklists GROUP BY code "
            "ORDER BY code"
        )
        return [_read(row["definition"]) for row in rows]

    def of_inspection(self, inspection: str) -> tuple[Checklist, ...]:
        """The very versions that the visit is made with, in its order."""
        rows = self._connection.query(
            "SELECT definition FROM inspection_checklists "
            "JOIN checklists USING (code, version) "
            "WHERE inspection = ? ORDER BY position",
            [inspection],
        )
        return tuple(_read(row["definition"]) for row in rows)

    def add(self, checklist: Checklist) -> None:
        """Keep this version; keeping it again changes nothing.

        Raises:
            UserError: There is that version already, with other content.
        """
        known = self._connection.query(
            "SELECT sha256 FROM checklists WHERE code = ? AND version = ?",
            [checklist.code, checklist.version],
        )
        if known and known[0]["sha256"] == checklist.sha256:
            return
        if known:
            raise UserError(
                "Checklist {ref} is here already with other content, and a version "
                "never changes; give the new one the next version number.",
                ref=checklist.ref,
            )
        with self._connection.writing("checklists") as database:
            database.execute(
                "INSERT INTO checklists (code, version, sha256, at, definition) "
                "VALUES (?, ?, ?, ?, ?)",
                [
                    checklist.code,
                    checklist.version,
                    checklist.sha256,
                    as_text(self._now()),
                    as_json(checklist),
                ],
            )
            for item in checklist.items():
                for trace in item.traces:
                    database.execute(
                        "INSERT INTO item_links (code, version, item, plan, plan_item) "
                        "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        [
                            checklist.code,
                            checklist.version,
                            item.key,
                            trace.plan,
                            trace.item,
                        ],
                    )
            self._journal.add(
                "checklist.added",
                {"ref": checklist.ref, "sha256": checklist.sha256},
            )


def _read(definition: str) -> Checklist:
    return msgspec.json.decode(definition, type=Checklist)
