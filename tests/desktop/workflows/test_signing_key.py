from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.workflows.signing_key import (
    make_one_time_key,
    open_key_file,
    open_own_key,
)
from forms.errors import UserError
from forms.signing.identity import make_identity, to_pkcs12
from tests.desktop.conftest import NOW, PASSPHRASE
from tests.desktop.signing_day import opened

if TYPE_CHECKING:
    from pathlib import Path


def test_the_passphrase_opens_the_own_key_and_nothing_else_does(
    profile: Path,
) -> None:
    with opened(profile) as session:
        assert session.member is not None
        keys, now = session.store.people.signing_keys(session.member.id), session.now()
    key = open_own_key(keys, PASSPHRASE, now=now)
    assert key.name == "王堃霖"
    assert key.fingerprint == keys[0].fingerprint
    with key.use() as identity:
        assert identity.fingerprint == key.fingerprint
    with pytest.raises(UserError, match="your signing key"):
        open_own_key(keys, "another", now=now)
    with pytest.raises(UserError, match="no key to sign with"):
        open_own_key([], PASSPHRASE, now=now)


def test_a_key_file_is_opened_with_its_own_password(tmp_path: Path) -> None:
    path = tmp_path / "wang.p12"
    made = make_identity("王堃霖", agency="航港局", now=NOW)
    path.write_bytes(to_pkcs12(made, "憑證密碼"))
    assert open_key_file(path, "憑證密碼", now=NOW).fingerprint == made.fingerprint
    with pytest.raises(UserError, match=r"wang\.p12"):
        open_key_file(path, "wrong", now=NOW)
    with pytest.raises(UserError, match=r"none\.p12"):
        open_key_file(tmp_path / "none.p12", "", now=NOW)


def test_a_one_time_key_is_another_each_time() -> None:
    keys = [make_one_time_key("林雅婷", agency="航港局", now=NOW) for _ in range(2)]
    assert keys[0].fingerprint != keys[1].fingerprint
    with pytest.raises(UserError):
        make_one_time_key(" ", agency="航港局", now=NOW)
