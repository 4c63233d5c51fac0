"""How a signature looks on paper: the ink, and beneath it who signed, as what, when."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

from reportlab.pdfgen.canvas import Canvas

from forms.typesetting.fonts import draw, register
from forms.typesetting.fonts import width as text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportlab.pdfgen.pathobject import PDFPathObject

    from forms.signing.ink import Ink

_SIZE: Final = 8.0
_SMALLEST: Final = 4.0
_LEADING: Final = 1.25  # of the size
_CAPTION: Final = 0.6  # of the height at most, where there is ink as well
_MARGIN: Final = 3.0
_INK_WIDTH: Final = 1.1
_INK_COLOUR: Final = (0.05, 0.10, 0.35)


def picture(
    size: tuple[float, float], caption: Sequence[str], ink: Ink | None
) -> bytes:
    """A PDF of one page of that size, all fonts embedded.

    Args:
        size: Width and height of the signature field in points.
        caption: What stands beneath the ink: on one line if there is room, so that
            more is left for the ink; else on several.
        ink: What was drawn; ``None`` where nobody drew.
    """
    register()
    width, height = size
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=size)
    room = width - 2 * _MARGIN
    lines, size_of_text = _fitted(
        caption, room, (height - 2 * _MARGIN) * (_CAPTION if ink else 1)
    )
    leading = size_of_text * _LEADING
    text_height = len(lines) * leading
    baseline = text_height - size_of_text + _MARGIN / 2
    for line in lines:
        draw(canvas, _MARGIN, baseline, line, size_of_text)
        baseline -= leading
    if ink is not None:
        _draw_ink(
            canvas,
            ink,
            (_MARGIN, text_height, room, height - text_height - _MARGIN),
        )
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _fitted(
    caption: Sequence[str], width: float, height: float
) -> tuple[list[str], float]:
    """The caption's lines and their size, so small that nothing is cut off."""
    line = "　".join(caption)
    if text_width(line, _SIZE) <= width:
        return [line], _SIZE
    size = _SIZE
    while True:
        lines = _broken(caption, width, size)
        most = int(height / (size * _LEADING))
        if len(lines) <= most or size <= _SMALLEST:
            return lines[:most], size
        size -= 0.5


def _broken(caption: Sequence[str], width: float, size: float) -> list[str]:
    """Lines that are no wider than there is room, broken wherever they must."""
    lines: list[str] = []
    for part in caption:
        line = ""
        for char in part:
            if line and text_width(line + char, size) > width:
                lines.append(line)
                line = ""
            line += char
        lines.append(line)
    return lines


def _draw_ink(
    canvas: Canvas, ink: Ink, area: tuple[float, float, float, float]
) -> None:
    """Draw the strokes as large as the area allows, without stretching them."""
    left, bottom, width, height = area
    pad_width = min(width, height * ink.aspect)
    pad_height = pad_width / ink.aspect
    left += (width - pad_width) / 2
    top = bottom + (height + pad_height) / 2
    canvas.setStrokeColorRGB(*_INK_COLOUR)
    canvas.setLineWidth(_INK_WIDTH)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in ink.strokes:
        points = [(left + x * pad_width, top - y * pad_height) for x, y in stroke]
        path = canvas.beginPath()
        _trace(path, points)
        canvas.drawPath(path)


def _trace(path: PDFPathObject, points: list[tuple[float, float]]) -> None:
    """A smooth line through all points (Catmull-Rom, as Bézier curves)."""
    path.moveTo(*points[0])
    if len(points) == 1:
        path.lineTo(*points[0])
        return
    padded = [points[0], *points, points[-1]]
    for before, start, end, after in zip(
        padded, padded[1:], padded[2:], padded[3:], strict=False
    ):
        path.curveTo(
            start[0] + (end[0] - before[0]) / 6,
            start[1] + (end[1] - before[1]) / 6,
            end[0] - (after[0] - start[0]) / 6,
            end[1] - (after[1] - start[1]) / 6,
            *end,
        )
