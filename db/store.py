"""A profile: one folder, opened by one person in one program at a time."""

from __future__ import annotations

import logging
import uuid
from contextlib import ExitStack, closing, contextmanager
from typing import TYPE_CHECKING

from db import (
    backup,
    durable,
    instance,
    keys,
    moments,
    profile_folder,
    recovery_code,
    schema,
)
from db.access import Access
from db.answers import Answers
from db.backup import Reason
from db.checklists import Checklists
from db.connection import Connection
from db.data_key import DataKey
from db.directory import DirectoryTable
from db.evidence import Evidence
from db.findings import Findings
from db.ids import Ids
from db.inspections import Inspections
from db.journal import Journal
from db.keys import Cost, Keys
from db.migrations import upgrade
from db.people import Member, People, Post
from db.photos import Photos
from db.plans import Plans
from db.profile_folder import BACKUPS, KEYS, UNFINISHED
from db.reports import Reports
from db.settings import ProfileSettings, Settings, device_code
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime
    from pathlib import Path

    from db.backup import Backup

_log = logging.getLogger(__name__)


class Store:
    """An open profile; made by `create` or `open`, to be closed.

    Attributes:
        folder: Where it lies.
        person: The id of who opened it; ``None`` after the recovery code.
        warnings: What the person should know; nothing that stops the work.
    """

    def __init__(
        self,
        folder: Path,
        connection: Connection,
        evidence: Evidence,
        *,
        data_key: DataKey,
        slots: Keys,
        person: str | None,
        now: Callable[[], datetime],
        cost: Cost,
    ) -> None:
        self.folder = folder
        self.person = person
        self.warnings: list[UserError] = []
        self._opened = ExitStack()
        self._connection = connection
        self._data_key = data_key
        self._now = now
        self.ids = ids = Ids(now)
        self.evidence = evidence
        self.journal = journal = Journal(connection, now)
        journal.actor = person or "recovery"
        journal.warn = self.warnings.append
        self.settings = Settings(connection, journal)
        self.people = People(connection, journal, ids, now)
        self.directory = DirectoryTable(connection, journal)
        self.plans = Plans(connection, journal, now)
        self.checklists = Checklists(connection, journal, now)
        self.inspections = Inspections(connection, journal)
        self.answers = Answers(connection, journal)
        self.findings = Findings(connection, journal)
        self.photos = Photos(connection, journal, evidence)
        self.reports = Reports(connection, journal, evidence, ids, now)
        self.access = Access(
            folder / KEYS,
            slots,
            data_key,
            connection=connection,
            journal=journal,
            people=self.people,
            ids=ids,
            now=now,
            cost=cost,
        )

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        agency: str,
        name: str,
        role: Post,
        passphrase: str,
        title: str = "",
        unit: str = "",
        language: str = "zh-TW",
        now: Callable[[], datetime] | None = None,
        cost: Cost | None = None,
    ) -> tuple[Store, str]:
        """Make an empty profile for one person; the store and its recovery code.

        Raises:
            UserError: The folder holds a profile or part of one, or nothing can be
                written there, or the passphrase is too short.
        """
        now, cost = now or moments.now, cost or Cost()
        keys.refuse_weak(passphrase)
        profile_folder.make(folder)
        with instance.alone_in(folder):
            profile_folder.refuse_remains(folder)
            try:
                ids = Ids(now)
                member = Member(
                    id=ids.new(), name=name, role=role, title=title, unit=unit
                )
                device = str(uuid.uuid4())
                settings = ProfileSettings(
                    agency=agency,
                    device=device,
                    device_code=device_code(device),
                    language=language,
                )
                code = _make(folder, member, passphrase, settings, ids, now, cost)
            except BaseException:
                profile_folder.remove_remains(folder)
                raise
        return cls.open(folder, passphrase, now=now, cost=cost), code

    @classmethod
    def open(
        cls,
        folder: Path,
        secret: str,
        *,
        now: Callable[[], datetime] | None = None,
        cost: Cost | None = None,
    ) -> Store:
        """Open a profile with a passphrase or the recovery code.

        ``cost`` is what new key slots will cost to guess.

        Raises:
            UserError: There is none, it is open elsewhere, the secret does not open
                it, or one of its files is missing, damaged, foreign or too new.
        """
        now = now or moments.now
        profile_folder.refuse_missing(folder)
        with ExitStack() as opening:
            opening.enter_context(instance.alone_in(folder))
            current = keys.read(folder / KEYS)
            unlocked = current.unlock(secret)
            data_key = unlocked.data_key
            connection = Connection.open(
                folder / schema.NAME,
                data_key.of_file(schema.NAME),
                schema.APPLICATION_ID,
            )
            opening.callback(connection.close)
            evidence = Evidence.open(folder, data_key, now)
            opening.callback(evidence.close)
            store = cls(
                folder,
                connection,
                evidence,
                data_key=data_key,
                slots=current,
                person=unlocked.slot.person,
                now=now,
                cost=cost or Cost(),
            )
            store._look_after_crash()
            upgrade(
                connection,
                schema.steps,
                back_up=lambda: store.back_up(Reason.BEFORE_MIGRATION),
            )
            store.access.keep_copy()
            store.journal.check_clock()
            if store.person is None:
                store.journal.add("store.recovered", {})
            instance.mark_running(folder)
            store._opened = opening.pop_all()
        return store

    @property
    def backups(self) -> Path:
        """The folder of the profile's own backups."""
        return self.folder / BACKUPS

    @property
    def connection(self) -> Connection:
        """For checks."""
        return self._connection

    @contextmanager
    def writing(self, *tables: str) -> Generator[None]:
        """Group several changes into one that happens whole or not at all."""
        with self._connection.writing(*tables):
            yield

    def listen(self, changed: Callable[[frozenset[str]], None]) -> None:
        """Have this called with the names of the tables after each change."""
        self._connection.changed = changed

    def back_up(self, reason: Reason, medium: Path | None = None) -> Backup:
        """Make a verified backup, and another with all evidence on a second medium.

        Raises:
            UserError: It could not be made; it names the folder and the cure.
        """
        made = self._back_up_into(self.backups, reason)
        if medium is not None:
            self._back_up_into(medium, reason)
            backup.copy_evidence(self.evidence, self._data_key, medium, self._now)
        return made

    def close(self) -> None:
        """Close everything; the next start knows that it was done properly."""
        try:
            self.access.repair()
            self._connection.checkpoint()
            self.evidence.connection.checkpoint()
        except UserError:
            # The disk is full or gone. What was committed is safe in the log, and
            # emptying that can wait.
            _log.warning("store.closed-in-need")
        instance.mark_ended(self.folder)
        self._opened.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _back_up_into(self, folder: Path, reason: Reason) -> Backup:
        return backup.back_up(
            self._connection,
            self._data_key,
            folder,
            keys=self.access.content,
            made=self._now(),
            reason=reason,
        )

    def _look_after_crash(self) -> None:
        """After a program that never closed the profile, see that nothing broke."""
        if not instance.ended_badly(self.folder):
            return
        _log.warning("start.unclean")
        for connection in (self._connection, self.evidence.connection):
            if connection.complaints(quick=True):
                raise UserError(
                    "{file} is damaged; bring back a backup with “zoucha restore”.",
                    file=connection.path,
                )
        self.warnings.append(
            UserError(
                "Zoucha was not closed properly last time. Everything that had been "
                "saved is there, and the files were checked and are sound."
            )
        )


