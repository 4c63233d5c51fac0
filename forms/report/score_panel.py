"""The score: a figure, its grade, and a bar for every section."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms.report.sheet import ACCENT, FAINT, HAIRLINE, LINE, WIDTH
from forms.typesetting.fonts import Face, draw, width

if TYPE_CHECKING:
    from forms.report.content import Bar, ScorePanel

_FIGURE_BOX: Final = 32 * mm
_GAP: Final = 4 * mm
_INSET: Final = 9.0
_ROW: Final = 15.5
_THICK: Final = 7.0
_LABEL_SIZE: Final = 9.5
_PERCENT_ROOM: Final = 28.0
_MOST_IN_A_COLUMN: Final = 8


class ScoreFlowable(Flowable):  # type: ignore[misc]
    """Two boxes side by side: the figure, and the bars with their numbers.

    The bars are dark on white and end in their numbers, so that a photocopy tells as
    much as the original.
    """

    def __init__(self, panel: ScorePanel, label: str) -> None:
        super().__init__()
        self._panel = panel
        self._label = label
        count = len(panel.bars)
        self._columns = 1 if count <= _MOST_IN_A_COLUMN else 2
        self._rows = -(-count // self._columns)

    def wrap(self, *_available: float) -> tuple[float, float]:
        """Its size in points."""
        return WIDTH, max(self._rows * _ROW + 2 * _INSET, 70)

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        height = self.wrap()[1]
        canvas = self.canv
        canvas.saveState()
        canvas.setLineWidth(HAIRLINE)
        canvas.setStrokeColor(LINE)
        left = _FIGURE_BOX + _GAP
        canvas.rect(0, 0, _FIGURE_BOX, height)
        canvas.rect(left, 0, WIDTH - left, height)
        canvas.restoreState()
        self._draw_figure(height)
        room = (WIDTH - left - _INSET * (self._columns + 1)) / self._columns
        top = height / 2 + self._rows * _ROW / 2
        for place, bar in enumerate(self._panel.bars):
            column, row = divmod(place, self._rows)
            x = left + _INSET + column * (room + _INSET)
            self._draw_bar(bar, x, top - (row + 1) * _ROW, room)

    def _draw_figure(self, height: float) -> None:
        middle, y = _FIGURE_BOX / 2, height / 2
        draw(self.canv, middle, y + 21, self._label, 10.5, align="center")
        draw(
            self.canv, middle, y - 9, self._panel.percent, 29, Face.SANS_BOLD, "center"
        )
        draw(self.canv, middle, y - 27, self._panel.grade, 11.5, align="center")

    def _draw_bar(self, bar: Bar, x: float, y: float, room: float) -> None:
        canvas = self.canv
        labels = [width(one.label, _LABEL_SIZE) for one in self._panel.bars]
        label_room = min(max(labels) + 8, room * 0.45)
        size = _LABEL_SIZE * min(1, (label_room - 4) / width(bar.label, _LABEL_SIZE))
        draw(canvas, x, y + 4.5, bar.label, size)
        track = room - label_room - _PERCENT_ROOM
        canvas.saveState()
        canvas.setLineWidth(0)
        canvas.setFillColor(FAINT)
        canvas.rect(x + label_room, y + 4, track, _THICK, stroke=0, fill=1)
        canvas.setFillColor(ACCENT)
        if bar.share:
            canvas.rect(
                x + label_room, y + 4, track * bar.share, _THICK, stroke=0, fill=1
            )
        canvas.restoreState()
        draw(canvas, x + room, y + 4.5, bar.percent, 9, Face.SANS, "right")
