"""Making a profile: it is there with all that belongs in it, or not at all."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from typing import TYPE_CHECKING

from db import durable, instance, keys, moments, profile_folder, recovery_code, schema
from db.connection import Connection
from db.data_key import DataKey
from db.evidence import Evidence
from db.ids import Ids
from db.keys import Cost, Keys, Unlocked
from db.migrations import upgrade
from db.people import Member, Post
from db.profile_folder import KEYS, UNFINISHED
from db.settings import ProfileSettings, device_code
from db.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path


def create(
    folder: Path,
    *,
    agency: str,
    name: str,
    role: Post,
    passphrase: str,
    title: str = "",
    unit: str = "",
    language: str = "zh-TW",
    furnish: Callable[[Store], None] | None = None,
    now: Callable[[], datetime] | None = None,
    cost: Cost | None = None,
) -> tuple[Store, str]:
    """Make a profile for one person; the store and its recovery code.

    A profile is there with all that ``furnish`` puts into it, or not at all: what
    is left of a program that was killed before is removed.

    Raises:
        UserError: The folder holds a profile or part of one, or nothing can be
            written there, or the passphrase is too short.
    """
    now, cost = now or moments.now, cost or Cost()
    keys.refuse_weak(passphrase)
    profile_folder.make(folder)
    with instance.alone_in(folder):
        if profile_folder.is_unfinished(folder):
            profile_folder.remove_remains(folder)
        profile_folder.refuse_remains(folder)
        try:
            member = Member(
                id=Ids(now).new(), name=name, role=role, title=title, unit=unit
            )
            device = str(uuid.uuid4())
            settings = ProfileSettings(
                agency=agency,
                device=device,
                device_code=device_code(device),
                language=language,
            )
            unlocked, code = _make(
                folder,
                member,
                passphrase,
                settings,
                furnish or _leave_empty,
                now=now,
                cost=cost,
            )
        except BaseException:
            profile_folder.remove_remains(folder)
            raise
    return Store.open(folder, unlocked, now=now, cost=cost), code


def _make(
    folder: Path,
    member: Member,
    passphrase: str,
    settings: ProfileSettings,
    furnish: Callable[[Store], None],
    *,
    now: Callable[[], datetime],
    cost: Cost,
) -> tuple[Unlocked, str]:
    """Make the files of a profile; what opens it, and the recovery code.

    ``zoucha.db`` comes first under the name of an unfinished one, and gets its own
    name last: where it is, everything is.
    """
    ids = Ids(now)
    data_key, code = DataKey.random(), recovery_code.new()
    slots = Keys(profile=ids.new()).with_person(
        data_key,
        keys.empty_slot(id=ids.new(), person=member.id, made=now(), cost=cost),
        passphrase,
    )
    unlocked = Unlocked(data_key=data_key, slot=slots.slots[0])
    slots = slots.with_recovery(
        data_key,
        keys.empty_slot(id=ids.new(), person=None, made=now(), cost=cost),
        code,
    )
    part = folder / UNFINISHED
    with ExitStack() as making:
        connection = Connection.create(
            part, data_key.of_file(schema.NAME), schema.APPLICATION_ID
        )
        making.callback(connection.close)
        keys.write(folder / KEYS, slots)
        evidence = Evidence.create(folder, data_key, now)
        making.callback(evidence.close)
        upgrade(connection, schema.steps)
        store = Store(
            folder,
            connection,
            evidence,
            data_key=data_key,
            slots=slots,
            person=member.id,
            now=now,
            cost=cost,
        )
        with store.writing():
            store.journal.begin(settings.device)
            store.settings.save(settings)
            store.people.save(member)
            store.ids.follow(member.id)
            furnish(store)
        connection.checkpoint()
    durable.move(part, folder / schema.NAME)
    return unlocked, code


def _leave_empty(store: Store) -> None:
    """Put nothing into a new profile."""
