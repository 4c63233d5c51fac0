"""Who makes the calls of a round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.cells import Row
from desktop.widgets.phone_rounds.cell_view import CellView
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from forms.phone.round import RoundTester
    from resources.texts import Texts

_MOST_ROWS: Final = 6
_REMARK: Final = 2


class TestersCard(Card):
    """People to tick, and a line to add somebody whom the directory does not know.

    Signals:
        edited(): The person has changed who tests.
        added(str, str): Somebody of this name and unit is to test as well.
    """

    edited = Signal()
    added = Signal(str, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("Testers"))
        self.texts = texts
        self._people: dict[str, RoundTester] = {}
        self._chosen: set[str] = set()
        self._tested: frozenset[str] = frozenset()
        self._said = QLabel(texts("Nobody is given a call to their own unit."))
        self.name = SuggestEdit()
        self.unit = SuggestEdit()
        self._add = QPushButton(texts("Add"))
        self.table = CellView(
            "round-testers",
            texts("Testers"),
            (
                (texts("Name of the person"), 110),
                (texts("Their unit"), 120),
                (texts("To be looked at"), 160),
            ),
            "",
        )
        self._lay_out()
        self.table.cells.ticked.connect(self._on_ticked)
        self.name.returnPressed.connect(self.unit.setFocus)
        self.unit.named.connect(self._on_add)
        self._add.clicked.connect(self._on_add)

    def show_testers(
        self, known: Sequence[RoundTester], chosen: Sequence[RoundTester]
    ) -> None:
        """Show everybody who is known, and tick those who test."""
        self._people = {one.key: one for one in (*chosen, *known)}
        self._chosen = {one.key for one in chosen}
        self._show()

    def show_tested(self, units: Collection[str]) -> None:
        """Say who belongs to one of these."""
        tested = frozenset(units)
        if tested != self._tested:
            self._tested = tested
            self._show()

    def offer_units(self, units: Iterable[str]) -> None:
        """Offer these as somebody's own."""
        self.unit.offer(Suggestion(name=unit) for unit in units)

    def add_tester(self, tester: RoundTester) -> None:
        """Have somebody test who was not known; nobody is told."""
        self._people[tester.key] = tester
        self._chosen.add(tester.key)
        self._show()

    def testers(self) -> tuple[RoundTester, ...]:
        """Who is ticked."""
        return tuple(one for key, one in self._people.items() if key in self._chosen)

    def _show(self) -> None:
        self.table.show_rows([self._row(one) for one in self._people.values()])
        self.table.fit(_MOST_ROWS)

    def _row(self, one: RoundTester) -> Row:
        own = self._tested & set(one.barred)
        remark = ""
        if own and own == self._tested:
            remark = self.texts("May test none of the units that are ticked.")
        elif own:
            remark = self.texts(
                "Is given no call to {units}.", units="、".join(sorted(own))
            )
        return Row(
            key=one.key,
            cells=(one.name, one.unit, remark),
            ticked=one.key in self._chosen,
            marks={_REMARK: "partly"} if own and own == self._tested else {},
        )

    def _lay_out(self) -> None:
        texts = self.texts
        theme.mark(self._said, "muted")
        theme.mark(self._add, "link")
        self._said.setWordWrap(True)
        for widget, name, text in (
            (self.name, "round-tester-name", texts("Somebody else's name")),
            (self.unit, "round-tester-unit", texts("Their unit, if any")),
        ):
            widget.setObjectName(name)
            widget.setAccessibleName(text)
            widget.setPlaceholderText(text)
        self._add.setObjectName("round-tester-add")
        self._add.setAccessibleName(texts("Add a tester"))
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.name, 1)
        below.addWidget(self.unit, 1)
        below.addWidget(self._add)
        self.body.addWidget(self._said)
        self.body.addWidget(self.table)
        self.body.addLayout(below)

    def _on_ticked(self, key: str, is_on: bool) -> None:
        self._chosen = self._chosen | {key} if is_on else self._chosen - {key}
        self._show()
        self.edited.emit()

    def _on_add(self) -> None:
        name, unit = self.name.text().strip(), self.unit.text().strip()
        if not name:
            self.name.setFocus()
            return
        self.name.clear()
        self.unit.clear()
        self.added.emit(name, unit)
