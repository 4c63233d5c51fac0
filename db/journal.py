"""The journal: every change that matters, each entry vouching for those before it.

An entry's hash is the SHA-256 of the canonical JSON of its other six fields, one of
which is the hash of the entry before. Triggers refuse gaps, changes and deletions.
What was rewritten whole or cut off at the end shows only against a head that somebody
else knows: the one printed in and signed with every report.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from db.moments import as_moment, as_text
from forms.canonical import canonical, digest
from forms.errors import UserError
from forms.sealed import JournalHead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from db.connection import Connection, Row

_log = logging.getLogger(__name__)

_BEFORE_THE_FIRST: Final = "0" * 64
_CHUNK: Final = 10_000
# Time servers turn clocks back by fractions of a second all day long.
_TOLERATED: Final = timedelta(seconds=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry.

    Attributes:
        actor: The id of the person who opened the profile, ``recovery`` or, where
            nobody had, ``zoucha``.
        body: Ids and new values.
    """

    seq: int
    at: datetime
    actor: str
    kind: str
    body: dict[str, Any]
    hash: str


class Journal:
    """The journal of one profile.

    Attributes:
        actor: Who is at work.
        warn: Is told when the clock has run backwards.
    """

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now
        self.actor = "zoucha"
        self.warn: Callable[[UserError], None] = _nobody

    def head(self) -> JournalHead:
        """The last entry, which vouches for all the others."""
        last = self._last()
        if last is None:
            raise LookupError("the journal has not begun")
        return JournalHead(device=self.device(), seq=last["seq"], hash=last["hash"])

    def device(self) -> str:
        """The random id that the first entry gives to this device."""
        (first,) = self._connection.query("SELECT body FROM journal WHERE seq = 1")
        return str(json.loads(first["body"])["device"])

    def entries(self, *, after: int = 0) -> Iterator[Entry]:
        """The entries behind that number, in order."""
        for row in self._rows(after):
            yield Entry(
                seq=row["seq"],
                at=as_moment(row["at"]),
                actor=row["actor"],
                kind=row["kind"],
                body=json.loads(row["body"]),
                hash=row["hash"],
            )

    def first_broken(self) -> int | None:
        """The number of the first entry that does not fit; ``None`` if all do."""
        prev = _BEFORE_THE_FIRST
        for seq, row in enumerate(self._rows(after=0), start=1):
            if (row["seq"], row["prev"], row["hash"]) != (seq, prev, _hash(row)):
                return seq
            prev = row["hash"]
        return None

    def begin(self, device: str) -> None:
        """Write the first entry."""
        self.add("journal.begun", {"device": device})

    def check_clock(self) -> None:
        """Record it if the clock was turned back since the last entry."""
        now = self._now()
        with self._connection.writing("journal"):
            self._last_before(now)

    def add(self, kind: str, body: dict[str, Any]) -> None:
        """Append an entry, in the transaction of the change that it records."""
        now = self._now()
        with self._connection.writing("journal"):
            self._append(self._last_before(now), now, kind, body)

    def _last_before(self, now: datetime) -> Row | None:
        """The last entry; if it lies in the future, first one that says so."""
        last = self._last()
        if last is None or as_moment(last["at"]) - now <= _TOLERATED:
            return last
        clock = {"before": last["at"], "now": as_text(now)}
        _log.warning("clock.backwards %s %s", clock["before"], clock["now"])
        self.warn(
            UserError(
                "The computer's clock was turned back: it now says {now}, but the last "
                "change was made at {before}. Set the clock right; this is recorded.",
                now=_local(now),
                before=_local(as_moment(last["at"])),
            )
        )
        return self._append(last, now, "clock.backwards", clock)

    def _append(
        self, last: Row | None, now: datetime, kind: str, body: dict[str, Any]
    ) -> Row:
        entry: Row = {
            "seq": last["seq"] + 1 if last else 1,
            "at": as_text(now),
            "actor": self.actor,
            "kind": kind,
            "body": canonical(body).decode(),
            "prev": last["hash"] if last else _BEFORE_THE_FIRST,
        }
        entry["hash"] = _hash(entry)
        self._connection.database.execute(
            "INSERT INTO journal (seq, at, actor, kind, body, prev, hash) "
            "VALUES (:seq, :at, :actor, :kind, :body, :prev, :hash)",
            entry,
        )
        return entry

    def _last(self) -> Row | None:
        rows = self._connection.query(
            "SELECT seq, at, hash FROM journal ORDER BY seq DESC LIMIT 1"
        )
        return rows[0] if rows else None

    def _rows(self, after: int) -> Iterator[Row]:
        """In chunks, because a year's journal does not belong in memory whole."""
        while rows := self._connection.query(
            "SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", [after, _CHUNK]
        ):
            yield from rows
            after = rows[-1]["seq"]


def _hash(entry: Row) -> str:
    hashed = {name: entry[name] for name in ("seq", "at", "actor", "kind", "prev")}
    return digest({**hashed, "body": json.loads(entry["body"])})


def _local(moment: datetime) -> str:
    """As the clock of this computer shows it."""
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _nobody(warning: UserError) -> None:
    """Nobody listens yet."""
