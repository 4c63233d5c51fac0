"""A wait that is timed, with a clock that cannot jump, though one leaves meanwhile."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.editor import AnswerEditor
from desktop.widgets.answers.fields import NumberField, outside, range_in_words
from desktop.widgets.flow import Flow
from desktop.workflows.timing import begin_wait, seconds_waited
from forms.checklist.model import NOT_APPLICABLE
from forms.inspection import Wait

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.running import Running
    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts

_TICK: Final = 100  # milliseconds
_BUTTON: Final = (168, 60)
_CLOCK_WIDTH: Final = 150


class WaitEditor(AnswerEditor):
    """One big button, also the space bar, starts and stops; once more times anew.

    Where no clock can tell any more how long it was, the seconds are typed.
    """

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(checklist, item, texts, now)
        self._running: Running | None = None
        self._shown: Wait | None = None
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._button = QPushButton()
        self._time = QLabel()
        self._said = QLabel()
        self._typed = NumberField(item.key, texts, whole=True)
        self._na = self.not_applicable_button()
        self._lay_out()
        self._tick.timeout.connect(self._on_tick)
        self._button.clicked.connect(self._on_button)
        self._typed.entered.connect(self._on_typed)

    @property
    def is_running(self) -> bool:
        """Whether somebody is waiting just now."""
        return self._tick.isActive()

    @override
    def show_running(self, running: Running | None) -> None:
        self._running = running
        if running is None:
            self._tick.stop()
        else:
            self._go_on()

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
            label, seconds = self.texts("Stop"), self._elapsed() or Decimal(0)
        elif self._shown:
            label = self.texts("Time again")
            seconds = Decimal(self._shown.seconds)
        else:
            label, seconds = self.texts("Start"), Decimal(0)
        self._button.setText(self.texts("{action}  Space", action=label))
        self._button.setAccessibleName(label)
        self._time.setText(_clock_face(seconds))
        theme.mark(self._time, "clock-running" if self.is_running else "clock")
        lost = self._running is not None and not self.is_running
        self._typed.setVisible(lost)
        if lost:
            self._warn()
        else:
            self._point_out(str(seconds) if self._shown and not self.is_running else "")

    def _warn(self) -> None:
        self._said.setText(
            self.texts("No clock can tell how long it was; type the seconds.")
        )
        theme.mark(self._said, "hint")
        self._said.show()

    def _point_out(self, seconds: str) -> None:
        self._said.setVisible(self.item.expected is not None)
        if self.item.expected is None:
            return
        unit = self.texts("seconds")
        wrong = outside(self.texts, self.item.expected, seconds, unit)
        said = range_in_words(self.texts, self.item.expected, unit)
        self._said.setText(wrong or self.texts("Expected: {range}", range=said))
        theme.mark(self._said, "hint" if wrong else "guidance")

    def _elapsed(self) -> Decimal | None:
        if self._running is None:
            return None
        return seconds_waited(self._running, self.now())

    def _go_on(self) -> None:
        """Time on, for as long as there is a clock to do it by."""
        if self._elapsed() is None:
            self._tick.stop()
        elif not self.is_running:
            self._tick.start()

    def _lay_out(self) -> None:
        self._button.setObjectName(f"{self.item.key}-clock")
        self._button.setMinimumSize(*_BUTTON)
        self._button.setToolTip(self.texts("Starts and stops the time (Space)"))
        self._time.setMinimumWidth(_CLOCK_WIDTH)
        self._typed.setObjectName(f"{self.item.key}-seconds")
        self._typed.setAccessibleName(self.texts("How many seconds it was"))
        self._typed.setPlaceholderText(self.texts("seconds"))
        self._typed.hide()
        layout = Flow(self)
        for widget in (self._button, self._time, self._typed, self._na, self._said):
            layout.addWidget(widget)
        self._na.setVisible(self.may_be_not_applicable)

    def _on_button(self) -> None:
        if not self.is_running:
            self.give(begin_wait(self.item.key, self.now()))
            return
        seconds = self._elapsed()
        if self._running is not None and seconds is not None:
            self.give(Wait(started=self._running.started, seconds=str(seconds)))

    def _on_tick(self) -> None:
        seconds = self._elapsed()
        if seconds is None:
            self._tick.stop()
            self._say()
        else:
            self._time.setText(_clock_face(seconds))

    def _on_typed(self, _: str, seconds: str) -> None:
        if self._running is not None and seconds:
            self.give(Wait(started=self._running.started, seconds=seconds))


def _clock_face(seconds: Decimal) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes):02d}:{rest:04.1f}"
