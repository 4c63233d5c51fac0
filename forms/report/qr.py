"""A QR code drawn as paths, sharp at any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import segno
from reportlab.lib.colors import black

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas


def draw_code(canvas: Canvas, text: str, x: float, y: float, side: float) -> None:
    """Draw it with its lower left corner at this point; the paper is its margin."""
    rows = segno.make(text, error="m", micro=False).matrix
    module = side / len(rows)
    path = canvas.beginPath()
    for number, row in enumerate(rows, 1):
        start = 0
        for place in range(1, len(row) + 1):
            if place < len(row) and row[place] == row[start]:
                continue
            if row[start]:
                path.rect(
                    x + start * module,
                    y + side - number * module,
                    (place - start) * module,
                    module,
                )
            start = place
    canvas.saveState()
    canvas.setFillColor(black)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
