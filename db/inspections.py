"""Visits: drafts that can be worked on, and sealed ones that nothing changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rows import as_row, as_value
from db.search import Entry, Kind
from forms.errors import UserError
from forms.inspection import Inspection, InspectionState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

    from db.captures import Captures
    from db.connection import Connection, Row
    from db.journal import Journal
    from db.search import Search
    from db.summaries import Summaries, Summary

_SELECT = """
    SELECT inspections.*, (
        SELECT json_group_array(
            json_object('code', code, 'version', version, 'sha256', sha256)
            ORDER BY position
        )
        FROM inspection_checklists JOIN checklists USING (code, version)
        WHERE inspection = inspections.id
    ) AS checklists
    FROM inspections
"""


class Inspections:
    """The visits of the profile."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        summaries: Summaries,
        search: Search,
        captures: Captures,
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._summaries = summaries
        self._search = search
        self._captures = captures

    def get(self, inspection: str) -> Inspection | None:
        """The visit of that id."""
        rows = self._connection.query(f"{_SELECT} WHERE id = ?", [inspection])
        return _read(rows[0]) if rows else None

    def all(self, state: InspectionState | None = None) -> list[Inspection]:
        """Every visit, or those of one state, the latest first."""
        rows = self._connection.query(
            f"{_SELECT} WHERE state = coalesce(?, state) "
            "ORDER BY julianday(started) DESC, id DESC",
            [state],
        )
        return [_read(row) for row in rows]

    def summaries(
        self, state: InspectionState | None = None, limit: int | None = None
    ) -> list[Summary]:
        """What a list shows of every visit, or of those of one state; latest first."""
        return self._summaries.all(state, limit)

    def entries(self) -> Iterator[Entry]:
        """Every visit, to be found."""
        for inspection in reversed(self.all()):
            yield entry_of(inspection)

    def start(self, inspection: Inspection) -> None:
        """Begin a visit; its checklists must be in the store."""
        row = _written(inspection)
        with self._connection.writing("inspections") as database:
            database.execute(
                "INSERT INTO inspections (id, kind, unit, unit_id, place, started, "
                "ended, people, plan, facts, file_number, retention, state, number, "
                "version, replaces) VALUES (:id, :kind, :unit, :unit_id, :place, "
                ":started, :ended, :people, :plan, :facts, :file_number, :retention, "
                "'draft', NULL, :version, :replaces)",
                row,
            )
            _use_checklists(database, inspection)
            self._search.put(entry_of(inspection))
            self._summaries.touch(inspection.id)
            self._journal.add("inspection.started", row)

    def save(self, inspection: Inspection) -> None:
        """Keep what has changed about a draft."""
        row = _written(inspection)
        with self._connection.writing("inspections") as database:
            changed = database.execute(
                "UPDATE inspections SET kind = :kind, unit = :unit, "
                "unit_id = :unit_id, place = :place, started = :started, "
                "ended = :ended, people = :people, plan = :plan, facts = :facts, "
                "file_number = :file_number, retention = :retention, "
                "version = :version, replaces = :replaces WHERE id = :id",
                row,
            ).rowcount
            if not changed:
                raise LookupError(inspection.id)
            database.execute(
                "DELETE FROM inspection_checklists WHERE inspection = ?",
                [inspection.id],
            )
            _use_checklists(database, inspection)
            self._search.put(entry_of(inspection))
            self._summaries.touch(inspection.id)
            self._journal.add("inspection.saved", row)

    def discard(self, inspection: str) -> None:
        """Remove a draft with all that was answered; the journal keeps its entries.

        Quick captures that it had taken in are open again.
        """
        with self._connection.writing(
            "inspections", "answers", "findings", "photos", "coaching"
        ) as database:
            for capture in self._captures.taken_by(inspection):
                self._captures.take(capture, None)
            self._search.drop_all(inspection)
            database.execute("DELETE FROM inspections WHERE id = ?", [inspection])
            self._journal.add("inspection.discarded", {"id": inspection})


def entry_of(inspection: Inspection) -> Entry:
    """How the visit is found."""
    names = [person.name for person in inspection.people]
    said = (inspection.unit, inspection.place, inspection.number, *names)
    return Entry(
        kind=Kind.VISIT, owner=inspection.id, text="\n".join(filter(None, said))
    )


def _use_checklists(database: Database, inspection: Inspection) -> None:
    for position, use in enumerate(inspection.checklists):
        database.execute(
            "INSERT INTO inspection_checklists (inspection, position, code, version) "
            "VALUES (?, ?, ?, ?)",
            [inspection.id, position, use.code, use.version],
        )


def _written(inspection: Inspection) -> Row:
    if inspection.state is not InspectionState.DRAFT:
        raise UserError(
            "The visit to {unit} is sealed and cannot be changed; make a corrected "
            "version of it.",
            unit=inspection.unit,
        )
    return as_row(inspection)


def _read(row: Row) -> Inspection:
    return as_value(row, Inspection, "people", "checklists", "plan", "facts")
