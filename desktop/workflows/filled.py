"""A draft in memory, and what the rules say of it as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.checklist.completeness import missing
from forms.checklist.judging import Judgement, judge, shown
from forms.checklist.scoring import score

if TYPE_CHECKING:
    from db.draft import Draft
    from forms.checklist.completeness import Missing
    from forms.checklist.model import Checklist, Item, Section
    from forms.checklist.scoring import Score
    from forms.inspection import Answer, Coaching, Finding, Inspection, Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a section has come.

    Attributes:
        answered: How many of its items have an answer.
        total: How many of its items are shown.
        short: How many of the answers are anything less than full conformity.
    """

    answered: int
    total: int
    short: int


class Filled:
    """A draft as it was at one moment; what follows from it is worked out once."""

    def __init__(self, draft: Draft, checklists: tuple[Checklist, ...]) -> None:
        self.draft = draft
        self.checklists = checklists
        self.items: dict[str, tuple[Checklist, Item]] = {
            item.key: (checklist, item)
            for checklist in checklists
            for item in checklist.items()
        }
        self._shown: frozenset[str] | None = None
        self._score: Score | None = None
        self._missing: tuple[Missing, ...] | None = None

    @property
    def inspection(self) -> Inspection:
        """The visit's head."""
        return self.draft.inspection

    def judgement(self, item: str) -> Judgement:
        """What the answer to the item amounts to."""
        checklist, found = self.items[item]
        return judge(checklist, found, self.draft.answers.get(item))

    def findings(self, item: str | None) -> tuple[Finding, ...]:
        """All findings by number, or one item's."""
        return tuple(
            one for one in self.draft.findings.values() if item in (None, one.item)
        )

    def photos(self, item: str | None, finding: str | None) -> tuple[Photo, ...]:
        """All photos in order, one item's, or one finding's."""
        return tuple(
            kept.photo
            for kept in self.draft.photos.values()
            if item in (None, kept.photo.item) and finding in (None, kept.photo.finding)
        )

    def coaching(self) -> tuple[Coaching, ...]:
        """The advice in the order it was given."""
        return tuple(self.draft.coaching.values())

    def shown(self) -> frozenset[str]:
        """The keys of the items whose condition holds."""
        if self._shown is None:
            self._shown = shown(
                self.checklists, self.draft.answers, self.inspection.facts
            )
        return self._shown

    def score(self) -> Score:
        """The score as it stands."""
        if self._score is None:
            self._score = score(
                self.checklists, self.draft.answers, self.inspection.facts
            )
        return self._score

    def missing(self) -> tuple[Missing, ...]:
        """What is missing, in the order of the checklists."""
        if self._missing is None:
            photographed = {one.item for one in self.photos(None, None) if one.item}
            self._missing = missing(
                self.checklists,
                self.draft.answers,
                photographed,
                self.inspection.facts,
            )
        return self._missing

    def progress(self, section: Section) -> Progress:
        """How far one section has come."""
        visible = self.shown()
        keys = [item.key for item in section.items if item.key in visible]
        given = [
            key
            for key in keys
            if (answer := self.draft.answers.get(key)) and answer.given
        ]
        return Progress(
            answered=len(given),
            total=len(keys),
            short=sum(self.judgement(key).short for key in given),
        )


def is_empty(answer: Answer) -> bool:
    """Whether nothing at all is left of the answer."""
    return not (answer.given or answer.note or answer.attached or answer.rows)
