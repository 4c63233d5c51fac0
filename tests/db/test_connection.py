from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database

from db import connection as module
from db.connection import Connection, DamagedError
from db.data_key import DataKey
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.data_key import FileKey

ID = 77


@pytest.fixture
def key() -> FileKey:
    return DataKey.random().of_file("zoucha.db")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "zoucha.db"


@pytest.fixture
def connection(path: Path, key: FileKey) -> Iterator[Connection]:
    made = Connection.create(path, key, ID)
    with made.writing() as database:
        database.execute("CREATE TABLE notes (text TEXT NOT NULL) STRICT")
    yield made
    made.close()


def add(connection: Connection, text: str) -> None:
    with connection.writing("notes") as database:
        database.execute("INSERT INTO notes (text) VALUES (?)", [text])


def notes(connection: Connection) -> list[str]:
    return [row["text"] for row in connection.query("SELECT text FROM notes")]


def add_two(connection: Connection, one: str, other: str) -> None:
    add(connection, one)
    add(connection, other)


def fail_after_adding(connection: Connection, text: str) -> None:
    with connection.writing("notes"):
        add(connection, text)
        raise RuntimeError


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("fullfsync", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 5000),
        ("recursive_triggers", 1),
        ("application_id", ID),
    ],
)
def test_connections_are_set_up_for_safety(
    connection: Connection, pragma: str, value: object
) -> None:
    row = connection.database.execute(f"PRAGMA {pragma}").fetchone()
    assert row[0] == value


def test_the_file_is_encrypted(connection: Connection, path: Path) -> None:
    add(connection, "a plain word")
    connection.checkpoint()
    content = path.read_bytes()
    assert not content.startswith(b"SQLite format 3")
    assert b"plain word" not in content


def test_what_was_written_is_there_when_opened_again(
    connection: Connection, path: Path, key: FileKey
) -> None:
    add(connection, "one")
    connection.close()
    again = Connection.open(path, key, ID)
    assert notes(again) == ["one"]
    again.close()


def test_writing_is_all_or_nothing(connection: Connection) -> None:
    with pytest.raises(RuntimeError):
        fail_after_adding(connection, "one")
    assert notes(connection) == []


def test_an_inner_block_can_fail_alone(connection: Connection) -> None:
    with connection.writing("notes") as database:
        database.execute("INSERT INTO notes VALUES ('outer')")
        with pytest.raises(RuntimeError):
            fail_after_adding(connection, "inner")
    assert notes(connection) == ["outer"]


def test_changes_are_announced_once_after_the_outermost_commit(
    connection: Connection,
) -> None:
    told: list[tuple[frozenset[str], bool]] = []
    connection.changed = lambda tables: told.append(
        (tables, connection.database.conn.in_transaction)
    )
    with connection.writing("answers"):
        with connection.writing("journal"):
            pass
        assert told == []
    assert told == [(frozenset({"answers", "journal"}), False)]


def test_what_failed_is_not_announced(connection: Connection) -> None:
    told: list[frozenset[str]] = []
    connection.changed = told.append
    with pytest.raises(RuntimeError), connection.writing("answers"):
        raise RuntimeError
    with connection.writing("findings"):
        pass
    assert told == [frozenset({"findings"})]


def test_a_mistake_in_sql_stays_a_bug(connection: Connection) -> None:
    with pytest.raises(sqlcipher.OperationalError, match="no such table"):
        connection.query("SELECT * FROM nowhere")


def test_a_file_that_somebody_else_writes_says_so(
    connection: Connection, path: Path, key: FileKey
) -> None:
    other = Connection.open(path, key, ID)
    other.database.execute("PRAGMA busy_timeout = 10")
    with (
        connection.writing(),
        pytest.raises(UserError, match="another program") as caught,
        other.writing(),
    ):
        pass
    assert str(path) in str(caught.value)
    other.close()


def test_a_full_disk_loses_nothing_and_goes_on_when_there_is_room(
    connection: Connection,
) -> None:
    add(connection, "before")
    connection.database.execute("PRAGMA max_page_count = 4")
    with pytest.raises(UserError, match="is full"), connection.writing():
        add_two(connection, "with the large one", "x" * 100_000)
    assert notes(connection) == ["before"]
    connection.database.execute("PRAGMA max_page_count = 1000000")
    add(connection, "after")
    assert notes(connection) == ["before", "after"]


def test_going_on_inside_a_block_that_a_full_disk_undid_is_noticed(
    connection: Connection,
) -> None:
    connection.database.execute("PRAGMA max_page_count = 4")
    with (
        pytest.raises(sqlcipher.OperationalError, match="no transaction"),
        connection.writing(),
        pytest.raises(UserError),
    ):
        add(connection, "x" * 100_000)


def test_a_missing_file_is_not_made(path: Path, key: FileKey) -> None:
    with pytest.raises(UserError, match="is missing"):
        Connection.open(path, key, ID)
    assert not path.exists()


def test_an_empty_file_is_damage_and_stays_empty(path: Path, key: FileKey) -> None:
    path.touch()
    with pytest.raises(UserError, match="0 bytes"):
        Connection.open(path, key, ID)
    assert path.read_bytes() == b""


def test_a_plain_database_is_foreign(path: Path, key: FileKey) -> None:
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE notes (text)")
    plain.close()
    with pytest.raises(UserError, match="no database of this profile"):
        Connection.open(path, key, ID)


