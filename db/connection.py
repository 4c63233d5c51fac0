"""One encrypted file: how it is opened, written and closed."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import sqlcipher3.dbapi2 as sqlcipher
from sqlite_utils import Database

from db import durable
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    from db.data_key import FileKey

Row: TypeAlias = dict[str, Any]
"""What a query answers, by column name."""

Parameters: TypeAlias = "Sequence[Any] | dict[str, Any]"

_OLDEST_SQLITE: Final = (3, 51, 3)  # before it: rare corruption at WAL checkpoints
_PAGE: Final = 4096
_CORRUPT: Final = 11
_NOT_A_DATABASE: Final = 26
# What the driver says, without a code, of a text that SQLCipher gave it although the
# page with the end of it is damaged.
_GARBLED: Final = "Could not decode to UTF-8"
_CIPHER_CHECK: Final = "cipher_integrity_check"

_BUSY: Final = later(
    "{file} is being written by another program; close it there and try again."
)
_READ_ONLY: Final = later(
    "{file} cannot be written; clear its write protection, or copy the folder to "
    "where you may write."
)
_UNREADABLE: Final = later(
    "The disk refused to read or write {file}, and nothing of this step was saved. "
    "Make room on the disk or check its connection, then try again."
)
_FULL: Final = later(
    "The disk that holds {file} is full, and nothing of this step was saved. "
    "Make room and try again."
)
_CANNOT_OPEN: Final = later(
    "{file} cannot be opened; check that the folder is there and may be written."
)

# What the surroundings can do to us, by SQLite's primary result code. Every other
# code means that the program is wrong.
_SENTENCES: Final[Mapping[int, str]] = {
    5: _BUSY,
    8: _READ_ONLY,
    10: _UNREADABLE,
    13: _FULL,
    14: _CANNOT_OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cures:
    """What to say of a file that is not what it should be."""

    missing: str
    empty: str
    damaged: str
    foreign: str


_CURES: Final = Cures(
    missing=later(
        "{file} is missing; bring back a backup with “zoucha restore”, or make a new "
        "profile with “zoucha init”."
    ),
    empty=later(
        "{file} is empty (0 bytes), so it has been damaged; bring back a backup with "
        "“zoucha restore”."
    ),
    damaged=later("{file} is damaged; bring back a backup with “zoucha restore”."),
    foreign=later(
        "{file} is no database of this profile; put the right file in its place or "
        "bring back a backup with “zoucha restore”."
    ),
)


class DamagedError(UserError):
    """The file is missing, damaged or somebody else's."""


