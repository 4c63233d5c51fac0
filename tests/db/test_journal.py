from __future__ import annotations

import hashlib
import json
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import rfc8785
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import schema
from db.connection import Connection
from db.data_key import DataKey
from db.journal import Journal
from db.migrations import upgrade
from tests.db import make

if TYPE_CHECKING:
    from pathlib import Path

    from db.store import Store


def rows(store: Store) -> list[dict[str, Any]]:
    return store.connection.query("SELECT * FROM journal ORDER BY seq")


def tamper(store: Store, sql: str) -> None:
    """Change the journal as somebody could who has the key and drops the guards."""
    for (name,) in store.connection.database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
    ).fetchall():
        store.connection.database.execute(f"DROP TRIGGER {name}")
    store.connection.database.execute(sql)


def test_the_first_entry_names_the_device(store: Store) -> None:
    first = next(store.journal.entries())
    assert (first.seq, first.kind) == (1, "journal.begun")
    assert first.body == {"device": store.settings.get().device}
    assert store.journal.device() == store.settings.get().device


def test_each_hash_is_of_the_canonical_json_of_the_other_six_fields(
    store: Store,
) -> None:
    store.journal.add("test", {"note": "地面積水\n\U00021343", "n": 5, "deep": [{}]})
    prev = "0" * 64
    for row in rows(store):
        hashed = {
            "seq": row["seq"],
            "at": row["at"],
            "actor": row["actor"],
            "kind": row["kind"],
            "body": json.loads(row["body"]),
            "prev": prev,
        }
        assert row["hash"] == hashlib.sha256(rfc8785.dumps(hashed)).hexdigest()
        prev = row["hash"]
    assert store.journal.head().hash == prev
    assert store.journal.head().seq == len(rows(store))
    assert store.journal.first_broken() is None


def test_entries_say_who_and_when(store: Store, clock: make.Clock) -> None:
    clock.move(hours=1)
    store.journal.add("test", {})
    *_, last = store.journal.entries()
    assert last.actor == store.person
    assert abs(last.at - clock.moment) < timedelta(seconds=1)


def test_a_change_and_its_entry_stand_or_fall_together(store: Store) -> None:
    visit = make.visit(store)
    before = store.journal.head()
    with pytest.raises(RuntimeError):
        _answer_and_fail(store, visit.id)
    assert store.answers.of(visit.id) == []
    assert store.journal.head() == before
    store.answers.save(visit.id, make.answer())
    *_, last = store.journal.entries(after=before.seq)
    assert last.kind == "answer.saved"
    assert last.body["answer"]["value"] == "good"


def _answer_and_fail(store: Store, visit: str) -> None:
    with store.writing():
        store.answers.save(visit, make.answer())
        raise RuntimeError


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE journal SET actor = 'nobody' WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 1",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
        "INSERT INTO journal SELECT seq + 2, at, actor, kind, body, hash, hash "
        "FROM journal ORDER BY seq DESC LIMIT 1",
        "INSERT INTO journal SELECT seq + 1, at, actor, kind, body, prev, hash "
        "FROM journal ORDER BY seq DESC LIMIT 1",
    ],
)
def test_the_journal_can_only_grow(store: Store, sql: str) -> None:
    before = rows(store)
    with pytest.raises(sqlcipher.IntegrityError, match="the journal"):
        store.connection.database.execute(sql)
    assert rows(store) == before


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
def test_any_altered_entry_is_found(store: Store, data: st.DataObject) -> None:
    if len(rows(store)) < 10:
        for number in range(10):
            store.journal.add("test", {"number": number})
    seq = data.draw(st.integers(min_value=1, max_value=10))
    change = data.draw(
        st.sampled_from(
            [
                "actor = 'x'",
                "kind = 'x'",
                "body = '{}'",
                "at = '2020-01-01T00:00:00.000Z'",
                f"hash = '{'1' * 64}'",
                f"prev = '{'1' * 64}'",
                "seq = seq + 1000",
            ]
        )
    )
    store.connection.database.execute("SAVEPOINT untouched")
    tamper(store, f"UPDATE journal SET {change} WHERE seq = {seq}")  # noqa: S608
    assert store.journal.first_broken() in (seq, seq + 1)
    store.connection.database.execute("ROLLBACK TO untouched")
    store.connection.database.execute("RELEASE untouched")


def test_a_removed_entry_is_found(store: Store) -> None:
    tamper(store, "DELETE FROM journal WHERE seq = 2")
    assert store.journal.first_broken() == 2


@pytest.mark.logs_warnings
def test_a_clock_that_runs_backwards_is_journalled_once_and_warned_of(
    store: Store, clock: make.Clock
) -> None:
    clock.move(days=-1)
    store.journal.add("one", {})
    store.journal.add("two", {})
    kinds = [entry.kind for entry in store.journal.entries()]
    assert kinds[-3:] == ["clock.backwards", "one", "two"]
    (warning,) = store.warnings
    assert "clock was turned back" in str(warning)
    # In this computer's own time, as everything else is shown.
    assert f"says {clock.moment.astimezone():%Y-%m-%d %H:%M}," in str(warning)
    assert store.journal.first_broken() is None


@pytest.mark.logs_warnings
def test_a_clock_that_was_turned_back_meanwhile_is_noticed_at_the_start(
    folder: Path,
) -> None:
    store, _ = make.profile(folder)
    store.close()
    yesterday = make.Clock()
    yesterday.move(days=-1)
    with make.opened(folder, clock=yesterday) as again:
        (warning,) = again.warnings
        assert "clock was turned back" in str(warning)
        *_, last = again.journal.entries()
        assert last.kind == "clock.backwards"


def test_a_clock_that_is_corrected_a_little_is_no_news(
    store: Store, clock: make.Clock
) -> None:
    clock.move(seconds=-1)
    store.journal.add("one", {})
    assert store.warnings == []


def test_a_journal_that_has_not_begun_has_no_head(tmp_path: Path) -> None:
    key = DataKey.random().of_file("zoucha.db")
    connection = Connection.create(tmp_path / "zoucha.db", key, 77)
    with closing(connection):
        upgrade(connection, schema.steps)
        with pytest.raises(LookupError):
            Journal(connection, make.Clock()).head()
