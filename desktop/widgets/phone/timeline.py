"""What has happened in a call, and the waits that follow from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.phone.words import EVENTS, WAITS, duration, rings_and_seconds
from forms.phone.call import EventKind, attempt

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from forms.phone.call import CallEvent
    from forms.phone.clock import Gap, Measure
    from forms.phone.scale import Interval
    from resources.texts import Texts


class Timeline(QWidget):
    """The waits with their rings and seconds, then the events, the last one first.

    Signals:
        correct_asked(str): This wait is to be corrected.
        gap_asked(int): The time before this event is to be told.
    """

    correct_asked = Signal(str)
    gap_asked = Signal(int)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(2)
        self._shown: object = None

    def show_call(
        self,
        events: Sequence[CallEvent],
        measures: Mapping[Interval, Measure],
        gaps: Sequence[Gap],
        held: Decimal | None,
    ) -> None:
        """Show these, and how long one was put on hold."""
        shown = (tuple(events), tuple(measures.items()), tuple(gaps), held)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for gap in gaps:
            self._rows.addWidget(self._gap(gap))
        for measure in measures.values():
            self._rows.addWidget(self._wait(measure))
        if any(event.kind is EventKind.HOLD for event in attempt(events)):
            words, _ = EVENTS[EventKind.HOLD]
            row = _row(self.texts(words), "", QLabel(duration(held)))
            self._rows.addWidget(row)
        for event in reversed(events):
            self._rows.addWidget(self._event(event))
        self._rows.addStretch()

    def _gap(self, gap: Gap) -> QWidget:
        said = (
            self.texts("Time while the program was closed: unknown")
            if gap.seconds is None
            else self.texts(
                "Time while the program was closed: {time}", time=duration(gap.seconds)
            )
        )
        button = _GapButton(self.texts("Tell"), gap.after)
        button.setToolTip(f"{button.text()}　C")
        button.asked.connect(self.gap_asked)
        return _row(said, "hint", button)

    def _wait(self, measure: Measure) -> QWidget:
        words = self.texts(WAITS[measure.interval])
        value = rings_and_seconds(measure.rings, measure.seconds, self.texts)
        if measure.rings_corrected or measure.seconds_corrected:
            value = self.texts("{value} (corrected)", value=value)
        button = _WaitButton(value, measure.interval)
        button.setObjectName(f"wait-{measure.interval}")
        button.setAccessibleName(
            self.texts("Correct: {wait}, {value}", wait=words, value=value)
        )
        button.setToolTip(self.texts("Correct rings and seconds　C"))
        button.asked.connect(self.correct_asked)
        return _row(words, "", button)

    def _event(self, event: CallEvent) -> QWidget:
        words, _ = EVENTS[event.kind]
        time = QLabel(f"{event.at:%H:%M:%S}")
        theme.mark(time, "muted")
        return _row(self.texts(words), "muted", time)


class _WaitButton(QPushButton):
    """A wait that can be corrected.

    Signals:
        asked(str): It is to be corrected.
    """

    asked = Signal(str)

    def __init__(self, text: str, interval: Interval) -> None:
        super().__init__(text)
        self._interval = interval
        theme.mark(self, "link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.asked.emit(self._interval)


class _GapButton(QPushButton):
    """A time that no clock measured.

    Signals:
        asked(int): It is to be told; the number of the event behind it.
    """

    asked = Signal(int)

    def __init__(self, text: str, after: int) -> None:
        super().__init__(text)
        self._after = after
        theme.mark(self, "link")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setObjectName(f"gap-{after}")
        self.setAccessibleName(text)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        self.asked.emit(self._after)


def _row(words: str, kind: str, beside: QWidget) -> QWidget:
    row = QWidget()
    across = QHBoxLayout(row)
    across.setContentsMargins(0, 0, 0, 0)
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if kind:
        theme.mark(label, kind)
    across.addWidget(label, 1)
    across.addWidget(beside)
    return row
