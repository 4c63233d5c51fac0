"""The people who can open the profile, and their signing keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from db.moments import as_text
from db.rows import as_row, as_value

if TYPE_CHECKING:
    from collections.abc import Callable

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
        since: When the profile came to know the certificate; ``None`` for a key that
            it does not hold yet.
    """

    fingerprint: str
    pkcs12: bytes
    since: datetime | None = field(default=None, compare=False)

    def moment(self, now: datetime) -> datetime:
        """When the key is used: never before it came, though the clock may say so."""
        return now if self.since is None else max(now, self.since)


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
        rows = self._connection.query("SELECT * FROM people ORDER BY rowid")
        return [as_value(row, Member) for row in rows]

    def signing_keys(self, person: str) -> list[SigningKey]:
        """The person's keys, the newest first.

        While a passphrase is being changed the same key is there twice, under the
        new one and under the old.
        """
        rows = self._connection.query(
            "SELECT fingerprint, pkcs12, certificates.at AS since FROM signing_keys "
            "LEFT JOIN certificates USING (fingerprint) WHERE person = ? "
            # Not by id: an id tells the time of a clock that somebody may set.
            "ORDER BY signing_keys.rowid DESC",
            [person],
        )
        return [as_value(row, SigningKey) for row in rows]

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

    def keep_key(self, person: str, key: SigningKey, name: str) -> str:
        """Keep a signing key for the person and pin its certificate to the name.

        Returns:
            The id of this wrapping, for `drop_other_wrappings`.
        """
        id = self._ids.new()
        with self._connection.writing("signing_keys") as database:
            database.execute(
                "INSERT INTO signing_keys (id, person, fingerprint, pkcs12) "
                "VALUES (?, ?, ?, ?)",
                [id, person, key.fingerprint, key.pkcs12],
            )
            self._journal.add(
                "signing-key.kept", {"person": person, "fingerprint": key.fingerprint}
            )
            self.pin(key.fingerprint, name)
        return id

    def drop_other_wrappings(self, kept: str) -> None:
        """Forget every wrapping of the same person's same key but this one."""
        with self._connection.writing("signing_keys") as database:
            database.execute(
                "DELETE FROM signing_keys WHERE (person, fingerprint) = "
                "(SELECT person, fingerprint FROM signing_keys WHERE id = :kept) "
                "AND id <> :kept",
                {"kept": kept},
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
