from __future__ import annotations

import uuid
from datetime import timedelta

from db.ids import Ids
from tests.db.make import START, Clock


def test_ids_are_lower_case_uuid_version_7() -> None:
    made = Ids(Clock()).new()
    assert made == str(uuid.UUID(made))
    assert uuid.UUID(made).version == 7
    assert uuid.UUID(made).variant == uuid.RFC_4122


def test_ids_tell_when_they_were_made() -> None:
    made = uuid.UUID(Ids(lambda: START).new())
    assert made.int >> 80 == START.timestamp() * 1000


def test_ids_sort_in_the_order_they_were_made_within_one_millisecond() -> None:
    ids = Ids(lambda: START)
    made = [ids.new() for _ in range(10_000)]
    assert made == sorted(set(made))


def test_ids_sort_in_the_order_they_were_made_when_the_clock_falls_back() -> None:
    clock = Clock()
    ids = Ids(clock)
    before = ids.new()
    clock.move(days=-30)
    assert ids.new() > before


def test_ids_go_on_behind_those_of_an_earlier_program() -> None:
    clock = Clock()
    before = Ids(clock)
    made = [before.new() for _ in range(100)][-1]
    clock.move(days=-30)
    ids = Ids(clock)
    ids.follow(made)
    assert ids.new() > made


def test_following_an_id_changes_nothing_in_it() -> None:
    made = Ids(lambda: START).new()
    ids = Ids(Clock())
    ids.follow(made)
    ids._last -= 1
    ids._now = lambda: START - timedelta(days=1)
    assert made < ids.new() < Ids(lambda: START + timedelta(seconds=1)).new()


def test_what_is_no_id_is_not_followed() -> None:
    ids = Ids(lambda: START)
    for other in ("", "zzz", str(uuid.uuid4())):
        ids.follow(other)
    assert uuid.UUID(ids.new()).int >> 80 == START.timestamp() * 1000


def test_two_devices_never_make_the_same_id() -> None:
    one, other = Ids(lambda: START), Ids(lambda: START)
    assert not {one.new() for _ in range(1000)} & {other.new() for _ in range(1000)}
