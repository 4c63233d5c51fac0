"""How somebody likes the window, beside the profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop import settings
from desktop.settings import Scheme, Settings
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


def test_settings_come_back_as_they_were_kept(tmp_path: Path) -> None:
    kept = Settings(
        language="en",
        scheme=Scheme.DARK,
        scale=150,
        lock_after=0,
        size=(900, 600),
        columns={"visits": (10, 20)},
        last_place={"place": "Fill", "inspection": "a"},
    )
    settings.save(tmp_path, kept)
    assert settings.load(tmp_path) == kept


def test_without_a_file_there_are_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path) == Settings()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"scale": 1000}', b"\xff"])
def test_a_broken_file_is_no_reason_not_to_start(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "window.json").write_bytes(content)
    assert settings.load(tmp_path) == Settings()


def test_what_a_newer_program_added_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_bytes(b'{"language": "en", "smell": "salt"}')
    assert settings.load(tmp_path) == Settings(language="en")


def test_settings_that_cannot_be_kept_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        settings.save(tmp_path / "nowhere", Settings())
