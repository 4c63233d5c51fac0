"""The versions of phone scales that rounds were or may be scored on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from db.moments import as_text
from db.rows import as_json
from forms.errors import UserError
from forms.phone.scale import Scale

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.connection import Connection, Row
    from db.journal import Journal


class Scales:
    """Definitions, which never change once they are here, and so are read once."""

    def __init__(
        self, connection: Connection, journal: Journal, now: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._now = now
        self._known: dict[str, Scale] = {}

    def get(self, code: str, version: int | None = None) -> Scale | None:
        """That version of the scale, or its newest."""
        rows = self._connection.query(
            "SELECT sha256 FROM scales WHERE code = :code "
            "AND version = coalesce(:version, version) ORDER BY version DESC LIMIT 1",
            {"code": code, "version": version},
        )
        return self._definition(rows[0]) if rows else None

    def newest(self) -> list[Scale]:
        """The newest version of each."""
        rows = self._connection.query(
            "SELECT sha256, max(version) FROM scales GROUP BY code ORDER BY code"
        )
        return [self._definition(row) for row in rows]

    def of_round(self, inspection: str) -> Scale | None:
        """The very version that the round is scored on; ``None`` if it is no round."""
        rows = self._connection.query(
            "SELECT sha256 FROM rounds JOIN scales "
            "ON code = scale_code AND version = scale_version WHERE inspection = ?",
            [inspection],
        )
        return self._definition(rows[0]) if rows else None

    def add(self, scale: Scale) -> None:
        """Keep this version; keeping it again changes nothing.

        Raises:
            UserError: There is that version already, with other content.
        """
        known = self._connection.query(
            "SELECT sha256 FROM scales WHERE code = ? AND version = ?",
            [scale.code, scale.version],
        )
        if known and known[0]["sha256"] == scale.sha256:
            return
        if known:
            raise UserError(
                "Phone scale {ref} is here already with other content, and a version "
                "never changes; give the new one the next version number.",
                ref=scale.ref,
            )
        with self._connection.writing("scales") as database:
            database.execute(
                "INSERT INTO scales (code, version, sha256, at, definition) "
                "VALUES (?, ?, ?, ?, ?)",
                [
                    scale.code,
                    scale.version,
                    scale.sha256,
                    as_text(self._now()),
                    as_json(scale),
                ],
            )
            self._journal.add("scale.added", {"ref": scale.ref, "sha256": scale.sha256})

    def _definition(self, row: Row) -> Scale:
        sha256 = row["sha256"]
        if sha256 not in self._known:
            (found,) = self._connection.query(
                "SELECT definition FROM scales WHERE sha256 = ?", [sha256]
            )
            self._known[sha256] = msgspec.json.decode(found["definition"], type=Scale)
        return self._known[sha256]
