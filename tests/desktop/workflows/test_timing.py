"""Waits that outlive the page, the program, and changes of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from db.running import Running
from desktop.workflows.discard_visit import bring_back, discard
from desktop.workflows.filling import Filling
from desktop.workflows.timing import begin_wait, seconds_waited
from forms.inspection import Wait
from tests.desktop.conftest import NOW
from tests.desktop.filling_day import every_kind
from tests.desktop.workflows.make import draft
from tests.desktop.workflows.test_today import seal

if TYPE_CHECKING:
    from datetime import datetime

    from db.store import Store
    from forms.inspection import Inspection


@pytest.fixture
def visit(store: Store) -> Inspection:
    return draft(store, checklists=[every_kind()])


def filling(store: Store, visit: Inspection) -> Filling:
    return Filling(store, visit.id, now)


def now() -> datetime:
    return NOW


def test_a_wall_clock_set_back_means_nothing_to_a_wait_that_goes_on() -> None:
    running = begin_wait("K-wait", NOW)
    for jump in (timedelta(days=-3), timedelta(days=400)):
        seconds = seconds_waited(running, NOW + jump)
        assert seconds is not None
        assert 0 <= seconds < 60


@pytest.mark.parametrize(
    ("passed", "seconds"),
    [
        (timedelta(seconds=95, milliseconds=370), Decimal("95.3")),
        (timedelta(0), Decimal("0.0")),
        (timedelta(seconds=-1), None),
        (timedelta(days=2), None),
    ],
)
def test_after_a_restart_of_the_machine_the_wall_clock_tells_if_it_can(
    passed: timedelta, seconds: Decimal | None
) -> None:
    running = replace(begin_wait("K-wait", NOW), boot="another", steady=1e9)
    assert seconds_waited(running, NOW + passed) == seconds


def test_a_wait_goes_on_until_the_item_is_answered(
    store: Store, visit: Inspection
) -> None:
    filling(store, visit).begin_wait(begin_wait("K-wait", NOW))
    again = filling(store, visit)
    running = again.running("K-wait")
    assert running is not None
    assert running.started == NOW
    again.set_note("K-wait", "long queue")
    assert again.running("K-wait") == running
    again.set_value("K-wait", Wait(started=NOW, seconds="95.3"))
    assert again.running("K-wait") is None
    assert filling(store, visit).running("K-wait") is None


def test_timing_again_keeps_the_answer_until_there_is_another(
    store: Store, visit: Inspection
) -> None:
    work = filling(store, visit)
    work.set_value("K-wait", Wait(started=NOW, seconds="95.3"))
    work.begin_wait(begin_wait("K-wait", NOW))
    work.set_note("K-wait", "once more")
    assert work.running("K-wait") is not None
    work.set_value("K-wait", Wait(started=NOW, seconds="12.0"))
    assert work.running("K-wait") is None


def test_nothing_is_timed_at_a_visit_that_is_sealed(
    store: Store, visit: Inspection
) -> None:
    store.running.begin(
        visit.id, Running(item="K-wait", started=NOW, boot="", steady=1)
    )
    seal(store, visit)
    assert not store.running.of(visit.id)


def test_a_draft_that_is_brought_back_is_timed_on(
    store: Store, visit: Inspection
) -> None:
    filling(store, visit).begin_wait(begin_wait("K-wait", NOW))
    discarded = discard(store, visit.id)
    assert not store.running.of(visit.id)
    bring_back(store, discarded)
    assert filling(store, visit).running("K-wait") is not None
