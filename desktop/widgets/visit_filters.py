"""Which visits the list is to show."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from desktop.widgets.choices import offer
from desktop.widgets.filter_row import FilterRow
from desktop.widgets.visit_table import STATES, Wanted
from forms.checklist.model import InspectionKind
from forms.inspection import InspectionState
from forms.report.said import KINDS, year_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from db.summaries import Summary
    from resources.texts import Texts

_DAYS: Final = 30


class VisitFilters(FilterRow):
    """Words to type, and state, kind, unit and period to choose.

    Signals:
        wanted(Wanted): The person wants to see these.
        left(): The person is done with the words and wants to go on in the list.
    """

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__(texts)
        self._today = today
        self.state = QComboBox()
        self.kind = QComboBox()
        self.unit = QComboBox()
        self.period = QComboBox()
        self._lay_out()

    def show_visits(self, visits: Sequence[Summary]) -> None:
        """Offer the units and the years that are among these."""
        units = sorted({visit.unit for visit in visits})
        offer(self.unit, self.texts("All units"), ((unit, unit) for unit in units))
        years = sorted({visit.started.year for visit in visits}, reverse=True)
        periods = [
            (
                self.texts("The last {days} days", days=_DAYS),
                (self._today - timedelta(days=_DAYS), self._today),
            )
        ]
        for year in years:
            first, last = date(year, 1, 1), date(year, 12, 31)
            name = self.texts("Year {year}", year=year_of(self.texts, first))
            periods.append((name, (first, last)))
        offer(self.period, self.texts("Any time"), periods)

    @override
    def choice(self) -> Wanted:
        """What is wanted now."""
        since, until = self.period.currentData() or (None, None)
        # Qt gives back the text alone of what it was given.
        state, kind = self.state.currentData(), self.kind.currentData()
        return Wanted(
            words=tuple(self.words.text().split()),
            state=InspectionState(state) if state else None,
            kind=InspectionKind(kind) if kind else None,
            unit=self.unit.currentData() or "",
            since=since,
            until=until,
        )

    def _lay_out(self) -> None:
        self.words.setObjectName("words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(self.texts("Filter the list (Ctrl+F)"))
        self.words.setAccessibleName(self.texts("Filter the list"))
        self.words.setMinimumWidth(180)
        offer(
            self.state,
            self.texts("Any state"),
            ((self.texts(word), state) for state, word in STATES.items()),
        )
        offer(
            self.kind,
            self.texts("All kinds"),
            ((self.texts(word), kind) for kind, word in KINDS.items()),
        )
        self.lay_out_row(
            (
                (self.state, "state", self.texts("State")),
                (self.kind, "kind", self.texts("Kind of inspection")),
                (self.unit, "unit", self.texts("Inspected unit")),
                (self.period, "period", self.texts("Period")),
            )
        )
