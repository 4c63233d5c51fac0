"""The top of a report's first page: title, archive lines, QR code, header table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Table

from forms.report.qr import draw_code
from forms.report.sheet import (
    HEAD,
    PADDING,
    WIDTH,
    body,
    draw_fitted,
    label_width,
)
from forms.report.table import Row, ruled
from forms.typesetting.fonts import Face, draw, width
from forms.typesetting.paragraph import paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.report.visit import Labelled

_CODE: Final = 18 * mm
_ARCHIVE_SIZE: Final = 9.0
_ARCHIVE_LEADING: Final = 13.0
_TITLE_SIZE: Final = 19.0
_OCCASION_SIZE: Final = 11.5
_BELOW: Final = 12.0
_HEADER_SIZE: Final = 10.5


class Masthead(Flowable):  # type: ignore[misc]
    """檔號 and 保存年限 at the top right, the title in the middle, the code beside it.

    Args:
        title: One line, or two where it is too long for one.
        archive: What stands at the top right, to be written in where it is empty.
    """

    def __init__(
        self,
        title: tuple[str, str],
        occasion: str,
        archive: Sequence[Labelled],
        code: str,
    ) -> None:
        super().__init__()
        self._occasion = occasion
        self._archive = archive
        self._code = code
        self._room = WIDTH - _CODE - 4 * mm
        in_one = "　".join(title)
        fits = width(in_one, _TITLE_SIZE, Face.SANS_BOLD) <= self._room
        self._title = (in_one,) if fits else title

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        archive = len(self._archive) * _ARCHIVE_LEADING
        return WIDTH, archive + 6 + max(self._title_height(), _CODE) + _BELOW

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        top = self.wrap()[1]
        self._draw_archive(top)
        bottom = _BELOW
        draw_code(self.canv, self._code, WIDTH - _CODE, bottom, _CODE)
        middle = self._room / 2
        y = bottom + (max(self._title_height(), _CODE) + self._title_height()) / 2
        for line in self._title:
            y -= _TITLE_SIZE * 1.35
            draw_fitted(
                self.canv,
                middle,
                y + 4,
                line,
                _TITLE_SIZE,
                self._room,
                face=Face.SANS_BOLD,
                align="center",
            )
        y -= _OCCASION_SIZE * 1.6
        draw(self.canv, middle, y + 2, self._occasion, _OCCASION_SIZE, align="center")

    def _title_height(self) -> float:
        return len(self._title) * _TITLE_SIZE * 1.35 + _OCCASION_SIZE * 1.6

    def _draw_archive(self, top: float) -> None:
        """Labels below one another; their texts begin behind the longest label."""
        labels = [line.label for line in self._archive]
        wide = max(width(label, _ARCHIVE_SIZE) for label in labels)
        texts = [width(line.text, _ARCHIVE_SIZE) for line in self._archive]
        x = WIDTH - wide - max(*texts, 16 * mm)
        for place, line in enumerate(self._archive):
            y = top - (place + 1) * _ARCHIVE_LEADING + 4
            draw(self.canv, x, y, labels[place], _ARCHIVE_SIZE)
            draw(self.canv, x + wide, y, line.text, _ARCHIVE_SIZE)


def header_table(lines: Sequence[Labelled]) -> Table:
    """Labelled lines in pairs; the last one has a row to itself."""
    *pairs, alone = lines
    style = body(_HEADER_SIZE)
    left, right = pairs[::2], pairs[1::2]
    labels = (
        label_width((line.label for line in (*left, alone)), _HEADER_SIZE),
        label_width((line.label for line in right), _HEADER_SIZE),
    )
    texts = WIDTH - sum(labels)
    share = _share(left, right, texts)
    widths = (labels[0], texts * share, labels[1], texts * (1 - share))
    rows = [
        [one.label, one.text, other.label, other.text]
        for one, other in zip(left, right, strict=True)
    ]
    rows.append([alone.label, alone.text, "", ""])
    return ruled(
        [Row(cells=[[paragraph(text, style)] for text in row]) for row in rows],
        widths,
        heads=0,
        commands=[
            ("BACKGROUND", (0, 0), (0, -1), HEAD),
            ("BACKGROUND", (2, 0), (2, -2), HEAD),
            ("SPAN", (1, -1), (3, -1)),
        ],
    )


def _share(left: Sequence[Labelled], right: Sequence[Labelled], room: float) -> float:
    """Of the room for texts, what the left ones get: as they need, within reason."""
    need, other = (
        max(width(line.text, _HEADER_SIZE) for line in lines) + 2 * PADDING + 1
        for lines in (left, right)
    )
    spare = (room - need - other) / 2
    return min(max((need + spare) / room, 0.4), 0.68)
