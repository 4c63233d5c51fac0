"""Answers: each is committed when it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from db.rows import as_row, as_value
from db.search import Entry, Kind, searchable
from forms.inspection import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection, Row
    from db.journal import Journal
    from db.search import Search
    from db.summaries import Summaries


class Answers:
    """What was answered to the items of each visit."""

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

    def get(self, inspection: str, item: str) -> Answer | None:
        """The answer to one item of the visit."""
        rows = self._connection.query(
            "SELECT * FROM answers WHERE inspection = ? AND item = ?",
            [inspection, item],
        )
        return _read(rows[0]) if rows else None

    def of(self, inspection: str) -> list[Answer]:
        """All answers of the visit, by item."""
        return answers_of(self._connection, inspection)

    def entries(self) -> Iterator[Entry]:
        """Every answer, to be found."""
        for visit in self._connection.query(
            "SELECT id FROM inspections ORDER BY julianday(started), id"
        ):
            for answer in self.of(visit["id"]):
                yield _entry(visit["id"], answer)

    def save(self, inspection: str, answer: Answer) -> None:
        """Keep the answer; when this returns, the drive holds it."""
        with self._connection.writing("answers") as database:
            database.execute(
                "INSERT INTO answers (inspection, item, value, sample, wait, attached, "
                "rows, note, at) VALUES (:inspection, :item, :value, :sample, :wait, "
                ":attached, :rows, :note, :at) ON CONFLICT DO UPDATE SET "
                "value = excluded.value, sample = excluded.sample, "
                "wait = excluded.wait, attached = excluded.attached, "
                "rows = excluded.rows, note = excluded.note, at = excluded.at",
                {"inspection": inspection, **as_row(answer)},
            )
            self._search.put(_entry(inspection, answer))
            self._summaries.touch(inspection)
            self._journal.add(
                "answer.saved",
                {"inspection": inspection, "answer": msgspec.to_builtins(answer)},
            )

    def remove(self, inspection: str, item: str) -> None:
        """Take an answer back, as when undoing the first one given."""
        with self._connection.writing("answers") as database:
            database.execute(
                "DELETE FROM answers WHERE inspection = ? AND item = ?",
                [inspection, item],
            )
            self._search.drop(Kind.ANSWER, inspection, item)
            self._summaries.touch(inspection)
            self._journal.add(
                "answer.removed", {"inspection": inspection, "item": item}
            )


def answers_of(connection: Connection, inspection: str) -> list[Answer]:
    """All answers of the visit, by item."""
    rows = connection.query(
        "SELECT * FROM answers WHERE inspection = ? ORDER BY item", [inspection]
    )
    return [_read(row) for row in rows]


def _entry(inspection: str, answer: Answer) -> Entry:
    in_rows = (text for row in answer.rows for text in row.values())
    return Entry(
        kind=Kind.ANSWER,
        owner=inspection,
        key=answer.item,
        item=answer.item,
        text=searchable(answer.value, answer.note, *answer.attached.values(), *in_rows),
    )


def _read(row: Row) -> Answer:
    return as_value(row, Answer, "sample", "wait", "attached", "rows")
