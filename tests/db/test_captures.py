"""Quick captures wait until a visit takes them in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from tests.db import make

if TYPE_CHECKING:
    from db.store import Store


def test_captures_come_out_as_they_went_in(store: Store) -> None:
    photo = make.photo(store, hashlib.sha256(b"picture").hexdigest())
    capture = make.capture(store, place="碼頭", unit="秘書室", photos=(photo,))
    store.captures.save(capture)
    assert store.captures.get(capture.id) == capture
    changed = replace(capture, text="招牌已掉落")
    store.captures.save(changed)
    assert store.captures.open() == [changed]
    store.captures.remove(capture.id)
    assert store.captures.open() == []
    assert store.captures.get(capture.id) is None


def test_what_a_visit_has_taken_in_waits_no_more(store: Store) -> None:
    visit = make.visit(store)
    first, second = make.capture(store), make.capture(store, text="燈管閃爍")
    store.captures.save(first)
    store.captures.save(second)
    store.captures.take(first.id, visit.id)
    assert store.captures.open() == [second]
    assert store.captures.get(first.id) == first
    store.captures.take(first.id, None)
    assert store.captures.open() == [second, first]


def test_a_discarded_visit_gives_its_captures_back(store: Store) -> None:
    visit = make.visit(store)
    capture = make.capture(store)
    store.captures.save(capture)
    store.captures.take(capture.id, visit.id)
    assert store.search.find("招牌") == []
    store.inspections.discard(visit.id)
    assert store.captures.open() == [capture]
    assert [hit.id for hit in store.search.find("招牌")] == [capture.id]
