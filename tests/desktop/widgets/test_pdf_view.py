from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.widgets.pdf_view import PdfView
from forms.errors import UserError
from resources.texts import Texts
from tests.desktop.signing_day import PATIENT, is_freed

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.workflows.demo import Example


@pytest.fixture
def view(qtbot: QtBot) -> PdfView:
    view = PdfView(Texts("en"))
    view.resize(800, 600)
    qtbot.addWidget(view)
    view.show()
    return view


def blank(pages: int) -> bytes:
    buffer = BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(buffer)
    return buffer.getvalue()


def test_it_shows_the_very_bytes_and_tells_their_text(
    qtbot: QtBot, view: PdfView, example: Example
) -> None:
    pdf = example.report.read_bytes()
    view.show_pdf(pdf)
    assert view.pdf is pdf
    qtbot.waitUntil(lambda: bool(view.pages.page_text()), timeout=PATIENT)
    assert "為民服務實地查核紀錄表" in view.pages.accessibleDescription()


def test_pages_are_turned_by_key(qtbot: QtBot, view: PdfView) -> None:
    with qtbot.waitSignal(view.page_changed, timeout=PATIENT):
        view.show_pdf(blank(40))
    seen: list[int] = []
    view.page_changed.connect(seen.append)
    qtbot.waitUntil(lambda: bool(view.pages._sizes), timeout=PATIENT)
    QTest.keyClick(view.pages, Qt.Key.Key_PageDown)
    QTest.keyClick(view.pages, Qt.Key.Key_PageDown)
    assert seen[-1] == 3
    QTest.keyClick(view.pages, Qt.Key.Key_PageUp)
    assert seen[-1] == 2
    QTest.keyClick(view.pages, Qt.Key.Key_End)
    assert seen[-1] == 40
    QTest.keyClick(view.pages, Qt.Key.Key_Home)
    assert seen[-1] == 1


def test_only_pages_in_sight_are_drawn_and_few_are_kept(
    qtbot: QtBot, view: PdfView
) -> None:
    view.show_pdf(blank(300))
    qtbot.waitUntil(lambda: len(view.pages._drawn) >= 2, timeout=PATIENT)
    for _ in range(20):
        view.pages.turn_on()
        qtbot.wait(20)
    qtbot.waitUntil(lambda: 20 in view.pages._drawn, timeout=PATIENT)
    assert len(view.pages._drawn) <= 12


def test_a_larger_page_is_drawn_anew_and_sharper(qtbot: QtBot, view: PdfView) -> None:
    view.show_pdf(blank(1))
    qtbot.waitUntil(lambda: 0 in view.pages._drawn, timeout=PATIENT)
    before = view.pages._drawn[0].pixmap.width()
    for _ in range(3):
        view.pages.zoom_in()
    qtbot.waitUntil(
        lambda: view.pages._drawn[0].pixmap.width() > before, timeout=PATIENT
    )


def test_what_is_no_pdf_is_told_once(qtbot: QtBot, view: PdfView) -> None:
    with qtbot.waitSignal(view.failed, timeout=PATIENT) as told:
        view.show_pdf(b"no pdf")
    assert isinstance(told.args[0], UserError)


def test_another_pdf_takes_the_place_of_one_that_is_still_drawn(
    qtbot: QtBot, view: PdfView
) -> None:
    view.show_pdf(blank(30))
    last = blank(2)
    view.show_pdf(last)
    qtbot.waitUntil(lambda: len(view.pages._sizes) == 2, timeout=PATIENT)
    assert view.pdf is last


def test_a_view_is_freed_while_it_draws(qtbot: QtBot) -> None:
    def make() -> PdfView:
        view = PdfView(Texts("en"))
        view.show_pdf(blank(3))
        return view

    assert is_freed(qtbot, make)
