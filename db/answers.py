"""Answers: each is committed when it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from db.rows import as_row, as_value
from forms.inspection import Answer

if TYPE_CHECKING:
    from db.connection import Connection, Row
    from db.journal import Journal


class Answers:
    """What was answered to the items of each visit."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def get(self, inspection: str, item: str) -> Answer | None:
        """The answer to one item of the visit."""
        rows = self._connection.query(
            "SELECT * FROM answers WHERE inspection = ? AND item = ?",
            [inspection, item],
        )
        return _read(rows[0]) if rows else None

    def of(self, inspection: str) -> list[Answer]:
        """All answers of the visit, by item."""
        rows = self._connection.query(
            "SELECT * FROM answers WHERE inspection = ? ORDER BY item", [inspection]
        )
        return [_read(row) for row in rows]

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
            self._journal.add(
                "answer.removed", {"inspection": inspection, "item": item}
            )


def _read(row: Row) -> Answer:
    return as_value(row, Answer, "sample", "wait", "attached", "rows")
