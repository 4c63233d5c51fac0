"""The versions of service-quality plans that were brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from db.moments import as_text
from db.rows import as_json
from db.search import Entry, Kind
from forms.canonical import digest
from forms.errors import UserError
from forms.plan.model import Plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from db.connection import Connection
    from db.journal import Journal
    from db.search import Search


class Plans:
    """Plans, which never change once they are here; a revision is a new version."""

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

    def get(self, code: str, version: str | None = None) -> Plan | None:
        """That version of the plan, or the one that came in last."""
        rows = self._connection.query(
            "SELECT definition FROM plans WHERE code = :code "
            "AND version = coalesce(:version, version) "
            "ORDER BY rowid DESC LIMIT 1",
            {"code": code, "version": version},
        )
        return msgspec.json.decode(rows[0]["definition"], type=Plan) if rows else None

    def all(self) -> list[Plan]:
        """Every version, in the order they came in."""
        rows = self._connection.query("SELECT definition FROM plans ORDER BY rowid")
        return [msgspec.json.decode(row["definition"], type=Plan) for row in rows]

    def entries(self) -> Iterator[Entry]:
        """The items of each plan's version that came in last, to be found."""
        for plan in {plan.code: plan for plan in self.all()}.values():
            yield from _entries(plan)

    def add(self, plan: Plan) -> None:
        """Keep this version; keeping it again changes nothing.

        Raises:
            UserError: There is that version already, with other content.
        """
        sha256 = digest(plan)
        known = self._connection.query(
            "SELECT sha256 FROM plans WHERE code = ? AND version = ?",
            [plan.code, plan.version],
        )
        if known and known[0]["sha256"] == sha256:
            return
        if known:
            raise UserError(
                "Plan {code}@{version} is here already with other content; bring the "
                "revised plan in under a version of its own.",
                code=plan.code,
                version=plan.version,
            )
        with self._connection.writing("plans") as database:
            database.execute(
                "INSERT INTO plans (code, version, title, sha256, at, definition) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                [
                    plan.code,
                    plan.version,
                    plan.title,
                    sha256,
                    as_text(self._now()),
                    as_json(plan),
                ],
            )
            self._search.replace(Kind.PLAN_ITEM, _entries(plan), owner=plan.code)
            self._journal.add(
                "plan.added",
                {"code": plan.code, "version": plan.version, "sha256": sha256},
            )


def _entries(plan: Plan) -> Iterator[Entry]:
    # The newest entries are told first, and items are to be told in their order.
    for item in reversed(plan.items):
        yield Entry(
            kind=Kind.PLAN_ITEM,
            owner=plan.code,
            key=item.key,
            item=item.key,
            text=f"{plan.label(item.key)}\n{item.text}",
        )
