"""Pictures of the pages around a visit, and of their dialogs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.dialogs.capture import CaptureDialog
from desktop.dialogs.confirm import ConfirmDialog
from desktop.dialogs.directory_entry import DirectoryEntryDialog
from desktop.dialogs.finding import FindingDialog
from desktop.dialogs.help import HelpDialog
from desktop.dialogs.photo import PhotoDialog
from desktop.dialogs.search import SearchDialog
from desktop.session import Session
from desktop.settings import Settings
from desktop.widgets.photo_marks import Mark, MarkKind
from desktop.widgets.places import DirectoryOf, NewVisit, Today, Visits
from desktop.workflows.demo import make_example
from desktop.workplace import Workplace
from forms.checklist.model import InspectionKind
from forms.directory.model import Person, Place, Unit
from forms.report.said import KINDS, day
from resources.texts import Texts
from tests.bench.visits import store_of
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE
from tests.desktop.pages import example_day
from tests.desktop.picturing import dress, now, shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from db.store import Store
    from desktop.workflows.filling import Filling

_FULL: Final = 3_000
_UNITS: Final = 300
_MARKS: Final = (
    Mark(kind=MarkKind.BOX, start=(0.37, 0.37), end=(0.62, 0.52)),
    Mark(kind=MarkKind.ARROW, start=(0.26, 0.24), end=(0.4, 0.4)),
    Mark(kind=MarkKind.TEXT, start=(0.16, 0.2), text="無代理人"),
)


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    settings = Settings(language=language)
    with _empty(folder / "empty") as store:
        yield from _pages(Session(store, settings, now), size, "empty")
    with _ordinary(folder / "ordinary", language) as store:
        session = Session(store, settings, now)
        yield from _pages(session, size, "ordinary")
        yield from _dialogs(session)
    with _full(folder / "full") as store:
        yield from _pages(Session(store, settings, now), size, "full")


def _pages(
    session: Session, size: tuple[int, int], how: str
) -> Iterator[tuple[str, QWidget]]:
    work = Workplace(session)
    work.resize(*size)
    for name, place in (
        ("today", Today()),
        ("visits", Visits()),
        ("new-visit", NewVisit()),
        ("directory", DirectoryOf("mpb-north" if how == "ordinary" else "")),
    ):
        work.go(place)
        yield f"{name}-{how}", shown(work)
    work.close()


def _dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    store, texts = session.store, session.texts
    filling = _north(store)
    finding = next(one for one in filling.findings() if "代理人" in one.text)
    yield "finding", shown(FindingDialog(None, session, filling, finding))
    photo = PhotoDialog(None, session, filling, filling.photos()[0])
    shown(photo)
    photo.canvas.show_picture(photo.canvas.picture, _MARKS)
    yield "photo", photo
    (capture,) = store.captures.open()
    yield "capture-new", shown(CaptureDialog(None, session))
    yield "capture", shown(CaptureDialog(None, session, capture))
    search = SearchDialog(None, session)
    yield "search-empty", shown(search)
    search.words.setText("航務 標示")
    yield "search", search
    yield "help", shown(HelpDialog(None, texts, "fill"))
    directory = example_day.directory()
    yield (
        "directory-entry",
        DirectoryEntryDialog(
            None, session, directory, directory.unit("mpb-north"), is_new=False
        ),
    )
    yield (
        "confirm",
        ConfirmDialog(
            None,
            texts,
            question=texts("Discard this draft?"),
            detail=texts(
                "{unit}, {kind} of {day}: its answers, findings and photos leave the "
                "list.",
                unit="北部航務中心",
                kind=texts(KINDS[InspectionKind.UNANNOUNCED]),
                day=day(texts, NOW.date()),
            ),
            action=texts("Discard the draft"),
        ),
    )


def _empty(folder: Path) -> Store:
    store = store_of(folder, 0)
    with store.connection.writing("directory") as database:
        database.execute("DELETE FROM directory")
    return store


def _ordinary(folder: Path, language: str) -> Store:
    make_example(
        folder,
        seed=1,
        now=NOW,
        texts=Texts(language),
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    store = example_day.opened(folder / "profile")
    example_day.ordinary(store)
    return store


def _full(folder: Path) -> Store:
    """Thousands of visits, hundreds of units with people and places."""
    store = store_of(folder, _FULL)
    directory = example_day.directory()
    units = tuple(
        Unit(id=f"unit-{n}", name=f"第{n}服務據點", parent="mpb-north")
        for n in range(_UNITS)
    )
    store.directory.save(
        replace(
            directory,
            units=(*directory.units, *units),
            places=(
                *directory.places,
                *(
                    Place(id=f"p-{u.id}", name=f"{u.name}櫃檯", unit=u.id)
                    for u in units
                ),
            ),
            people=(
                *directory.people,
                *(Person(id=f"h-{u.id}", name="林雅婷", unit=u.id) for u in units),
            ),
        )
    )
    return store


def _north(store: Store) -> Filling:
    visit = next(v for v in store.inspections.all() if v.unit == "北部航務中心")
    return example_day.filling(store, visit)
