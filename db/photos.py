"""Photos: where each belongs; their bytes lie in `db.evidence`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.rows import as_row, as_value
from forms.inspection import Photo

if TYPE_CHECKING:
    from db.connection import Connection
    from db.evidence import Evidence
    from db.journal import Journal


class Photos:
    """The photos of each visit."""

    def __init__(
        self, connection: Connection, journal: Journal, evidence: Evidence
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._evidence = evidence

    def of(self, inspection: str) -> list[Photo]:
        """The photos of the visit, in the order they were added."""
        rows = self._connection.query(
            "SELECT * FROM photos WHERE inspection = ? ORDER BY position", [inspection]
        )
        return [as_value(row, Photo) for row in rows]

    def add(self, inspection: str, photo: Photo, original: bytes) -> None:
        """Keep the original as evidence, and then the photo."""
        kept = self._evidence.put(original, photo.media_type)
        if kept != photo.sha256:
            raise ValueError("the photo does not name these bytes")
        row = {"inspection": inspection, **as_row(photo)}
        with self._connection.writing("photos") as database:
            database.execute(
                "INSERT INTO photos (id, inspection, position, sha256, media_type, "
                "width, height, item, finding, caption) SELECT :id, :inspection, "
                "1 + coalesce(max(position), 0), :sha256, :media_type, :width, "
                ":height, :item, :finding, :caption FROM photos "
                "WHERE inspection = :inspection",
                row,
            )
            self._journal.add("photo.added", row)

    def save(self, photo: Photo) -> None:
        """Keep a new caption, or another item or finding that it belongs to."""
        row = as_row(photo)
        with self._connection.writing("photos") as database:
            database.execute(
                "UPDATE photos SET item = :item, finding = :finding, "
                "caption = :caption WHERE id = :id",
                row,
            )
            self._journal.add("photo.saved", row)

    def remove(self, photo: str) -> None:
        """Take a photo out of a draft; the evidence stays."""
        with self._connection.writing("photos") as database:
            database.execute("DELETE FROM photos WHERE id = ?", [photo])
            self._journal.add("photo.removed", {"id": photo})
