"""Nobody has touched the window for a while."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QWindow

_LOOK_EVERY: Final = 5_000
_TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Watches one window for keys, the mouse, the pen and fingers.

    It watches the system's window and not the widgets, of which every paint would
    come by. Time counts by the wall as well: a laptop that has slept was left alone.

    Signals:
        left_alone(): Nobody has touched the window for as long as was agreed.
    """

    left_alone = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._minutes = 0
        self._touched = (0.0, 0.0)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self.touch()

    def watch(self, window: QWindow) -> None:
        """Take notice of what happens to this window."""
        window.installEventFilter(self)

    def agree(self, minutes: int) -> None:
        """Tell after so many minutes; 0 never tells."""
        self._minutes = minutes
        self.touch()
        if minutes:
            self._timer.start()
        else:
            self._timer.stop()

    def touch(self) -> None:
        """Somebody is there."""
        self._touched = (time.time(), time.monotonic())

    def look(self) -> None:
        """Tell if it has been long enough."""
        wall, steady = self._touched
        alone = max(time.time() - wall, time.monotonic() - steady)
        if self._minutes and alone >= self._minutes * 60:
            self.touch()
            self.left_alone.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False
