"""Until when a finding is to be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.roc_date import RocDateEdit, day_shown

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from resources.texts import Texts

_MOST_DAYS: Final = 120


class DueEdit(QWidget):
    """Working days from the visit, or a date, or 當場改正: at once.

    Signals:
        edited(): The person has changed it.
    """

    edited = Signal()

    def __init__(
        self, texts: Texts, *, today: date, due_in: Callable[[int], date]
    ) -> None:
        super().__init__()
        self.texts = texts
        self._due_in = due_in
        self.on_site = QCheckBox(texts("Corrected on site"))
        self.by_days = QRadioButton(texts("&Within"))
        self.days = QSpinBox()
        self._until = QLabel()
        self.by_date = QRadioButton(texts("&By"))
        self.day = RocDateEdit(texts, today=today)
        self._lay_out()
        self.on_site.clicked.connect(self._on_clicked)
        self.by_days.clicked.connect(self._on_clicked)
        self.by_date.clicked.connect(self._on_clicked)
        self.days.valueChanged.connect(self._on_days)
        self.day.day_edited.connect(self._on_day)

    def show_due(
        self, due: date | None, *, corrected_on_site: bool, usual_days: int
    ) -> None:
        """Show what is settled; without a date, so many working days are offered."""
        self.on_site.setChecked(corrected_on_site)
        days = self._working_days(due) if due else usual_days
        (self.by_date if days is None else self.by_days).setChecked(True)
        self.days.setValue(usual_days if days is None else days)
        self.day.show_day(due or self._due_in(usual_days))
        self._show_state()

    def due(self) -> date | None:
        """The day; ``None`` where it was put right at once."""
        if self.on_site.isChecked():
            return None
        if self.by_date.isChecked():
            return self.day.day
        return self._due_in(self.days.value())

    def _working_days(self, due: date) -> int | None:
        """How many working days that is; ``None`` if it is not the end of any."""
        for days in range(_MOST_DAYS + 1):
            end = self._due_in(days)
            if end >= due:
                return days if end == due else None
        return None

    def _show_state(self) -> None:
        at_once = self.on_site.isChecked()
        for widget in (self.by_days, self.by_date):
            widget.setEnabled(not at_once)
        self.days.setEnabled(not at_once and self.by_days.isChecked())
        self.day.setEnabled(not at_once and self.by_date.isChecked())
        until = day_shown(self.texts, self._due_in(self.days.value()))
        self._until.setText(self.texts("working days, until {day}", day=until))

    def _lay_out(self) -> None:
        self.days.setRange(0, _MOST_DAYS)
        theme.mark(self._until, "muted")
        for widget, name, called in (
            (self.on_site, "on-site", self.on_site.text()),
            (self.by_days, "by-days", self.texts("Within working days")),
            (self.days, "days", self.texts("Working days")),
            (self.by_date, "by-date", self.texts("By a date")),
            (self.day, "due-day", self.texts("Due date")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(called)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        rows: tuple[tuple[QWidget, ...], ...] = (
            (self.by_days, self.days, self._until),
            (self.by_date, self.day),
            (self.on_site,),
        )
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(8)
            for part in row:
                line.addWidget(part)
            line.addStretch()
            layout.addLayout(line)

    def _on_clicked(self) -> None:
        self._show_state()
        self.edited.emit()

    def _on_days(self) -> None:
        self._show_state()

    def _on_day(self) -> None:
        self.edited.emit()
