"""A round's name, its days and its hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox

from desktop.widgets.phone_rounds.form_card import FormCard
from desktop.widgets.phone_rounds.hours import hours_shown, hours_typed
from desktop.widgets.roc_date import RocDateEdit
from forms.errors import UserError
from forms.phone.timetable import Days, Timetable
from resources.texts import later

if TYPE_CHECKING:
    from datetime import date

    from resources.texts import Texts

_DAYS: Final = {
    Days.WORKING: later("On working days"),
    Days.EVERY: later("On every day"),
    Days.OFF: later("On days off"),
}
_LONGEST_GAP: Final = 240


class WhenCard(FormCard):
    """What the round is called, and when its calls may be made.

    Signals:
        edited(): The person has changed something.
    """

    edited = Signal()

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__(texts("Name and days"))
        self.texts = texts
        self.title = QLineEdit()
        self.first = RocDateEdit(texts, today=today)
        self.last = RocDateEdit(texts, today=today)
        self.hours = QLineEdit()
        self.days = QComboBox()
        self.gap = QSpinBox()
        self._lay_out()
        for edit in (self.title, self.hours):
            edit.editingFinished.connect(self.edited)
        for day in (self.first, self.last):
            day.day_edited.connect(self._on_edited)
        self.days.activated.connect(self._on_edited)
        self.gap.editingFinished.connect(self.edited)

    def show_round(self, title: str, timetable: Timetable) -> None:
        """Show these; nobody is told."""
        self.title.setText(title)
        self.first.show_day(timetable.first)
        self.last.show_day(timetable.last)
        self.hours.setText(hours_shown(timetable.windows))
        self.days.setCurrentIndex(self.days.findData(timetable.days))
        self.gap.setValue(timetable.gap)

    def name(self) -> str:
        """What the round is called.

        Raises:
            UserError: It has no name.
        """
        name = self.title.text().strip()
        if not name:
            raise UserError("Give the round a name.")
        return name

    def timetable(self) -> Timetable:
        """The days and hours.

        Raises:
            UserError: They cannot be read.
        """
        first, last = self.first.day, self.last.day
        readable = self.first.is_valid() and self.last.is_valid()
        if not readable or first is None or last is None:
            raise UserError("Say from which day to which the round goes.")
        return Timetable(
            first=first,
            last=last,
            windows=hours_typed(self.hours.text()),
            days=Days(self.days.currentData()),
            gap=self.gap.value(),
        )

    def close_days(self) -> None:
        """Let the days be as they were when it was drawn."""
        for widget in (self.first, self.last, self.hours, self.days, self.gap):
            widget.setEnabled(False)

    def _lay_out(self) -> None:
        texts = self.texts
        for days, text in _DAYS.items():
            self.days.addItem(texts(text), days)
        self.gap.setRange(1, _LONGEST_GAP)
        self.gap.setSuffix(texts(" min"))
        self.hours.setToolTip(texts("Write the hours like 09:00–12:00、13:30–17:00."))
        self.add_rows(
            (
                (texts("&Title"), self.title, "round-title"),
                (texts("&From"), self.first, "round-first"),
                (texts("T&o"), self.last, "round-last"),
                (texts("&Hours"), self.hours, "round-hours"),
                (texts("Da&ys"), self.days, "round-days"),
                (texts("Calls &apart by at least"), self.gap, "round-gap"),
            )
        )

    def _on_edited(self, _: object) -> None:
        self.edited.emit()
