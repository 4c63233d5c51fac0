"""A draft in hand: what it is at this moment, and how a change to it is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.draft import Parts
from desktop.workflows.filled import Filled
from desktop.workflows.own_findings import due_in
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from db.draft import Draft, KeptPhoto
    from db.history import Change, ChangeKind
    from db.running import Running
    from db.store import Store
    from desktop.workflows.filled import Progress
    from forms.checklist.completeness import Missing
    from forms.checklist.judging import Judgement
    from forms.checklist.model import Checklist, Item, Section
    from forms.checklist.scoring import Score
    from forms.inspection import Answer, Coaching, Finding, Inspection, Photo


class DraftInHand:
    """A draft that is read once, and changed in the store and in memory together.

    Items, findings, photos and advice are named by their keys and ids; a key that is
    none raises a `KeyError`.
    """

    def __init__(
        self, store: Store, inspection: str, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._id = inspection
        self._now = now
        self.reload()

    @property
    def inspection(self) -> Inspection:
        """The visit's head."""
        return self._filled.inspection

    @property
    def checklists(self) -> tuple[Checklist, ...]:
        """The very versions it is made with, in order."""
        return self._filled.checklists

    @property
    def can_undo(self) -> Change | None:
        """The change that `undo` would take back."""
        return self._last_done

    @property
    def can_redo(self) -> Change | None:
        """The change that `redo` would make again."""
        return self._last_undone

    def item(self, key: str) -> Item:
        """The item of that key."""
        return self._filled.items[key][1]

    def checklist_of(self, item: str) -> Checklist:
        """The checklist that the item belongs to."""
        return self._filled.items[item][0]

    def answers(self) -> dict[str, Answer]:
        """The answers by item, also of items that are not shown at present."""
        return dict(self._filled.draft.answers)

    def answer(self, item: str) -> Answer | None:
        """The answer to the item."""
        return self._filled.draft.answers.get(item)

    def running(self, item: str) -> Running | None:
        """The wait at the item that is being timed."""
        return self._running.get(item)

    def judgement(self, item: str) -> Judgement:
        """What the answer to the item amounts to."""
        return self._filled.judgement(item)

    def findings(self, item: str | None = None) -> tuple[Finding, ...]:
        """The findings by number: all of them, or one item's."""
        return self._filled.findings(item)

    def finding(self, finding: str) -> Finding:
        """The finding of that id."""
        return self._filled.draft.findings[finding]

    def photos(
        self, item: str | None = None, *, finding: str | None = None
    ) -> tuple[Photo, ...]:
        """The photos in order: all of them, one item's, or one finding's."""
        return self._filled.photos(item, finding)

    def picture(self, photo: str, *, original: bool = False) -> bytes:
        """The photo's bytes: as it will be printed, or as it came from the camera."""
        kept = self._kept(photo).photo
        return self._store.evidence.get(kept.sha256 if original else kept.printed)

    def shapes(self, photo: str) -> str:
        """What was drawn on the photo, as JSON; empty if nothing was."""
        return self._kept(photo).shapes

    def coaching(self) -> tuple[Coaching, ...]:
        """The advice given on the spot, in that order."""
        return self._filled.coaching()

    def shown(self) -> frozenset[str]:
        """The keys of the items whose condition holds."""
        return self._filled.shown()

    def score(self) -> Score:
        """The score as it stands."""
        return self._filled.score()

    def missing(self) -> tuple[Missing, ...]:
        """What the visit lacks, in the order of the checklists."""
        return self._filled.missing()

    def progress(self, section: Section) -> Progress:
        """How far one section of one of the checklists has come."""
        return self._filled.progress(section)

    def due_in(self, days: int) -> date:
        """The end of so many working days, counted from the visit."""
        return due_in(self.inspection, days)

    def reload(self) -> None:
        """Read all of it again, after somebody else has changed it.

        Raises:
            LookupError: The visit is gone.
        """
        store = self._store
        self._filled = Filled(
            store.history.draft(self._id), store.checklists.of_inspection(self._id)
        )
        self._days = store.settings.get().correction_days
        self._running = store.running.of(self._id)
        self._last_done = store.history.last_done(self._id)
        self._last_undone = store.history.last_undone(self._id)

    def undo(self) -> Change | None:
        """Take the last change back; ``None`` if there is none."""
        change = self._last_done
        if change is not None:
            self._commit(change.before, lambda: self._store.history.undo(self._id))
        return change

    def redo(self) -> Change | None:
        """Make the change again that was undone last; ``None`` if there is none."""
        change = self._last_undone
        if change is not None:
            self._commit(change.after, lambda: self._store.history.redo(self._id))
        return change

    def _kept(self, photo: str) -> KeptPhoto:
        return self._filled.draft.photos[photo]

    def _change(
        self,
        kind: ChangeKind,
        item: str | None,
        after: Parts,
        along: Callable[[], object] | None = None,
    ) -> None:
        """Commit what differs, and nothing if nothing does.

        ``along`` writes what belongs to the change and is not part of the draft.
        """
        after = self._filled.draft.differing(after)
        if after == Parts():
            return
        before = self._filled.draft.like(after)

        def write() -> None:
            self._store.history.make(self._id, kind, item, before=before, after=after)
            if along is not None:
                along()

        self._commit(after, write)

    def _commit(self, parts: Parts, write: Callable[[], object]) -> None:
        """Have the parts in the store and in memory, or in neither.

        Memory comes first by a hair: whoever is told of the commit reads it.
        """
        self._require_draft()
        before = self._filled, self._running, self._last_done, self._last_undone
        history = self._store.history
        try:
            with self._store.writing():
                write()
                self._filled = self._having(before[0].draft.having(parts), parts)
                # An answer ends the wait for it.
                self._running = self._store.running.of(self._id)
                self._last_done = history.last_done(self._id)
                self._last_undone = history.last_undone(self._id)
        except BaseException:
            self._filled, self._running, self._last_done, self._last_undone = before
            raise

    def _having(self, draft: Draft, parts: Parts) -> Filled:
        checklists = self.checklists
        if "checklists" in parts.head:
            checklists = self._store.checklists.of_inspection(self._id)
        return Filled(draft, checklists)

    def _require_draft(self) -> None:
        if self.inspection.number is not None:
            raise UserError(
                "The visit to {unit} is sealed and cannot be changed; make a corrected "
                "version of it.",
                unit=self.inspection.unit,
            )
