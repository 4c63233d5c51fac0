"""A sentence that comes and goes by itself: what was undone, what was added."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from desktop import theme

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

_STAYS: Final = 4_000  # milliseconds
_ABOVE: Final = 20


class Toast(QLabel):
    """Lies over the foot of its parent; a click goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self._gone = QTimer(self)
        self._gone.setSingleShot(True)
        self._gone.setInterval(_STAYS)
        self._gone.timeout.connect(self.hide)
        self.setObjectName("toast")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme.mark(self, "toast")
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show this for a while, and have a screen reader say it."""
        self.setText(sentence)
        self.setAccessibleName(sentence)
        self._place()
        self.show()
        self.raise_()
        self._gone.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        room = self._room.size()
        left = (room.width() - self.width()) // 2
        self.move(QPoint(left, room.height() - self.height() - _ABOVE))
