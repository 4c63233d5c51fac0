"""What is drawn on a photo: arrows, boxes and words, in one colour.

Places are shares of the picture's width and height, so that marks fit it at any size.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import atan2, cos, pi, sin
from typing import TYPE_CHECKING, Final

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainterPath, QPen, QPolygonF

from desktop import theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

# Burnt into the picture, whatever the look of the window is.
_COLOUR: Final = theme.LIGHT.nonconform
_LINE: Final = 1 / 160
_HEAD: Final = 1 / 28
_LETTERS: Final = 1 / 24
_HALO: Final = 2.2
_OPEN: Final = pi / 7


class MarkKind(StrEnum):
    """What can be drawn."""

    ARROW = "arrow"
    BOX = "box"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One thing that was drawn.

    Attributes:
        start: Where an arrow begins, a corner of a box, where words begin.
        end: Where an arrow points, the other corner; of no meaning for words.
    """

    kind: MarkKind
    start: tuple[float, float]
    end: tuple[float, float] = (0.0, 0.0)
    text: str = ""


def marks_of(shapes: str) -> tuple[Mark, ...]:
    """What `shapes_of` has written; nothing for an empty text."""
    return msgspec.json.decode(shapes, type=tuple[Mark, ...]) if shapes else ()


def shapes_of(marks: Sequence[Mark]) -> str:
    """The marks as JSON; empty for none."""
    return msgspec.json.encode(tuple(marks)).decode() if marks else ""


def paint_marks(painter: QPainter, marks: Sequence[Mark], room: QRectF) -> None:
    """Draw them over a picture that fills the room."""
    size = max(room.width(), room.height())
    painter.save()
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    for mark in marks:
        path = _path(mark, room, size)
        # On a red wall a red arrow is only seen by its white rim.
        painter.strokePath(path, _pen("white", size * _LINE * _HALO))
        if mark.kind is MarkKind.TEXT:
            painter.fillPath(path, QColor(_COLOUR))
        else:
            painter.strokePath(path, _pen(_COLOUR, size * _LINE))
    painter.restore()


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen


def _path(mark: Mark, room: QRectF, size: float) -> QPainterPath:
    start, end = _at(mark.start, room), _at(mark.end, room)
    path = QPainterPath()
    if mark.kind is MarkKind.BOX:
        path.addRect(QRectF(start, end).normalized())
    elif mark.kind is MarkKind.ARROW:
        path.moveTo(start)
        path.lineTo(end)
        path.addPolygon(_head(start, end, size * _HEAD))
    else:
        font = QFont(theme.FAMILY)
        font.setPixelSize(max(int(size * _LETTERS), 8))
        font.setBold(True)
        path.addText(start, font, mark.text)
    return path


def _head(start: QPointF, end: QPointF, length: float) -> QPolygonF:
    angle = atan2(end.y() - start.y(), end.x() - start.x()) + pi
    sides = [
        end + QPointF(cos(angle + turn), sin(angle + turn)) * length
        for turn in (_OPEN, -_OPEN)
    ]
    return QPolygonF([sides[0], end, sides[1]])


def _at(place: tuple[float, float], room: QRectF) -> QPointF:
    return QPointF(
        room.left() + place[0] * room.width(), room.top() + place[1] * room.height()
    )
