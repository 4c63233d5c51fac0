"""A profile: one folder, opened by one person in one program at a time."""

from __future__ import annotations

import logging
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from db import backup, instance, keys, moments, profile_folder, schema
from db.access import Access
from db.answers import Answers
from db.backup import Reason
from db.calls import Calls
from db.captures import Captures
from db.checklists import Checklists
from db.coaching import CoachingTable
from db.connection import Connection
from db.directory import DirectoryTable
from db.evidence import Evidence
from db.execution import Execution
from db.findings import Findings
from db.history import History
from db.ids import Ids
from db.inspections import Inspections
from db.journal import Journal
from db.keys import Cost, Keys, Unlocked
from db.migrations import upgrade
from db.people import People
from db.photos import Photos
from db.plan_drafts import PlanDrafts
from db.plans import Plans
from db.profile_folder import BACKUPS, KEYS
from db.reports import Reports
from db.rounds import Rounds
from db.running import RunningTable
from db.scales import Scales
from db.search import Search
from db.settings import Settings
from db.summaries import Summaries
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from datetime import datetime
    from pathlib import Path

    from db.backup import Backup
    from db.data_key import DataKey

_log = logging.getLogger(__name__)


class Store:
    """An open profile; made by `open` or `db.new_profile`, to be closed.

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
        self._in_charge = False
        self._connection = connection
        self._data_key = data_key
        self._now = now
        self._cost = cost
        self.ids = ids = Ids(now)
        self.evidence = evidence
        self.journal = journal = Journal(connection, now)
        journal.actor = person or "recovery"
        journal.warn = self.warnings.append
        self.settings = Settings(connection, journal)
        self.people = People(connection, journal, ids, now)
        self.search = search = Search(connection)
        self.directory = DirectoryTable(connection, journal, search)
        self.plans = Plans(connection, journal, search, now)
        self.plan_drafts = PlanDrafts(connection, journal, evidence, ids, now)
        self.execution = Execution(connection, journal)
        self.checklists = Checklists(connection, journal, search, now)
        self.scales = Scales(connection, journal, now)
        summaries = Summaries(connection, self.checklists, self.scales, now)
        self.captures = Captures(connection, journal, search)
        self.inspections = Inspections(
            connection, journal, summaries, search, self.captures
        )
        self.answers = Answers(connection, journal, summaries, search)
        self.running = RunningTable(connection)
        self.findings = Findings(connection, journal, summaries, search)
        self.photos = Photos(connection, journal, summaries, evidence)
        self.coaching = CoachingTable(connection, journal, summaries, search)
        self.rounds = Rounds(connection, journal, summaries)
        self.calls = Calls(connection, journal, summaries, now)
        self.reports = Reports(
            connection, journal, summaries, search, evidence, ids, now
        )
        self.history = History(
            connection,
            now,
            inspections=self.inspections,
            answers=self.answers,
            findings=self.findings,
            photos=self.photos,
            coaching=self.coaching,
            captures=self.captures,
        )
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
    def open(
        cls,
        folder: Path,
        secret: str | Unlocked,
        *,
        now: Callable[[], datetime] | None = None,
        cost: Cost | None = None,
    ) -> Store:
        """Open a profile with a passphrase or the recovery code.

        Trying a passphrase takes its time. Who must not stand still has `Keys.unlock`
        done elsewhere and gives what came of it.

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
            unlocked = current.unlock(secret) if isinstance(secret, str) else secret
            connection, evidence = _open_files(folder, unlocked.data_key, now, opening)
            store = cls(
                folder,
                connection,
                evidence,
                data_key=unlocked.data_key,
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
            store._go_on()
            store._index()
            store.access.keep_copy()
            store.journal.check_clock()
            if store.person is None:
                store.journal.add("store.recovered", {})
            instance.mark_running(folder)
            store._in_charge = True
            store._opened = opening.pop_all()
        return store

    def another(self) -> Store:
        """The same profile on connections of its own, for a thread that writes much.

        To be opened, used and closed in that thread, while this store is open. Each
        of its commits makes this one wait, so they are to be short; `listen` tells
        only of its own changes.
        """
        with ExitStack() as opening:
            connection, evidence = _open_files(
                self.folder, self._data_key, self._now, opening
            )
            store = Store(
                self.folder,
                connection,
                evidence,
                data_key=self._data_key,
                slots=self.access.slots,
                person=self.person,
                now=self._now,
                cost=self._cost,
            )
            store._go_on()
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

    def back_up(
        self,
        reason: Reason,
        medium: Path | None = None,
        step: Callable[[int, int], None] | None = None,
    ) -> Backup:
        """Make a verified backup, and another with all evidence on a second medium.

        Evidence that is lacking here and lies on the medium is brought back.

        Args:
            reason: Stands in its name.
            medium: The folder for the other one.
            step: Told how much is done, and of how much; may raise to stop it.

        Raises:
            UserError: It could not be made; it names the folder and the cure.
        """
        made = self._back_up_into(self.backups, reason, step)
        if medium is not None:
            self._back_up_into(medium, reason, step)
            backup.copy_evidence(self.evidence, self._data_key, medium, self._now, step)
        return made

    def close(self) -> None:
        """Close everything; the next start knows that it was done properly.

        Closing it twice closes it once.
        """
        if self._in_charge:
            self._in_charge = False
            self._leave_in_order()
        self._opened.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _leave_in_order(self) -> None:
        try:
            self.access.repair()
            self._connection.checkpoint()
            self.evidence.connection.checkpoint()
        except UserError:
            # The disk is full or gone. What was committed is safe in the log, and
            # emptying that can wait.
            _log.warning("store.closed-in-need")
        instance.mark_ended(self.folder)

    def _back_up_into(
        self,
        folder: Path,
        reason: Reason,
        step: Callable[[int, int], None] | None = None,
    ) -> Backup:
        return backup.back_up(
            self._connection,
            self._data_key,
            folder,
            keys=self.access.content,
            made=self._now(),
            reason=reason,
            step=step,
        )

    def _go_on(self) -> None:
        """Make no id that sorts before one that is there, whatever the clock says."""
        for row in self._connection.query(schema.HIGHEST_IDS):
            self.ids.follow(row["id"])

    def _index(self) -> None:
        """Make what is searched anew where a program with other rules made it."""
        if not self.search.is_current():
            tables = (
                self.inspections,
                self.reports,
                self.directory,
                self.checklists,
                self.plans,
                self.findings,
                self.coaching,
                self.captures,
                self.answers,
            )
            self.search.rebuild(entry for table in tables for entry in table.entries())

    def _look_after_crash(self) -> None:
        """After a program that never closed the profile, see that nothing broke."""
        if not instance.ended_badly(self.folder):
            return
        _log.warning("start.unclean")
        for connection in (self._connection, self.evidence.connection):
            if connection.complaints(quick=True):
                raise connection.damage()
        self.warnings.append(
            UserError(
                "Zoucha was not closed properly last time. Everything that had been "
                "saved is there, and the files were checked and are sound."
            )
        )


def _open_files(
    folder: Path, data_key: DataKey, now: Callable[[], datetime], opening: ExitStack
) -> tuple[Connection, Evidence]:
    connection = Connection.open(
        folder / schema.NAME, data_key.of_file(schema.NAME), schema.APPLICATION_ID
    )
    opening.callback(connection.close)
    evidence = Evidence.open(folder, data_key, now)
    opening.callback(evidence.close)
    return connection, evidence
