from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db import durable
from forms.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path


def test_writing_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    durable.write(path, b"after")
    assert path.read_bytes() == b"after"
    assert list(tmp_path.iterdir()) == [path]


def test_writing_where_nothing_can_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        durable.write(tmp_path / "missing" / "file", b"")


def test_what_was_there_stays_when_writing_fails(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"before")
    (tmp_path / "file.part").mkdir()
    with pytest.raises(UserError, match="untouched"):
        durable.write(path, b"after")
    assert path.read_bytes() == b"before"
