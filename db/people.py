"""The people who can open the profile, and their signing keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from db.moments import as_text
from db.rows import as_row, as_value

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.connection import Connection
    from db.ids import Ids
    from db.journal import Journal


class Post(StrEnum):
    """What somebody uses the program for."""

    INSPECTOR = "inspector"
    SUPERVISOR = "supervisor"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who can open the profile."""

    id: str
    name: str
    role: Post
    title: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key that the person's passphrase opens, and the recovery code does not.

    Attributes:
        fingerprint: SHA-256 of the certificate (DER), in lower-case hexadecimal.
    """

    fingerprint: str
    pkcs12: bytes


class People:
    """The people of the profile."""

    def __init__(
        self,
        connection: Connection,
        journal: Journal,
        ids: Ids,
        now: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._journal = journal
        self._ids = ids
        self._now = now

    def get(self, person: str) -> Member | None:
        """The person of that id."""
        rows = self._connection.query("SELECT * FROM people WHERE id = ?", [person])
        return as_value(rows[0], Member) if rows else None

    def all(self) -> list[Member]:
        """Everybody, in the order they came."""
        rows = self._connection.query("SELECT * FROM people ORDER BY id")
        return [as_value(row, Member) for row in rows]

    def signing_keys(self, person: str) -> list[SigningKey]:
        """The person's keys, the newest first.

        While a passphrase is being changed the same key is there twice, under the
        new one and under the old.
        """
        rows = self._connection.query(
            "SELECT fingerprint, pkcs12 FROM signing_keys WHERE person = ? "
            "ORDER BY id DESC",
            [person],
        )
        return [SigningKey(**row) for row in rows]

    def pinned(self) -> dict[str, str]:
        """Fingerprint of each certificate that is known here, to the person's name."""
        rows = self._connection.query("SELECT fingerprint, name FROM certificates")
        return {row["fingerprint"]: row["name"] for row in rows}

    def save(self, member: Member) -> None:
        """Add the person, or keep what has changed about him."""
        with self._connection.writing("people") as database:
            database.execute(
                "INSERT INTO people (id, name, role, title, unit) "
                "VALUES (:id, :name, :role, :title, :unit) "
                "ON CONFLICT DO UPDATE SET name = excluded.name, "
                "role = excluded.role, title = excluded.title, unit = excluded.unit",
                as_row(member),
            )
            self._journal.add("person.saved", as_row(member))

    def keep_key(self, person: str, key: SigningKey, name: str) -> None:
        """Keep a signing key for the person and pin its certificate to the name."""
        with self._connection.writing("signing_keys") as database:
            database.execute(
                "INSERT INTO signing_keys (id, person, fingerprint, pkcs12) "
                "VALUES (?, ?, ?, ?)",
                [self._ids.new(), person, key.fingerprint, key.pkcs12],
            )
            self._journal.add(
                "signing-key.kept", {"person": person, "fingerprint": key.fingerprint}
            )
            self.pin(key.fingerprint, name)

    def drop_older_keys(self, person: str) -> None:
        """Forget every wrapping of the newest key but the last one."""
        with self._connection.writing("signing_keys") as database:
            database.execute(
                "DELETE FROM signing_keys WHERE person = :person AND fingerprint = "
                "(SELECT fingerprint FROM signing_keys WHERE person = :person "
                "ORDER BY id DESC LIMIT 1) AND id <> "
                "(SELECT max(id) FROM signing_keys WHERE person = :person)",
                {"person": person},
            )

    def pin(self, fingerprint: str, name: str) -> None:
        """Note that the certificate is this person's."""
        with self._connection.writing("certificates") as database:
            database.execute(
                "INSERT INTO certificates (fingerprint, name, at) VALUES (?, ?, ?) "
                "ON CONFLICT DO UPDATE SET name = excluded.name",
                [fingerprint, name, as_text(self._now())],
            )
            self._journal.add(
                "certificate.pinned", {"fingerprint": fingerprint, "name": name}
            )
