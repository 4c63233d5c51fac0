"""Photos in two columns with their numbers, captions and hashes."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable, Table, TableStyle

from forms.report.sheet import FAINT, HAIRLINE, WIDTH, small
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.report.pictures import Picture

_GUTTER: Final = 4 * mm
_COLUMN: Final = (WIDTH - _GUTTER) / 2
_TALLEST: Final = _COLUMN * 3 / 4


class Photograph(Flowable):  # type: ignore[misc]
    """A JPEG as wide as its column, or as high as a landscape photo would be."""

    def __init__(self, jpeg: bytes) -> None:
        super().__init__()
        self._image = ImageReader(BytesIO(jpeg))
        width, height = self._image.getSize()
        scale = min(_COLUMN / width, _TALLEST / height)
        self._size = width * scale, height * scale

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        return _COLUMN, self._size[1]

    def draw(self) -> None:
        """Draw it above the beginning of its caption, with a hairline around it."""
        width, height = self._size
        self.canv.drawImage(self._image, 0, 0, width, height)
        self.canv.saveState()
        self.canv.setLineWidth(HAIRLINE)
        self.canv.setStrokeColor(FAINT)
        self.canv.rect(0, 0, width, height)
        self.canv.restoreState()


def photo_grid(pictures: Sequence[Picture], jpegs: Mapping[str, bytes]) -> Table:
    """Two photos a row; a row is never torn over two pages."""
    cells = [_cell(picture, jpegs[picture.sha256]) for picture in pictures]
    rows = [
        [left, "", right]
        for left, right in zip(
            cells[::2], [*cells[1::2], *[""] * (len(cells) % 2)], strict=True
        )
    ]
    return Table(
        rows,
        colWidths=(_COLUMN, _GUTTER, _COLUMN),
        hAlign="LEFT",
        style=TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 2),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 9),
            ]
        ),
    )


def _cell(picture: Picture, jpeg: bytes) -> list[Any]:
    cell = [
        Photograph(jpeg),
        paragraph(picture.title, style(Face.SANS_BOLD, 8.5, 15, spaceBefore=2)),
    ]
    if picture.caption:
        cell.append(paragraph(picture.caption, style(Face.BODY, 9.5, 13.5)))
    cell.append(paragraph(picture.original, small(7.5)))
    return cell
