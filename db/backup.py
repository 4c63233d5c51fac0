"""Backups of ``zoucha.db`` that were read back before they count.

Each is named after the moment and the reason, with a copy of ``keys.json`` beside it.
Photos and report files are in ``evidence.db``, which only grows: what a second medium
lacks of it is copied there.
"""

from __future__ import annotations

import logging
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import durable, evidence, schema
from db.connection import Connection, DamagedError, refuse_unwritable
from db.evidence import Evidence
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from db.data_key import DataKey

_log = logging.getLogger(__name__)

DAYS: Final = 12
WEEKS: Final = 10
MONTHS: Final = 9

_STEPS: Final = 2  # it is written, and read back
_STAMP: Final = "%Y%m%dT%H%M%S.%fZ"
_NAME: Final = re.compile(r"zoucha-(\d{8}T\d{6}\.\d{6}Z)-([a-z-]+)\.db")


class Reason(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    SEALED = "sealed"
    BEFORE_MIGRATION = "before-migration"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A backup that is there."""

    path: Path
    made: datetime
    reason: Reason

    @property
    def keys(self) -> Path:
        """The copy of ``keys.json`` beside it."""
        return keys_beside(self.path)


def keys_beside(backup: Path) -> Path:
    """Where a backup's copy of ``keys.json`` lies."""
    return backup.with_suffix(".keys.json")


def backups_in(folder: Path) -> list[Backup]:
    """The backups in the folder, the newest first."""
    found = []
    for path in folder.glob("zoucha-*.db"):
        name = _NAME.fullmatch(path.name)
        if name and name[2] in set(Reason):
            made = datetime.strptime(name[1], _STAMP).replace(tzinfo=UTC)
            found.append(Backup(path=path, made=made, reason=Reason(name[2])))
    return sorted(found, key=lambda backup: backup.made, reverse=True)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Which of the backups made at these moments stay.

    The newest of each of the 12 last days, 10 last weeks and 9 last months that have
    any: of what was lost some time ago, there is still a backup from about then.
    """
    newest_first = sorted(moments, reverse=True)
    return (
        _newest_of_each(newest_first, DAYS, lambda moment: moment.date())
        | _newest_of_each(newest_first, WEEKS, lambda moment: moment.isocalendar()[:2])
        | _newest_of_each(
            newest_first, MONTHS, lambda moment: (moment.year, moment.month)
        )
    )


def back_up(
    connection: Connection,
    data_key: DataKey,
    folder: Path,
    *,
    keys: bytes,
    made: datetime,
    reason: Reason,
    step: Callable[[int, int], None] | None = None,
) -> Backup:
    """Make a backup in the folder, read it back, and let old ones go.

    ``step`` is told how much is done, and of how much; it may raise to stop it.

    Raises:
        UserError: It could not be made, or what was written does not read back.
    """
    _make_folder(folder)
    made = made.astimezone(UTC)
    target = folder / f"zoucha-{made.strftime(_STAMP)}-{reason}.db"
    part = target.with_suffix(".part")
    step = step or _go_on
    try:
        part.unlink(missing_ok=True)
        step(0, _STEPS)
        connection.copy_into(part)
        durable.sync(part)
        step(1, _STEPS)
        check(part, data_key)
        step(2, _STEPS)
        # Keys first: a backup that cannot be opened is none.
        durable.write(keys_beside(target), keys)
        durable.move(part, target)
    except OSError as error:
        _drop(part)
        raise UserError(
            "The backup {file} could not be made ({reason}); make room on the disk or "
            "connect it again, then back up once more.",
            file=target,
            reason=error.strerror,
        ) from error
    except BaseException:
        _drop(part)
        raise
    _log.info("backup.made %s", reason)
    _thin_out(folder, spared=made)
    return Backup(path=target, made=made, reason=reason)


def _go_on(_done: int, _whole: int) -> None:
    """Tell nobody, and never stop."""


def check(path: Path, data_key: DataKey) -> None:
    """Read a backup through.

    Raises:
        UserError: It is not whole, or not of the profile with this key.
    """
    try:
        key = data_key.of_file(schema.NAME)
        with closing(Connection.view(path, key, schema.APPLICATION_ID)) as copy:
            sound = not copy.complaints(quick=True)
    except UserError:
        sound = False  # Its sentence would send the reader to this very backup.
    if not sound:
        raise UserError(
            "The backup {file} does not read back whole; check the disk it is on, and "
            "choose or make another.",
            file=path,
        )


def copy_evidence(
    source: Evidence,
    data_key: DataKey,
    folder: Path,
    now: Callable[[], datetime],
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Have the evidence here and on a second medium complete each other."""
    _make_folder(folder)
    if (folder / evidence.NAME).exists():
        try:
            copy = Evidence.open(folder, data_key, now)
        except DamagedError as error:
            raise UserError(
                "{file} on the second medium cannot be used; move it away, and the "
                "next backup puts a whole one there.",
                file=folder / evidence.NAME,
            ) from error
    else:
        copy = Evidence.create(folder, data_key, now, shared=True)
    with closing(copy):
        source.copy_missing(copy, step)
        copy.copy_missing(source, step)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(
            "The folder {folder} cannot be made ({reason}); choose another.",
            folder=folder,
            reason=error.strerror,
        ) from error
    refuse_unwritable(folder)


def staying(backups: Iterable[Backup]) -> set[Backup]:
    """Which of the backups stay: each kind by itself.

    So no sealed report drives out what somebody asked for, and the way back from the
    last change of shape stays whatever its age.
    """
    by_reason: dict[Reason, dict[datetime, Backup]] = {}
    for backup in backups:
        by_reason.setdefault(backup.reason, {})[backup.made] = backup
    return {made[moment] for made in by_reason.values() for moment in kept(made)}


def _thin_out(folder: Path, spared: datetime) -> None:
    """Let old backups go, but not the one just made, whatever the clock says."""
    backups = backups_in(folder)
    stay = staying(backups)
    for backup in backups:
        if backup not in stay and backup.made != spared:
            _drop(backup.path)
            _drop(backup.keys)


def _drop(path: Path) -> None:
    """Remove a file; one that cannot be removed is only in the way."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        _log.warning("backup.not-dropped")


def _newest_of_each(
    newest_first: Iterable[datetime],
    most: int,
    period: Callable[[datetime], Hashable],
) -> set[datetime]:
    newest: dict[Hashable, datetime] = {}
    for moment in newest_first:
        if len(newest) < most:
            newest.setdefault(period(moment), moment)
    return set(newest.values())
