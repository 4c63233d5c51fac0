"""Which checklists a visit is made with, and what has to be settled for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.tick_list import Tick, TickList

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from forms.checklist.model import Checklist, Fact
    from resources.texts import Texts


class ChecklistPicker(QWidget):
    """The checklists with how many items each has, and how many that makes.

    Signals:
        picked(): The person has ticked one or taken a tick away.
    """

    picked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._offered: dict[str, Checklist] = {}
        self.ticks = TickList()
        self._sum = QLabel()
        self._lay_out()
        self.ticks.ticked.connect(self._on_ticked)

    def offer(self, checklists: Sequence[Checklist]) -> None:
        """Offer these from now on; what was ticked stays so."""
        chosen = self.ticks.ticked_keys()
        self._offered = {one.code: one for one in checklists}
        self.show_chosen(chosen)

    def show_chosen(self, codes: Collection[str]) -> None:
        """Have these ticked; nobody is told."""
        self.ticks.show_ticks(
            [
                Tick(
                    key=one.code,
                    text=self.texts.of(one.title),
                    detail=self.texts("{count} items", count=_count(one)),
                    tip=self.texts.of(one.intro),
                )
                for one in self._offered.values()
            ],
            codes,
        )
        self._add_up()

    def chosen(self) -> tuple[Checklist, ...]:
        """The checklists that are ticked."""
        return tuple(self._offered[code] for code in self.ticks.ticked_keys())

    def _add_up(self) -> None:
        chosen = self.chosen()
        self._sum.setText(
            self.texts(
                "{checklists} checklists, {items} items",
                checklists=len(chosen),
                items=sum(map(_count, chosen)),
            )
        )

    def _lay_out(self) -> None:
        theme.mark(self._sum, "muted")
        self.ticks.setObjectName("checklists")
        self.ticks.setAccessibleName(self.texts("Checklists"))
        self.ticks.setToolTip(self.texts("Up and Down: next; Space: tick"))
        self.setFocusProxy(self.ticks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.ticks)
        layout.addWidget(self._sum)

    def _on_ticked(self) -> None:
        self._add_up()
        self.picked.emit()


class FactsEdit(QWidget):
    """What is so or not so at the place; what is not so hides items."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._settled: dict[str, bool] = {}
        self._shown: tuple[str, ...] = ()
        self.ticks = TickList()
        self._lay_out()
        self.ticks.ticked.connect(self._on_ticked)

    def forget(self) -> None:
        """Another place: what was settled for the one before counts no more."""
        self._settled = {}

    def show_facts(
        self, facts: Sequence[Fact], holds_at_first: Callable[[str], bool]
    ) -> None:
        """Ask for these; what was settled already stays settled."""
        for fact in facts:
            if fact.key not in self._settled:
                self._settled[fact.key] = holds_at_first(fact.key)
        self._shown = tuple(fact.key for fact in facts)
        self.ticks.show_ticks(
            [Tick(key=one.key, text=self.texts.of(one.label)) for one in facts],
            [key for key in self._shown if self._settled[key]],
        )

    def facts(self) -> dict[str, bool]:
        """What is settled about the place."""
        return {key: self._settled[key] for key in self._shown}

    def _lay_out(self) -> None:
        hint = QLabel(self.texts("Take the tick away where it is not so."))
        theme.mark(hint, "guidance")
        hint.setWordWrap(True)
        self.ticks.setObjectName("facts")
        self.ticks.setAccessibleName(self.texts("What applies here"))
        self.setFocusProxy(self.ticks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(hint)
        layout.addWidget(self.ticks)

    def _on_ticked(self, keys: frozenset[str]) -> None:
        self._settled.update({key: key in keys for key in self._shown})


def _count(checklist: Checklist) -> int:
    return sum(1 for _ in checklist.items())
