"""今日: what to resume, what is due, what was sealed lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from db.findings import OpenFinding
from db.summaries import Summary
from forms.finding import Urgency, urgency
from forms.inspection import Capture, InspectionState

if TYPE_CHECKING:
    from datetime import date

    from db.store import Store

_LATELY: Final = 5
_CORRECTIONS: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A finding that is to be put right, and how pressing that is today."""

    open: OpenFinding
    urgency: Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedVisit:
    """A visit that was sealed, and how many have signed its report."""

    summary: Summary
    signatures: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What the day brings.

    Attributes:
        drafts: Visits to resume, the one that was worked on last first.
        unfinished: Those of the drafts that began before today: without a report.
        corrections: What is to be put right, the most pressing of it first.
        open_corrections: How much there is to be put right altogether.
        captures: Quick captures that no visit has taken in.
        sealed: The latest of the sealed visits.
    """

    drafts: tuple[Summary, ...]
    unfinished: tuple[Summary, ...]
    corrections: tuple[Correction, ...]
    open_corrections: int
    captures: tuple[Capture, ...]
    sealed: tuple[SealedVisit, ...]


def today(store: Store, day: date) -> Today:
    """What is to be done on that day."""
    drafts = sorted(
        store.inspections.summaries(InspectionState.DRAFT),
        key=lambda one: one.changed,
        reverse=True,
    )
    return Today(
        drafts=tuple(drafts),
        unfinished=tuple(one for one in drafts if one.started.date() < day),
        corrections=tuple(
            Correction(open=one, urgency=urgency(one.finding.due, day))
            for one in store.findings.open(limit=_CORRECTIONS)
        ),
        open_corrections=store.findings.count_open(),
        captures=tuple(store.captures.open()),
        sealed=tuple(
            SealedVisit(summary=one, signatures=_signatures(store, one))
            for one in store.inspections.summaries(
                InspectionState.SEALED, limit=_LATELY
            )
        ),
    )


def _signatures(store: Store, sealed: Summary) -> int:
    signed = store.reports.signatures(sealed.number or "")
    return sum(not one.refusal for one in signed)
