"""What a visit lacks: what keeps it from being sealed, and what is only told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.checklist.judging import judge, shown
from forms.checklist.model import AnswerKind, Demand

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer


class Lack(StrEnum):
    """What is missing, or there though it may not be."""

    ANSWER = "answer"
    NOTE = "note"
    PHOTO = "photo"
    FORBIDDEN_PHOTO = "forbidden-photo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing that a visit lacks."""

    item: str
    lack: Lack

    @property
    def blocks(self) -> bool:
        """Whether the visit cannot be sealed with it.

        A report can always be made on the spot: where no camera is at hand, a photo
        that should be there is only said to be missing.
        """
        return self.lack in (Lack.ANSWER, Lack.FORBIDDEN_PHOTO)


def missing(
    checklists: Sequence[Checklist],
    answers: Mapping[str, Answer],
    photographed: Collection[str],
    facts: Mapping[str, bool],
) -> tuple[Missing, ...]:
    """What is missing, in the order of the checklists.

    Args:
        checklists: Those of the visit.
        answers: By item key.
        photographed: The keys of the items that have a photo.
        facts: What was settled about the place.
    """
    visible = shown(checklists, answers, facts)
    return tuple(
        Missing(item=item.key, lack=lack)
        for checklist in checklists
        for item in checklist.items()
        if item.key in visible
        for lack in _lacks(
            checklist, item, answers.get(item.key), item.key in photographed
        )
    )


def _lacks(
    checklist: Checklist, item: Item, answer: Answer | None, photographed: bool
) -> Iterator[Lack]:
    if photographed and item.photo is Demand.FORBIDDEN:
        yield Lack.FORBIDDEN_PHOTO
    if answer is None or not answer.given:
        if item.required:
            yield Lack.ANSWER
        return
    if not answer.note.strip() and note_needed(checklist, item, answer):
        yield Lack.NOTE
    if not photographed and photo_needed(checklist, item, answer):
        yield Lack.PHOTO


def note_needed(checklist: Checklist, item: Item, answer: Answer) -> bool:
    """Whether this answer to the item has to be explained."""
    if item.kind is AnswerKind.LEVEL:
        level = next(
            (one for one in checklist.levels(item) if one.key == answer.value), None
        )
        if level is not None and level.needs_note:
            return True
    return _demanded(item.note, checklist, item, answer)


def photo_needed(checklist: Checklist, item: Item, answer: Answer) -> bool:
    """Whether this answer to the item has to be shown in a picture."""
    return _demanded(item.photo, checklist, item, answer)


def _demanded(demand: Demand, checklist: Checklist, item: Item, answer: Answer) -> bool:
    judgement = judge(checklist, item, answer)
    if demand is Demand.ALWAYS:
        # What does not apply here can be neither described nor photographed.
        return judgement.state is not judgement.state.NOT_APPLICABLE
    return demand is Demand.SHORT and judgement.short
