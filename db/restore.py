"""Bringing a backup back; what was there before is moved aside, never overwritten.

Everything that is to be put in place is first made in a folder of its own. A program
that is killed before the first file is moved has changed nothing; one that is killed
later leaves files aside, where bringing the backup back once more finds them.
"""

from __future__ import annotations

import shutil
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import backup, durable, instance, keys, moments, profile_folder, schema
from db.connection import Connection
from db.evidence import NAME as EVIDENCE
from db.evidence import Evidence, named_in
from db.journal import Journal
from db.migrations import upgrade
from db.profile_folder import BACKUPS, KEYS
from db.salvage import salvage
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from db.keys import Unlocked

_ASIDE: Final = "replaced-%Y%m%dT%H%M%S.%fZ"
_WORKSHOP: Final = "restoring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What `restore` did.

    Attributes:
        source: The backup that was brought back.
        aside: The folder with what was there before; ``None`` if nothing was.
        files: How many files of evidence came back from the second medium, or from
            what was moved aside earlier.
        missing: How many files are named in the profile and were nowhere to be found.
    """

    source: Path
    aside: Path | None
    files: int
    missing: int


def restore(
    source: Path,
    folder: Path,
    secret: str,
    *,
    now: Callable[[], datetime] | None = None,
) -> Restored:
    """Put a backup in the place of the profile's ``zoucha.db``.

    ``source`` is a backup, or a folder that holds some: then it is the newest. If it
    is the profile's own folder, ``zoucha.db`` stays what it is, and only damaged
    evidence is made good. A passphrase of the time of the backup opens it, or one of
    now if the profile's own ``keys.json`` is still there. Evidence stays if it is
    sound; else whatever is whole of it is kept. What it lacks is taken from beside
    the backup.

    Raises:
        UserError: There is no such backup, it is damaged, the secret does not open
            it, or the profile is open. Nothing has been changed then.
    """
    now = now or moments.now
    chosen = _choose(source, folder)
    profile_folder.make(folder)
    with instance.alone_in(folder), _workshop(folder) as workshop:
        slots, unlocked = _unlock(chosen, folder, secret)
        part = workshop / schema.NAME
        _copy(chosen, part, folder, unlocked)
        named = _prepare(part, unlocked, chosen, now)
        backup.check(part, unlocked.data_key)
        sound = _is_sound(folder, unlocked, now)
        place = folder if sound else workshop
        with closing(_evidence_in(place, unlocked, now)) as evidence:
            files = _gather(evidence, chosen, folder, unlocked, named, sound=sound)
            missing = len(named - set(evidence.all()))
        aside = _move_aside(
            folder, now(), keys_too=slots is not None, evidence_too=not sound
        )
        if not sound:
            durable.move(workshop / EVIDENCE, folder / EVIDENCE)
        if slots is not None:
            keys.write(folder / KEYS, slots)
        durable.move(part, folder / schema.NAME)
    return Restored(source=chosen, aside=aside, files=files, missing=missing)


def _choose(source: Path, folder: Path) -> Path:
    if source.resolve() == folder.resolve():
        return folder / schema.NAME
    if source.is_dir():
        found = backup.backups_in(source)
        if not found:
            raise UserError(
                "There is no backup in {folder}; choose the folder that holds files "
                "such as zoucha-20261120T052000.000000Z-sealed.db.",
                folder=source,
            )
        return found[0].path
    if not source.exists():
        raise UserError("There is no backup {file}; choose another.", file=source)
    return source


@contextmanager
def _workshop(folder: Path) -> Generator[Path]:
    """A folder to work in, empty whatever an earlier program left in it."""
    workshop = folder / _WORKSHOP
    shutil.rmtree(workshop, ignore_errors=True)
    workshop.mkdir(mode=0o700)
    try:
        yield workshop
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _unlock(
    chosen: Path, folder: Path, secret: str
) -> tuple[keys.Keys | None, Unlocked]:
    """What the secret opens, and the slots that are to be brought back.

    None are, where the profile still has its own and they open too.
    """
    if _is_own(chosen, folder):
        return None, keys.read(folder / KEYS).unlock(secret)
    beside = keys.read(backup.keys_beside(chosen))
    try:
        own = keys.read(folder / KEYS)
        if own.profile == beside.profile:
            return None, own.unlock(secret)
    except UserError:
        # Missing, damaged, or knowing another passphrase: the backup's decide.
        pass
    return beside, beside.unlock(secret)


def _is_own(chosen: Path, folder: Path) -> bool:
    return chosen == folder / schema.NAME


def _copy(chosen: Path, part: Path, folder: Path, unlocked: Unlocked) -> None:
    if _is_own(chosen, folder):
        # With what its log holds.
        with closing(_opened(chosen, unlocked)) as own:
            own.copy_into(part)
        return
    backup.check(chosen, unlocked.data_key)
    try:
        durable.make_private(part)
        shutil.copyfile(chosen, part)
    except OSError as error:
        raise UserError(
            "{file} could not be written ({reason}); make room and try again. "
            "Nothing was changed.",
            file=part,
            reason=error.strerror,
        ) from error


def _prepare(
    part: Path, unlocked: Unlocked, chosen: Path, now: Callable[[], datetime]
) -> set[str]:
    """Bring it to today's shape and have its journal say that it was turned back.

    Returns:
        The evidence that it names.
    """
    with closing(_opened(part, unlocked)) as connection:
        connection.use_wal()
        upgrade(connection, schema.steps)
        journal = Journal(connection, now)
        journal.actor = unlocked.slot.person or "recovery"
        journal.add("store.restored", {"backup": chosen.name})
        connection.checkpoint()
        return named_in(connection)


def _opened(path: Path, unlocked: Unlocked) -> Connection:
    return Connection.open(
        path, unlocked.data_key.of_file(schema.NAME), schema.APPLICATION_ID
    )


def _is_sound(folder: Path, unlocked: Unlocked, now: Callable[[], datetime]) -> bool:
    """Whether the profile's evidence can stay."""
    try:
        with closing(Evidence.open(folder, unlocked.data_key, now)) as own:
            if own.connection.complaints(quick=True):
                return False
            for sha256 in own.all():
                own.get(sha256)
    except UserError:
        return False
    return True


