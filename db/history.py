"""What was done to each draft, so that it can be undone and done again.

Both states of every part that a change has touched are kept, and written in the
transaction of the change; so undoing works after the program was closed or killed.
A change after undoing takes the place of what was undone. Once a visit is sealed
nothing of this is left: the journal still tells what was changed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import msgspec

from db.draft import Draft, Parts, with_head
from db.moments import as_moment, as_text
from db.rows import as_json
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sqlite_utils import Database

    from db.answers import Answers
    from db.captures import Captures
    from db.coaching import CoachingTable
    from db.connection import Connection, Row
    from db.findings import Findings
    from db.inspections import Inspections
    from db.photos import Photos


class ChangeKind(StrEnum):
    """What a change was about."""

    HEAD = "head"
    RESULT = "result"
    NOTE = "note"
    ATTACHED = "attached"
    ROWS = "rows"
    PHOTO_ADDED = "photo-added"
    PHOTO_MARKED = "photo-marked"
    PHOTO_CAPTION = "photo-caption"
    PHOTO_MOVED = "photo-moved"
    PHOTO_REMOVED = "photo-removed"
    FINDING_ADDED = "finding-added"
    FINDING_CHANGED = "finding-changed"
    FINDING_REMOVED = "finding-removed"
    COACHING_ADDED = "coaching-added"
    COACHING_CHANGED = "coaching-changed"
    COACHING_REMOVED = "coaching-removed"
    CAPTURE_TAKEN = "capture-taken"


LABELS: Final[Mapping[ChangeKind, str]] = {
    ChangeKind.HEAD: later("visit details"),
    ChangeKind.RESULT: later("result"),
    ChangeKind.NOTE: later("note"),
    ChangeKind.ATTACHED: later("recorded value"),
    ChangeKind.ROWS: later("rows"),
    ChangeKind.PHOTO_ADDED: later("photo added"),
    ChangeKind.PHOTO_MARKED: later("photo marked"),
    ChangeKind.PHOTO_CAPTION: later("photo caption"),
    ChangeKind.PHOTO_MOVED: later("photo moved"),
    ChangeKind.PHOTO_REMOVED: later("photo removed"),
    ChangeKind.FINDING_ADDED: later("finding added"),
    ChangeKind.FINDING_CHANGED: later("finding changed"),
    ChangeKind.FINDING_REMOVED: later("finding removed"),
    ChangeKind.COACHING_ADDED: later("advice added"),
    ChangeKind.COACHING_CHANGED: later("advice changed"),
    ChangeKind.COACHING_REMOVED: later("advice removed"),
    ChangeKind.CAPTURE_TAKEN: later("quick capture taken in"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change to a draft, whole.

    Attributes:
        item: The check item it was made at; ``None`` where it was made at none.
        before: The parts that it touched, as they were.
        after: The same parts, as it left them.
        undone: It was taken back, and can be made again; it is the same change still.
    """

    seq: int
    at: datetime
    kind: ChangeKind
    item: str | None
    before: Parts
    after: Parts
    undone: bool = field(default=False, compare=False)

    @property
    def label(self) -> str:
        """What was changed, as a key of the catalogue."""
        return LABELS[self.kind]


