"""The list of 10,000 visits: opening it, and each key typed into its filter."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, Final

from db.people import Post
from db.store import Store
from desktop.workflows.profile import make_profile
from forms.checklist.library import built_ins
from forms.checklist.model import InspectionKind
from forms.inspection import ChecklistUse, Inspection, Participant, Role
from tests.bench.figure import Figure
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.pages.visits import VisitsPage

COUNT: Final = 10_000
_OPENING: Final = 150.0
_KEY: Final = 50.0
_TYPED: Final = ("北", "北部", "北部 ", "北部 神", "北部 神秘", "11", "115年3月")


def measure(folder: Path) -> Iterator[Figure]:
    """Opening and filtering, in milliseconds."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from desktop import theme
    from desktop.pages.visits import VisitsPage
    from desktop.session import Session
    from desktop.settings import Scheme, Settings
    from desktop.widgets.places import Visits

    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    theme.load_fonts()
    theme.apply(application, Scheme.LIGHT)
    with closing(store_of(folder / "profile", COUNT)) as store:
        session = Session(store, Settings(), now=lambda: NOW)
        opened = []
        for _ in range(5):
            started = perf_counter()
            page = VisitsPage(session, Visits())
            page.resize(1104, 772)
            page.show()
            application.processEvents()
            opened.append((perf_counter() - started) * 1000)
        yield Figure(
            name=f"the list of {COUNT:,} visits opens",
            value=median(opened),
            limit=_OPENING,
        )
        yield Figure(
            name="a key in its filter, the slowest",
            value=max(_key(application, page, text) for text in _TYPED),
            limit=_KEY,
        )


def _key(application: object, page: VisitsPage, text: str) -> float:
    started = perf_counter()
    page.filters.words.setText(text)
    page.filters.words.textEdited.emit(text)
    application.processEvents()  # type: ignore[attr-defined]
    return (perf_counter() - started) * 1000


def store_of(folder: Path, count: int) -> Store:
    """A profile with so many visits, of which all but the latest ten are sealed."""
    make_profile(
        folder,
        agency="交通部航港局",
        name="王堃霖",
        role=Post.INSPECTOR,
        passphrase=PASSPHRASE,
        cost=CHEAP,
    ).store.close()
    store = Store.open(folder, PASSPHRASE, now=lambda: NOW, cost=CHEAP)
    checklists = built_ins()
    kinds = tuple(InspectionKind)
    units = [f"{part}部航務中心" for part in "北中南東"]
    with store.writing():
        for checklist in checklists:
            store.checklists.add(checklist)
        for number in range(count):
            uses = [checklists[(number + step) % len(checklists)] for step in (0, 3)]
            unit = units[number % len(units)]
            store.inspections.start(
                Inspection(
                    id=store.ids.new(),
                    kind=kinds[number % len(kinds)],
                    unit=unit,
                    place=f"{unit}第{number % 7 + 1}服務櫃檯",
                    started=NOW - timedelta(hours=2 * (count - number)),
                    people=(Participant(role=Role.INSPECTOR, name="王堃霖"),),
                    checklists=tuple(
                        ChecklistUse(
                            code=one.code, version=one.version, sha256=one.sha256
                        )
                        for one in uses
                    ),
                )
            )
        with store.connection.writing("inspections") as database:
            database.execute(
                "UPDATE inspections SET state = 'sealed', "
                "number = printf('115-U9L-%05d', rowid) WHERE rowid <= ?",
                [count - 10],
            )
    # When a visit is sealed its figures are worked out for good.
    store.inspections.summaries()
    return store
