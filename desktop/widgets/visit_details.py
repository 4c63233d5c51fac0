"""What is settled about a visit when it ends: its end, 檔號, 保存年限."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTimeEdit,
)

from desktop.widgets.card import Card
from desktop.widgets.roc_date import RocDateEdit

if TYPE_CHECKING:
    from datetime import date

    from desktop.session import Session
    from forms.inspection import Inspection

_YEARS: Final = (1, 3, 5, 10, 20)


class VisitDetails(Card):
    """The end of a visit and what the registry wants to know.

    Signals:
        edited(Inspection): The visit with what the person has changed.
    """

    edited = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session.texts("The visit"))
        self.session = session
        self.texts = session.texts
        self._inspection: Inspection | None = None
        self._day = RocDateEdit(self.texts, today=session.now().date())
        self._time = QTimeEdit()
        self._now = QPushButton(self.texts("Now"))
        self._file_number = QLineEdit()
        self._retention = QComboBox()
        self._period = QLineEdit()
        self._retention.setEditable(True)
        self._retention.setLineEdit(self._period)
        self._lay_out()
        self._day.day_edited.connect(self._on_ended)
        self._time.editingFinished.connect(self._on_ended)
        self._now.clicked.connect(self._on_now)
        self._file_number.editingFinished.connect(self._on_file_number)
        self._retention.activated.connect(self._on_retention)
        self._period.editingFinished.connect(self._on_retention)

    def show_visit(self, inspection: Inspection) -> None:
        """Show this visit; one that has no end yet is proposed to end now."""
        self._inspection = inspection
        ended = inspection.ended or self.session.now()
        self._day.show_day(ended.date())
        self._time.setTime(QTime(ended.hour, ended.minute))
        self._file_number.setText(inspection.file_number)
        self._retention.setEditText(inspection.retention)

    def ended(self) -> datetime:
        """When the visit ended, as it stands here."""
        day: date = self._day.day or self.session.now().date()
        time = self._time.time()
        return datetime(
            day.year,
            day.month,
            day.day,
            time.hour(),
            time.minute(),
            tzinfo=self.session.now().tzinfo,
        )

    def _lay_out(self) -> None:
        self._time.setDisplayFormat("HH:mm")
        self._retention.addItem("")
        for years in _YEARS:
            self._retention.addItem(self.texts("{count} years", count=years))
        self._retention.addItem(self.texts("Permanent"))
        for widget, name, label in (
            (self._day, "finish-ended-day", self.texts("Day the visit ended")),
            (self._time, "finish-ended-time", self.texts("Time the visit ended")),
            (self._now, "finish-ended-now", self.texts("The visit ends now")),
            (self._file_number, "finish-file-number", self.texts("File number")),
            (self._retention, "finish-retention", self.texts("Retention period")),
            (self._period, "finish-retention-edit", self.texts("Retention period")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(label)
        self._file_number.setPlaceholderText(
            self.texts("May stay empty until the registry gives one")
        )
        ended = QHBoxLayout()
        ended.setSpacing(8)
        ended.addWidget(self._day, 1)
        ended.addWidget(self._time)
        ended.addWidget(self._now)
        form = QFormLayout()
        form.setSpacing(8)
        form.addRow(self.texts("Ended"), ended)
        form.addRow(self.texts("File number"), self._file_number)
        form.addRow(self.texts("Retention period"), self._retention)
        self.body.addLayout(form)

    def _tell(self, changed: Inspection) -> None:
        if changed != self._inspection:
            self.edited.emit(changed)

    def _on_ended(self) -> None:
        was, ended = self._inspection and self._inspection.ended, self.ended()
        if self._inspection is None or (was and to_minute(was) == ended):
            return
        self._tell(replace(self._inspection, ended=ended))

    def _on_now(self) -> None:
        if self._inspection is not None:
            now = to_minute(self.session.now())
            self._tell(replace(self._inspection, ended=now))

    def _on_file_number(self) -> None:
        if self._inspection is not None:
            number = self._file_number.text().strip()
            self._tell(replace(self._inspection, file_number=number))

    def _on_retention(self) -> None:
        if self._inspection is not None:
            period = self._retention.currentText().strip()
            self._tell(replace(self._inspection, retention=period))


def to_minute(moment: datetime) -> datetime:
    """The moment as it is entered and shown, without its seconds."""
    return moment.replace(second=0, microsecond=0)
