"""A visit to go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QWidget,
)

from desktop import theme
from desktop.widgets.list_row import INSIDE, Words
from forms.report.said import KINDS, day, listed

if TYPE_CHECKING:
    from datetime import datetime

    from db.summaries import Summary
    from resources.texts import Texts

_BAR: Final = (48, 120)


class DraftRow(QWidget):
    """How far the visit has come, and the button to go on.

    Signals:
        resumed(str): The person wants to go on with the visit of that id.
        discarded(): The person has practised enough.
    """

    resumed = Signal(str)
    discarded = Signal()

    def __init__(self, texts: Texts, visit: Summary, now: datetime) -> None:
        super().__init__()
        self.texts = texts
        self._visit = visit
        self._bar = QProgressBar()
        self._count = QLabel(f"{visit.answered} / {visit.total}")
        self.go_on = QPushButton(texts("Continue"))
        self._discard = QPushButton(texts("Throw away"))
        self._lay_out(now)
        self.go_on.clicked.connect(self._on_clicked)
        self._discard.clicked.connect(self.discarded)

    def offer_to_discard(self) -> None:
        """It is only practice, and can be thrown away from here."""
        self._discard.show()

    def _lay_out(self, now: datetime) -> None:
        visit = self._visit
        self._bar.setRange(0, max(visit.total, 1))
        self._bar.setValue(visit.answered)
        self._bar.setTextVisible(False)
        self._bar.setMinimumWidth(_BAR[0])
        self._bar.setMaximumWidth(_BAR[1])
        self._bar.setAccessibleName(
            self.texts(
                "{answered} of {total} items answered",
                answered=visit.answered,
                total=visit.total,
            )
        )
        theme.mark(self._count, "muted")
        self._count.setMinimumWidth(52)
        self._count.setAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.go_on.setObjectName(f"continue-{visit.id}")
        self.go_on.setAccessibleName(f"{self.go_on.text()} {visit.unit}")
        titles = listed(self.texts, (self.texts.of(c.title) for c in visit.checklists))
        theme.mark(self._discard, "link")
        self._discard.setObjectName(f"discard-{visit.id}")
        self._discard.setAccessibleName(f"{self._discard.text()} {visit.unit}")
        self._discard.hide()
        words = Words(visit.unit, titles or visit.place, self._below(now))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(INSIDE, 10, INSIDE, 10)
        layout.setSpacing(12)
        layout.addWidget(words, 4)
        layout.addWidget(self._bar, 1)
        layout.addWidget(self._count)
        layout.addWidget(self._discard)
        layout.addWidget(self.go_on)

    def _below(self, now: datetime) -> str:
        kind = self.texts(KINDS[self._visit.kind])
        changed = self._visit.changed.astimezone(now.tzinfo)
        ago = (now.date() - changed.date()).days
        if ago == 0:
            last = self.texts("last worked on at {time}", time=f"{changed:%H:%M}")
        elif ago == 1:
            last = self.texts("yesterday")
        else:
            last = day(self.texts, changed.date())
        return f"{kind}　{last}"

    def _on_clicked(self) -> None:
        self.resumed.emit(self._visit.id)
