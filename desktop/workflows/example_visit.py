"""練習: the guided first visit, to be tried out and thrown away whole."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Final

from desktop.workflows.filling import Filling
from desktop.workflows.start_inspection import start_inspection
from forms.checklist.library import built_in
from forms.checklist.model import AnswerKind, InspectionKind, Text
from forms.inspection import InspectionState, Participant, Role

if TYPE_CHECKING:
    from datetime import datetime

    from db.store import Store
    from forms.inspection import Inspection
    from resources.texts import Texts

PRACTICE: Final[Text] = {"zh-TW": "練習", "en": "Practice"}
"""Stands where unit and place would, on the screen and in whatever is printed."""

_CHECKLIST: Final = "EN"
_LEFT: Final = 5
_BEGUN: Final = timedelta(minutes=20)


def begin_example(store: Store, now: datetime, texts: Texts) -> Inspection:
    """The practice visit; all but its last items are answered when it is new."""
    there = example(store)
    if there is not None:
        return there
    # The page that offers the example is shown every day, the example once.
    from desktop.workflows.demo_pictures import counter_without_deputy

    member = store.people.get(store.person) if store.person else None
    people = (
        [Participant(role=Role.INSPECTOR, name=member.name, title=member.title)]
        if member
        else []
    )
    checklist = built_in(_CHECKLIST)
    with store.writing():
        begun = start_inspection(
            store,
            kind=InspectionKind.UNANNOUNCED,
            unit=texts.of(PRACTICE),
            place=texts.of(PRACTICE),
            started=now - _BEGUN,
            checklists=[checklist],
            people=people,
        )
        filling = Filling(store, begun.id, lambda: now)
        items = [item for item in checklist.items() if item.kind is AnswerKind.LEVEL]
        for item in items[:-_LEFT]:
            filling.set_value(item.key, checklist.levels(item)[0].key)
        filling.add_photo(
            None,
            counter_without_deputy(Random(1)),  # noqa: S311 - always the same picture
            "example.jpg",
            texts.of(PRACTICE),
        )
    return begun


def example(store: Store) -> Inspection | None:
    """The practice visit, if it is there."""
    drafts = store.inspections.all(InspectionState.DRAFT)
    return next((one for one in drafts if is_example(one)), None)


def is_example(inspection: Inspection) -> bool:
    """Whether it is the practice visit, which is discarded and never sealed."""
    return inspection.unit == inspection.place and (
        inspection.unit in PRACTICE.values()
    )


def discard_example(store: Store) -> None:
    """Throw the practice visit away with all that was done in it."""
    there = example(store)
    if there is not None:
        store.inspections.discard(there.id)
