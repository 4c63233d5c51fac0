"""Pictures from the finished draft to the signed report, of verifying, of printing."""

from __future__ import annotations

import math
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QCoreApplication, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desktop import theme
from desktop.dialogs.countersign import CountersignDialog
from desktop.dialogs.open_key import OpenKeyDialog
from desktop.dialogs.refusal import RefusalDialog
from desktop.pages.finish import FinishPage
from desktop.pages.printing import PrintingPage
from desktop.pages.report import ReportPage
from desktop.pages.verify import VerifyPage
from desktop.session import Session
from desktop.settings import Scheme, Settings
from desktop.widgets.key_chooser import KeySource
from desktop.widgets.places import Finish, Printing, ReportOf, Verify
from desktop.workflows.demo import make_example
from desktop.workflows.profile import open_profile
from desktop.workplace import Workplace
from resources.texts import Texts
from tests.desktop.conftest import CHEAP, NOW, PASSPHRASE
from tests.desktop.dialogs.test_signing_dialogs import LINKS
from tests.desktop.signing_day import OFFICER, finished
from tests.desktop.workflows.test_seal_report import preview, seal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from desktop.widgets.pdf_view import PdfView
    from desktop.widgets.places import Place
    from desktop.widgets.signature_pad import SignaturePad

_Kind = TypeVar("_Kind", bound=QWidget)

_LONGEST: Final = 30.0
_SETTLED: Final = 100  # milliseconds, after which nothing is moved any more
_PAGES: Final = {
    Finish: FinishPage,
    ReportOf: ReportPage,
    Verify: VerifyPage,
    Printing: PrintingPage,
}


