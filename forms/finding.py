"""What becomes of a finding: from open to closed, and when it is overdue."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from forms.inspection import Finding


class FindingState(StrEnum):
    """How far the correction of a finding has come."""

    OPEN = "open"  # nothing heard yet
    ANSWERED = "answered"  # the unit says that it is put right
    RECHECKED = "rechecked"  # somebody has looked, and not decided
    CLOSED = "closed"


class FindingEvent(StrEnum):
    """What can happen to a finding after the visit."""

    ANSWERED = "answered"
    RECHECKED = "rechecked"
    CLOSED = "closed"
    REOPENED = "reopened"


class Urgency(StrEnum):
    """How pressing a due date is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


SOON: Final = 7
"""Days before the due date from which a correction is pointed out: a working week."""

_LEADS_TO: Final[Mapping[FindingEvent, FindingState]] = {
    FindingEvent.ANSWERED: FindingState.ANSWERED,
    FindingEvent.RECHECKED: FindingState.RECHECKED,
    FindingEvent.CLOSED: FindingState.CLOSED,
    FindingEvent.REOPENED: FindingState.OPEN,
}


def state_of(finding: Finding, events: Iterable[FindingEvent]) -> FindingState:
    """The finding's state after these events, in the order they happened.

    當場改正 closes at once; only reopening opens it then, as it does any other.
    """
    state = FindingState.CLOSED if finding.corrected_on_site else FindingState.OPEN
    for event in events:
        if state is not FindingState.CLOSED or event is FindingEvent.REOPENED:
            state = _LEADS_TO[event]
    return state


def urgency(due: date | None, today: date) -> Urgency:
    """How pressing it is; on the day itself it is not overdue yet."""
    if due is None:
        return Urgency.LATER
    if due < today:
        return Urgency.OVERDUE
    return Urgency.SOON if (due - today).days <= SOON else Urgency.LATER
