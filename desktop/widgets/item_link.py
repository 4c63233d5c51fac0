"""A line that leads to an item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy
from typing_extensions import override

from desktop import theme
from desktop.widgets.space_button import SpaceButton

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_HEIGHT: Final = 32
_CORNER: Final = 6
_OUT: Final = 6
_NUMBER: Final = 44


class ItemLink(SpaceButton):
    """What an item is called, and a word about it.

    Signals:
        chosen(str): It was pressed; the item's key.
    """

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._item = ""
        self._word = ""
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_item(self, item: str, name: str, word: str) -> None:
        """Lead to this item."""
        self._item = item
        self._word = word
        self.setText(name)
        self.setAccessibleName(f"{name}　{word}")
        self.setToolTip(f"{name}　{word}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_NUMBER, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.underMouse() or self.hasFocus()
        if active:
            painter.setBrush(theme.colour("accent_soft"))
            painter.setPen(theme.colour("accent" if self.hasFocus() else "accent_soft"))
            box = QRectF(self.rect()).adjusted(0.5, 1.5, -0.5, -1.5)
            painter.drawRoundedRect(box, _CORNER, _CORNER)
        inside = QRectF(self.rect()).adjusted(_OUT, 0, -_OUT, 0)
        metrics = painter.fontMetrics()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("accent" if active else "ink"))
        room = int(inside.width()) - _OUT
        word = metrics.horizontalAdvance(self._word)
        # A number is never cut for the sake of the word about it.
        room_for_name = max(room - word, room // 3)
        right = Qt.TextElideMode.ElideRight
        name = metrics.elidedText(self.text(), right, room_for_name)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.setPen(theme.colour("muted"))
        word_room = room - metrics.horizontalAdvance(name)
        said = metrics.elidedText(self._word, right, word_room)
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, said)

    def _on_clicked(self) -> None:
        self.chosen.emit(self._item)
