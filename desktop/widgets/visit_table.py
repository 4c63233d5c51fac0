"""The visits as a table: filtered, sorted, and quick with ten thousand rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from db.summaries import Summary
from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index
from forms.checklist.model import InspectionKind
from forms.inspection import InspectionState
from forms.report.said import KINDS, day, listed
from resources.texts import Texts, later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject


STATES: Final = {
    InspectionState.DRAFT: later("Draft"),
    InspectionState.SEALED: later("Sealed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which visits are to be shown; what is ``None`` or empty lets all pass.

    Attributes:
        words: Each of them stands somewhere in the row.
        since: The first day.
        until: The last one.
    """

    words: tuple[str, ...] = ()
    state: InspectionState | None = None
    kind: InspectionKind | None = None
    unit: str = ""
    since: date | None = None
    until: date | None = None

    def lets_pass(self, visit: Summary) -> bool:
        """Whether the visit is meant, the words aside."""
        on = visit.started.date()
        return (
            self.state in (None, visit.state)
            and self.kind in (None, visit.kind)
            and self.unit in ("", visit.unit)
            and (self.since is None or on >= self.since)
            and (self.until is None or on <= self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    heading: str
    text: Callable[[Texts, Summary], str]
    key: Callable[[Summary], tuple[str, ...] | tuple[float, ...]]
    width: int


def _state(texts: Texts, visit: Summary) -> str:
    state = texts(STATES[visit.state])
    if visit.state is InspectionState.SEALED:
        return state
    return f"{state} {visit.answered}/{visit.total}"


def _state_key(visit: Summary) -> tuple[float, ...]:
    if visit.state is InspectionState.SEALED:
        return (2,)
    return (visit.answered / visit.total if visit.total else 0,)


def _score(texts: Texts, visit: Summary) -> str:
    if visit.percent is None:
        return ""
    grade = visit.grade.label if visit.grade else {}
    return f"{visit.percent} {texts.of(grade)}".strip()


def _checklists(texts: Texts, visit: Summary) -> str:
    return listed(texts, (texts.of(one.title) for one in visit.checklists))


_COLUMNS: Final = (
    _Column(
        heading=later("Date"),
        text=lambda texts, visit: day(texts, visit.started.date()),
        key=lambda visit: (visit.started.timestamp(),),
        width=124,
    ),
    _Column(
        heading=later("Inspected unit"),
        text=lambda _, visit: visit.unit,
        key=lambda visit: (visit.unit, visit.place),
        width=120,
    ),
    _Column(
        heading=later("Place visited"),
        text=lambda _, visit: visit.place,
        key=lambda visit: (visit.place,),
        width=164,
    ),
    _Column(
        heading=later("Kind of inspection"),
        text=lambda texts, visit: texts(KINDS[visit.kind]),
        key=lambda visit: (visit.kind,),
        width=108,
    ),
    _Column(
        heading=later("State"),
        text=_state,
        key=_state_key,
        width=100,
    ),
    _Column(
        heading=later("Score"),
        text=_score,
        key=lambda visit: (float(visit.percent or -1),),
        width=88,
    ),
    _Column(
        heading=later("Findings"),
        text=lambda _, visit: str(visit.findings or ""),
        key=lambda visit: (visit.findings,),
        width=68,
    ),
    _Column(
        heading=later("Checklists"),
        text=_checklists,
        key=lambda visit: tuple(one.code for one in visit.checklists),
        width=150,
    ),
    _Column(
        heading=later("Record number"),
        text=lambda _, visit: visit.number or "",
        key=lambda visit: (visit.number or "",),
        width=120,
    ),
)
_STATE_COLUMN: Final = 4
WIDTHS: Final = tuple(column.width for column in _COLUMNS)


class VisitTable(FlatTable[Summary]):
    """One row for each visit that is wanted."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__([texts(column.heading) for column in _COLUMNS], parent)
        self.texts = texts
        self._visits: tuple[Summary, ...] = ()
        self._sought: tuple[str, ...] = ()
        self._wanted = Wanted()
        self._sorted_by = (0, Qt.SortOrder.DescendingOrder)
        self._bold = QFont()
        self._bold.setBold(True)

    def show_visits(self, visits: Sequence[Summary]) -> None:
        """Have these in the table, the latest first, as far as they are wanted."""
        self._visits = tuple(visits)
        self._sought = ()
        self._choose()

    def want(self, wanted: Wanted) -> None:
        """Show only what is wanted."""
        self._wanted = wanted
        self._choose()

    def row_of(self, visit: str) -> int:
        """The row of the visit; -1 if it is not shown."""
        return next((at for at, one in enumerate(self.rows) if one.id == visit), -1)

    def all_visits(self) -> tuple[Summary, ...]:
        """Every visit, wanted or not."""
        return self._visits

    def texts_of_rows(self) -> list[tuple[str, ...]]:
        """What is shown, row by row."""
        return [self._cells(visit) for visit in self.rows]

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        visit = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _COLUMNS[index.column()].text(self.texts, visit)
        if index.column() == _STATE_COLUMN and visit.state is InspectionState.DRAFT:
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme.colour("accent")
            if role == Qt.ItemDataRole.FontRole:
                return self._bold
        return None

    @override
    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        self._sorted_by = (column, order)
        self._choose()

    def _choose(self) -> None:
        """Find the rows anew; the store gave them by date, the latest first."""
        passed = self._passing()
        column, order = self._sorted_by
        descending = order is Qt.SortOrder.DescendingOrder
        if (column, descending) != (0, True):
            passed.sort(key=_COLUMNS[column].key, reverse=descending)
        self._show(passed)

    def _passing(self) -> list[Summary]:
        wanted = self._wanted
        if not wanted.words:
            return [visit for visit in self._visits if wanted.lets_pass(visit)]
        words = [word.casefold() for word in wanted.words]
        return [
            visit
            for visit, text in zip(self._visits, self._all_sought(), strict=True)
            if all(word in text for word in words) and wanted.lets_pass(visit)
        ]

    def _all_sought(self) -> tuple[str, ...]:
        """What each visit is found by, made when the first letter is typed.

        Thousands of visits have few days, kinds and sets of checklists among them.
        """
        if not self._sought:
            self._sought = tuple(map(self._found_by(), self._visits))
        return self._sought

    def _found_by(self) -> Callable[[Summary], str]:
        kinds = {kind: self.texts(word) for kind, word in KINDS.items()}
        states = {state: self.texts(word) for state, word in STATES.items()}
        days: dict[date, str] = {}
        titles: dict[tuple[str, ...], str] = {}

        def said(visit: Summary) -> str:
            on, codes = visit.started.date(), tuple(c.code for c in visit.checklists)
            if on not in days:
                days[on] = day(self.texts, on)
            if codes not in titles:
                titles[codes] = _checklists(self.texts, visit)
            return (
                f"{days[on]}\n{visit.unit}\n{visit.place}\n{kinds[visit.kind]}\n"
                f"{states[visit.state]}\n{titles[codes]}\n{visit.number}"
            ).casefold()

        return said

    def _cells(self, visit: Summary) -> tuple[str, ...]:
        return tuple(column.text(self.texts, visit) for column in _COLUMNS)
