"""``evidence.db``: photos, attachments and report files, by their SHA-256.

Nothing in it is ever changed or removed. A file is written and committed here before
a row of ``zoucha.db`` names it, so that a crash leaves at worst a file that nothing
names. It also keeps the numbers that reports were given: bringing back an older
``zoucha.db`` does not turn it back, and so no number is given twice.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from sqlite_utils import Migrations

from db.connection import Connection, Cures
from db.migrations import run, upgrade
from db.moments import as_text
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from sqlite_utils import Database

    from db.connection import Row
    from db.data_key import DataKey

NAME: Final = "evidence.db"
APPLICATION_ID: Final = 0x5A4F4556  # ZOEV

# A backup would turn back zoucha.db, which has nothing to do with it.
_CURES: Final = Cures(
    missing=later(
        "{file} is missing; “zoucha restore {folder} --data {folder}” makes it anew "
        "from whatever is left of it, and changes nothing else."
    ),
    empty=later(
        "{file} is empty (0 bytes), so it has been damaged; “zoucha restore {folder} "
        "--data {folder}” makes it anew from whatever is left of it, and changes "
        "nothing else."
    ),
    damaged=later(
        "{file} is damaged; “zoucha restore {folder} --data {folder}” saves every "
        "photo and report in it that is whole, and changes nothing else."
    ),
    foreign=later(
        "{file} is no database of this profile; put the right file in its place, or "
        "“zoucha restore {folder} --data {folder}” makes it anew from whatever is "
        "left of it."
    ),
)

_KEEP_NUMBER: Final = (
    "INSERT INTO numbers (inspection, roc_year, running, at) VALUES "
    "(:inspection, :roc_year, :running, :at) ON CONFLICT DO NOTHING"
)

steps: Final = Migrations("evidence")


@steps()
def m001_files_and_numbers(database: Database) -> None:
    """Both tables can only grow."""
    run(
        database,
        """
        CREATE TABLE files (
            sha256 TEXT PRIMARY KEY
                CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL CHECK (size = length(content)),
            at TEXT NOT NULL,
            content BLOB NOT NULL
        ) STRICT;

        CREATE TABLE numbers (
            inspection TEXT PRIMARY KEY,
            roc_year INTEGER NOT NULL,
            running INTEGER NOT NULL CHECK (running >= 1),
            at TEXT NOT NULL,
            UNIQUE (roc_year, running)
        ) STRICT;

        CREATE TRIGGER files_stay BEFORE DELETE ON files
        BEGIN SELECT raise(ABORT, 'evidence is never removed'); END;

        CREATE TRIGGER files_never_change BEFORE UPDATE ON files
        BEGIN SELECT raise(ABORT, 'evidence is never changed'); END;

        CREATE TRIGGER numbers_stay BEFORE DELETE ON numbers
        BEGIN SELECT raise(ABORT, 'a number is never given up'); END;

        CREATE TRIGGER numbers_never_change BEFORE UPDATE ON numbers
        BEGIN SELECT raise(ABORT, 'a number is never changed'); END;
        """,
    )


class Evidence:
    """The files that prove what the rows say."""

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now

    @classmethod
    def create(
        cls,
        folder: Path,
        data_key: DataKey,
        now: Callable[[], datetime],
        *,
        shared: bool = False,
    ) -> Evidence:
        """Make an empty one in the folder."""
        connection = Connection.create(
            folder / NAME,
            data_key.of_file(NAME),
            APPLICATION_ID,
            shared=shared,
            cures=_CURES,
        )
        upgrade(connection, steps)
        return cls(connection, now)

    @classmethod
    def open(
        cls, folder: Path, data_key: DataKey, now: Callable[[], datetime]
    ) -> Evidence:
        """Open the one in the folder.

        Raises:
            UserError: It is missing, damaged or somebody else's.
        """
        connection = Connection.open(
            folder / NAME, data_key.of_file(NAME), APPLICATION_ID, cures=_CURES
        )
        try:
            upgrade(connection, steps)
        except BaseException:
            connection.close()
            raise
        return cls(connection, now)

    @property
    def connection(self) -> Connection:
        """For checks and for closing."""
        return self._connection

    def get(self, sha256: str) -> bytes:
        """The file's bytes, just as they came in.

        Raises:
            UserError: It is missing, or is no longer what it was.
        """
        rows = self._connection.query(
            "SELECT content FROM files WHERE sha256 = ?", [sha256]
        )
        if not rows:
            raise UserError(
                "{file} has no file {sha256}; a backup onto a second medium that has "
                "it brings it back.",
                file=self._connection.path,
                sha256=sha256,
            )
        content = bytes(rows[0]["content"])
        if hashlib.sha256(content).hexdigest() != sha256:
            raise UserError(
                "The file {sha256} in {file} is not what it was; “zoucha restore "
                "{folder} --data {folder}” takes it out, and a backup onto a second "
                "medium that has it brings it back.",
                file=self._connection.path,
                folder=self._connection.path.parent,
                sha256=sha256,
            )
        return content

    def has(self, sha256: str) -> bool:
        """Whether the file is here."""
        return bool(
            self._connection.query("SELECT 1 FROM files WHERE sha256 = ?", [sha256])
        )

    def all(self) -> Iterator[str]:
        """The SHA-256 of every file."""
        rows = self._connection.query("SELECT sha256 FROM files ORDER BY sha256")
        return (row["sha256"] for row in rows)

    def put(self, content: bytes, media_type: str) -> str:
        """Keep the file; its SHA-256. Keeping it twice keeps it once."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._connection.writing("files") as database:
            database.execute(
                "INSERT INTO files (sha256, media_type, size, at, content) "
                "VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [sha256, media_type, len(content), as_text(self._now()), content],
            )
        return sha256

    def number(self, inspection: str, roc_year: int, *, above: int) -> tuple[int, int]:
        """Year and running number that the inspection's report has or would have now.

        A number that was kept stays, also if the visit has meanwhile been moved to
        another year; else it would be the year's next. ``above`` is the highest that
        is known to have been given in the year.
        """
        for row in self._connection.query(
            "SELECT roc_year, running FROM numbers WHERE inspection = ?", [inspection]
        ):
            return row["roc_year"], row["running"]
        (row,) = self._connection.query(
            "SELECT coalesce(max(running), 0) AS highest FROM numbers "
            "WHERE roc_year = ?",
            [roc_year],
        )
        return roc_year, 1 + max(above, row["highest"])

    def keep_number(self, inspection: str, roc_year: int, running: int) -> bool:
        """Give the number to the inspection's report for ever; whether it has it now.

        It has not if another report has it, or if it has another number.
        """
        number = {"inspection": inspection, "roc_year": roc_year, "running": running}
        with self._connection.writing("numbers") as database:
            database.execute(_KEEP_NUMBER, {**number, "at": as_text(self._now())})
        return bool(
            self._connection.query(
                "SELECT 1 FROM numbers WHERE inspection = :inspection "
                "AND roc_year = :roc_year AND running = :running",
                number,
            )
        )

    def copy_missing(
        self, other: Evidence, step: Callable[[int, int], None] | None = None
    ) -> int:
        """Give the other one whatever it lacks; the number of files that were copied.

        File by file, so that what was copied before a stick was pulled out stays.
        """
        missing = sorted(set(self.all()) - set(other.all()))
        for done, sha256 in enumerate(missing):
            if step:
                step(done, len(missing))
            (row,) = self._connection.query(
                "SELECT media_type FROM files WHERE sha256 = ?", [sha256]
            )
            other.put(self.get(sha256), row["media_type"])
        other.keep_numbers(self._connection.query("SELECT * FROM numbers"))
        return len(missing)

    def keep_numbers(self, rows: Iterable[Row]) -> None:
        """Keep numbers that were given in another copy of the evidence."""
        with self._connection.writing("numbers") as database:
            for row in rows:
                database.execute(_KEEP_NUMBER, row)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def named_in(connection: Connection) -> set[str]:
    """The SHA-256 of every file that ``zoucha.db``, in its present shape, names."""
    rows = connection.query(
        "SELECT sha256 FROM photos UNION SELECT sha256 FROM report_revisions "
        "UNION SELECT marked FROM photos WHERE marked IS NOT NULL UNION "
        "SELECT json_extract(value, '$.sha256') FROM captures, json_each(photos) "
        "UNION SELECT json_extract(value, '$.sha256') "
        "FROM execution_notes, json_each(proof) "
        "UNION SELECT original FROM plan_drafts "
        "UNION SELECT json_extract(definition, '$.original') FROM plans "
        "WHERE json_extract(definition, '$.original') IS NOT NULL"
    )
    return {row["sha256"] for row in rows}
