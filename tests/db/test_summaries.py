"""Lists tell of each visit what its answers say at that moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from forms.inspection import InspectionState
from tests.db import make
from tests.db.test_tables import seal

if TYPE_CHECKING:
    from db.store import Store
    from db.summaries import Summary


def only(store: Store) -> Summary:
    (summary,) = store.inspections.summaries()
    return summary


def test_a_summary_tells_what_a_list_shows(store: Store, clock: make.Clock) -> None:
    visit = make.visit(store)
    new = only(store)
    assert (new.id, new.started, new.unit, new.place, new.kind) == (
        visit.id,
        visit.started,
        visit.unit,
        visit.place,
        visit.kind,
    )
    assert [(one.code, one.title["zh-TW"]) for one in new.checklists] == [
        ("EN", "洽公環境")
    ]
    assert (new.answered, new.total, new.percent, new.grade) == (0, 3, None, None)
    assert (new.state, new.number, new.findings) == (InspectionState.DRAFT, None, 0)
    clock.move(hours=1)
    store.answers.save(visit.id, make.answer())
    store.answers.save(visit.id, make.answer(item="EN02", value="bad"))
    store.findings.save(visit.id, make.finding(store, item="EN02"))
    told = only(store)
    assert (told.answered, told.total, told.percent, told.findings) == (2, 3, "50.0", 1)
    assert told.grade is not None
    assert told.grade.label == {"zh-TW": "甲等"}
    assert told.changed - new.changed >= timedelta(hours=1)
    assert only(store) == told


@pytest.mark.parametrize("part", ["answer", "finding", "head", "coaching"])
def test_every_change_counts(store: Store, clock: make.Clock, part: str) -> None:
    visit = make.visit(store)
    before = only(store).changed
    clock.move(minutes=1)
    if part == "answer":
        store.answers.save(visit.id, make.answer())
        store.answers.remove(visit.id, "EN01")
    elif part == "finding":
        finding = make.finding(store)
        store.findings.save(visit.id, finding)
        store.findings.remove(finding.id)
    elif part == "head":
        store.inspections.save(visit)
    else:
        store.coaching.save(visit.id, make.coaching(store))
    told = only(store)
    assert told.changed > before
    assert (told.answered, told.findings) == (0, 0)


def test_a_sealed_visit_is_summed_up_for_good(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    number = seal(store, visit)
    rows = store.connection.query("SELECT percent, total FROM summaries")
    assert rows == [{"percent": "100.0", "total": 3}]
    assert (only(store).number, only(store).percent) == (number, "100.0")


def test_lists_are_of_one_state_and_as_long_as_wanted(store: Store) -> None:
    visits = [
        make.visit(store, started=datetime(2026, 11, day, tzinfo=UTC))
        for day in (3, 1, 2)
    ]
    seal(store, visits[1])
    assert [one.started.day for one in store.inspections.summaries()] == [3, 2, 1]
    (sealed,) = store.inspections.summaries(InspectionState.SEALED)
    assert sealed.id == visits[1].id
    (latest,) = store.inspections.summaries(InspectionState.DRAFT, limit=1)
    assert latest.id == visits[0].id


def test_a_visit_of_which_nothing_was_summed_up_yet_is_told_all_the_same(
    store: Store,
) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    store.connection.database.execute("DELETE FROM summaries")
    told = only(store)
    assert (told.answered, told.percent, told.changed) == (1, "100.0", visit.started)


def test_a_list_is_shown_on_a_full_disk_too(store: Store) -> None:
    visit = make.visit(store)
    store.answers.save(visit.id, make.answer())
    store.connection.database.execute("PRAGMA query_only = ON")
    assert only(store).answered == 1
    store.connection.database.execute("PRAGMA query_only = OFF")
    assert store.connection.query("SELECT total FROM summaries") == [{"total": None}]
