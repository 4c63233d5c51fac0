from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from db.people import Post, SigningKey
from db.store import Store
from desktop.workflows.profile import make_profile, own_identity
from desktop.workflows.signing_key import open_own_key
from forms.checklist.library import built_ins
from forms.signing.identity import to_pkcs12
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

NEW = "另一句夠長的密碼 2026"


@pytest.mark.logs_warnings  # of the clock
@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=400)])
def test_the_own_key_outlives_a_clock_that_was_turned_back(
    profile: Path, back: timedelta
) -> None:
    then = NOW - back
    with Store.open(profile, PASSPHRASE, now=lambda: then, cost=CHEAP) as store:
        assert store.person is not None
        identity = own_identity(store, PASSPHRASE, then)
        key = SigningKey(
            fingerprint=identity.fingerprint, pkcs12=to_pkcs12(identity, NEW)
        )
        store.access.change_passphrase(store.person, NEW, [key])
    with Store.open(profile, NEW, now=lambda: then, cost=CHEAP) as store:
        assert store.person is not None
        keys = store.people.signing_keys(store.person)
        assert own_identity(store, NEW, then).fingerprint == identity.fingerprint
        opened = open_own_key(keys, NEW, now=then)
        assert opened.fingerprint == identity.fingerprint


def test_a_profile_has_key_and_checklists_as_soon_as_it_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object, **__: object) -> Store:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("db.store.Store.open", killed)
        with pytest.raises(KeyboardInterrupt):
            make_profile(
                tmp_path,
                agency="交通部航港局",
                name="王堃霖",
                role=Post.INSPECTOR,
                passphrase=PASSPHRASE,
                now=lambda: NOW,
                cost=CHEAP,
            )
    with Store.open(tmp_path, PASSPHRASE, now=lambda: NOW) as store:
        assert own_identity(store, PASSPHRASE, NOW).name == "王堃霖"
        for checklist in built_ins():
            assert store.checklists.get(checklist.code, checklist.version)
        assert store.directory.get() is not None
