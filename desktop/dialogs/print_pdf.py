"""Printing a PDF as it is, on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

from forms.errors import CancelledError, UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from resources.texts import Texts

_DOTS_AN_INCH: Final = 300
_POINTS_AN_INCH: Final = 72


Work = Callable[[Callable[[int, int], None]], int]
"""What a `Task` is given."""


def ask_to_print(parent: QWidget, texts: Texts, pdf: bytes, name: str) -> Work | None:
    """Ask for a printer; the work to be started, ``None`` where nobody wants to.

    Raises:
        UserError: This computer knows no printer.
    """
    if not QPrinterInfo.availablePrinterNames():
        raise UserError(
            "This computer knows no printer; save the PDF and print it elsewhere."
        )
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(texts("Print"))
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    accepted = dialog.exec() == QPrintDialog.DialogCode.Accepted
    dialog.deleteLater()
    return partial(print_pages, printer, pdf) if accepted else None


def print_pages(printer: QPrinter, pdf: bytes, step: Callable[[int, int], None]) -> int:
    """Print the pages that the person has asked for; how many those were.

    May be done beside the window: Qt lets any thread paint on a printer.

    Raises:
        UserError: The printer does not take them, or somebody stopped it.
    """
    from desktop.workflows.pdf_pages import page_picture, page_sizes

    sizes = page_sizes(pdf)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or len(sizes), len(sizes))
    printer.setFullPage(True)
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("The printer does not answer; switch it on and print again.")
    dots = min(printer.resolution(), _DOTS_AN_INCH)
    try:
        for number in range(first, last + 1):
            step(number - first, last - first + 1)
            if number > first:
                printer.newPage()
            picture = page_picture(pdf, number - 1, dots / _POINTS_AN_INCH)
            image = QImage(
                picture.pixels,
                picture.width,
                picture.height,
                picture.stride,
                QImage.Format.Format_RGB32,
            )
            points = printer.resolution() / _POINTS_AN_INCH
            size = sizes[number - 1]
            painter.drawImage(
                QRectF(0, 0, size.width * points, size.height * points), image
            )
    except CancelledError:
        printer.abort()
        raise
    finally:
        painter.end()
    return last - first + 1
