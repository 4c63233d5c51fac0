"""Finding anything by the words in it, as somebody types.

SQLite's `unicode61` takes a run of Han characters for one word, so each is spaced
apart and a run of them is looked for as a phrase; thus 名牌, and also 牌 alone, is
found. Triggers cannot do that: SQL would have to call a function of ours, which the
file would then need to be written at all. So each table class tells `Search` of its
texts, in the transaction that changes them.

What the index holds follows from the other tables. `VERSION` grows whenever texts are
chosen or spaced differently; a file with another version is indexed anew when it is
opened.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlite_utils import Database

    from db.connection import Connection, Row

VERSION: Final = 2

_NAME: Final = "search"
_LONGEST: Final = 200
_SHORTEST_BEGINNING: Final = 3
_AROUND: Final = 24

_HAN_CHARACTERS: Final = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3038-\u303b"  # radicals, 々〇 and such
    "\u3040-\u30ff\u3105-\u312f\u31a0-\u31bf"  # kana, 注音
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff"  # 造字: an agency's own characters
)
_HAN: Final = re.compile(f"[{_HAN_CHARACTERS}]")
_PIECES: Final = re.compile(f"[{_HAN_CHARACTERS}]|[^{_HAN_CHARACTERS}]+")
# People type whichever their input method offers first.
_VARIANTS: Final = str.maketrans("臺檯枱", "台台台")


class Kind(StrEnum):
    """What was found, in the order in which it is told."""

    VISIT = "visit"
    REPORT = "report"
    UNIT = "unit"
    PLACE = "place"
    PERSON = "person"
    ITEM = "item"
    PLAN_ITEM = "plan-item"
    FINDING = "finding"
    COACHING = "coaching"
    CAPTURE = "capture"
    ANSWER = "answer"


_VISITS: Final = frozenset(
    (Kind.VISIT, Kind.REPORT, Kind.FINDING, Kind.COACHING, Kind.ANSWER)
)
_BY_OWNER: Final = frozenset((Kind.VISIT, Kind.ITEM, Kind.PLAN_ITEM))
# Each kind has numbers of its own, so that each can be looked through from the newest
# down, and stopped early; the few above the many.
_ROOM: Final = 1 << 40
_FIRST: Final = {kind: place * _ROOM for place, kind in enumerate(reversed(Kind))}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One text that can be found.

    Attributes:
        owner: The id of the visit or the code of the checklist or plan it belongs to.
        key: Names it within its owner and kind.
        item: The item it belongs to.
    """

    kind: Kind
    owner: str = ""
    key: str = ""
    item: str | None = None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that was found.

    Attributes:
        id: Of the visit, finding, advice, capture, unit, place or person; of a report
            its number, of an item the code of its checklist or plan, of an answer its
            item.
        inspection: The visit that it belongs to.
        item: The item that it belongs to, or is.
        title: Unit and place of the visit, or else the beginning of the text.
        excerpt: The words that were looked for, with those around them.
        at: When the visit began.
    """

    kind: Kind
    id: str
    inspection: str | None
    item: str | None
    title: str
    excerpt: str
    at: datetime | None


class Search:
    """All that can be found."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, words: str, limit: int = 50) -> list[Hit]:
        """What holds all the words, each kind with the newest first.

        Words in letters and digits may be cut short, as the last one is while it is
        being typed, but for the shortest: too much begins with them. No kind crowds
        out the others.
        """
        query = _query(words)
        if not query:
            return []
        found = [self._of_kind(kind, query, limit) for kind in Kind]
        needles = fold(words[:_LONGEST]).split()
        return [_hit(row, needles) for row in _fair(found, limit)]

    def is_current(self) -> bool:
        """Whether the index was made by the rules of this program."""
        return bool(
            self._connection.query(
                "SELECT 1 FROM derived WHERE name = ? AND version = ?", [_NAME, VERSION]
            )
        )

    def put(self, entry: Entry) -> None:
        """Have this text found under its key, and nothing once it is empty."""
        known = self._known(entry)
        if known is None:
            if entry.text:
                with self._connection.writing() as database:
                    _write(database, self._next(entry.kind), entry)
        elif (known["item"], known["text"]) != (entry.item, entry.text):
            with self._connection.writing() as database:
                if entry.text:
                    _write(database, known["number"], entry)
                else:
                    _remove(database, [known["number"]])

    def drop(self, kind: Kind, owner: str = "", key: str = "") -> None:
        """Have it found no more."""
        self.put(Entry(kind=kind, owner=owner, key=key, text=""))

    def drop_all(self, owner: str) -> None:
        """Have nothing of this visit found any more."""
        self._drop_where("owner = ?", owner)

    def replace(self, kind: Kind, entries: Iterable[Entry], owner: str = "") -> None:
        """Put these entries in the place of all of the kind and owner."""
        with self._connection.writing() as database:
            self._drop_where("owner = ? AND kind = ?", owner, kind)
            _write_all(database, entries, {kind: self._next(kind)})

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Index everything anew."""
        with self._connection.writing() as database:
            database.execute("DELETE FROM search_entries")
            database.execute("INSERT INTO search (search) VALUES ('delete-all')")
            _write_all(database, entries, dict(_FIRST))
            # One piece is searched in half the time of many.
            database.execute("INSERT INTO search (search) VALUES ('optimize')")
            database.execute(
                "INSERT INTO derived (name, version) VALUES (?, ?) "
                "ON CONFLICT DO UPDATE SET version = excluded.version",
                [_NAME, VERSION],
            )

    def _of_kind(self, kind: Kind, query: str, limit: int) -> list[Row]:
        return self._connection.query(
            "SELECT search_entries.*, unit, place, started FROM ("
            "SELECT rowid AS number FROM search WHERE search MATCH :query "
            "AND rowid >= :first AND rowid < :last ORDER BY rowid DESC LIMIT :limit) "
            "AS found JOIN search_entries USING (number) "
            "LEFT JOIN inspections ON inspections.id = owner "
            "ORDER BY number DESC",
            {
                "query": query,
                "first": _FIRST[kind],
                "last": _FIRST[kind] + _ROOM,
                "limit": limit,
            },
        )

    def _known(self, entry: Entry) -> Row | None:
        rows = self._connection.query(
            "SELECT number, item, text FROM search_entries "
            "WHERE owner = ? AND kind = ? AND key = ?",
            [entry.owner, entry.kind, entry.key],
        )
        return rows[0] if rows else None

    def _next(self, kind: Kind) -> int:
        (row,) = self._connection.query(
            "SELECT max(number) AS last FROM search_entries "
            "WHERE number >= ? AND number < ?",
            [_FIRST[kind], _FIRST[kind] + _ROOM],
        )
        return _FIRST[kind] if row["last"] is None else int(row["last"]) + 1

    def _drop_where(self, condition: str, *values: str) -> None:
        with self._connection.writing() as database:
            rows = self._connection.query(
                f"SELECT number FROM search_entries WHERE {condition}",  # noqa: S608 - ours
                values,
            )
            _remove(database, [row["number"] for row in rows])


def fold(text: str) -> str:
    """The text without what nobody means to tell apart: case, width, 臺 and 台."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_VARIANTS)


