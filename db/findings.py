"""Findings as they were recorded at the visit, and what became of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rows import as_row, as_value
from forms.inspection import Finding

if TYPE_CHECKING:
    from db.connection import Connection, Row
    from db.journal import Journal


class Findings:
    """The findings of each visit."""

    def __init__(self, connection: Connection, journal: Journal) -> None:
        self._connection = connection
        self._journal = journal

    def of(self, inspection: str) -> list[Finding]:
        """The findings of the visit, by number."""
        rows = self._connection.query(
            "SELECT * FROM findings WHERE inspection = ? ORDER BY number", [inspection]
        )
        return [_read(row) for row in rows]

    def next_number(self, inspection: str) -> int:
        """The number of the visit's next finding."""
        (row,) = self._connection.query(
            "SELECT 1 + coalesce(max(number), 0) AS next FROM findings "
            "WHERE inspection = ?",
            [inspection],
        )
        return int(row["next"])

    def save(self, inspection: str, finding: Finding) -> None:
        """Add the finding, or keep what has changed about it before sealing."""
        row = as_row(finding)
        with self._connection.writing("findings") as database:
            database.execute(
                "INSERT INTO findings (id, inspection, number, text, item, severity, "
                "responsible_unit, recommendation, due, corrected_on_site) VALUES "
                "(:id, :inspection, :number, :text, :item, :severity, "
                ":responsible_unit, :recommendation, :due, :corrected_on_site) "
                "ON CONFLICT (id) DO UPDATE SET number = excluded.number, "
                "text = excluded.text, item = excluded.item, "
                "severity = excluded.severity, "
                "responsible_unit = excluded.responsible_unit, "
                "recommendation = excluded.recommendation, due = excluded.due, "
                "corrected_on_site = excluded.corrected_on_site",
                {"inspection": inspection, **row},
            )
            self._journal.add("finding.saved", {"inspection": inspection, **row})

    def remove(self, finding: str) -> None:
        """Take a finding of a draft back; its photos stay with the visit."""
        with self._connection.writing("findings", "photos") as database:
            database.execute("DELETE FROM findings WHERE id = ?", [finding])
            self._journal.add("finding.removed", {"id": finding})


def _read(row: Row) -> Finding:
    on_site = bool(row["corrected_on_site"])
    return as_value({**row, "corrected_on_site": on_site}, Finding)
