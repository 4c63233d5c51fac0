"""Photos: where each belongs; their bytes lie in `db.evidence`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.draft import KeptPhoto
from db.rows import as_row, as_value
from forms.inspection import Photo

if TYPE_CHECKING:
    from db.connection import Connection
    from db.evidence import Evidence
    from db.journal import Journal
    from db.summaries import Summaries


class Photos:
    """The photos of each visit."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        summaries: Summaries,
        evidence: Evidence,
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._summaries = summaries
        self._evidence = evidence

    def of(self, inspection: str) -> list[Photo]:
        """The photos of the visit, in the order they were added."""
        return [kept.photo for kept in self.kept(inspection)]

    def kept(self, inspection: str) -> list[KeptPhoto]:
        """The same photos, each with its position and what was drawn on it."""
        rows = self._connection.query(
            "SELECT * FROM photos WHERE inspection = ? ORDER BY position", [inspection]
        )
        return [
            KeptPhoto(
                photo=as_value(row, Photo),
                position=row["position"],
                shapes=row["shapes"],
            )
            for row in rows
        ]

    def add(self, inspection: str, photo: Photo, original: bytes) -> None:
        """Keep the original as evidence, and then the photo behind the others."""
        kept = self._evidence.put(original, photo.media_type)
        if kept != photo.sha256:
            raise ValueError("the photo does not name these bytes")
        (last,) = self._connection.query(
            "SELECT coalesce(max(position), 0) AS position FROM photos "
            "WHERE inspection = ?",
            [inspection],
        )
        self.put(inspection, KeptPhoto(photo=photo, position=1 + last["position"]))

    def put(self, inspection: str, kept: KeptPhoto) -> None:
        """Add a photo whose bytes are evidence already, or keep what has changed."""
        row = {
            "inspection": inspection,
            "position": kept.position,
            "shapes": kept.shapes,
            **as_row(kept.photo),
        }
        with self._connection.writing("photos") as database:
            database.execute(
                "INSERT INTO photos (id, inspection, position, sha256, media_type, "
                "width, height, item, finding, caption, marked, shapes) VALUES (:id, "
                ":inspection, :position, :sha256, :media_type, :width, :height, :item, "
                ":finding, :caption, :marked, :shapes) ON CONFLICT (id) DO UPDATE SET "
                "item = excluded.item, finding = excluded.finding, "
                "caption = excluded.caption, marked = excluded.marked, "
                "shapes = excluded.shapes",
                row,
            )
            self._summaries.touch(inspection)
            self._journal.add("photo.saved", row)

    def remove(self, photo: str) -> None:
        """Take a photo out of a draft; the evidence stays."""
        with self._connection.writing("photos") as database:
            for row in self._connection.query(
                "SELECT inspection FROM photos WHERE id = ?", [photo]
            ):
                self._summaries.touch(row["inspection"])
            database.execute("DELETE FROM photos WHERE id = ?", [photo])
            self._journal.add("photo.removed", {"id": photo})
