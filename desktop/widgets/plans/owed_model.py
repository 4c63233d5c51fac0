"""Obligations as a table: which unit owes what until when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from typing_extensions import override

from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index
from forms.plan.obligations import State
from forms.report.plans.wording import STATE_SIGNS, STATES, count_said, rule_said
from forms.report.said import day
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_HEADINGS: Final = (
    later("State"),
    later("Deadline"),
    later("Unit"),
    later("Item"),
    later("Rule"),
    later("Done"),
    later("Period"),
)
WIDTHS: Final = (84, 128, 84, 230, 104, 70, 180)
_STATE, _DUE, _UNIT, _ITEM, _RULE, _DONE, _PERIOD = range(7)
_COLOURS: Final = {
    State.OVERDUE: "nonconform",
    State.DUE: "partly",
    State.MET: "conform",
}
_OPEN: Final = frozenset({State.DUE, State.OVERDUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedWanted:
    """What is ``None`` or empty lets all pass.

    Attributes:
        only_open: Nothing but what is due or overdue.
    """

    words: tuple[str, ...] = ()
    unit: str = ""
    state: State | None = None
    only_open: bool = False

    def lets_pass(self, one: Obligation) -> bool:
        """Whether the obligation is meant, the words aside."""
        return (
            self.unit in ("", one.unit)
            and self.state in (None, one.state)
            and (not self.only_open or one.state in _OPEN)
        )


class OwedModel(FlatTable["Obligation"]):
    """A row for each obligation that is wanted; the most pressing comes first."""

    def __init__(self, texts: Texts, plan: Plan, parent: QObject) -> None:
        super().__init__([texts(heading) for heading in _HEADINGS], parent)
        self.texts = texts
        self._plan = plan
        self._every: tuple[Obligation, ...] = ()
        self._wanted = OwedWanted(only_open=True)
        self._labels: dict[str, str] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def show_obligations(self, owed: Sequence[Obligation]) -> None:
        """Show these, as far as they are wanted."""
        self._every = tuple(owed)
        self._labels = {
            key: f"{self._plan.label(key)}　{self._plan.item(key).text}"
            for key in dict.fromkeys(one.item for one in owed)
        }
        self._choose()

    def want(self, wanted: OwedWanted) -> None:
        """Show only what is wanted."""
        self._wanted = wanted
        self._choose()

    def obligations(self) -> tuple[Obligation, ...]:
        """What is shown."""
        return tuple(self.rows)

    def whole(self) -> int:
        """How many there are, shown or not."""
        return len(self._every)

    def shown(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows as they are shown."""
        return (
            list(self.headings),
            [[self._text(one, at) for at in range(len(WIDTHS))] for one in self.rows],
        )

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(one, index.column())
        if index.column() == _STATE and one.state in _COLOURS:
            if role == Qt.ItemDataRole.ForegroundRole:
                return theme.colour(_COLOURS[one.state])
            if role == Qt.ItemDataRole.FontRole and one.state in _OPEN:
                return self._bold
        return None

    def _text(self, one: Obligation, column: int) -> str:
        if column == _STATE:
            return f"{STATE_SIGNS[one.state]} {self.texts(STATES[one.state])}"
        if column == _UNIT:
            return one.unit
        if column == _ITEM:
            return self._labels[one.item]
        if column == _RULE:
            return rule_said(self._plan.item(one.item).deadline, self.texts)
        if column == _PERIOD:
            start, end = one.window.start, one.window.end
            return f"{day(self.texts, start)}–{day(self.texts, end)}"
        if column == _DONE:
            return count_said(one, self.texts)
        return day(self.texts, one.window.due)

    def _choose(self) -> None:
        words = [word.casefold() for word in self._wanted.words]

        @cache
        def is_sought(item: str, unit: str) -> bool:
            text = f"{self._labels[item]}\n{unit}".casefold()
            return all(word in text for word in words)

        self._show(
            [
                one
                for one in self._every
                if self._wanted.lets_pass(one)
                and (not words or is_sought(one.item, one.unit))
            ]
        )
