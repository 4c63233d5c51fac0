"""Where somebody signs with pen, finger or mouse."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPen,
    QTabletEvent,
    QTouchEvent,
    QTransform,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from forms.signing.ink import Ink

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent

    from resources.texts import Texts

_ASPECT: Final = 3.0
_STROKE: Final = 2.4
_LEAST_STEP: Final = 2.0
"""In pixels; nearer points are the trembling of a hand and the grid of a mouse."""

_MOST_STROKES: Final = 400
_MOST_POINTS: Final = 16_000
_TOUCH: Final = 44

Stroke = tuple[QPointF, ...]
"""Points from 0 to 1 across and down the paper."""


class _Device(Enum):
    MOUSE = auto()
    FINGER = auto()
    PEN = auto()


class SignaturePad(QWidget):
    """Paper to sign on, and what one may want to do with what was drawn.

    A stroke can be taken back with Ctrl+Z and everything with Delete. Nobody has to
    draw: the name can be written instead, and a signature needs no ink at all.

    Signals:
        changed(): Strokes came or went.
    """

    changed = Signal()

    def __init__(self, texts: Texts, key: str) -> None:
        """Make an empty one; ``key`` begins the object names of its controls."""
        super().__init__()
        self.texts = texts
        self._key = key
        self._signer = ""
        self.paper = _Paper(texts)
        self._undo = QPushButton(texts("Undo stroke"))
        self._clear = QPushButton(texts("Clear"))
        self._write = QPushButton(texts("Write the name"))
        self._lay_out()
        self.paper.changed.connect(self._on_changed)
        self._undo.clicked.connect(self.paper.undo)
        self._clear.clicked.connect(self.paper.clear)
        self._write.clicked.connect(self._on_write)
        self._show_what_can_be_done()

    def show_signer(self, role: str, name: str) -> None:
        """Say who is to sign here."""
        self._signer = name
        self.paper.setAccessibleName(
            self.texts("Signature of {name} ({role})", name=name, role=role)
        )
        self._show_what_can_be_done()

    def ink(self) -> Ink | None:
        """What was drawn; ``None`` where nobody drew."""
        if not self.paper.strokes:
            return None
        return Ink(
            strokes=tuple(
                tuple((point.x(), point.y()) for point in stroke)
                for stroke in self.paper.strokes
            ),
            aspect=_ASPECT,
        )

    def clear(self) -> None:
        """Be empty again."""
        self.paper.clear()

    def _lay_out(self) -> None:
        hint = QLabel(
            self.texts(
                "Sign with pen, finger or mouse. Who cannot draw may have the name "
                "written, or leave this empty: the signature counts without ink."
            )
        )
        hint.setWordWrap(True)
        theme.mark(hint, "guidance")
        self.paper.setObjectName(f"{self._key}-paper")
        self.paper.setAccessibleDescription(hint.text())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button, name, tip in (
            (self._undo, "undo", self.texts("Undo stroke (Ctrl+Z)")),
            (self._clear, "clear", self.texts("Clear (Delete)")),
            (self._write, "write", self.texts("Write the name in print letters")),
        ):
            button.setObjectName(f"{self._key}-{name}")
            button.setAccessibleName(button.text())
            button.setToolTip(tip)
            button.setMinimumHeight(_TOUCH)
            buttons.addWidget(button)
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.paper)
        layout.addLayout(buttons)
        layout.addWidget(hint)
        layout.addStretch()

    def _show_what_can_be_done(self) -> None:
        drawn = bool(self.paper.strokes)
        self._undo.setEnabled(drawn)
        self._clear.setEnabled(drawn)
        self._write.setEnabled(bool(self._signer) and not drawn)

    def _on_changed(self) -> None:
        self._show_what_can_be_done()
        self.changed.emit()

    def _on_write(self) -> None:
        self.paper.show_strokes(written(self._signer))


class _Paper(QWidget):
    """The paper alone.

    Signals:
        changed(): Strokes came or went.
    """

    changed = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.strokes: list[Stroke] = []
        self._texts = texts
        self._device: _Device | None = None
        self._current: list[QPointF] = []
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_strokes(self, strokes: list[Stroke]) -> None:
        """Have these on the paper."""
        self.strokes = strokes
        self.update()
        self.changed.emit()

    def undo(self) -> None:
        """Take the last stroke back."""
        self.show_strokes(self.strokes[:-1])

    def clear(self) -> None:
        """Take all strokes back."""
        self._current = []
        self.show_strokes([])

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, 140)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 80)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return min(round(width / _ASPECT), 220)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent):
            self._on_touch(event)
            return True
        return super().event(event)

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        position = event.position()
        if event.type() is QEvent.Type.TabletPress:
            self._begin(_Device.PEN, position)
        elif event.type() is QEvent.Type.TabletMove:
            self._go_on(_Device.PEN, position)
        else:
            self._end(_Device.PEN, position)
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._begin(_Device.MOUSE, event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(_Device.MOUSE, event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._end(_Device.MOUSE, event.position())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = self._sheet()
        focused = self.hasFocus()
        border = QPen(
            theme.colour("accent" if focused else "line"), 2 if focused else 1
        )
        painter.setPen(border)
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(sheet.adjusted(1, 1, -1, -1), 7, 7)
        foot = sheet.top() + 0.78 * sheet.height()
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(
            QPointF(sheet.left() + 24, foot), QPointF(sheet.right() - 24, foot)
        )
        strokes = [*self.strokes, tuple(self._current)]
        if not any(strokes):
            painter.setPen(theme.colour("muted"))
            painter.drawText(
                sheet, Qt.AlignmentFlag.AlignCenter, self._texts("Sign here")
            )
            return
        pen = QPen(theme.colour("ink"), _STROKE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        to_sheet = QTransform.fromTranslate(sheet.left(), sheet.top()).scale(
            sheet.width(), sheet.height()
        )
        for stroke in filter(None, strokes):
            painter.drawPath(curve([to_sheet.map(point) for point in stroke]))

    def _sheet(self) -> QRectF:
        """The largest paper of our shape; what is drawn on it is never stretched."""
        width = min(float(self.width()), self.height() * _ASPECT)
        height = width / _ASPECT
        return QRectF((self.width() - width) / 2, 0, width, height)

    def _begin(self, device: _Device, position: QPointF) -> None:
        # A palm that touched the screen first gives way to the pen.
        if self._device is not None and device is not _Device.PEN:
            return
        self._device = device
        self._current = []
        self._add(position)

    def _go_on(self, device: _Device, position: QPointF) -> None:
        if device is self._device:
            self._add(position)

    def _end(self, device: _Device, position: QPointF) -> None:
        if device is not self._device:
            return
        self._add(position)
        stroke, self._current, self._device = tuple(self._current), [], None
        if stroke and len(self.strokes) < _MOST_STROKES:
            self.show_strokes([*self.strokes, stroke])

    def _add(self, position: QPointF) -> None:
        sheet = self._sheet()
        point = QPointF(
            min(max((position.x() - sheet.left()) / sheet.width(), 0.0), 1.0),
            min(max((position.y() - sheet.top()) / sheet.height(), 0.0), 1.0),
        )
        if self._current:
            step = point - self._current[-1]
            away = max(abs(step.x()) * sheet.width(), abs(step.y()) * sheet.height())
            if away < _LEAST_STEP or self._is_full():
                return
        self._current.append(point)
        self.update()

    def _is_full(self) -> bool:
        return sum(map(len, self.strokes)) + len(self._current) >= _MOST_POINTS

    def _on_touch(self, event: QTouchEvent) -> None:
        event.accept()
        if not event.points():
            return
        position = event.points()[0].position()
        if event.type() is QEvent.Type.TouchBegin:
            self._begin(_Device.FINGER, position)
        elif event.type() is QEvent.Type.TouchUpdate:
            self._go_on(_Device.FINGER, position)
        else:
            self._end(_Device.FINGER, position)


def curve(points: list[QPointF]) -> QPainterPath:
    """A smooth line through all points, as the report draws it (Catmull-Rom)."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0))
        return path
    padded = [points[0], *points, points[-1]]
    for before, start, end, after in zip(
        padded, padded[1:], padded[2:], padded[3:], strict=False
    ):
        path.cubicTo(start + (end - before) / 6, end - (after - start) / 6, end)
    return path


def written(name: str) -> list[Stroke]:
    """The outlines of a name in print letters, in the middle of the paper."""
    font = QFont(theme.FAMILY)
    font.setPixelSize(100)
    letters = QPainterPath()
    letters.addText(0, 0, font, name)
    letters = letters.simplified()  # strokes of our font overlap
    box = letters.boundingRect()
    if box.isEmpty():
        return []
    scale = min(0.8 * _ASPECT / box.width(), 0.5 / box.height())
    to_paper = QTransform.fromScale(1 / _ASPECT, 1)
    to_paper.translate(_ASPECT / 2, 0.5)
    to_paper.scale(scale, scale)
    to_paper.translate(-box.center().x(), -box.center().y())
    outlines = letters.toSubpathPolygons(to_paper)
    return [tuple(outline.toList()) for outline in outlines[:_MOST_STROKES]]
