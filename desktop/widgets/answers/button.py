"""One of the answers to choose from, with the key that chooses it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from desktop import theme
from desktop.widgets.space_button import SpaceButton
from forms.checklist.model import Verdict

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

HEIGHT: Final = 44
_LEAST_WIDTH: Final = 88
_CORNER: Final = 7
_EDGE: Final = 6
_GAP: Final = 6
_CAP: Final = 18
_CAP_FONT: Final = 11
_LINK_GAP: Final = 4


class Tone(StrEnum):
    """What choosing it says; the values are colours of the look."""

    CONFORM = "conform"
    PARTLY = "partly"
    NONCONFORM = "nonconform"
    PLAIN = "accent"


TONES: Final = {
    Verdict.CONFORM: Tone.CONFORM,
    Verdict.PARTLY: Tone.PARTLY,
    Verdict.ALTERNATIVE: Tone.PARTLY,
    Verdict.NONCONFORM: Tone.NONCONFORM,
}


class AnswerButton(SpaceButton):
    """A button that stays chosen until the store says otherwise.

    It is painted here because a checklist shows many of them, and a stylesheet takes
    its time for every single one.

    Attributes:
        value: What it answers.
        key: The key that presses it, as it is written on it; may be empty.

    Signals:
        picked(str): The value was chosen.
    """

    picked = Signal(str)

    def __init__(
        self, value: str, label: str, key: str = "", tone: Tone = Tone.PLAIN
    ) -> None:
        super().__init__()
        self.value = value
        self.key = key
        self._tone = tone
        self.setText(label)
        self.setAccessibleName(label)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(f"{label}　{key}".strip())
        self.clicked.connect(self._on_clicked)

    @override
    def sizeHint(self) -> QSize:
        # As wide as it gets when it is chosen, so that nothing moves.
        width = QFontMetrics(self._label_font(bold=True)).horizontalAdvance(self.text())
        cap = _CAP + _GAP if self.key else 0
        return QSize(max(_LEAST_WIDTH, width + cap + 2 * _EDGE), HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def nextCheckState(self) -> None:
        """A click asks; what is chosen is shown after it was saved."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen, enabled = self.isChecked(), self.isEnabled()
        self._paint_body(painter, chosen=chosen)
        font = self._label_font(bold=chosen)
        label = QFontMetrics(font).horizontalAdvance(self.text())
        cap = _CAP + _GAP if self.key else 0
        left = (self.width() - label - cap) / 2
        if self.key:
            self._paint_key(painter, QRectF(left, (HEIGHT - _CAP) / 2, _CAP, _CAP))
        ink = self._tone if chosen else "ink" if enabled else "muted"
        painter.setPen(theme.colour(ink))
        painter.setFont(font)
        painter.drawText(
            QRectF(left + cap, 0, label + 2, self.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.text(),
        )

    def _paint_body(self, painter: QPainter, *, chosen: bool) -> None:
        thick = 2 if self.hasFocus() else 1
        edge: str = self._tone if chosen else "line"
        if self.hasFocus() or (self.underMouse() and not chosen):
            edge = "accent" if not chosen else self._tone
        pressed = self.isDown() and not chosen
        if chosen:
            painter.setBrush(theme.colour(f"{self._tone}_soft"))
        else:
            painter.setBrush(theme.colour("accent_soft" if pressed else "card"))
        painter.setPen(QPen(theme.colour(edge), thick))
        inset = thick / 2
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), _CORNER, _CORNER
        )

    def _paint_key(self, painter: QPainter, box: QRectF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        font = QFont(self.font())
        font.setPixelSize(_CAP_FONT)
        painter.setFont(font)
        painter.setPen(theme.colour(self._tone if self.isChecked() else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.key)

    def _label_font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _on_clicked(self) -> None:
        self.picked.emit(self.value)


class KeyLink(SpaceButton):
    """Something to do at an item, in a word and with its key."""

    def __init__(self, label: str, key: str) -> None:
        super().__init__()
        self.key = key
        self.setText(label)
        self.setAccessibleName(label)
        self.setToolTip(f"{label}　{key}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        word = self.fontMetrics().horizontalAdvance(self.text())
        key = QFontMetrics(self._key_font()).horizontalAdvance(self.key)
        return QSize(word + key + _LINK_GAP + 2 * _EDGE, HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus() or self.isDown():
            edge = "accent" if self.hasFocus() else "accent_soft"
            painter.setPen(QPen(theme.colour(edge), 2 if self.hasFocus() else 1))
            painter.setBrush(theme.colour("accent_soft"))
            box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(box, _CORNER, _CORNER)
        middle = Qt.AlignmentFlag.AlignVCenter
        box = QRectF(self.rect()).adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setPen(theme.colour("accent"))
        painter.setFont(self.font())
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(theme.colour("muted"))
        painter.setFont(self._key_font())
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, self.key)

    def _key_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_CAP_FONT)
        return font
