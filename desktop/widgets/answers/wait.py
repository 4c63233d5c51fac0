"""A wait that is timed, with a clock that cannot jump."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QElapsedTimer, QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.editor import AnswerEditor
from desktop.widgets.answers.fields import outside, range_in_words
from desktop.widgets.flow import Flow
from forms.checklist.model import NOT_APPLICABLE
from forms.inspection import Wait

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts

_TICK: Final = 100  # milliseconds
_BUTTON: Final = (168, 60)
_CLOCK_WIDTH: Final = 150


class WaitEditor(AnswerEditor):
    """One big button, also the space bar, starts and stops; once more times anew."""

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(checklist, item, texts, now)
        self._clock = QElapsedTimer()
        self._shown: Wait | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._button = QPushButton()
        self._time = QLabel()
        self._said = QLabel()
        self._na = self.not_applicable_button()
        self._lay_out()
        self._tick.timeout.connect(self._on_tick)
        self._button.clicked.connect(self._on_button)

    @property
    def is_running(self) -> bool:
        """Whether somebody is waiting just now."""
        return self._tick.isActive()

    @override
    def show_answer(self, answer: Answer | None) -> None:
        self._shown = answer.wait if answer else None
        self._na.setChecked(answer is not None and answer.value == NOT_APPLICABLE)
        self._say()

    @override
    def press(self, key: str) -> bool:
        if key == " ":
            self._on_button()
            return True
        return super().press(key)

    def _say(self) -> None:
        if self.is_running:
            label, seconds = self.texts("Stop"), self._elapsed()
        elif self._shown:
            label = self.texts("Time again")
            seconds = Decimal(self._shown.seconds)
        else:
            label, seconds = self.texts("Start"), Decimal(0)
        self._button.setText(self.texts("{action}  Space", action=label))
        self._button.setAccessibleName(label)
        self._time.setText(_clock_face(seconds))
        theme.mark(self._time, "clock-running" if self.is_running else "clock")
        self._point_out(str(seconds) if self._shown and not self.is_running else "")

    def _point_out(self, seconds: str) -> None:
        if self.item.expected is None:
            self._said.hide()
            return
        unit = self.texts("seconds")
        wrong = outside(self.texts, self.item.expected, seconds, unit)
        said = range_in_words(self.texts, self.item.expected, unit)
        self._said.setText(wrong or self.texts("Expected: {range}", range=said))
        theme.mark(self._said, "hint" if wrong else "guidance")

    def _elapsed(self) -> Decimal:
        return Decimal(self._clock.elapsed() // _TICK).scaleb(-1)

    def _lay_out(self) -> None:
        self._button.setObjectName(f"{self.item.key}-clock")
        self._button.setMinimumSize(*_BUTTON)
        self._button.setToolTip(self.texts("Starts and stops the time (Space)"))
        self._time.setMinimumWidth(_CLOCK_WIDTH)
        layout = Flow(self)
        for widget in (self._button, self._time, self._na, self._said):
            layout.addWidget(widget)
        self._na.setVisible(self.may_be_not_applicable)

    def _on_button(self) -> None:
        if not self.is_running:
            self._clock.start()
            self._tick.start()
            self._say()
            return
        seconds = self._elapsed()
        self._tick.stop()
        started = self.now() - timedelta(milliseconds=self._clock.elapsed())
        self._say()
        self.give(Wait(started=started, seconds=str(seconds)))

    def _on_tick(self) -> None:
        self._time.setText(_clock_face(self._elapsed()))


def _clock_face(seconds: Decimal) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02d}:{rest:04.1f}"