def _make(
    folder: Path,
    member: Member,
    passphrase: str,
    settings: ProfileSettings,
    ids: Ids,
    now: Callable[[], datetime],
    cost: Cost,
) -> str:
    """Make the files of a profile; the recovery code.

    ``zoucha.db`` gets its name last: where it is, everything is.
    """
    data_key, code = DataKey.random(), recovery_code.new()
    slots = Keys(profile=ids.new()).with_person(
        data_key,
        keys.empty_slot(id=ids.new(), person=member.id, made=now(), cost=cost),
        passphrase,
    )
    slots = slots.with_recovery(
        data_key,
        keys.empty_slot(id=ids.new(), person=None, made=now(), cost=cost),
        code,
    )
    keys.write(folder / KEYS, slots)
    Evidence.create(folder, data_key, now).close()
    part = folder / UNFINISHED
    connection = Connection.create(
        part, data_key.of_file(schema.NAME), schema.APPLICATION_ID
    )
    with closing(connection):
        upgrade(connection, schema.steps)
        journal = Journal(connection, now)
        journal.actor = member.id
        journal.begin(settings.device)
        Settings(connection, journal).save(settings)
        People(connection, journal, ids, now).save(member)
        connection.checkpoint()
    durable.move(part, folder / schema.NAME)
    return code
