"""Who can open the profile: passphrases, the recovery code, and ``keys.json``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db import durable, keys, recovery_code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from db.connection import Connection
    from db.data_key import DataKey
    from db.ids import Ids
    from db.journal import Journal
    from db.keys import Cost, Keys
    from db.people import Member, People, SigningKey


class Access:
    """The key slots of an open profile, in its file and a copy in the database."""

    def __init__(
        self,
        path: Path,
        current: Keys,
        data_key: DataKey,
        *,
        connection: Connection,
        journal: Journal,
        people: People,
        ids: Ids,
        now: Callable[[], datetime],
        cost: Cost,
    ) -> None:
        self._path = path
        self._keys = current
        self._data_key = data_key
        self._connection = connection
        self._journal = journal
        self._people = people
        self._ids = ids
        self._now = now
        self._cost = cost

    @property
    def content(self) -> bytes:
        """What ``keys.json`` holds, or should."""
        return keys.encode(self._keys)

    @property
    def slots(self) -> Keys:
        """What opens the profile."""
        return self._keys

    def people_with_slot(self) -> list[str]:
        """The ids of everybody who can open the profile."""
        return [slot.person for slot in self._keys.slots if slot.person is not None]

    def add_person(self, member: Member, passphrase: str) -> None:
        """Let somebody open the profile."""
        keys.refuse_weak(passphrase)
        self._people.save(member)
        self.take(self.with_passphrase(member.id, passphrase))

    def change_passphrase(
        self,
        person: str,
        passphrase: str,
        rewrapped: Sequence[SigningKey] = (),
        slots: Keys | None = None,
    ) -> None:
        """Give the person a new passphrase.

        ``slots`` are what `with_passphrase` gave, where that was done before.
        ``rewrapped`` are the person's signing keys under the new one, the oldest
        first. Until
        ``keys.json`` has been changed they lie beside the old ones, so that after a
        crash either passphrase opens what it should.
        """
        keys.refuse_weak(passphrase)
        member = self._people.get(person)
        if member is None:
            raise LookupError(person)
        kept = [self._people.keep_key(person, key, member.name) for key in rewrapped]
        self.take(slots or self.with_passphrase(person, passphrase))
        for wrapping in kept:
            self._people.drop_other_wrappings(wrapping)

    def remove_person(self, person: str) -> None:
        """Let the person in no more; who has seen the data key still has it.

        Raises:
            UserError: Nobody else could open the profile then.
        """
        self.take(self._keys.without_person(person))

    def new_recovery_code(self) -> str:
        """A new code to be printed; the one before opens nothing any more."""
        slots, code = self.with_new_code()
        self.take(slots)
        return code

    def with_passphrase(self, person: str, passphrase: str) -> Keys:
        """The slots as they will be with this passphrase.

        It takes its time and touches no file, so that another thread may do it.
        """
        slot = keys.empty_slot(
            id=self._ids.new(), person=person, made=self._now(), cost=self._cost
        )
        return self._keys.with_person(self._data_key, slot, passphrase)

    def with_new_code(self) -> tuple[Keys, str]:
        """The slots as they will be with a new recovery code, and the code.

        As `with_passphrase`, for another thread.
        """
        code = recovery_code.new()
        slot = keys.empty_slot(
            id=self._ids.new(), person=None, made=self._now(), cost=self._cost
        )
        return self._keys.with_recovery(self._data_key, slot, code), code

    def take(self, slots: Keys) -> None:
        """Have these slots from now on."""
        keys.write(self._path, slots)
        self._keys = slots
        self.keep_copy()

    def repair(self) -> bool:
        """Put ``keys.json`` back if it is gone; whether it was."""
        if self._path.exists():
            return False
        durable.write(self._path, self.content)
        return True

    def keep_copy(self) -> None:
        """Keep what the file holds in the database, unless it is there already."""
        kept = self._connection.query("SELECT content FROM key_file")
        if kept and bytes(kept[0]["content"]) == self.content:
            return
        with self._connection.writing("key_file") as database:
            database.execute(
                "INSERT INTO key_file (id, content) VALUES (1, ?) "
                "ON CONFLICT DO UPDATE SET content = excluded.content",
                [self.content],
            )
            slots = [slot.id for slot in self._keys.slots]
            self._journal.add("keys.changed", {"slots": slots})