class Connection:
    """An open file; made by `create`, `open` or `view`.

    Attributes:
        changed: Is called with the names of the tables after each commit.
        database: For migrations and for writing inside `writing`.
    """

    def __init__(
        self, path: Path, key: FileKey, mode: str, cures: Cures = _CURES
    ) -> None:
        refuse_old_sqlite(sqlcipher.sqlite_version_info)
        self.path = path
        self._cures = cures
        self.changed: Callable[[frozenset[str]], None] = _nobody
        self._written: set[str] = set()
        with self._telling():
            connection = sqlcipher.connect(
                f"{path.resolve().as_uri()}?{mode}", uri=True
            )
        self.database = Database(connection, execute_plugins=False, strict=True)
        try:
            for pragma in (
                "cipher_log_level = NONE",
                f'key = "{key.text}"',
                "busy_timeout = 5000",
                "foreign_keys = ON",
                "trusted_schema = OFF",
                "cell_size_check = ON",
                "synchronous = FULL",
                "fullfsync = ON",  # macOS; nothing elsewhere
            ):
                connection.execute(f"PRAGMA {pragma}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            connection.close()
            raise self._refusal(error, key) from error

    @classmethod
    def create(
        cls,
        path: Path,
        key: FileKey,
        application_id: int,
        *,
        shared: bool = False,
        cures: Cures = _CURES,
    ) -> Connection:
        """Make the file, which must not be there yet, and open it.

        Its log and whatever else SQLite puts beside it get the same permissions.
        A ``shared`` one will lie on a stick or a share, where WAL is not to be had.
        """
        refuse_unwritable(path.parent)
        durable.make_private(path)
        made = cls(path, key, "mode=rw", cures)
        with made._telling():
            made.database.execute(f"PRAGMA application_id = {application_id:d}")
            if not shared:
                made.use_wal()
        return made

    @classmethod
    def open(
        cls, path: Path, key: FileKey, application_id: int, *, cures: Cures = _CURES
    ) -> Connection:
        """Open a file that `create` has made.

        Raises:
            DamagedError: It is missing, empty, damaged or somebody else's.
            UserError: It lies where nothing can be written.
        """
        _look_at(path, cures)
        refuse_unwritable(path.parent)
        opened = cls(path, key, "mode=rw", cures)
        opened._recognise(application_id)
        return opened

    @classmethod
    def view(cls, path: Path, key: FileKey, application_id: int) -> Connection:
        """Open a file that nobody writes, such as a backup, without touching it.

        Raises:
            UserError: As `open`.
        """
        _look_at(path, _CURES)
        opened = cls(path, key, "immutable=1")
        opened._recognise(application_id)
        return opened

    def query(self, sql: str, parameters: Parameters = ()) -> list[Row]:
        """The rows, by column name."""
        with self._telling():
            return list(self.database.query(sql, parameters))

    @contextmanager
    def writing(self, *tables: str) -> Generator[Database]:
        """All or nothing; blocks may be nested.

        `changed` is called once, after the outermost block has committed.
        """
        outermost = not self.database.conn.in_transaction
        if outermost:
            self._written.clear()
        with self._telling():
            if outermost:
                with self._transaction():
                    yield self.database
            else:
                with self.database.atomic():
                    yield self.database
        self._written.update(tables)
        if outermost:
            self.changed(frozenset(self._written))

    def complaints(self, *, quick: bool = False) -> list[str]:
        """What SQLite and SQLCipher find wrong with the file; empty when it is sound.

        The quick check reads every page in use, and so finds every altered bit in
        them; the whole one also looks at unused pages and at the indexes' order.
        """
        pragmas = ["quick_check"] if quick else ["integrity_check", _CIPHER_CHECK]
        try:
            # The cipher's check reads the main file only, and reports damage where
            # there is none unless the log has been emptied into it.
            self.checkpoint()
            said = [
                str(text)
                for pragma in pragmas
                for row in self.query(f"PRAGMA {pragma}")
                for text in row.values()
            ]
        except (UserError, sqlcipher.DatabaseError) as error:
            return [str(error)]
        return [text for text in said if text != "ok"]

    def damage(self) -> DamagedError:
        """That the file is damaged, and what to do."""
        return _problem(self._cures.damaged, self.path)

    def copy_into(self, path: Path) -> None:
        """Write the file as it is now to a new one; nothing is synced yet."""
        with self._telling():
            durable.make_private(path)
            self.database.execute("VACUUM INTO ?", [str(path)])

    def use_wal(self) -> None:
        """Keep a write-ahead log from now on, as the file itself remembers."""
        row = self.database.execute("PRAGMA journal_mode = WAL").fetchone()
        if row[0] != "wal":
            raise UserError(
                "{folder} lies on a disk where the store cannot work safely, such as "
                "a network share; choose a folder on this computer.",
                folder=self.path.parent,
            )

    def checkpoint(self) -> None:
        """Empty the write-ahead log into the file."""
        with self._telling():
            self.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def close(self) -> None:
        """Close the file; what is uncommitted is lost."""
        with self._telling():
            self.database.close()

    @contextmanager
    def _transaction(self) -> Generator[None]:
        # IMMEDIATE, because a deferred one that reads first and finds another writer
        # when it wants to write fails at once, whatever the busy timeout.
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
            # Not `commit()`, which is content when a full disk has already rolled
            # everything back.
            self.database.execute("COMMIT")
        except BaseException:
            self.database.rollback()
            raise

    @contextmanager
    def _telling(self) -> Generator[None]:
        """Turn what the surroundings did to SQLite into a sentence."""
        try:
            yield
        except sqlcipher.Error as error:
            told = self._told(error)
            if told is None:
                raise
            raise told from error

    def _told(self, error: Exception) -> UserError | None:
        code = _primary_code(error)
        if code in {_CORRUPT, _NOT_A_DATABASE}:
            return self.damage()
        if code in _SENTENCES:
            return UserError(_SENTENCES[code], file=self.path)
        return None

    def _recognise(self, application_id: int) -> None:
        row = self.database.execute("PRAGMA application_id").fetchone()
        if row[0] != application_id:
            self.database.close()
            raise _problem(self._cures.foreign, self.path)

    def _refusal(self, error: Exception, key: FileKey) -> Exception:
        """Why the file, which is closed again, does not open."""
        if _primary_code(error) == _NOT_A_DATABASE and not _is_ours(self.path, key):
            return _problem(self._cures.foreign, self.path)
        return self._told(error) or error


def refuse_old_sqlite(version: tuple[int, ...]) -> None:
    """Raise a `UserError` for an SQLite that can damage a file by itself."""
    if version < _OLDEST_SQLITE:
        raise UserError(
            "This copy of Zoucha has SQLite {version}, which can damage data; "
            "install Zoucha again with SQLite {oldest} or later.",
            version=".".join(map(str, version)),
            oldest=".".join(map(str, _OLDEST_SQLITE)),
        )


def refuse_unwritable(folder: Path) -> None:
    """Raise a `UserError` unless files can be made in the folder.

    SQLite cannot open a file in WAL mode without making two others beside it, and
    says no more than that it cannot. Asking for permissions is no proof on Windows,
    so a file is made.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise UserError(
            "Nothing can be written in {folder} ({reason}); make room, clear its write "
            "protection, or copy it to where you may write.",
            folder=folder,
            reason=error.strerror,
        ) from error


def _look_at(path: Path, cures: Cures) -> None:
    """Refuse what cannot be a database of ours before SQLite would accept it."""
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        raise _problem(cures.missing, path) from None
    if not path.is_file():
        raise _problem(cures.foreign, path)
    if size == 0:
        raise _problem(cures.empty, path)
    if size < _PAGE:
        raise _problem(cures.damaged, path)


def _problem(sentence: str, path: Path) -> DamagedError:
    return DamagedError(sentence, file=path, folder=path.parent)


def _primary_code(error: Exception) -> int:
    """SQLite's result code; 0 for what the driver itself complains of."""
    if str(error).startswith(_GARBLED):
        return _CORRUPT
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def _is_ours(path: Path, key: FileKey) -> bool:
    """Whether the file begins as ours do.

    Only for a file that was just closed: closing it after reading would drop the
    locks of a connection that is open.
    """
    with path.open("rb") as file:
        return file.read(len(key.salt)) == key.salt


def _nobody(tables: frozenset[str]) -> None:
    """Nobody listens yet."""