def shots(
    folder: Path, size: tuple[int, int], scheme: str, language: str
) -> Iterator[tuple[str, QWidget]]:
    """Each picture's name and what is on it; a widget lives until the next is asked."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, Scheme(scheme))
    made = make_example(
        folder / "example",
        seed=1,
        now=NOW,
        texts=Texts(language),
        passphrase=PASSPHRASE,
        cost=CHEAP,
    )
    with closing(open_profile(made.profile, PASSPHRASE, now=_now)) as store:
        session = Session(store, Settings(language=language), _now)
        place = Workplace(session, _PAGES)
        place.resize(*size)
        place.show()
        yield from _finish(place, session)
        yield from _refusal(place, session)
        yield from _reports(place, session, made.sealed.number)
        yield from _verify(place, made.report, folder)
        yield from _printing(place)
        yield from _dialogs(session)


def _finish(place: Workplace, session: Session) -> Iterator[tuple[str, QWidget]]:
    page = _finish_page(place, finished(session, unanswered=20).id)
    yield "finish-1-missing", place
    page = _finish_page(place, finished(session).id)
    yield "finish-1-complete", place
    _go_on(page)
    _drawn(page._view)
    yield "finish-2-preview", place
    _go_on(page)
    for pad, turns in ((page._desk._inspector.pad, 5), (page._desk._officer.pad, 8)):
        _sign(pad, turns)
    yield "finish-3-sign", place
    page._desk._chooser.passphrase.setText(PASSPHRASE)
    _go_on(page)
    yield "finish-4-finalise", place


def _refusal(place: Workplace, session: Session) -> Iterator[tuple[str, QWidget]]:
    page = _finish_page(place, finished(session).id)
    button = page.findChild(QPushButton, "finish-officer-refuses")
    assert isinstance(button, QPushButton)
    button.click()
    page._check.refuse("對缺失1之認定有不同意見，保留申復權利。")
    page._check.settled.emit()
    QCoreApplication.processEvents()
    yield "finish-refusal-1", place
    _go_on(page)
    _go_on(page)
    yield "finish-refusal-3", place


def _reports(
    place: Workplace, session: Session, valid: str
) -> Iterator[tuple[str, QWidget]]:
    sealed = preview(session, finished(session), here=False)
    seal(session, sealed)
    for name, number in (("valid", valid), ("incomplete", sealed.sealed.number)):
        page = _page(place, ReportOf(number), ReportPage)
        _wait(partial(_is_judged, page))
        _drawn(page._view)
        yield f"report-{name}", place


def _verify(
    place: Workplace, report: Path, folder: Path
) -> Iterator[tuple[str, QWidget]]:
    yield "verify-empty", _at(place, Verify())
    whole = report.read_bytes()
    altered = bytearray(whole)
    altered[5_000] ^= 1
    cut = whole[: whole.index(b"%%EOF", whole.index(b"/ByteRange")) + 6]
    kinds = (whole, whole, bytes(altered), whole, cut, whole, b"no report")
    many = []
    for number in range(40):
        many.append(folder / f"115-K7M-{number + 1:04d} 東部航務中心.pdf")
        many[-1].write_bytes(kinds[number % len(kinds)])
    for name, files, row in (
        ("valid", many[:1], 0),
        ("invalid", many[2:3], 0),
        ("many", many, 4),
    ):
        page = _page(place, Verify(tuple(files)), VerifyPage)
        _wait(partial(_is_through, page))
        page._list.selectRow(row)
        if name != "invalid":
            _wait(partial(_has_pages, page))
            _drawn(page._view)
        yield f"verify-{name}", place


def _printing(place: Workplace) -> Iterator[tuple[str, QWidget]]:
    page = _page(place, Printing(), PrintingPage)
    yield "printing-nothing", place
    page._checklists.show_chosen(["EN", "SI"])
    page._checklists.picked.emit()
    model = page._units._model
    for name in ("北部航務中心", "中部航務中心", "南部航務中心"):
        (row,) = model.findItems(
            name, Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive
        )
        row.setCheckState(Qt.CheckState.Checked)
    _wait(lambda: bool(page._view.pdf))
    _drawn(page._view)
    yield "printing-lists", place
    page._tabs.setCurrentIndex(1)
    yield "printing-units", place


def _dialogs(session: Session) -> Iterator[tuple[str, QWidget]]:
    around = QWidget()
    yield "dialog-open-key", OpenKeyDialog(session, KeySource.FILE, around)
    yield "dialog-refusal", RefusalDialog(session.texts, OFFICER, around)
    yield "dialog-countersign", CountersignDialog(session, LINKS, around)


def _at(place: Workplace, where: Place) -> Workplace:
    place.go(where)
    QCoreApplication.processEvents()
    return place


def _page(place: Workplace, where: Place, kind: type[_Kind]) -> _Kind:
    page = _at(place, where).page
    assert isinstance(page, kind)
    return page


def _finish_page(place: Workplace, draft: str) -> FinishPage:
    page = _page(place, Finish(draft), FinishPage)
    QTest.qWait(_SETTLED)
    return page


def _is_judged(page: ReportPage) -> bool:
    return bool(page._verdict._pill.text())


def _is_through(page: VerifyPage) -> bool:
    return not page._list.waiting(1)


def _has_pages(page: VerifyPage) -> bool:
    return bool(page._view.pdf)


def _go_on(page: FinishPage) -> None:
    page._next.click()
    _wait(lambda: not page._busy)


def _drawn(view: PdfView) -> None:
    """Wait until the pages in sight are sharp."""
    _wait(lambda: len(view.pages._drawn) > 0 and not view.pages._at_work)


def _sign(pad: SignaturePad, turns: int) -> None:
    """A name as a hurried hand writes it."""
    pad.paper.show_strokes(
        [
            tuple(
                QPointF(
                    left + 0.22 * t + 0.03 * math.sin(turns * 6 * t),
                    0.5 + 0.22 * math.sin(turns * 2 * math.pi * t) * (1 - t / 2),
                )
                for t in (step / 40 for step in range(41))
            )
            for left in (0.12, 0.38, 0.64)
        ]
    )


def _wait(is_done: Callable[[], bool]) -> None:
    """Let the window work until that is so."""
    end = time.monotonic() + _LONGEST
    while not is_done():
        if time.monotonic() > end:
            raise TimeoutError
        QCoreApplication.processEvents()
        time.sleep(0.005)
    QCoreApplication.processEvents()


def _now() -> datetime:
    return NOW
