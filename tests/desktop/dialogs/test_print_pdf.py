from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtPrintSupport import QPrinter

from desktop.dialogs.print_pdf import print_pages
from desktop.workflows.pdf_pages import page_picture, page_sizes
from forms.errors import CancelledError

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.workflows.demo import Example


def printer_to(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(144)
    return printer


def inked(pdf: bytes, page: int) -> tuple[int, int, int, int]:
    """The box around all that is on a page, in points."""
    picture = page_picture(pdf, page, 1.0)
    size = (picture.width, picture.height)
    gray = Image.frombuffer(
        "RGB", size, picture.pixels, "raw", "BGRX", picture.stride, 1
    ).convert("L")
    box = gray.point(lambda value: 255 * (value < 160)).getbbox()
    assert box is not None
    return box


def test_pages_come_out_of_the_printer_as_they_are(
    qtbot: QtBot, example: Example, tmp_path: Path
) -> None:
    pdf = example.report.read_bytes()
    path = tmp_path / "printed.pdf"
    told: list[int] = []
    count = print_pages(printer_to(path), pdf, lambda done, _: told.append(done))
    printed = path.read_bytes()
    assert count == len(page_sizes(pdf)) == len(page_sizes(printed))
    assert told == list(range(count))
    size = page_sizes(printed)[0]
    assert (round(size.width), round(size.height)) == (595, 842)
    assert inked(printed, 0) == pytest.approx(inked(pdf, 0), abs=3)


def test_only_the_pages_asked_for_are_printed(
    qtbot: QtBot, example: Example, tmp_path: Path
) -> None:
    path = tmp_path / "printed.pdf"
    printer = printer_to(path)
    printer.setFromTo(2, 3)
    assert print_pages(printer, example.report.read_bytes(), lambda *_: None) == 2
    assert len(page_sizes(path.read_bytes())) == 2


def test_printing_can_be_stopped(
    qtbot: QtBot, example: Example, tmp_path: Path
) -> None:
    def stop(done: int, _whole: int) -> None:
        if done == 1:
            raise CancelledError

    with pytest.raises(CancelledError):
        print_pages(printer_to(tmp_path / "x.pdf"), example.report.read_bytes(), stop)
