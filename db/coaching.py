"""Advice given at each visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rows import as_row, as_value
from db.search import Entry, Kind
from forms.inspection import Coaching

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection
    from db.journal import Journal
    from db.search import Search
    from db.summaries import Summaries


class CoachingTable:
    """The advice that was given on the spot."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        summaries: Summaries,
        search: Search,
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._summaries = summaries
        self._search = search

    def of(self, inspection: str) -> list[Coaching]:
        """The advice of the visit, in the order it was given."""
        rows = self._connection.query(
            "SELECT * FROM coaching WHERE inspection = ? ORDER BY julianday(at), id",
            [inspection],
        )
        return [as_value(row, Coaching) for row in rows]

    def entries(self) -> Iterator[Entry]:
        """All of it, to be found."""
        for row in self._connection.query("SELECT * FROM coaching ORDER BY id"):
            yield _entry(row["inspection"], as_value(row, Coaching))

    def save(self, inspection: str, coaching: Coaching) -> None:
        """Add advice to a draft, or keep what has changed about it."""
        row = as_row(coaching)
        with self._connection.writing("coaching") as database:
            database.execute(
                "INSERT INTO coaching (id, inspection, at, topic, text, given_to) "
                "VALUES (:id, :inspection, :at, :topic, :text, :given_to) "
                "ON CONFLICT (id) DO UPDATE SET at = excluded.at, "
                "topic = excluded.topic, text = excluded.text, "
                "given_to = excluded.given_to",
                {"inspection": inspection, **row},
            )
            self._search.put(_entry(inspection, coaching))
            self._summaries.touch(inspection)
            self._journal.add("coaching.saved", {"inspection": inspection, **row})

    def remove(self, coaching: str) -> None:
        """Take advice of a draft back."""
        with self._connection.writing("coaching") as database:
            for row in self._connection.query(
                "SELECT inspection FROM coaching WHERE id = ?", [coaching]
            ):
                self._search.drop(Kind.COACHING, row["inspection"], coaching)
                self._summaries.touch(row["inspection"])
            database.execute("DELETE FROM coaching WHERE id = ?", [coaching])
            self._journal.add("coaching.removed", {"id": coaching})


def _entry(inspection: str, coaching: Coaching) -> Entry:
    return Entry(
        kind=Kind.COACHING,
        owner=inspection,
        key=coaching.id,
        text="\n".join(filter(None, (coaching.topic, coaching.text))),
    )
