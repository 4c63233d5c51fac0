"""The agency's directory: one row for each unit, place, person and number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from db.rows import as_json
from db.search import Entry, Kind
from forms.canonical import digest
from forms.directory.model import Directory, Person, Place, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.connection import Connection, Row
    from db.journal import Journal
    from db.search import Search

_AGENCY: Final = "agency"
_FOUND: Final = (Kind.UNIT, Kind.PLACE, Kind.PERSON)


class DirectoryTable:
    """The directory as it is now; visits keep the names of their own day."""

    def __init__(
        self, connection: Connection, journal: Journal, search: Search
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._search = search

    def get(self) -> Directory | None:
        """All of it; ``None`` until there is one."""
        rows = self._connection.query(
            "SELECT kind, json_group_array(json(body) ORDER BY position) AS bodies "
            "FROM directory GROUP BY kind"
        )
        plain = {row["kind"]: msgspec.json.decode(row["bodies"]) for row in rows}
        if not plain:
            return None
        (agency,) = plain.pop(_AGENCY)
        return msgspec.convert({**plain, _AGENCY: agency}, Directory)

    def unit(self, unit: str) -> Unit | None:
        """The unit of that id."""
        body = self._body("units", unit)
        return None if body is None else msgspec.json.decode(body, type=Unit)

    def place(self, place: str) -> Place | None:
        """The place of that id."""
        body = self._body("places", place)
        return None if body is None else msgspec.json.decode(body, type=Place)

    def person(self, person: str) -> Person | None:
        """The person of that id."""
        body = self._body("people", person)
        return None if body is None else msgspec.json.decode(body, type=Person)

    def entries(self) -> Iterator[Entry]:
        """Units, places and people, to be found."""
        directory = self.get()
        if directory is not None:
            for kind in _FOUND:
                yield from _entries(directory, kind)

    def save(self, directory: Directory) -> None:
        """Put this directory in the place of the one before."""
        plain = msgspec.to_builtins(directory)
        plain[_AGENCY] = [plain[_AGENCY]]
        with self._connection.writing("directory") as database:
            database.execute("DELETE FROM directory")
            for kind, bodies in plain.items():
                for position, body in enumerate(bodies):
                    database.execute(
                        "INSERT INTO directory (kind, position, id, name, body) "
                        "VALUES (:kind, :position, :id, :name, :body)",
                        {"kind": kind, "position": position, **_columns(body)},
                    )
            for kind in _FOUND:
                self._search.replace(kind, _entries(directory, kind))
            self._journal.add("directory.saved", {"sha256": digest(directory)})

    def _body(self, kind: str, id: str) -> str | None:
        rows = self._connection.query(
            "SELECT body FROM directory WHERE kind = ? AND id = ?", [kind, id]
        )
        return rows[0]["body"] if rows else None


def _entries(directory: Directory, kind: Kind) -> Iterator[Entry]:
    """In reverse, because of the entries found the newest are told first."""
    if kind is Kind.UNIT:
        for unit in reversed(directory.units):
            former = [one.name for one in unit.former_names]
            yield _entry(kind, unit.id, unit.name, unit.short_name, *former)
    elif kind is Kind.PLACE:
        for place in reversed(directory.places):
            yield _entry(kind, place.id, place.name, place.kind, place.address)
    else:
        for person in reversed(directory.people):
            yield _entry(kind, person.id, person.name, *person.titles)


def _entry(kind: Kind, id: str, *said: str) -> Entry:
    return Entry(kind=kind, key=id, text="\n".join(filter(None, said)))


def _columns(body: Row | str) -> Row:
    named: Row = body if isinstance(body, dict) else {}
    return {"id": named.get("id"), "name": named.get("name"), "body": as_json(body)}
