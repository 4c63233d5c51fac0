"""A month to choose a day from, with the year of the Republic above it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from forms.roc import roc_year

if TYPE_CHECKING:
    from resources.texts import Texts


class RocCalendar(QFrame):
    """A month that pops up below an edit.

    Signals:
        chosen(object): The day that was taken.
    """

    chosen = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.texts = texts
        self._month = QLabel()
        self._back = QPushButton("‹")
        self._on = QPushButton("›")
        self._days = QCalendarWidget()
        self._lay_out()
        self._days.currentPageChanged.connect(self._on_page)
        self._days.clicked.connect(self._on_day)
        self._days.activated.connect(self._on_day)
        self._back.clicked.connect(self._days.showPreviousMonth)
        self._on.clicked.connect(self._days.showNextMonth)

    def open_at(self, day: date, *, below: QWidget) -> None:
        """Pop up with this day chosen."""
        self._days.setSelectedDate(QDate(day.year, day.month, day.day))
        self._on_page(self._days.yearShown(), self._days.monthShown())
        self.move(below.mapToGlobal(QPoint(0, below.height() + 4)))
        self.show()
        self._days.setFocus()

    def _lay_out(self) -> None:
        theme.mark(self, "popup")
        theme.mark(self._month, "heading")
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for button, name in (
            (self._back, self.texts("Previous month")),
            (self._on, self.texts("Next month")),
        ):
            theme.mark(button, "link")
            button.setAccessibleName(name)
            button.setToolTip(name)
        self._days.setObjectName("calendar-days")
        self._days.setAccessibleName(self.texts("Days"))
        self._days.setNavigationBarVisible(False)
        self._days.setVerticalHeaderFormat(
            QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader
        )
        chinese = self.texts.language == "zh-TW"
        self._days.setLocale(
            QLocale(QLocale.Language.Chinese, QLocale.Country.Taiwan)
            if chinese
            else QLocale(QLocale.Language.English)
        )
        self._days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._month, 1)
        head.addWidget(self._on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._days)

    def _on_page(self, year: int, month: int) -> None:
        day = date(year, month, 1)
        self._month.setText(
            f"民國{roc_year(day)}年{month}月"
            if self.texts.language == "zh-TW"
            else f"{year}-{month:02d}"
        )

    def _on_day(self, day: QDate) -> None:
        self.close()
        self.chosen.emit(date(day.year(), day.month(), day.day()))
