"""Plans that are being brought in: each as it was read, and every correction to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.connection import Row
from db.moments import as_text
from db.rows import as_value

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.connection import Connection
    from db.evidence import Evidence
    from db.ids import Ids
    from db.journal import Journal
    from forms.plan.editing.edits import Edit
    from forms.plan.editing.read import ReadPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDraft:
    """A plan that is being brought in, as lists name it.

    Attributes:
        file: The name of the file that it is read from.
        original: The file's SHA-256.
        at: When the file was chosen.
        edits: How many corrections were made and not undone.
    """

    id: str
    file: str
    original: str
    media_type: str
    at: str
    edits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """All rows of a draft that was discarded, for `PlanDrafts.bring_back`."""

    draft: Row
    edits: Sequence[Row]


class PlanDrafts:
    """Drafts of plans, whose corrections are committed one by one.

    What they are made of is read in when it is asked for, which on most days it is not.
    """

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        evidence: Evidence,
        ids: Ids,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._evidence = evidence
        self._ids = ids
        self._now = now

    def open(self) -> list[PlanDraft]:
        """All of them, the latest first."""
        return [as_value(row, PlanDraft) for row in self._connection.query(_HEADS)]

    def get(self, draft: str) -> PlanDraft | None:
        """What lists say of one; ``None`` if it is kept or discarded by now."""
        return next((one for one in self.open() if one.id == draft), None)

    def read(self, draft: str) -> ReadPlan:
        """The plan as it was read, before any correction."""
        from forms.plan.editing.read import decode_read

        (row,) = self._connection.query(
            "SELECT imported FROM plan_drafts WHERE id = ?", [draft]
        )
        return decode_read(row["imported"])

    def corrections(self, draft: str) -> tuple[tuple[Edit, ...], tuple[Edit, ...]]:
        """What was done to it, in that order, and what was undone and can be redone."""
        from forms.plan.editing.edits import decode_edit

        rows = self._connection.query(
            "SELECT body, undone FROM plan_edits WHERE draft = ? ORDER BY seq", [draft]
        )
        edits = [(decode_edit(row["body"]), bool(row["undone"])) for row in rows]
        return (
            tuple(edit for edit, is_undone in edits if not is_undone),
            tuple(edit for edit, is_undone in edits if is_undone),
        )

    def begin(
        self, file: str, original: bytes, media_type: str, read: ReadPlan
    ) -> PlanDraft:
        """Keep a file and what was read of it."""
        from forms.plan.editing.read import encode_read

        sha256 = self._evidence.put(original, media_type)
        draft = PlanDraft(
            id=self._ids.new(),
            file=file,
            original=sha256,
            media_type=media_type,
            at=as_text(self._now()),
        )
        with self._connection.writing("plan_drafts") as database:
            database.execute(
                "INSERT INTO plan_drafts (id, file, original, media_type, at, imported)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                [draft.id, file, sha256, media_type, draft.at, encode_read(read)],
            )
            self._journal.add("plan-draft.begun", {"id": draft.id, "original": sha256})
        return draft

    def do(self, draft: str, edit: Edit) -> None:
        """Keep a correction; what was undone before it cannot be done again."""
        from forms.plan.editing.edits import encode_edit

        body = encode_edit(edit)
        with self._connection.writing("plan_drafts") as database:
            database.execute(
                "DELETE FROM plan_edits WHERE draft = ? AND undone = 1", [draft]
            )
            database.execute(
                "INSERT INTO plan_edits (draft, seq, at, body, undone) "
                "SELECT :draft, 1 + coalesce(max(seq), 0), :at, :body, 0 "
                "FROM plan_edits WHERE draft = :draft",
                {"draft": draft, "at": as_text(self._now()), "body": body},
            )
            self._journal.add("plan-draft.edited", {"id": draft, "body": body})

    def undo(self, draft: str) -> None:
        """Take back the last correction that stands, if any does."""
        self._mark(draft, "max(seq)", was=0, kind="plan-draft.undone")

    def redo(self, draft: str) -> None:
        """Do again what was undone last, if anything was."""
        self._mark(draft, "min(seq)", was=1, kind="plan-draft.redone")

    def discard(self, draft: str) -> Discarded:
        """Take a draft out; its file stays among the evidence."""
        (head,) = self._connection.query(
            "SELECT * FROM plan_drafts WHERE id = ?", [draft]
        )
        edits = self._connection.query(
            "SELECT * FROM plan_edits WHERE draft = ? ORDER BY seq", [draft]
        )
        with self._connection.writing("plan_drafts") as database:
            database.execute("DELETE FROM plan_drafts WHERE id = ?", [draft])
            self._journal.add("plan-draft.discarded", {"id": draft})
        return Discarded(draft=head, edits=edits)

    def bring_back(self, discarded: Discarded) -> None:
        """Put a discarded draft back with all that was corrected."""
        with self._connection.writing("plan_drafts") as database:
            database.execute(
                "INSERT INTO plan_drafts (id, file, original, media_type, at, imported)"
                " VALUES (:id, :file, :original, :media_type, :at, :imported)",
                discarded.draft,
            )
            for edit in discarded.edits:
                database.execute(
                    "INSERT INTO plan_edits (draft, seq, at, body, undone) "
                    "VALUES (:draft, :seq, :at, :body, :undone)",
                    edit,
                )
            self._journal.add("plan-draft.back", {"id": discarded.draft["id"]})

    def _mark(self, draft: str, which: str, *, was: int, kind: str) -> None:
        with self._connection.writing("plan_drafts") as database:
            database.execute(
                "UPDATE plan_edits SET undone = 1 - undone WHERE draft = :draft "  # noqa: S608 - our own words
                f"AND seq = (SELECT {which} FROM plan_edits "
                "WHERE draft = :draft AND undone = :was)",
                {"draft": draft, "was": was},
            )
            self._journal.add(kind, {"id": draft})


_HEADS = """
    SELECT id, file, original, media_type, at, (
        SELECT count(*) FROM plan_edits
        WHERE plan_edits.draft = plan_drafts.id AND undone = 0
    ) AS edits
    FROM plan_drafts ORDER BY id DESC
"""
