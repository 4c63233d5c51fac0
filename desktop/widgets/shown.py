"""What there is to see at an item."""

from __future__ import annotations

from dataclasses import dataclass

from db.running import Running
from forms.checklist.completeness import Lack
from forms.inspection import Answer, Finding, Photo


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a card shows.

    Attributes:
        running: The wait that goes on.
        unsaved: Some of it is not in the store.
    """

    answer: Answer | None = None
    running: Running | None = None
    photos: tuple[Photo, ...] = ()
    findings: tuple[Finding, ...] = ()
    lacks: frozenset[Lack] = frozenset()
    unsaved: bool = False
