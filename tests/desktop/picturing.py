"""What every maker of pictures begins with."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QWidget

from db.people import Post
from desktop import theme
from desktop.session import Session
from desktop.settings import Scheme, Settings
from desktop.workflows.profile import make_profile
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Generator
    from datetime import datetime
    from pathlib import Path


def now() -> datetime:
    """When all pictures are taken."""
    return NOW


def dress(scheme: str) -> None:
    """Give the application these colours."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, Scheme(scheme))


@contextmanager
def new_session(
    folder: Path, language: str, agency: str = "交通部航港局"
) -> Generator[Session]:
    """An inspector in a profile of which nothing has been made yet."""
    made = make_profile(
        folder / "profile",
        agency=agency,
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        cost=CHEAP,
        now=now,
    )
    with closing(made.store) as store:
        yield Session(store, Settings(language=language), now)


def settle() -> None:
    """Let everything happen that was begun."""
    QApplication.processEvents()
    QThreadPool.globalInstance().waitForDone()
    for _ in range(5):
        QApplication.processEvents()


def shown(widget: QWidget) -> QWidget:
    """The widget as it is after everything has come to rest."""
    widget.show()
    settle()
    return widget
