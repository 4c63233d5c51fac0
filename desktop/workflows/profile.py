"""Making a profile, opening it, and signing as the person who opened it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from db import new_profile
from db.people import Post, SigningKey
from db.store import Store
from forms.checklist.library import built_ins
from forms.directory.library import built_in_directories, built_in_directory
from forms.plan.library import built_in_plans

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from db.keys import Cost, Unlocked
    from forms.signing.identity import Identity


@dataclass(frozen=True, kw_only=True)
class NewProfile:
    """A profile that was just made.

    Attributes:
        recovery_code: Is shown once, to be printed; nothing keeps it.
    """

    store: Store
    recovery_code: str


def make_profile(
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
) -> NewProfile:
    """An empty profile with the built-in checklists and its person's own key.

    Raises:
        UserError: The folder is taken or cannot be written, or the passphrase or the
            name will not do.
    """
    from forms.signing.identity import make_identity, to_pkcs12

    clock = now or _clock
    # Before anything lies on the disk: the name may be one that no certificate takes.
    identity = make_identity(name, agency=agency, now=clock())
    key = SigningKey(
        fingerprint=identity.fingerprint, pkcs12=to_pkcs12(identity, passphrase)
    )

    def furnish(store: Store) -> None:
        assert store.person is not None  # noqa: S101 - whose profile it will be
        store.people.keep_key(store.person, key, name)
        bring_built_ins(store)
        _bring_agency(store, agency)

    store, code = new_profile.create(
        folder,
        agency=agency,
        name=name,
        role=role,
        passphrase=passphrase,
        title=title,
        unit=unit,
        language=language,
        furnish=furnish,
        now=clock,
        cost=cost,
    )
    return NewProfile(store=store, recovery_code=code)


def open_profile(
    folder: Path, secret: str | Unlocked, now: Callable[[], datetime] | None = None
) -> Store:
    """The profile, with whatever this version of the program has built in.

    Raises:
        UserError: See `Store.open`.
    """
    store = Store.open(folder, secret, now=now)
    try:
        bring_built_ins(store)
    except BaseException:
        store.close()
        raise
    return store


def bring_built_ins(store: Store) -> None:
    """Add the built-in checklists that the profile does not have yet."""
    lacking = [
        checklist
        for checklist in built_ins()
        if store.checklists.get(checklist.code, checklist.version) is None
    ]
    if lacking:
        with store.writing():
            for checklist in lacking:
                store.checklists.add(checklist)


def _bring_agency(store: Store, agency: str) -> None:
    """The units and the plan of an agency that the program knows."""
    for code in built_in_directories():
        directory = built_in_directory(code)
        if any(unit.name == agency for unit in directory.units):
            store.directory.save(directory)
    for plan in built_in_plans():
        if plan.agency == agency:
            store.plans.add(plan)


def own_identity(store: Store, passphrase: str, now: datetime) -> Identity:
    """The key of the person who opened the profile.

    Raises:
        UserError: The profile was opened with the recovery code, which gives back
            data and never a signature; or the passphrase does not open the key.
    """
    from desktop.workflows import signing_key  # what is behind it is heavy

    keys = store.people.signing_keys(store.person) if store.person else []
    return signing_key.own_identity(keys, passphrase, file="zoucha.db", now=now)


def _clock() -> datetime:
    return datetime.now(UTC)
