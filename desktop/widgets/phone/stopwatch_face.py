"""The large stopwatch of the bench."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from desktop import theme
from desktop.widgets.phone.words import duration

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from resources.texts import Texts

_TICK: Final = 100  # milliseconds


class StopwatchFace(QFrame):
    """How long the call has taken, and how long since something happened.

    What it shows is asked for each time: it counts nothing itself.
    """

    def __init__(
        self,
        texts: Texts,
        elapsed: Callable[[], Decimal | None],
        since: Callable[[], Decimal | None],
    ) -> None:
        super().__init__()
        self.texts = texts
        self._elapsed = elapsed
        self._since = since
        self._time = QLabel()
        self._wait = QLabel()
        self._state = QLabel()
        self._hint = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._on_tick)
        self._lay_out()

    def show_state(self, words: str, hint: str, *, running: bool) -> None:
        """Show what is going on and what to do about it, and run or stand still."""
        self._state.setText(words)
        self._hint = hint
        theme.mark(self, "card-current" if running else "card")
        if running:
            self._timer.start()
        else:
            self._timer.stop()
        self._on_tick()

    def _lay_out(self) -> None:
        theme.mark(self._time, "stopwatch")
        theme.mark(self._state, "strong")
        theme.mark(self._wait, "muted")
        self._wait.setWordWrap(True)
        self._wait.setTextFormat(Qt.TextFormat.PlainText)
        self._time.setAccessibleName(self.texts("Time of the call"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(0)
        for label in (self._state, self._time, self._wait):
            layout.addWidget(label)

    def _on_tick(self) -> None:
        self._time.setText(duration(self._elapsed()))
        since = self._since() if self._timer.isActive() and not self._hint else None
        self._wait.setText(
            self._hint
            if since is None
            else self.texts("{time} since the last", time=duration(since))
        )
