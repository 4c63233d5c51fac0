"""The pages of a PDF as pictures and text, from its bytes alone."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import pypdfium2

from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterator

_ONE_AT_A_TIME: Final = Lock()
"""PDFium keeps state of its own: two threads in it at once end the program."""

_MOST_PIXELS: Final = 24_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSize:
    """A page as it is shown, in points of 1/72 inch."""

    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePicture:
    """A page as a picture.

    Attributes:
        page: Counted from 0.
        pixels: Rows of ``stride`` bytes; blue, green, red and one unused for each.
        text: What can be read on the page.
    """

    page: int
    width: int
    height: int
    stride: int
    pixels: bytes
    text: str


def page_sizes(pdf: bytes) -> tuple[PageSize, ...]:
    """The size of each page.

    Raises:
        UserError: It is no PDF, or cannot be opened.
    """
    with _opened(pdf) as document:
        sizes = [document.get_page_size(page) for page in range(len(document))]
    return tuple(PageSize(width=width, height=height) for width, height in sizes)


def page_picture(pdf: bytes, page: int, scale: float) -> PagePicture:
    """A page with its signatures, drawn at ``scale`` pixels a point, or as many as fit.

    Raises:
        UserError: It is no PDF, or cannot be opened.
    """
    with _opened(pdf) as document:
        document.init_forms()
        shown = document[page]
        width, height = shown.get_size()
        most = (_MOST_PIXELS / (width * height)) ** 0.5
        bitmap = shown.render(scale=min(scale, most), prefer_bgrx=True)
        return PagePicture(
            page=page,
            width=bitmap.width,
            height=bitmap.height,
            stride=bitmap.stride,
            pixels=bytes(bitmap.buffer),
            text=shown.get_textpage().get_text_range(),
        )


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    # Everything is closed before the lock is given up: what PDFium's objects would
    # do when the garbage is collected might meet another thread in it.
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise UserError(
                "The PDF cannot be shown; it is damaged or protected."
            ) from error
        try:
            yield document
        finally:
            document.close()