def test_a_database_of_another_profile_is_foreign(
    connection: Connection, path: Path
) -> None:
    connection.close()
    stranger = DataKey.random().of_file("zoucha.db")
    with pytest.raises(UserError, match="no database of this profile"):
        Connection.open(path, stranger, ID)


def test_another_file_of_the_same_profile_is_foreign(
    connection: Connection, path: Path, key: FileKey
) -> None:
    connection.close()
    with pytest.raises(UserError, match="no database of this profile"):
        Connection.open(path, key, ID + 1)


@pytest.mark.parametrize("place", [40, 2000, 4095])
def test_a_damaged_first_page_is_damage(
    connection: Connection, path: Path, key: FileKey, place: int
) -> None:
    connection.close()
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match="is damaged"):
        Connection.open(path, key, ID)


def test_a_truncated_file_is_damage(
    connection: Connection, path: Path, key: FileKey
) -> None:
    connection.close()
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(UserError, match="is damaged"):
        Connection.open(path, key, ID)


def test_every_flipped_bit_is_found(
    connection: Connection, path: Path, key: FileKey
) -> None:
    for number in range(100):
        add(connection, f"{number} " * 20)
    assert connection.complaints() == []
    connection.close()
    content = path.read_bytes()
    for place in range(4096 + 7, len(content), len(content) // 40):
        damaged = bytearray(content)
        damaged[place] ^= 1 << place % 8
        path.write_bytes(damaged)
        try:
            again = Connection.open(path, key, ID)
        except UserError:
            continue
        assert again.complaints(quick=True)
        again.close()


def test_viewing_a_file_leaves_nothing_beside_it(
    connection: Connection, path: Path, key: FileKey, tmp_path: Path
) -> None:
    add(connection, "one")
    connection.copy_into(tmp_path / "copy.db")
    before = set(tmp_path.iterdir())
    view = Connection.view(tmp_path / "copy.db", key, ID)
    assert notes(view) == ["one"]
    with pytest.raises(UserError, match="cannot be written"):
        add(view, "two")
    assert set(tmp_path.iterdir()) == before
    view.close()


def test_a_shared_file_needs_no_companions(path: Path, key: FileKey) -> None:
    made = Connection.create(path, key, ID, shared=True)
    with made.writing() as database:
        database.execute("CREATE TABLE notes (text TEXT NOT NULL) STRICT")
    assert [file.name for file in path.parent.iterdir()] == ["zoucha.db"]
    made.close()
    again = Connection.open(path, key, ID)
    add(again, "one")
    assert [file.name for file in path.parent.iterdir()] == ["zoucha.db"]
    again.close()


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 51, 2)])
def test_an_sqlite_that_can_damage_files_is_refused(
    version: tuple[int, ...],
) -> None:
    with pytest.raises(UserError, match="can damage data"):
        module.refuse_old_sqlite(version)


def test_the_sqlite_that_we_bring_is_new_enough() -> None:
    module.refuse_old_sqlite(sqlcipher.sqlite_version_info)


READ_ONLY = """
import os, sys
from pathlib import Path
from db.connection import refuse_unwritable
from forms.errors import UserError
os.setuid(65534)  # afterwards: nobody may not even read where Python lies
try:
    refuse_unwritable(Path(sys.argv[1]))
except UserError as error:
    print(error)
"""


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0,
    reason="only root can try it as somebody else",
)
def test_a_folder_that_is_read_only_is_refused_as_another_user(
    tmp_path: Path,
) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Nothing can be written in" in ran.stdout


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="root can write anywhere",
)
def test_a_folder_that_is_read_only_is_refused(
    connection: Connection, path: Path, key: FileKey
) -> None:
    connection.close()
    path.parent.chmod(0o500)
    try:
        with pytest.raises(UserError, match="Nothing can be written in"):
            Connection.open(path, key, ID)
    finally:
        path.parent.chmod(0o700)


def test_a_file_is_never_made_over_another(
    connection: Connection, path: Path, key: FileKey
) -> None:
    with pytest.raises(FileExistsError):
        Connection.create(path, key, ID)


def test_a_folder_in_the_place_of_a_file_is_foreign(path: Path, key: FileKey) -> None:
    path.mkdir()
    with pytest.raises(UserError, match="no database of this profile"):
        Connection.open(path, key, ID)


def test_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Nothing can be written in"):
        module.refuse_unwritable(tmp_path / "gone")


def test_a_disk_without_shared_memory_is_refused(
    tmp_path: Path,
) -> None:
    """A database in memory cannot keep a log either, and says so in the same way."""
    memory = Connection.__new__(Connection)
    memory.path = tmp_path / "zoucha.db"
    memory.database = Database(memory=True, execute_plugins=False)
    with pytest.raises(UserError, match="network share"):
        memory.use_wal()


def test_damage_in_the_middle_of_a_text_is_damage(path: Path, key: FileKey) -> None:
    """SQLCipher refuses a damaged page when the next is read; of the last, never."""
    made = Connection.create(path, key, ID)
    with made.writing() as database:
        database.execute("CREATE TABLE texts (text TEXT) STRICT")
        database.execute("INSERT INTO texts VALUES (?)", ["燈塔" * 3000])
    made.close()
    content = bytearray(path.read_bytes())
    content[-100] ^= 1
    path.write_bytes(content)
    opened = Connection.open(path, key, ID)
    with pytest.raises(DamagedError, match="is damaged"):
        opened.query("SELECT text FROM texts")
    opened.close()
