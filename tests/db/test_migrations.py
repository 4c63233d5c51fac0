from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database, Migrations

from db import schema
from db.connection import Connection
from db.data_key import DataKey
from db.migrations import altered_parts, upgrade
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEY = DataKey(bytes(32)).of_file("zoucha.db")


def first(database: Database) -> None:
    database.executescript("""
        CREATE TABLE units (id TEXT PRIMARY KEY) STRICT;
        CREATE TABLE visits (
            id TEXT PRIMARY KEY, unit TEXT REFERENCES units (id) ON DELETE CASCADE
        ) STRICT;
        CREATE TRIGGER visits_stay BEFORE DELETE ON visits
        BEGIN SELECT raise(ABORT, 'visits stay'); END;
        INSERT INTO units VALUES ('u');
        INSERT INTO visits VALUES ('v', 'u');
    """)


def second(database: Database) -> None:
    database.execute("ALTER TABLE visits ADD COLUMN place TEXT")


def failing(database: Database) -> None:
    raise RuntimeError


def orphaning(database: Database) -> None:
    database.execute("DELETE FROM units")


def steps(*functions: object) -> Migrations:
    made = Migrations("zoucha")
    for function in functions:
        made()(function)  # type: ignore[type-var]
    return made


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    made = Connection.create(tmp_path / "zoucha.db", KEY, 77)
    yield made
    made.close()


def tables(connection: Connection) -> set[str]:
    return set(connection.database.table_names()) - {"_sqlite_migrations"}


def test_all_steps_are_applied_once(connection: Connection) -> None:
    upgrade(connection, steps(first, second))
    upgrade(connection, steps(first, second))
    assert tables(connection) == {"units", "visits"}
    assert connection.query("SELECT * FROM visits") == [
        {"id": "v", "unit": "u", "place": None}
    ]


def test_a_backup_is_made_before_a_used_file_is_changed(
    connection: Connection,
) -> None:
    shapes: list[list[str]] = []

    def back_up() -> None:
        shapes.append(list(connection.query("SELECT * FROM visits")[0]))

    upgrade(connection, steps(first), back_up)
    assert shapes == []  # there was nothing to lose
    upgrade(connection, steps(first, second), back_up)
    upgrade(connection, steps(first, second), back_up)
    assert shapes == [["id", "unit"]]


def test_a_failing_step_undoes_the_steps_before_it(connection: Connection) -> None:
    upgrade(connection, steps(first))
    with pytest.raises(RuntimeError):
        upgrade(connection, steps(first, second, failing))
    upgrade(connection, steps(first))
    assert list(connection.query("SELECT * FROM visits")[0]) == ["id", "unit"]
    assert connection.database.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_step_that_leaves_orphans_is_undone(connection: Connection) -> None:
    upgrade(connection, steps(first))
    with pytest.raises(UserError, match="lacks records"):
        upgrade(connection, steps(first, orphaning))
    assert connection.query("SELECT * FROM units")


def test_a_newer_file_is_refused_and_left_alone(connection: Connection) -> None:
    upgrade(connection, steps(first, second))
    with pytest.raises(UserError, match="newer Zoucha"):
        upgrade(connection, steps(first))


@pytest.mark.parametrize(
    "tampering",
    [
        "DROP TRIGGER visits_stay",
        "CREATE TRIGGER more AFTER INSERT ON visits BEGIN SELECT 1; END",
        "CREATE VIEW more AS SELECT * FROM visits",
        "CREATE TABLE more (a TEXT) STRICT",
    ],
)
def test_an_altered_shape_is_noticed(connection: Connection, tampering: str) -> None:
    upgrade(connection, steps(first))
    connection.database.execute(tampering)
    with pytest.raises(UserError, match="not as Zoucha made it"):
        upgrade(connection, steps(first))


def test_triggers_that_transform_drops_are_noticed(connection: Connection) -> None:
    upgrade(connection, steps(first))
    connection.database.table("visits").transform(rename={"unit": "unit_id"})
    assert "visits_stay" in altered_parts(connection, steps(first))


def test_every_table_of_the_schema_is_strict() -> None:
    database = Database(memory=True, execute_plugins=False, strict=True)
    schema.steps.apply(database)
    loose = [
        row["name"]
        for row in database.query("PRAGMA table_list")
        if row["type"] == "table"
        and not row["strict"]
        and not row["name"].startswith("sqlite_")
    ]
    assert loose == []


KILLED = """
import os, signal, sys
from pathlib import Path
from db.connection import Connection
from db.migrations import upgrade
from tests.db.test_migrations import KEY, first, second, steps

def dying(database):
    database.execute("CREATE TABLE half (a TEXT) STRICT")
    os.kill(os.getpid(), signal.SIGKILL)

connection = Connection.open(Path(sys.argv[1]), KEY, 77)
upgrade(connection, steps(first, second, dying))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_migration_that_is_killed_leaves_the_file_as_it_was(
    connection: Connection,
) -> None:
    upgrade(connection, steps(first))
    connection.close()
    killed = subprocess.run([sys.executable, "-c", KILLED, str(connection.path)])
    assert killed.returncode == -signal.SIGKILL
    again = Connection.open(connection.path, KEY, 77)
    upgrade(again, steps(first))
    assert tables(again) == {"units", "visits"}
    assert again.complaints() == []
    again.close()