def searchable(*texts: str | None) -> str:
    """What of these somebody could look for: words, and no keys, numbers or dates."""
    return "\n".join(
        text for text in texts if text and not (text.isascii() and " " not in text)
    )


def _spaced(text: str) -> str:
    return " ".join(_PIECES.findall(fold(text)))


def _query(words: str) -> str:
    """The words as a query that cannot be anything but words."""
    phrases = []
    for word in fold(words[:_LONGEST]).split():
        tokens = "".join(
            letter if letter.isalnum() or _HAN.match(letter) else " "
            for letter in _spaced(word)
        ).strip()
        if tokens:
            whole = _HAN.match(tokens[-1]) or len(tokens) < _SHORTEST_BEGINNING
            phrases.append(f'"{tokens}"{"" if whole else "*"}')
    return " ".join(phrases)


def _fair(found: list[list[Row]], limit: int) -> list[Row]:
    """So many rows, as evenly of each kind as there are."""
    ranked = sorted(
        (place, kind) for kind, rows in enumerate(found) for place in range(len(rows))
    )
    kept = sorted((kind, place) for place, kind in ranked[:limit])
    return [found[kind][place] for kind, place in kept]


def _write_all(
    database: Database, entries: Iterable[Entry], numbers: dict[Kind, int]
) -> None:
    for entry in entries:
        if entry.text:
            _write(database, numbers[entry.kind], entry)
            numbers[entry.kind] += 1


def _write(database: Database, number: int, entry: Entry) -> None:
    database.execute(
        "INSERT INTO search_entries (number, kind, owner, key, item, text) "
        "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (number) DO UPDATE SET "
        "item = excluded.item, text = excluded.text",
        [number, entry.kind, entry.owner, entry.key, entry.item, entry.text],
    )
    database.execute(
        "INSERT OR REPLACE INTO search (rowid, text) VALUES (?, ?)",
        [number, _spaced(entry.text)],
    )


def _remove(database: Database, numbers: Iterable[int]) -> None:
    for number in numbers:
        database.execute("DELETE FROM search WHERE rowid = ?", [number])
        database.execute("DELETE FROM search_entries WHERE number = ?", [number])


def _hit(row: Row, needles: list[str]) -> Hit:
    kind = Kind(row["kind"])
    of_visit = kind in _VISITS
    first, *more = row["text"].splitlines()
    return Hit(
        kind=kind,
        id=row["owner" if kind in _BY_OWNER else "key"],
        inspection=row["owner"] if of_visit else None,
        item=row["item"],
        title=f"{row['unit']} {row['place']}".strip() if of_visit else first,
        # The citation stands in the title already.
        excerpt=_excerpt(
            "\n".join(more) if kind is Kind.PLAN_ITEM else row["text"], needles
        ),
        at=datetime.fromisoformat(row["started"]) if of_visit else None,
    )


def _excerpt(text: str, needles: list[str]) -> str:
    """One line around the first of the words."""
    line = " ".join(text.split())
    folded = fold(line)
    # Folding hardly ever changes how long a text is; where it does, the excerpt is a
    # little beside the word.
    found = [place for one in needles if (place := folded.find(one)) >= 0]
    start = max(0, min(found, default=0) - _AROUND)
    end = start + 3 * _AROUND
    return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")
