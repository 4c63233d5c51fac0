"""Rounds stand as they were drawn, and calls as they were made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from db.doctor import examine
from db.reports import Signed
from forms.errors import UserError
from forms.phone.call import CallSheet, EventKind, patch_between
from forms.phone.round import RoundTester
from tests.db import make, phone

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store

INSPECTOR = Signed(role="inspector", name="王小明", certificate="c" * 64)


def test_a_round_is_kept_whole(store: Store, folder: Path) -> None:
    round = phone.drawn(store)
    first, second = store.calls.of(round.inspection)
    store.calls.add_event(first.call, phone.event(1, EventKind.DIAL))
    sheet = CallSheet(answers={"B1": "in-time"}, remarks="語氣親切")
    store.calls.write_down(first.call, patch_between(CallSheet(), sheet))
    store.calls.save(replace(second.call, finished=make.START))
    kept = store.calls.of(round.inspection)
    store.close()
    with make.opened(folder) as again:
        assert again.rounds.get(round.inspection) == round
        assert again.calls.of(round.inspection) == kept
        assert again.calls.get(first.call.id) == kept[0]
        assert kept[0].sheet == sheet
        assert again.scales.of_round(round.inspection) == phone.SCALE
        assert examine(again) == []


def test_a_version_of_a_scale_never_changes(store: Store) -> None:
    store.scales.add(phone.SCALE)
    store.scales.add(phone.SCALE)
    with pytest.raises(UserError, match="next version number"):
        store.scales.add(replace(phone.SCALE, ring_limit=3))
    newer = replace(phone.SCALE, ring_limit=3, version=2)
    store.scales.add(newer)
    assert store.scales.get(phone.SCALE.code) == newer
    assert store.scales.get(phone.SCALE.code, 1) == phone.SCALE
    assert store.scales.newest() == [newer]


def test_a_round_is_drawn_once(store: Store) -> None:
    round = phone.drawn(store)
    assert round.draw is not None
    with pytest.raises(LookupError):
        store.rounds.draw(round.inspection, replace(round.draw, seed="2"))


@pytest.mark.parametrize(
    "changes",
    [{"frame": phone.FRAME[:1]}, {"per_unit": 2}, {"hotlines": ()}, {"testers": ()}],
    ids=str,
)
def test_what_a_round_was_drawn_from_stands(
    store: Store, changes: dict[str, object]
) -> None:
    round = phone.drawn(store)
    changed = replace(round, definition=phone.definition(**changes))
    if changes.keys() & {"frame", "per_unit"}:
        with pytest.raises(sqlcipher.IntegrityError, match="drawn once"):
            store.rounds.save(changed)
    else:
        store.rounds.save(changed)
        assert store.rounds.get(round.inspection) == changed


def test_a_planned_round_changes(store: Store) -> None:
    round = phone.planned(store)
    tester = RoundTester(key="chen", name="陳志明")
    changed = replace(round, definition=phone.definition(testers=(tester,), per_unit=2))
    store.rounds.save(changed)
    assert store.rounds.get(round.inspection) == changed


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE call_events SET clock = '0'",
        "DELETE FROM call_events",
        "UPDATE calls SET extension = '999'",
        "UPDATE rounds SET seed = '2'",
        "UPDATE scales SET definition = '{}'",
    ],
)
def test_what_happened_cannot_be_rewritten(store: Store, statement: str) -> None:
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)
    store.calls.add_event(first.call, phone.event(1, EventKind.DIAL))
    with pytest.raises(sqlcipher.IntegrityError):
        store.connection.database.execute(statement)


def test_events_follow_each_other(store: Store) -> None:
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)
    with pytest.raises(sqlcipher.IntegrityError, match="follow each other"):
        store.calls.add_event(first.call, phone.event(2))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE rounds SET definition = '{}'",
        "DELETE FROM rounds",
        "INSERT INTO calls SELECT 'x', round, 9, unit, extension, at, tester, route, "
        "hotline, in_hours, question, NULL, '', NULL FROM calls LIMIT 1",
        "UPDATE calls SET tester = 'x'",
        "DELETE FROM calls",
        "INSERT INTO call_events SELECT call, 2, kind, at, clock, run FROM call_events",
        "DELETE FROM call_events",
        "INSERT INTO call_answers SELECT call, 2, at, patch, undone FROM call_answers",
        "UPDATE call_answers SET undone = 1",
        "DELETE FROM call_answers",
    ],
)
def test_a_sealed_round_never_changes(store: Store, statement: str) -> None:
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)
    store.calls.add_event(first.call, phone.event(1, EventKind.DIAL))
    store.calls.write_down(first.call, {"remarks": "語氣親切"})
    visit = store.inspections.get(round.inspection)
    assert visit is not None
    number = store.reports.number_for(visit, "K7M")
    store.reports.seal(make.sealed(store, visit, number), b"%PDF", [INSPECTOR])
    with pytest.raises(sqlcipher.IntegrityError):
        store.connection.database.execute(statement)


def test_a_discarded_draft_takes_its_calls_with_it(store: Store) -> None:
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)
    store.calls.add_event(first.call, phone.event(1, EventKind.DIAL))
    store.calls.write_down(first.call, {"remarks": "語氣親切"})
    store.inspections.discard(round.inspection)
    assert store.rounds.all() == []
    for table in ("calls", "call_events", "call_answers"):
        assert store.connection.query(f"SELECT * FROM {table}") == []  # noqa: S608
    assert examine(store) == []


def test_what_was_written_down_is_undone_and_redone_step_by_step(store: Store) -> None:
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)

    def remarks() -> str:
        kept = store.calls.get(first.call.id)
        assert kept is not None
        return kept.sheet.remarks

    assert not store.calls.can_undo(first.call.id)
    assert not store.calls.undo(first.call)
    for text in ("一", "二", "三"):
        store.calls.write_down(first.call, {"remarks": text})
    assert store.calls.undo(first.call)
    assert store.calls.undo(first.call)
    assert remarks() == "一"
    assert store.calls.redo(first.call)
    assert remarks() == "二"
    store.calls.write_down(first.call, {"remarks": "四"})
    assert not store.calls.can_redo(first.call.id)
    assert store.calls.undo(first.call)
    assert remarks() == "二"


def test_what_sealed_rounds_tested_is_told_unit_by_unit(store: Store) -> None:
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)
    store.calls.save(replace(first.call, finished=make.START))
    assert store.rounds.tested_for("mpb-109") == []
    visit = store.inspections.get(round.inspection)
    assert visit is not None
    number = store.reports.number_for(visit, "K7M")
    store.reports.seal(make.sealed(store, visit, number), b"%PDF", [INSPECTOR])
    (tested,) = store.rounds.tested_for("mpb-109")
    assert (tested.item, tested.version, tested.unit) == ("1-3-1", "1", "秘書室")
    assert store.rounds.tested_for("mpb-110") == []
    assert [one.inspection for one in store.rounds.sealed_on_scale(phone.SCALE.code)]


def test_every_change_is_in_the_journal(store: Store) -> None:
    before = store.journal.head().seq
    round = phone.drawn(store)
    first, _ = store.calls.of(round.inspection)
    store.calls.add_event(first.call, phone.event(1, EventKind.DIAL))
    store.calls.write_down(first.call, {"remarks": "語氣親切"})
    store.calls.undo(first.call)
    store.calls.redo(first.call)
    store.calls.save(replace(first.call, finished=make.START))
    kinds = [one.kind for one in store.journal.entries(after=before)]
    assert kinds[-9:] == [
        "round.planned",
        "round.drawn",
        "call.drawn",
        "call.drawn",
        "call.event",
        "call.answered",
        "call.undone",
        "call.redone",
        "call.saved",
    ]
    assert store.journal.first_broken() is None
