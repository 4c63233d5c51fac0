"""Bringing a backup back; what was there before is moved aside, never overwritten."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from db import backup, durable, instance, keys, moments, profile_folder, schema
from db.connection import Connection
from db.evidence import NAME as EVIDENCE
from db.evidence import Evidence
from db.journal import Journal
from db.profile_folder import BACKUPS, KEYS
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.keys import Unlocked

_ASIDE: Final = "replaced-%Y%m%dT%H%M%S.%fZ"
_PART: Final = "zoucha.db.restoring"


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What `restore` did.

    Attributes:
        source: The backup that was brought back.
        aside: The folder with what was there before; ``None`` if nothing was.
        files: How many files of evidence came back from the second medium.
    """

    source: Path
    aside: Path | None
    files: int


def restore(
    source: Path,
    folder: Path,
    secret: str,
    *,
    now: Callable[[], datetime] | None = None,
) -> Restored:
    """Put a backup in the place of the profile's ``zoucha.db``.

    ``source`` is a backup, or a folder that holds some: then it is the newest. A
    passphrase of the time of the backup opens it, or one of now if the profile's own
    ``keys.json`` is still there. Evidence that the profile lacks is taken from beside
    the backup.

    Raises:
        UserError: There is no such backup, it is damaged, the secret does not open
            it, or the profile is open. Nothing has been changed then.
    """
    now = now or moments.now
    chosen = _choose(source)
    profile_folder.make(folder)
    with instance.alone_in(folder):
        slots, unlocked = _unlock(chosen, folder, secret)
        backup.check(chosen, unlocked.data_key)
        part = folder / _PART
        _copy(chosen, part)
        _note(part, unlocked, chosen, now)
        aside = _move_aside(
            folder,
            now(),
            keys_too=slots is not None,
            evidence_too=not _is_sound(folder, unlocked, now),
        )
        if slots is not None:
            keys.write(folder / KEYS, slots)
        durable.move(part, folder / schema.NAME)
        files = _bring_evidence(chosen.parent, folder, unlocked, now)
    return Restored(source=chosen, aside=aside, files=files)


def _choose(source: Path) -> Path:
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


def _unlock(
    chosen: Path, folder: Path, secret: str
) -> tuple[keys.Keys | None, Unlocked]:
    """What the secret opens, and the slots that are to be brought back.

    None are, where the profile still has its own and they open too.
    """
    beside = keys.read(backup.keys_beside(chosen))
    try:
        own = keys.read(folder / KEYS)
        if own.profile == beside.profile:
            return None, own.unlock(secret)
    except UserError:
        # Missing, damaged, or knowing another passphrase: the backup's decide.
        pass
    return beside, beside.unlock(secret)


def _copy(chosen: Path, part: Path) -> None:
    try:
        shutil.copyfile(chosen, part)
        durable.sync(part)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise UserError(
            "{file} could not be written ({reason}); make room and try again. "
            "Nothing was changed.",
            file=part,
            reason=error.strerror,
        ) from error


def _note(
    part: Path, unlocked: Unlocked, chosen: Path, now: Callable[[], datetime]
) -> None:
    """Have the journal say that it was turned back."""
    connection = Connection.open(
        part, unlocked.data_key.of_file(schema.NAME), schema.APPLICATION_ID
    )
    with closing(connection):
        journal = Journal(connection, now)
        journal.actor = unlocked.slot.person or "recovery"
        journal.add("store.restored", {"backup": chosen.name})
        connection.use_wal()
        connection.checkpoint()


def _is_sound(folder: Path, unlocked: Unlocked, now: Callable[[], datetime]) -> bool:
    """Whether the profile's evidence can stay."""
    try:
        with closing(Evidence.open(folder, unlocked.data_key, now)) as own:
            return not own.connection.complaints(quick=True)
    except UserError:
        return False


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


def _bring_evidence(
    source: Path, folder: Path, unlocked: Unlocked, now: Callable[[], datetime]
) -> int:
    data_key = unlocked.data_key
    if (folder / EVIDENCE).exists():
        own = Evidence.open(folder, data_key, now)
    else:
        own = Evidence.create(folder, data_key, now)
    with closing(own):
        if source.resolve() == folder.resolve() or not (source / EVIDENCE).exists():
            return 0
        with closing(Evidence.open(source, data_key, now)) as medium:
            return medium.copy_missing(own)
