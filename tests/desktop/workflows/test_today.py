"""What the day brings: drafts, corrections, what was sealed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from db.reports import Signed
from desktop.workflows.captures import capture
from desktop.workflows.filling import Filling
from desktop.workflows.today import today
from forms.finding import Urgency
from tests.db.make import sealed
from tests.desktop.conftest import NOW
from tests.desktop.workflows import make

if TYPE_CHECKING:
    from db.store import Store
    from forms.inspection import Inspection

DAY = NOW.date()


def seal(store: Store, visit: Inspection) -> str:
    number = store.reports.number_for(visit, "K7M")
    inspector = Signed(role="inspector", name="王堃霖", certificate="c" * 64)
    refused = Signed(role="accompanying", name="林主任", refusal="不同意")
    store.reports.seal(sealed(store, visit, number), number.encode(), [inspector])
    store.reports.add_signature(number, number.encode() * 2, refused)
    return number


def test_an_empty_profile_has_nothing_to_do(store: Store) -> None:
    nothing = today(store, DAY)
    assert not (nothing.drafts)
    assert not (nothing.corrections)
    assert not (nothing.sealed)
    assert (nothing.open_corrections, nothing.captures) == (0, ())


def test_drafts_are_resumed_from_the_last_one_worked_on(store: Store) -> None:
    old = make.draft(store, started=NOW - timedelta(days=3))
    new = make.draft(store)
    Filling(store, old.id, lambda: NOW).set_value("EN01", "conform")
    told = today(store, DAY)
    assert [one.id for one in told.drafts] == [old.id, new.id]
    assert told.drafts[0].answered == 1
    assert [one.id for one in told.unfinished] == [old.id]


def test_corrections_are_told_by_how_pressing_they_are(store: Store) -> None:
    visit = make.draft(store)
    filling = Filling(store, visit.id, lambda: NOW)
    dues = (None, date(2026, 12, 24), date(2026, 11, 20), date(2026, 11, 19))
    for due in dues:
        finding = filling.add_finding(None, f"期限{due}")
        filling.save_finding(replace(finding, due=due))
    done = filling.add_finding(None, "已當場改正")
    filling.set_corrected_on_site(done.id, corrected=True)
    assert today(store, DAY).corrections == ()  # nobody has been told yet
    number = seal(store, visit)
    told = today(store, DAY)
    assert [(one.open.finding.due, one.urgency) for one in told.corrections] == [
        (dues[3], Urgency.OVERDUE),
        (dues[2], Urgency.SOON),
        (dues[1], Urgency.LATER),
        (None, Urgency.LATER),
    ]
    assert told.open_corrections == 4
    first = told.corrections[0].open
    assert (first.inspection, first.unit, first.report) == (visit.id, make.UNIT, number)


def test_what_was_closed_is_due_no_more_until_it_is_reopened(store: Store) -> None:
    visit = make.draft(store)
    finding = Filling(store, visit.id, lambda: NOW).add_finding("EN01")
    seal(store, visit)
    counts = []
    for number, kind in enumerate(("answered", "closed", "reopened", "closed")):
        with store.connection.writing() as database:
            database.execute(
                "INSERT INTO finding_events (id, finding, at, actor, kind, body) "
                "VALUES (?, ?, ?, ?, ?, '{}')",
                [str(number), finding.id, f"2026-11-2{number}", "x", kind],
            )
        counts.append(today(store, DAY).open_corrections)
    assert counts == [1, 0, 1, 0]


def test_a_corrected_report_is_not_counted_twice(store: Store) -> None:
    visit = make.draft(store)
    Filling(store, visit.id, lambda: NOW).add_finding("EN01")
    first = store.reports.sealed(seal(store, visit))
    assert first is not None
    later = replace(visit, id=store.ids.new(), version=2, replaces=first.sha256)
    store.inspections.start(later)
    Filling(store, later.id, lambda: NOW).add_finding("EN01")
    assert today(store, DAY).open_corrections == 1
    number = seal(store, later)
    (correction,) = today(store, DAY).corrections
    assert correction.open.report == number


def test_the_latest_sealed_visits_tell_how_many_signed(store: Store) -> None:
    numbers = [seal(store, make.draft(store)) for _ in range(7)]
    told = today(store, DAY).sealed
    assert [one.summary.number for one in told] == numbers[:1:-1]
    assert {one.signatures for one in told} == {1}


def test_quick_captures_wait(store: Store) -> None:
    made = capture(store, text="招牌脫落", now=NOW)
    assert today(store, DAY).captures == (made,)
