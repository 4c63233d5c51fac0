"""One example visit for all who only look at it, and a command line to drive."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest

from db.keys import Cost
from db.people import Post
from desktop.cli import main
from desktop.workflows.demo import Example, make_example
from desktop.workflows.profile import make_profile
from resources.texts import Texts

if TYPE_CHECKING:
    from pathlib import Path

CHEAP = Cost(memory=8, passes=1, lanes=1)
NOW = datetime(2026, 11, 20, 14, 45, tzinfo=timezone(timedelta(hours=8)))
PASSPHRASE = "港邊的風真的很大 2026"  # noqa: S105 - of profiles that live for one test


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


@pytest.fixture
def zoucha(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Command:
    monkeypatch.setenv("ZOUCHA_PASSPHRASE", PASSPHRASE)

    def call(*words: object) -> Said:
        capsys.readouterr()
        try:
            code = main.run([str(word) for word in words])
        except SystemExit as error:
            code = int(error.code or 0)
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return Said(code=code, out=said.out, err=said.err)

    return call


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    """The example of seed 1; not to be changed."""
    return make_example(
        tmp_path_factory.mktemp("example"),
        seed=1,
        now=NOW,
        texts=Texts("zh-TW"),
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )


@pytest.fixture(scope="session")
def new_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile as ``zoucha init`` makes it, but quick to open; not to be changed."""
    folder = tmp_path_factory.mktemp("new") / "profile"
    make_profile(
        folder,
        agency="交通部航港局",
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        now=lambda: NOW,
        cost=CHEAP,
    ).store.close()
    return folder


@pytest.fixture
def profile(new_profile: Path, tmp_path: Path) -> Path:
    """A profile of its own for one test."""
    return shutil.copytree(new_profile, tmp_path / "profile")
