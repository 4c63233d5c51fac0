"""A plan between its file and the plans that are kept: read, corrected, kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import msgspec

from desktop.workflows.import_plan import (
    code_of,
    directory_for,
    keep_plan,
    known_plans,
    worker_command,
)
from forms.checklist.reading import refuse_unreadable
from forms.directory.resolve import unknown
from forms.errors import UserError
from forms.plan.building.build import build_plan
from forms.plan.building.grids import grids
from forms.plan.editing.doubts import doubts_of, with_lint
from forms.plan.editing.edits import apply, replay, roles_of
from forms.plan.editing.read import ReadPlan, read_plan_of
from forms.plan.editing.saying import AssignColumns, TakeAsRight
from forms.plan.reading.isolated import read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from db.plan_drafts import Discarded
    from db.store import Store
    from forms.directory.model import Directory
    from forms.plan.building.grids import Grid
    from forms.plan.editing.doubts import Doubtful
    from forms.plan.editing.edits import Edit
    from forms.plan.editing.work import Work
    from forms.plan.model import Item, Plan
    from resources.texts import Texts

KINDS: Final = {
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
}
"""The files that a plan is read from, with their media types."""

_ANY: Final = "application/octet-stream"


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A file with what was read of it."""

    file: str
    content: bytes
    media_type: str
    read: ReadPlan


def read_chosen(path: Path, texts: Texts, step: Callable[[int, int], None]) -> Chosen:
    """Read a plan beside the window.

    Args:
        path: A file that may come from anywhere.
        texts: The language of the errors.
        step: Is called while the file is being read, and may raise to stop it.

    Raises:
        UserError: It cannot be read, or holds no plan.
    """

    def waiting() -> None:
        step(0, 0)

    document = read_file(path, command=worker_command(), waiting=waiting)
    step(0, 0)
    imported = build_plan(document, texts, file=path.name, code="")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError("{file} cannot be read.", file=path.name) from error
    return Chosen(
        file=path.name,
        content=content,
        media_type=KINDS.get(path.suffix.lower(), _ANY),
        read=read_plan_of(imported),
    )


def begin_draft(store: Store, chosen: Chosen) -> str:
    """Keep what was read as a draft; the draft's id."""
    plan = chosen.read.plan
    read = replace(
        chosen.read, plan=replace(plan, code=code_of(plan, known_plans(store)))
    )
    draft = store.plan_drafts.begin(
        chosen.file, chosen.content, chosen.media_type, read
    )
    return draft.id


class PlanInHand:
    """A draft with its corrections; what is done to it is in the store at once.

    Attributes:
        read: As the document was read, with the columns that it has now.
        work: What has become of it.
        unfit: Corrections whose rows are no more since columns were assigned.
    """

    def __init__(self, store: Store, draft: str, texts: Texts) -> None:
        self._store = store
        self._texts = texts
        self.draft = draft
        head = store.plan_drafts.get(draft)
        if head is None:
            raise KeyError(draft)
        self.head = head
        self._first = store.plan_drafts.read(draft)
        done, undone = store.plan_drafts.corrections(draft)
        self._done, self._undone = list(done), list(undone)
        self.read = self._first
        self.work: Work
        self.unfit: tuple[Edit, ...] = ()
        self._trail: list[Work] = []
        self._replay()

    @property
    def can_undo(self) -> bool:
        """Whether anything was corrected."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether anything was undone that can be done again."""
        return bool(self._undone)

    @property
    def directory(self) -> Directory | None:
        """The directory that knows the plan's units."""
        return directory_for(self._first.plan, self._store)

    def do(self, edit: Edit) -> None:
        """Correct something.

        Raises:
            UserError: It cannot be done to what is there, or cannot be kept.
        """
        if not isinstance(edit, TakeAsRight):  # which repeats the document's words
            refuse_unreadable(msgspec.to_builtins(edit), self.head.file)
        if isinstance(edit, AssignColumns):
            self._read_with([*self._done, edit])  # refuses what leaves no plan
        after = apply(self.work, edit)
        if after == self.work and not isinstance(edit, AssignColumns):
            return
        self._store.plan_drafts.do(self.draft, edit)
        self._done.append(edit)
        self._undone.clear()
        self._go_to(edit, after)

    def undo(self) -> Edit | None:
        """Take the last correction back; which one, or ``None`` if there is none.

        Raises:
            UserError: That cannot be kept.
        """
        if not self._done:
            return None
        self._store.plan_drafts.undo(self.draft)
        edit = self._done.pop()
        self._undone.insert(0, edit)
        if isinstance(edit, AssignColumns) or not self._trail:
            self._replay()
        else:
            self.work = self._trail.pop()
        return edit

    def redo(self) -> Edit | None:
        """Do again what was undone last; which one, or ``None`` if there is none.

        Raises:
            UserError: That cannot be kept.
        """
        if not self._undone:
            return None
        self._store.plan_drafts.redo(self.draft)
        edit = self._undone.pop(0)
        self._done.append(edit)
        if isinstance(edit, AssignColumns) or self.unfit:
            self._replay()
        else:
            self._go_to(edit, apply(self.work, edit))
        return edit

    def doubts(self) -> tuple[Doubtful, ...]:
        """All that is doubtful now, accepted doubts too."""
        directory = self.directory
        asked = None if directory is None else _asking(directory)
        return doubts_of(self.read, self.work, self._texts, unknown=asked)

    def tables(self) -> Sequence[Grid]:
        """The document's tables, with the columns that they have now."""
        return grids(self.read.document, roles_of(self._done))

    def plan(self) -> Plan:
        """The plan as it would be kept now."""
        return with_lint(self.work, self.doubts(), self._texts)

    def keep(self, code: str) -> Plan:
        """Keep the plan with the file that it came from, and end the draft.

        Args:
            code: Of a plan that this is a new version of, or a new one.

        Raises:
            UserError: No item is left in it, or it cannot be kept.
        """
        if not self.work.rows:
            raise UserError(
                "Every row was left out; bring back what belongs to the plan first."
            )
        plan = replace(self.plan(), code=code)
        original = self._store.evidence.get(self.head.original)
        with self._store.writing():
            kept = keep_plan(self._store, plan, original, self.head.media_type)
            self._store.plan_drafts.discard(self.draft)
        return kept

    def discard(self) -> Discarded:
        """Take the draft out of the store; `bring_back` of the store undoes that."""
        return self._store.plan_drafts.discard(self.draft)

    def _go_to(self, edit: Edit, after: Work) -> None:
        if isinstance(edit, AssignColumns):
            self._replay()
            return
        self._trail.append(self.work)
        self.work = after

    def _replay(self) -> None:
        self.read = self._read_with(self._done)
        self._trail = []
        self.work, self.unfit = replay(self.read, self._done)

    def _read_with(self, edits: Sequence[Edit]) -> ReadPlan:
        """The document, read with the columns that edits assign."""
        roles = roles_of(edits)
        if not roles:
            return self._first
        first = self._first
        imported = build_plan(
            first.document,
            self._texts,
            file=self.head.file,
            code=first.plan.code,
            roles=roles,
        )
        return read_plan_of(imported)


def _asking(directory: Directory) -> Callable[[Item], list[str]]:
    def asked(item: Item) -> list[str]:
        return [
            name
            for owner in item.owners
            for name in unknown(directory, owner, item.excluded)
        ]

    return asked
