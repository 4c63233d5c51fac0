"""From open to closed, and how pressing it is."""

from __future__ import annotations

from datetime import date

import pytest

from forms.finding import FindingEvent, FindingState, Urgency, state_of, urgency
from forms.inspection import Finding

ANSWERED, RECHECKED = FindingEvent.ANSWERED, FindingEvent.RECHECKED
CLOSED, REOPENED = FindingEvent.CLOSED, FindingEvent.REOPENED


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ([], FindingState.OPEN),
        ([ANSWERED], FindingState.ANSWERED),
        ([ANSWERED, RECHECKED], FindingState.RECHECKED),
        ([ANSWERED, RECHECKED, CLOSED], FindingState.CLOSED),
        ([CLOSED, ANSWERED], FindingState.CLOSED),
        ([CLOSED, REOPENED], FindingState.OPEN),
        ([CLOSED, REOPENED, ANSWERED], FindingState.ANSWERED),
    ],
)
def test_events_lead_from_open_to_closed(
    events: list[FindingEvent], state: FindingState
) -> None:
    assert state_of(Finding(id="a", number=1, text="積水"), events) is state


def test_what_is_corrected_on_site_is_closed_unless_it_is_reopened() -> None:
    finding = Finding(id="a", number=1, text="積水", corrected_on_site=True)
    assert state_of(finding, []) is FindingState.CLOSED
    assert state_of(finding, [ANSWERED]) is FindingState.CLOSED
    assert state_of(finding, [REOPENED]) is FindingState.OPEN


@pytest.mark.parametrize(
    ("due", "pressing"),
    [
        (date(2026, 11, 19), Urgency.OVERDUE),
        (date(2026, 11, 20), Urgency.SOON),
        (date(2026, 11, 27), Urgency.SOON),
        (date(2026, 11, 28), Urgency.LATER),
        (None, Urgency.LATER),
    ],
)
def test_a_due_date_is_overdue_only_when_the_day_is_over(
    due: date | None, pressing: Urgency
) -> None:
    assert urgency(due, date(2026, 11, 20)) is pressing
