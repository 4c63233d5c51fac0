"""A profile to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db import make

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from db.store import Store


@pytest.fixture
def clock() -> make.Clock:
    return make.Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "profile"


@pytest.fixture
def store(folder: Path, clock: make.Clock) -> Iterator[Store]:
    made, _ = make.profile(folder, clock)
    with made:
        yield made
