"""The page of a plan with 2,000 items: opening it, and each key typed into a filter."""

from __future__ import annotations

import gc
import os
from contextlib import closing
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from tests.bench.figure import Figure
from tests.bench.visits import store_of
from tests.desktop.conftest import NOW
from tests.desktop.pages import example_day
from tests.desktop.plans_day import large

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QLineEdit

    from desktop.pages.plan import PlanPage

_ITEMS: Final = 2_000
_OPENING: Final = 200.0
_KEY: Final = 50.0
_TYPED: Final = ("辦", "辦理", "辦理 第", "辦理 第1", "持續", "秘書", "")


def measure(folder: Path) -> Iterator[Figure]:
    """Opening and filtering, in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    from desktop import theme
    from desktop.pages.plan import PlanPage
    from desktop.session import Session
    from desktop.settings import Scheme, Settings
    from desktop.widgets.places import PlanOf

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.load_fonts()
    theme.apply(application, Scheme.LIGHT)
    with closing(store_of(folder / "profile", 300)) as store:
        store.directory.save(example_day.directory())
        store.plans.add(large(_ITEMS))
        session = Session(store, Settings(), now=lambda: NOW)
        opened, known = [], []
        for last in (False, False, False, False, True):
            started = perf_counter()
            page = PlanPage(session, PlanOf("large"))
            page.resize(1104, 772)
            page.show()
            application.processEvents()
            opened.append((perf_counter() - started) * 1000)
            known.append(_stillness(application, page))
            if not last:
                page.close()
                page.deleteLater()
                application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        yield Figure(
            name=f"the page of a plan with {_ITEMS:,} items opens",
            value=median(opened),
            limit=_OPENING,
        )
        yield Figure(
            name="until all is known of it the window stands still for at most",
            value=median(known),
            limit=_OPENING,
        )
        gc.collect()  # what the pages before have left
        yield from _keys(application, page)


def _stillness(application: QApplication, page: PlanPage) -> float:
    """The longest that events have waited until the standing had arrived."""
    longest = 0.0
    while page._standing is None:
        started = perf_counter()
        application.processEvents()
        longest = max(longest, perf_counter() - started)
    return longest * 1000


def _keys(application: QApplication, page: PlanPage) -> Iterator[Figure]:
    for name, words, tab in (
        ("a key in the filter of its items, the slowest", page.items.filters.words, 0),
        ("a key in the filter of its coverage", page.coverage.words, 1),
        ("a key in the filter of its obligations", page.obligations.words, 2),
    ):
        page.tabs.setCurrentIndex(tab)
        application.processEvents()
        yield Figure(
            name=name,
            value=max(_key(application, words, text) for text in _TYPED),
            limit=_KEY,
        )


def _key(application: QApplication, words: QLineEdit, text: str) -> float:
    started = perf_counter()
    words.setText(text)
    words.textEdited.emit(text)
    application.processEvents()
    return (perf_counter() - started) * 1000
