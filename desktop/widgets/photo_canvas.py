"""A photo to be looked at closely and drawn on, with mouse, finger or keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.photo_marks import Mark, MarkKind, paint_marks

if TYPE_CHECKING:
    from PySide6.QtGui import (
        QKeyEvent,
        QMouseEvent,
        QPaintEvent,
        QResizeEvent,
        QWheelEvent,
    )

    from resources.texts import Texts

_ZOOM_STEP: Final = 1.25
_MOST_ZOOM: Final = 8.0
_STEP: Final = 0.02
_FINE: Final = 0.004
_SMALLEST: Final = 0.01
_CROSS: Final = 12
_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class PhotoCanvas(QWidget):
    """The picture, as large as there is room or larger, and the marks on it.

    With a tool in hand, dragging draws, and so do the arrow keys: Enter sets the
    start, Enter again the end. Without one, dragging and the arrows move the picture.

    Signals:
        drawn(): Something was drawn, or taken back.
    """

    drawn = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._picture = QPixmap()
        self._marks: list[Mark] = []
        self._tool: MarkKind | None = None
        self._zoom = 1.0
        self._middle = QPointF(0.5, 0.5)
        self._cross = QPointF(0.5, 0.5)
        self._by_keys = False
        self._start: QPointF | None = None
        self._grip: QPointF | None = None
        self._words = QLineEdit(self)
        self._lay_out()
        self._words.editingFinished.connect(self._on_words)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """What is drawn on the picture."""
        return tuple(self._marks)

    @property
    def picture(self) -> QPixmap:
        """What is shown; null until it was decoded."""
        return self._picture

    def show_picture(self, picture: QPixmap, marks: tuple[Mark, ...]) -> None:
        """Show this one, whole."""
        self._picture = picture
        self._marks = list(marks)
        self.fit()

    def take(self, tool: MarkKind | None) -> None:
        """Draw with this from now on; ``None`` moves the picture."""
        self._tool = tool
        self._start = None
        self._by_keys = False
        cross = Qt.CursorShape.CrossCursor
        self.setCursor(cross if tool else Qt.CursorShape.OpenHandCursor)
        self.update()

    def undo(self) -> None:
        """Take the last mark back."""
        if self._marks:
            self._marks.pop()
            self.update()
            self.drawn.emit()

    def zoom(self, steps: int) -> None:
        """Larger or smaller around the middle."""
        self._zoom = min(max(self._zoom * _ZOOM_STEP**steps, 1.0), _MOST_ZOOM)
        self._keep_in_view()

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom, self._middle = 1.0, QPointF(0.5, 0.5)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("background"))
        if self._picture.isNull():
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter, self.texts("Loading…")
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        room = self._room()
        painter.drawPixmap(room, self._picture, self._picture.rect().toRectF())
        paint_marks(painter, self._marks, room)
        if self._tool and self._start is not None:
            paint_marks(painter, [self._mark_to(self._cross)], room)
        if self._tool and self._by_keys:
            self._paint_cross(painter, room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_in_view()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(1 if event.angleDelta().y() > 0 else -1)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._by_keys = False
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self._tool is None:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        self._cross = self._share(event.position())
        if self._tool is MarkKind.TEXT:
            self._ask_for_words()
        else:
            self._start = self._cross

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            room = self._room()
            moved = event.position() - self._grip
            self._middle -= QPointF(moved.x() / room.width(), moved.y() / room.height())
            self._grip = event.position()
            self._keep_in_view()
        elif self._start is not None:
            self._cross = self._share(event.position())
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            self._grip = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._start is not None:
            self._finish()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._step(*_STEPS[key], _FINE if fine else _STEP)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._tool:
            self._set_point()
        elif key == Qt.Key.Key_Escape and self._start is not None:
            self._start = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _step(self, right: int, down: int, step: float) -> None:
        if self._tool is None:
            self._middle += QPointF(right * step * 2, down * step * 2)
            self._keep_in_view()
            return
        self._by_keys = True
        moved = self._cross + QPointF(right * step, down * step)
        self._cross = QPointF(min(max(moved.x(), 0), 1), min(max(moved.y(), 0), 1))
        self.update()

    def _set_point(self) -> None:
        self._by_keys = True
        if self._tool is MarkKind.TEXT:
            self._ask_for_words()
        elif self._start is None:
            self._start = QPointF(self._cross)
        else:
            self._finish()
        self.update()

    def _finish(self) -> None:
        mark = self._mark_to(self._cross)
        self._start = None
        across = abs(mark.end[0] - mark.start[0]), abs(mark.end[1] - mark.start[1])
        if max(across) >= _SMALLEST:
            self._add(mark)
        self.update()

    def _add(self, mark: Mark) -> None:
        self._marks.append(mark)
        self.update()
        self.drawn.emit()

    def _mark_to(self, end: QPointF) -> Mark:
        start = self._start or end
        return Mark(
            kind=self._tool or MarkKind.ARROW,
            start=(start.x(), start.y()),
            end=(end.x(), end.y()),
        )

    def _ask_for_words(self) -> None:
        room = self._room()
        at = room.topLeft() + QPointF(
            self._cross.x() * room.width(), self._cross.y() * room.height()
        )
        size = self._words.sizeHint()
        left = min(int(at.x()), max(self.width() - size.width(), 0))
        top = min(max(int(at.y()) - size.height(), 0), self.height() - size.height())
        self._words.move(left, top)
        self._words.clear()
        self._words.show()
        self._words.setFocus()

    def _room(self) -> QRectF:
        """Where the picture is, at the zoom that is on."""
        if self._picture.isNull():
            return self.rect().toRectF()
        size = QSizeF(self._picture.size())
        size.scale(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        size *= self._zoom
        left = self.width() / 2 - self._middle.x() * size.width()
        top = self.height() / 2 - self._middle.y() * size.height()
        return QRectF(QPointF(left, top), size)

    def _share(self, at: QPointF) -> QPointF:
        room = self._room()
        return QPointF(
            min(max((at.x() - room.left()) / room.width(), 0), 1),
            min(max((at.y() - room.top()) / room.height(), 0), 1),
        )

    def _keep_in_view(self) -> None:
        """Let no edge of a large picture come inside the view."""
        room = self._room()
        for whole, view, at, put in (
            (room.width(), self.width(), self._middle.x(), self._middle.setX),
            (room.height(), self.height(), self._middle.y(), self._middle.setY),
        ):
            half = min(view / 2 / whole, 0.5) if whole else 0.5
            put(min(max(at, half), 1 - half))
        self.update()

    def _paint_cross(self, painter: QPainter, room: QRectF) -> None:
        at = room.topLeft() + QPointF(
            self._cross.x() * room.width(), self._cross.y() * room.height()
        )
        across, down = QPointF(_CROSS, 0), QPointF(0, _CROSS)
        for colour, width in ((QColor("white"), 3), (theme.colour("accent"), 1)):
            painter.setPen(QPen(colour, width))
            painter.drawLine(at - across, at + across)
            painter.drawLine(at - down, at + down)

    def _lay_out(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 220)
        self.setObjectName("canvas")
        self.setAccessibleName(self.texts("Photo"))
        self._words.setObjectName("mark-words")
        self._words.setAccessibleName(self.texts("Words on the photo"))
        self._words.setPlaceholderText(self.texts("Words, then Enter"))
        self._words.hide()
        self.take(None)

    def _on_words(self) -> None:
        if self._words.isHidden():
            return
        self._words.hide()
        self.setFocus()
        text = self._words.text().strip()
        if text:
            at = self._cross
            self._add(Mark(kind=MarkKind.TEXT, start=(at.x(), at.y()), text=text))
