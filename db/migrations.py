"""Bringing a file to the shape this program knows: all steps or none.

Steps are named ``m001_what_it_gives``; one that was released is never edited.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlite_utils import Database

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlite_utils import Migrations

    from db.connection import Connection


def upgrade(
    connection: Connection,
    steps: Migrations,
    back_up: Callable[[], object] | None = None,
) -> None:
    """Apply the steps that the file lacks, and see that it then has our shape.

    ``back_up`` is called before a file that holds anything is changed.

    Raises:
        UserError: A newer program wrote the file, or somebody altered its shape.
    """
    wanted = _model(steps)
    known = [step.name for step in steps.applied(wanted)]
    applied = [step.name for step in steps.applied(connection.database)]
    if any(name not in known for name in applied):
        raise UserError(
            "{file} was written by a newer Zoucha; update this one first.",
            file=connection.path,
        )
    if applied != known:
        if applied and back_up:
            back_up()
        _apply(connection, steps)
    # Triggers keep the journal and what is sealed from being changed; sqlite-utils'
    # `transform` drops them without a word, and so could anybody with the key.
    altered = _differences(connection.database, wanted)
    if altered:
        raise UserError(
            "{file} is not as Zoucha made it ({parts}); bring back a backup with "
            "“zoucha restore”.",
            file=connection.path,
            parts=", ".join(altered),
        )


def altered_parts(connection: Connection, steps: Migrations) -> list[str]:
    """The names of what is missing, added or different in the file's schema."""
    return _differences(connection.database, _model(steps))


def run(database: Database, script: str) -> None:
    """Run statements that blank lines divide.

    sqlite-utils' ``executescript`` looks for their ends letter by letter, which takes
    longer than everything else at the start of the program.
    """
    for statement in re.split(r"\n\s*\n", script.strip()):
        database.execute(statement)


def _apply(connection: Connection, steps: Migrations) -> None:
    # Changing a table that others refer to is refused while foreign keys are on, and
    # the pragma does nothing inside a transaction.
    connection.database.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.writing() as database:
            steps.apply(database)
            if list(database.query("PRAGMA foreign_key_check")):
                raise UserError(
                    "{file} lacks records that others refer to, so it was left as it "
                    "was; bring back a backup with “zoucha restore”.",
                    file=connection.path,
                )
    finally:
        connection.database.execute("PRAGMA foreign_keys = ON")


def _model(steps: Migrations) -> Database:
    """An empty database in memory with every step applied."""
    model = Database(memory=True, execute_plugins=False, strict=True)
    steps.apply(model)
    return model


def _differences(there: Database, wanted: Database) -> list[str]:
    return sorted({name for name, _ in _schema(there) ^ _schema(wanted)})


def _schema(database: Database) -> set[tuple[str, str]]:
    # How a full-text index keeps its words is SQLite's own business, and may differ
    # between its versions.
    rows = database.query(
        "SELECT name, sql FROM sqlite_master "
        "WHERE name NOT LIKE 'sqlite@_%' ESCAPE '@' "
        "AND name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')"
    )
    return {(row["name"], row["sql"]) for row in rows}
