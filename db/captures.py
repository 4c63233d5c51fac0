"""Quick captures: what was noticed before there was a visit to put it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rows import as_row, as_value
from db.search import Entry, Kind
from forms.inspection import Capture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection
    from db.journal import Journal
    from db.search import Search


class Captures:
    """What waits for a visit, and what has found one."""

    def __init__(
        self, connection: Connection, journal: Journal, search: Search
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._search = search

    def get(self, capture: str) -> Capture | None:
        """The capture of that id, whether a visit has taken it in or not."""
        rows = self._connection.query("SELECT * FROM captures WHERE id = ?", [capture])
        return as_value(rows[0], Capture, "photos") if rows else None

    def open(self) -> list[Capture]:
        """Those that no visit has taken in, the latest first."""
        rows = self._connection.query(
            "SELECT * FROM captures WHERE taken_by IS NULL "
            "ORDER BY julianday(at) DESC, id DESC"
        )
        return [as_value(row, Capture, "photos") for row in rows]

    def taken_by(self, inspection: str) -> tuple[str, ...]:
        """The ids of those that the visit has taken in."""
        rows = self._connection.query(
            "SELECT id FROM captures WHERE taken_by = ? ORDER BY id", [inspection]
        )
        return tuple(row["id"] for row in rows)

    def entries(self) -> Iterator[Entry]:
        """Those that wait, to be found."""
        for capture in reversed(self.open()):
            yield _entry(capture)

    def save(self, capture: Capture) -> None:
        """Keep a new one, or what has changed about it.

        The bytes of its photos must be among the evidence already.
        """
        row = as_row(capture)
        with self._connection.writing("captures") as database:
            database.execute(
                "INSERT INTO captures (id, at, text, place, unit, photos) "
                "VALUES (:id, :at, :text, :place, :unit, :photos) "
                "ON CONFLICT (id) DO UPDATE SET at = excluded.at, "
                "text = excluded.text, place = excluded.place, unit = excluded.unit, "
                "photos = excluded.photos",
                row,
            )
            self._search.put(_entry(capture))
            self._journal.add("capture.saved", row)

    def take(self, capture: str, inspection: str | None) -> None:
        """Note that the visit has taken it in; ``None`` gives it back."""
        with self._connection.writing("captures") as database:
            database.execute(
                "UPDATE captures SET taken_by = ? WHERE id = ?", [inspection, capture]
            )
            given_back = self.get(capture) if inspection is None else None
            if given_back is not None:
                self._search.put(_entry(given_back))
            else:
                self._search.drop(Kind.CAPTURE, key=capture)
            self._journal.add(
                "capture.taken", {"id": capture, "inspection": inspection}
            )

    def remove(self, capture: str) -> None:
        """Throw it away; the evidence of its photos stays."""
        with self._connection.writing("captures") as database:
            database.execute("DELETE FROM captures WHERE id = ?", [capture])
            self._search.drop(Kind.CAPTURE, key=capture)
            self._journal.add("capture.removed", {"id": capture})


def _entry(capture: Capture) -> Entry:
    said = (capture.text, capture.place, capture.unit)
    return Entry(kind=Kind.CAPTURE, key=capture.id, text="\n".join(filter(None, said)))
