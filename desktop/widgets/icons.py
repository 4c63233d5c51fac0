"""Our line icons, in the colour of the look that is on."""

from __future__ import annotations

from functools import cache
from typing import Final

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop import theme
from resources import folder

_SIDE: Final = 20
_PLACE_OF_COLOUR: Final = "currentColor"


def icon(name: str, colour: str = "ink", colour_on: str = "accent") -> QIcon:
    """The icon of that name in ``resources/icons``, in two colours of the look.

    The second is for when it is chosen. After the look has changed it is to be asked
    for again.
    """
    made = QIcon()
    for token, state in ((colour, QIcon.State.Off), (colour_on, QIcon.State.On)):
        for scale in (1, 2, 3):
            made.addPixmap(
                _painted(name, theme.colour(token).name(), scale),
                QIcon.Mode.Normal,
                state,
            )
    return made


@cache
def _painted(name: str, colour: str, scale: int) -> QPixmap:
    drawing = (folder("icons") / f"{name}.svg").read_text("utf-8")
    renderer = QSvgRenderer(
        QByteArray(drawing.replace(_PLACE_OF_COLOUR, colour).encode())
    )
    pixmap = QPixmap(QSize(_SIDE, _SIDE) * scale)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    pixmap.setDevicePixelRatio(scale)
    return pixmap
