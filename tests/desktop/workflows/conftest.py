"""An open profile to work on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from db.store import Store
from tests.desktop.conftest import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(profile: Path) -> Iterator[Store]:
    with Store.open(profile, PASSPHRASE) as opened:
        yield opened
