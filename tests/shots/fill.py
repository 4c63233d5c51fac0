"""Pictures of the fill page, its table and its dialogs."""

from __future__ import annotations

import time
from itertools import cycle
from random import Random
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QThreadPool

from desktop.dialogs.coaching import CoachingDialog
from desktop.dialogs.facts import FactsDialog
from desktop.dialogs.go_to import GoToDialog, Target
from desktop.dialogs.working import WorkingDialog
from desktop.pages.fill import FillPage
from desktop.widgets.places import Fill
from desktop.workflows.demo_pictures import (
    counter_without_deputy,
    sign_without_english,
)
from desktop.workflows.filling import Filling
from desktop.workplace import Workplace
from forms.checklist.library import built_in
from forms.checklist.model import AnswerKind
from forms.inspection import Sample, Wait
from tests.desktop.conftest import NOW
from tests.desktop.filling_day import every_kind, many
from tests.desktop.picturing import dress, new_session
from tests.desktop.workflows.make import draft

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session
    from forms.checklist.model import Checklist

_NOTES: Final = {
    "EN02": "書寫檯上方2盞燈管閃爍。",
    "EN13": "最多候辦4人，約6分鐘後加開櫃檯。",
    "SI08": "3號櫃檯職名牌未載明代理人；已告知現場主管。",
}
_CASES: Final = (
    {
        "case": "1150012",
        "received": "2026-10-01",
        "days": "6",
        "closed": "2026-10-08",
    },
    {
        "case": "1150044",
        "received": "2026-10-05",
        "days": "6",
        "extension": "3",
        "closed": "2026-10-30",
    },
    {"case": "1150050", "received": "2026-11-10", "days": "10"},
)


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    dress(scheme)
    with new_session(folder, language) as session:
        place = Workplace(session, {Fill: FillPage})
        place.resize(*size)
        place.show()
        yield from _visits(place, session)
        yield from _kinds(place, session)
        yield from _dialogs(session)


def _visits(place: Workplace, session: Session) -> Iterator[tuple[str, QWidget]]:
    two = (built_in("EN"), built_in("SI"))
    _filling(session, *two, at=place)
    yield "fill-fresh", place
    half = _filling(session, *two)
    _answer(half, every_other_section=True)
    for number, paint in enumerate((counter_without_deputy, sign_without_english)):
        picture = paint(Random(number))  # noqa: S311 - a picture, no secret
        half.add_photo("SI08", picture, f"{number}.jpg")
    half.add_coaching("取號動線", "說明尖峰時段宜派員於門口引導取號。", "科長")
    page = _at(place, half, "SI08")
    yield "fill-half", place
    page._on_view()
    _settle()
    yield "fill-grid", place
    whole = _filling(session, *two)
    _answer(whole)
    page = _at(place, whole, "SI18")
    yield "fill-complete", place
    page._on_undo()
    _settle()
    yield "fill-undone", place
    _filling(session, many(), at=place)
    yield "fill-200-items", place


def _kinds(place: Workplace, session: Session) -> Iterator[tuple[str, QWidget]]:
    cases = _filling(session, built_in("SP"))
    cases.set_rows("SP06", _CASES)
    _at(place, cases, "SP06")
    yield "fill-repeats", place
    kinds = _filling(session, every_kind())
    kinds.set_value("K-sample", Sample(n=8, m=7))
    kinds.set_value("K-yes", "yes")
    kinds.set_value("K-number", "24")
    kinds.set_value("K-wait", Wait(started=NOW, seconds="95.3"))
    kinds.set_value("K-choice", "b")
    kinds.set_value("K-date", "2026-11-02")
    kinds.set_value("K-time", "09:05")
    kinds.set_value("O-measured", "conform")
    kinds.set_attached("O-measured", "height", "100")
    _at(place, kinds, "K-level")
    yield "fill-kinds-1", place
    _at(place, kinds, "K-choice")
    yield "fill-kinds-2", place
    page = _at(place, kinds, "O-private")
    page._on_photo()
    _settle()
    yield "fill-photo-forbidden", place
    database = session.store.connection.database
    (pages,) = database.execute("PRAGMA page_count").fetchone()
    database.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    page = _at(place, kinds, "K-level")
    card = page._items.card("K-level")
    assert card is not None
    keys = cycle("13")
    while not page._saving.waiting:
        card.press(next(keys))
    _settle()
    yield "fill-disk-full", place
    database.execute("PRAGMA max_page_count = 1000000").fetchone()
    page._saving.try_again()


def _dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    texts = session.texts
    checklists = (built_in("EN"), built_in("SI"))
    filling = _filling(session, *checklists)
    _answer(filling, every_other_section=True)
    page = FillPage(session, Fill(filling.inspection.id))
    view = page._view
    targets = [
        Target(key=one.item.key, number=one.number, text=texts.of(one.item.text))
        for one in view.entries()
    ]
    go_to = GoToDialog(None, texts, targets)
    go_to._typed.setText("6.")
    go_to._on_typed("6.")
    yield from _dialog("dialog-go-to", go_to)
    yield from _dialog(
        "dialog-facts", FactsDialog(None, texts, view.facts, {"lighthouse": False})
    )
    yield from _dialog("dialog-coaching", CoachingDialog(None, texts, filling, None))
    working = WorkingDialog(
        None, texts, filling.score(), checklists[0].grades, view.names
    )
    yield from _dialog("dialog-working", working)


def _dialog(name: str, dialog: QWidget) -> Iterator[tuple[str, QWidget]]:
    dialog.show()
    _settle()
    yield name, dialog
    dialog.close()


def _filling(
    session: Session, *checklists: Checklist, at: Workplace | None = None
) -> Filling:
    """A new visit; shown where it begins if a place is given."""
    visit = draft(
        session.store,
        checklists=list(checklists),
        kind="unannounced",
        place="基隆港服務櫃檯",
        started=NOW,
    )
    filling = Filling(session.store, visit.id, session.now)
    if at is not None:
        _at(at, filling, "")
    return filling


def _answer(filling: Filling, *, every_other_section: bool = False) -> None:
    """Answers as they are given on a good day; in all sections or in some."""
    for checklist in filling.checklists:
        for number, section in enumerate(checklist.sections):
            if every_other_section and number % 2:
                continue
            for item in section.items:
                if item.kind is AnswerKind.SAMPLE:
                    filling.set_value(item.key, Sample(n=5, m=5))
                elif item.kind is AnswerKind.LEVEL:
                    filling.set_value(item.key, "conform")
    filling.set_value("EN02", "partly")
    filling.set_value("SI08", "nonconform")
    for key, note in _NOTES.items():
        filling.set_note(key, note)


def _at(place: Workplace, filling: Filling, item: str) -> FillPage:
    """The page on the visit, with everything painted that comes later."""
    place.go(Fill(filling.inspection.id, item))
    place.activateWindow()
    _settle()
    page = place.page
    assert isinstance(page, FillPage)
    return page


def _settle() -> None:
    for _ in range(20):
        QCoreApplication.processEvents()
        QThreadPool.globalInstance().waitForDone()
        time.sleep(0.01)