def _evidence_in(
    place: Path, unlocked: Unlocked, now: Callable[[], datetime]
) -> Evidence:
    if (place / EVIDENCE).exists():
        return Evidence.open(place, unlocked.data_key, now)
    return Evidence.create(place, unlocked.data_key, now)


def _gather(
    evidence: Evidence,
    chosen: Path,
    folder: Path,
    unlocked: Unlocked,
    named: set[str],
    *,
    sound: bool,
) -> int:
    """Bring together what is left anywhere; how many files came from elsewhere.

    It only ever adds, so that it may be done before anything is moved.
    """
    if not sound:
        salvage(folder, unlocked.data_key, evidence)
    files = 0
    if chosen.parent.resolve() != folder.resolve():
        files += salvage(chosen.parent, unlocked.data_key, evidence)
    if not sound or named - set(evidence.all()):
        # Of what was moved aside by a program that was killed before it was done,
        # numbers and files are needed that an older zoucha.db does not name.
        for aside in sorted((folder / BACKUPS).glob("replaced-*"), reverse=True):
            files += salvage(aside, unlocked.data_key, evidence)
    return files


def _move_aside(
    folder: Path, moment: datetime, *, keys_too: bool, evidence_too: bool
) -> Path | None:
    """Move each database with its log, which would be played into any other."""
    names = [schema.NAME] + [EVIDENCE] * evidence_too + [KEYS] * keys_too
    present = [
        path
        for name in names
        for path in (folder / name, folder / f"{name}-wal", folder / f"{name}-shm")
        if path.exists()
    ]
    if not present:
        return None
    aside = folder / BACKUPS / moment.astimezone(UTC).strftime(_ASIDE)
    aside.mkdir(parents=True)
    for path in present:
        durable.move(path, aside / path.name)
    return aside
