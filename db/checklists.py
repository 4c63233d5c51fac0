"""The versions of checklists that visits were or may be made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from db.moments import as_text
from db.rows import as_json
from db.search import Entry, Kind
from forms.checklist.model import Checklist
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from db.connection import Connection, Row
    from db.journal import Journal
    from db.search import Search


class Checklists:
    """Definitions, which never change once they are here, and so are read once."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        search: Search,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._search = search
        self._now = now
        self._known: dict[str, Checklist] = {}

    def get(self, code: str, version: int | None = None) -> Checklist | None:
        """That version of the checklist, or its newest."""
        rows = self._connection.query(
            "SELECT sha256 FROM checklists WHERE code = :code "
            "AND version = coalesce(:version, version) ORDER BY version DESC LIMIT 1",
            {"code": code, "version": version},
        )
        return self._definition(rows[0]) if rows else None

    def newest(self) -> list[Checklist]:
        """The newest version of each."""
        rows = self._connection.query(
            "SELECT sha256, max(version) FROM checklists GROUP BY code ORDER BY code"
        )
        return [self._definition(row) for row in rows]

    def of_inspection(self, inspection: str) -> tuple[Checklist, ...]:
        """The very versions that the visit is made with, in its order."""
        rows = self._connection.query(
            "SELECT sha256 FROM inspection_checklists "
            "JOIN checklists USING (code, version) "
            "WHERE inspection = ? ORDER BY position",
            [inspection],
        )
        return tuple(self._definition(row) for row in rows)

    def entries(self) -> Iterator[Entry]:
        """The items of the newest version of each, to be found."""
        for checklist in self.newest():
            yield from _entries(checklist)

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
            newest = self.get(checklist.code)
            if newest is not None and newest.version == checklist.version:
                self._search.replace(
                    Kind.ITEM, _entries(checklist), owner=checklist.code
                )
            self._journal.add(
                "checklist.added",
                {"ref": checklist.ref, "sha256": checklist.sha256},
            )

    def _definition(self, row: Row) -> Checklist:
        sha256 = row["sha256"]
        if sha256 not in self._known:
            (found,) = self._connection.query(
                "SELECT definition FROM checklists WHERE sha256 = ?", [sha256]
            )
            self._known[sha256] = msgspec.json.decode(
                found["definition"], type=Checklist
            )
        return self._known[sha256]


def _entries(checklist: Checklist) -> Iterator[Entry]:
    if checklist.execution is not None:  # its sentences are found in the plan
        return
    # The newest entries are told first, and items are to be told in their order.
    for item in reversed(list(checklist.items())):
        yield Entry(
            kind=Kind.ITEM,
            owner=checklist.code,
            key=item.key,
            item=item.key,
            text=f"{item.key} {item.text['zh-TW']}\n{item.text.get('en', '')}",
        )
