"""Findings as they were recorded at the visit, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.rows import as_row, as_value
from db.search import Entry, Kind
from forms.inspection import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from db.connection import Connection, Row
    from db.journal import Journal
    from db.search import Search
    from db.summaries import Summaries

_ASIDE: Final = 1_000_000
"""Is added to a number while numbers change hands within a visit."""


# Of sealed visits that no corrected version has taken the place of; closed at once if
# corrected on site, and after that by the last event that closes or reopens.
_OPEN: Final = """
    FROM findings JOIN inspections ON inspections.id = findings.inspection
    WHERE state = 'sealed'
    AND coalesce(
        (SELECT kind FROM finding_events
         WHERE finding = findings.id AND kind IN ('closed', 'reopened')
         ORDER BY at DESC, finding_events.id DESC LIMIT 1),
        iif(corrected_on_site, 'closed', 'reopened')
    ) = 'reopened'
    AND NOT EXISTS (
        SELECT 1 FROM reports JOIN inspections AS later
        ON later.replaces = sealed_sha256
        WHERE reports.inspection = inspections.id AND later.state = 'sealed'
    )
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFinding:
    """A finding of a sealed visit that is not closed yet.

    Attributes:
        report: The number of the report that tells of it.
    """

    finding: Finding
    inspection: str
    unit: str
    place: str
    report: str


class Findings:
    """The findings of each visit."""

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

    def open(self, limit: int | None = None) -> list[OpenFinding]:
        """What is still to be put right, the earliest due first."""
        rows = self._connection.query(
            f"SELECT findings.*, unit, place, inspections.number AS report {_OPEN}"
            "ORDER BY due IS NULL, due, findings.id LIMIT ?",
            [-1 if limit is None else limit],
        )
        return [
            OpenFinding(
                finding=_read(row),
                inspection=row["inspection"],
                unit=row["unit"],
                place=row["place"],
                report=row["report"],
            )
            for row in rows
        ]

    def count_open(self) -> int:
        """How much is still to be put right."""
        (row,) = self._connection.query(f"SELECT count(*) AS number {_OPEN}")
        return int(row["number"])

    def entries(self) -> Iterator[Entry]:
        """Every finding, to be found."""
        for row in self._connection.query("SELECT * FROM findings ORDER BY id"):
            yield _entry(row["inspection"], _read(row))

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
            self._search.put(_entry(inspection, finding))
            self._summaries.touch(inspection)
            self._journal.add("finding.saved", {"inspection": inspection, **row})

    def put(self, inspection: str, findings: Mapping[str, Finding | None]) -> None:
        """Bring these findings of a draft to their new state, all at once.

        ``None`` removes one. Numbers may go from one finding to another.
        """
        if not findings:
            return
        with self._connection.writing("findings") as database:
            for finding in findings:
                database.execute(
                    "UPDATE findings SET number = number + ? WHERE id = ?",
                    [_ASIDE, finding],
                )
            for id, state in findings.items():
                if state is None:
                    self.remove(id)
                else:
                    self.save(inspection, state)

    def remove(self, finding: str) -> None:
        """Take a finding of a draft back; its photos stay with the visit."""
        with self._connection.writing("findings", "photos") as database:
            for row in self._connection.query(
                "SELECT inspection FROM findings WHERE id = ?", [finding]
            ):
                self._search.drop(Kind.FINDING, row["inspection"], finding)
                self._summaries.touch(row["inspection"])
            database.execute("DELETE FROM findings WHERE id = ?", [finding])
            self._journal.add("finding.removed", {"id": finding})


def _read(row: Row) -> Finding:
    on_site = bool(row["corrected_on_site"])
    return as_value({**row, "corrected_on_site": on_site}, Finding)


def _entry(inspection: str, finding: Finding) -> Entry:
    said = (finding.text, finding.recommendation, finding.responsible_unit)
    return Entry(
        kind=Kind.FINDING,
        owner=inspection,
        key=finding.id,
        item=finding.item,
        text="\n".join(filter(None, said)),
    )
