"""The fill page with 200 items: showing it, answering, going on to the next item.

Times that count are the processor's, because the machine may be busy with others; the
disk has a figure of its own.
"""

from __future__ import annotations

import os
import statistics
import time
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from db.keys import Cost
from db.people import Post
from desktop import theme
from desktop.pages.fill import FillPage
from desktop.session import Session
from desktop.settings import Scheme, Settings
from desktop.widgets.places import Fill
from desktop.workflows.filling import Filling
from desktop.workflows.profile import make_profile
from tests.bench.figure import Figure
from tests.desktop.filling_day import many
from tests.desktop.workflows.make import draft

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

_NOW: Final = datetime(2026, 11, 20, 14, 3, tzinfo=timezone(timedelta(hours=8)))
_FRAME: Final = 16.0
_SHOWN: Final = 150.0
_TIMES: Final = 5
_ITEMS: Final = 30
_SIZE: Final = (1105, 736)


def measure(folder: Path) -> Iterable[Figure]:
    """Show, answer and go on, each without and with what is unavoidable."""
    with opened(folder) as (session, visit):
        yield Figure(
            name="showing 200 items",
            value=_best(lambda: show(session, visit)),
            limit=_SHOWN,
        )
        page = show(session, visit)
        answers, moves = _answer_all(page)
        page.hide()
        commits = _commits(Filling(session.store, visit, _now))
        yield Figure(
            name="an answer, the commit aside",
            value=answers - commits,
            reference=commits,
            limit=_FRAME,
        )
        yield Figure(name="going to the next item", value=moves, limit=_FRAME)
        page.deleteLater()
        settle()


@contextmanager
def opened(folder: Path) -> Iterator[tuple[Session, str]]:
    """A profile with a draft of 200 items, and that draft."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.load_fonts()
    theme.apply(application, Scheme.LIGHT)
    made = make_profile(
        folder / "profile",
        agency="交通部航港局",
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase="港邊的風真的很大 2026",  # noqa: S106 - of a profile that is thrown away
        cost=Cost(memory=8, passes=1, lanes=1),
        now=_now,
    )
    with closing(made.store) as store:
        visit = draft(store, checklists=[many()], started=_NOW).id
        yield Session(store, Settings(), _now), visit


def show(session: Session, visit: str) -> FillPage:
    """The page of that draft, painted."""
    page = FillPage(session, Fill(visit))
    page.resize(*_SIZE)
    page.show()
    page.repaint()
    return page


def _answer_all(page: FillPage) -> tuple[float, float]:
    """What an answer and a move to the next item take, on the way through."""
    page.activateWindow()
    settle()
    answers, moves = [], []
    for number in range(_ITEMS):
        key = (Qt.Key.Key_1, Qt.Key.Key_2)[number % 2]
        answers.append(_timed(key, page))
        moves.append(_timed(Qt.Key.Key_Return, page))
        settle()
    return statistics.median(answers), statistics.median(moves)


def _timed(key: Qt.Key, page: FillPage) -> float:
    focus = QApplication.focusWidget() or page
    started = time.process_time()
    QTest.keyClick(focus, key)
    QCoreApplication.processEvents()
    return (time.process_time() - started) * 1000


def _commits(filling: Filling) -> float:
    """What the same change takes where nobody looks on."""
    taken = []
    for number in range(_ITEMS):
        value = ("partly", "conform")[number % 2]
        started = time.process_time()
        filling.set_value(f"MA{number // 20:02d}{number % 20:02d}", value)
        taken.append((time.process_time() - started) * 1000)
    return statistics.median(taken)


def _best(work: Callable[[], FillPage]) -> float:
    """The shortest of a few times: the others are somebody else's work."""
    times = []
    for _ in range(_TIMES):
        started = time.process_time()
        page = work()
        times.append((time.process_time() - started) * 1000)
        page.deleteLater()
        settle()
    return min(times)


def settle() -> None:
    """Have done what is waiting to be done."""
    for _ in range(5):
        QCoreApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()


def _now() -> datetime:
    return _NOW
