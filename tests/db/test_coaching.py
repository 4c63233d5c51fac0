"""Advice belongs to its visit, and is sealed with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from forms.sealed import read_sealed
from tests.db import make
from tests.db.test_tables import seal

if TYPE_CHECKING:
    from db.store import Store


def test_advice_comes_out_as_it_went_in_and_in_the_order_it_was_given(
    store: Store,
) -> None:
    visit = make.visit(store)
    later = make.coaching(store, at=make.START + timedelta(hours=1))
    first = make.coaching(store, given_to="")
    store.coaching.save(visit.id, later)
    store.coaching.save(visit.id, first)
    assert store.coaching.of(visit.id) == [first, later]
    changed = replace(first, text="已移除紙箱")
    store.coaching.save(visit.id, changed)
    store.coaching.remove(later.id)
    assert store.coaching.of(visit.id) == [changed]


def test_advice_is_part_of_what_is_sealed(store: Store) -> None:
    visit = make.visit(store)
    coaching = make.coaching(store)
    store.coaching.save(visit.id, coaching)
    kept = store.reports.sealed(seal(store, visit))
    assert kept is not None
    assert kept.coaching == (coaching,)


def test_what_was_sealed_before_there_was_advice_is_what_it_was(store: Store) -> None:
    visit = make.visit(store)
    sealed = make.sealed(store, visit, "115-K7M-0001")
    assert b"coaching" not in sealed.content
    assert read_sealed(sealed.content, "report").content == sealed.content
