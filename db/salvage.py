"""Taking whatever is whole out of an ``evidence.db`` that may be damaged.

A damaged page costs the files that lie on it and no others, so each row is asked for
by itself. What is read counts only if it has the SHA-256 that it was kept under:
SQLCipher refuses a damaged page, but SQLite may give the end of a value as zeros
before it says so.
"""

from __future__ import annotations

import hashlib
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from db.connection import Connection, DamagedError
from db.evidence import APPLICATION_ID, NAME
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from db.connection import Row
    from db.data_key import DataKey
    from db.evidence import Evidence

_PAGE: Final = 4096


def salvage(folder: Path, data_key: DataKey, target: Evidence) -> int:
    """Give the target every whole file and number that it lacks; how many files.

    Raises:
        UserError: The folder or the target cannot be written.
    """
    copied = 0
    try:
        with _opened(folder / NAME, data_key) as source:
            for media_type, content in source.files(target):
                target.put(content, media_type)
                copied += 1
            target.keep_numbers(source.numbers())
    except DamagedError:
        # Nothing of it can be read at all.
        pass
    return copied


class _Source:
    """Reads a file that fails here and there."""

    def __init__(self, path: Path, data_key: DataKey) -> None:
        self._path = path
        self._key = data_key.of_file(NAME)
        self._connection = self._open()

    def files(self, target: Evidence) -> Iterator[tuple[str, bytes]]:
        """Media type and content of what is whole and the target lacks."""
        for rowid in self._rowids(
            "SELECT max(rowid) AS last FROM files",
            # The index is a second list of them.
            "SELECT max(rowid + 0) AS last FROM files "
            "INDEXED BY sqlite_autoindex_files_1",
        ):
            for named in self._rows("SELECT sha256 FROM files", rowid):
                sha256 = named["sha256"]
                if target.has(sha256):
                    continue
                for row in self._rows("SELECT media_type, content FROM files", rowid):
                    content = bytes(row["content"])
                    if hashlib.sha256(content).hexdigest() == sha256:
                        yield row["media_type"], content
                    else:
                        self._reopen()

    def numbers(self) -> Iterator[Row]:
        """The numbers that reports were given."""
        for rowid in self._rowids(
            "SELECT max(rowid) AS last FROM numbers",
            "SELECT max(rowid + 0) AS last FROM numbers "
            "INDEXED BY sqlite_autoindex_numbers_1",
        ):
            yield from self._rows("SELECT * FROM numbers", rowid)

    def close(self) -> None:
        with suppress(UserError):
            self._connection.close()

    def _rowids(self, *queries: str) -> range:
        """Rows are never removed, so that they are numbered without gaps."""
        for sql in queries:
            for row in self._query(sql):
                return range(1, 1 + (row["last"] or 0))
        # Few files are smaller than a page.
        return range(1, 1 + self._path.stat().st_size // _PAGE)

    def _rows(self, sql: str, rowid: int) -> list[Row]:
        return self._query(f"{sql} WHERE rowid = ?", rowid)

    def _query(self, sql: str, *parameters: int) -> list[Row]:
        try:
            return self._connection.query(sql, parameters)
        except UserError:
            # After one bad page nothing that the connection says can be trusted.
            self._reopen()
            return []

    def _reopen(self) -> None:
        self.close()
        self._connection = self._open()

    def _open(self) -> Connection:
        return Connection.open(self._path, self._key, APPLICATION_ID)


@contextmanager
def _opened(path: Path, data_key: DataKey) -> Generator[_Source]:
    source = _Source(path, data_key)
    try:
        yield source
    finally:
        source.close()