class History:
    """Changes to drafts; nothing else writes what can be undone."""

    def __init__(
        self,
        connection: Connection,
        now: Callable[[], datetime],
        *,
        inspections: Inspections,
        answers: Answers,
        findings: Findings,
        photos: Photos,
        coaching: CoachingTable,
        captures: Captures,
    ) -> None:
        self._connection = connection
        self._now = now
        self._inspections = inspections
        self._answers = answers
        self._findings = findings
        self._photos = photos
        self._coaching = coaching
        self._captures = captures

    def draft(self, inspection: str) -> Draft:
        """The visit with all that belongs to it.

        Raises:
            LookupError: There is no such visit.
        """
        head = self._inspections.get(inspection)
        if head is None:
            raise LookupError(inspection)
        return Draft(
            inspection=head,
            answers={one.item: one for one in self._answers.of(inspection)},
            findings={one.id: one for one in self._findings.of(inspection)},
            photos={one.photo.id: one for one in self._photos.kept(inspection)},
            coaching={one.id: one for one in self._coaching.of(inspection)},
        )

    def changes(self, inspection: str) -> tuple[Change, ...]:
        """All that was done to the draft and can be undone or done again, in order."""
        rows = self._connection.query(
            "SELECT * FROM history WHERE inspection = ? ORDER BY seq", [inspection]
        )
        return tuple(map(_read, rows))

    def bring_back(self, draft: Draft, changes: Iterable[Change]) -> None:
        """Have a discarded draft again as it was, with what can be undone in it."""
        id = draft.inspection.id
        parts = Parts(
            answers=dict(draft.answers),
            findings=dict(draft.findings),
            photos=dict(draft.photos),
            coaching=dict(draft.coaching),
        )
        with self._connection.writing("history") as database:
            self._inspections.start(draft.inspection)
            self._write(id, parts)
            for change in changes:
                _insert(database, id, change)

    def last_done(self, inspection: str) -> Change | None:
        """What `undo` would undo."""
        return self._one(
            "SELECT * FROM history WHERE inspection = ? AND NOT undone "
            "ORDER BY seq DESC LIMIT 1",
            inspection,
        )

    def last_undone(self, inspection: str) -> Change | None:
        """What `redo` would do again."""
        return self._one(
            "SELECT * FROM history WHERE inspection = ? AND undone "
            "ORDER BY seq LIMIT 1",
            inspection,
        )

    def make(
        self,
        inspection: str,
        kind: ChangeKind,
        item: str | None,
        *,
        before: Parts,
        after: Parts,
    ) -> Change:
        """Bring these parts to their new state."""
        with self._connection.writing("history") as database:
            self._write(inspection, after)
            database.execute(
                "DELETE FROM history WHERE inspection = ? AND undone", [inspection]
            )
            (row,) = self._connection.query(
                "SELECT 1 + coalesce(max(seq), 0) AS seq FROM history "
                "WHERE inspection = ?",
                [inspection],
            )
            change = Change(
                seq=row["seq"],
                at=self._now(),
                kind=kind,
                item=item,
                before=before,
                after=after,
            )
            _insert(database, inspection, change)
        return change

    def undo(self, inspection: str) -> Change | None:
        """Take the last change back; ``None`` if there is none."""
        change = self.last_done(inspection)
        if change is not None:
            self._turn(inspection, change, change.before, undone=True)
        return change

    def redo(self, inspection: str) -> Change | None:
        """Make the change again that was undone last; ``None`` if there is none."""
        change = self.last_undone(inspection)
        if change is not None:
            self._turn(inspection, change, change.after, undone=False)
        return change

    def _turn(
        self, inspection: str, change: Change, parts: Parts, *, undone: bool
    ) -> None:
        with self._connection.writing("history") as database:
            self._write(inspection, parts)
            database.execute(
                "UPDATE history SET undone = ? WHERE inspection = ? AND seq = ?",
                [int(undone), inspection, change.seq],
            )

    def _write(self, inspection: str, parts: Parts) -> None:
        """In this order photos lose and find their findings as they should."""
        if parts.head:
            current = self._inspections.get(inspection)
            if current is None:
                raise LookupError(inspection)
            self._inspections.save(with_head(current, parts.head))
        for item, answer in parts.answers.items():
            if answer is None:
                self._answers.remove(inspection, item)
            else:
                self._answers.save(inspection, answer)
        self._findings.put(inspection, parts.findings)
        for photo, kept in parts.photos.items():
            if kept is None:
                self._photos.remove(photo)
            else:
                self._photos.put(inspection, kept)
        for id, coaching in parts.coaching.items():
            if coaching is None:
                self._coaching.remove(id)
            else:
                self._coaching.save(inspection, coaching)
        for capture, taken in parts.taken.items():
            self._captures.take(capture, inspection if taken else None)

    def _one(self, sql: str, inspection: str) -> Change | None:
        rows = self._connection.query(sql, [inspection])
        return _read(rows[0]) if rows else None


def _insert(database: Database, inspection: str, change: Change) -> None:
    database.execute(
        "INSERT INTO history (inspection, seq, at, kind, item, before, after, undone) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            inspection,
            change.seq,
            as_text(change.at),
            change.kind,
            change.item,
            as_json(change.before),
            as_json(change.after),
            int(change.undone),
        ],
    )


def _read(row: Row) -> Change:
    return Change(
        seq=row["seq"],
        at=as_moment(row["at"]),
        kind=ChangeKind(row["kind"]),
        item=row["item"],
        before=msgspec.json.decode(row["before"], type=Parts),
        after=msgspec.json.decode(row["after"], type=Parts),
        undone=bool(row["undone"]),
    )
