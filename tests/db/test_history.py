"""What was done to a draft is kept with it, and goes when it is sealed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from db.draft import Parts
from db.history import ChangeKind
from forms.errors import UserError
from tests.db import make
from tests.db.test_tables import seal

if TYPE_CHECKING:
    from db.history import Change
    from db.store import Store
    from forms.inspection import Inspection


def answer(store: Store, visit: Inspection, value: str) -> Change:
    after = Parts(answers={"EN01": make.answer(value=value)})
    before = store.history.draft(visit.id).like(after)
    return store.history.make(
        visit.id, ChangeKind.RESULT, "EN01", before=before, after=after
    )


def test_a_change_and_what_undoes_it_are_one_commit(store: Store) -> None:
    visit = make.visit(store)
    told: list[frozenset[str]] = []
    store.listen(told.append)
    answer(store, visit, "good")
    assert len(told) == 1
    assert {"answers", "history"} <= told[0]
    assert store.answers.of(visit.id) == [make.answer()]


def test_each_draft_has_a_history_of_its_own(store: Store) -> None:
    one, two = make.visit(store), make.visit(store)
    answer(store, one, "good")
    assert store.history.undo(two.id) is None
    change = store.history.undo(one.id)
    assert change is not None
    assert change.before.answers == {"EN01": None}
    assert store.answers.of(one.id) == []
    assert store.history.last_undone(one.id) == change


def test_undoing_is_in_the_journal_as_what_it_does(store: Store) -> None:
    visit = make.visit(store)
    answer(store, visit, "good")
    answer(store, visit, "bad")
    store.history.undo(visit.id)
    store.history.undo(visit.id)
    kinds = [entry.kind for entry in store.journal.entries()]
    assert kinds[-4:] == ["answer.saved"] * 3 + ["answer.removed"]


def test_findings_change_numbers_with_each_other(store: Store) -> None:
    visit = make.visit(store)
    one = make.finding(store, number=1)
    two = make.finding(store, number=2)
    store.findings.put(visit.id, {one.id: one, two.id: two})
    swapped = {one.id: replace(one, number=2), two.id: replace(two, number=1)}
    store.findings.put(visit.id, swapped)
    assert store.findings.of(visit.id) == [swapped[two.id], swapped[one.id]]


def test_sealing_leaves_nothing_to_undo(store: Store) -> None:
    visit = make.visit(store)
    answer(store, visit, "good")
    seal(store, visit)
    assert store.history.undo(visit.id) is None
    assert store.connection.query("SELECT * FROM history") == []


def test_a_discarded_draft_takes_its_history_along(store: Store) -> None:
    visit = make.visit(store)
    answer(store, visit, "good")
    store.inspections.discard(visit.id)
    assert store.connection.query("SELECT * FROM history") == []
    with pytest.raises(LookupError):
        store.history.draft(visit.id)


def test_a_change_that_fails_leaves_nothing(store: Store) -> None:
    visit = make.visit(store)
    head = Parts(head={"state": "sealed", "number": "115-K7M-0001"})
    with pytest.raises(UserError, match="sealed"):
        store.history.make(visit.id, ChangeKind.HEAD, None, before=Parts(), after=head)
    assert store.history.last_done(visit.id) is None
    assert store.inspections.get(visit.id) == visit
