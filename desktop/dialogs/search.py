"""Ctrl+K: everything, by the words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout
from typing_extensions import override

from db.search import Hit, Kind
from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.hit_list import HitList
from desktop.widgets.places import (
    DirectoryOf,
    PlanOf,
    Printing,
    ReportOf,
    Today,
    draft_place,
)
from forms.inspection import InspectionState
from forms.report.numbering import item_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QWidget

    from desktop.session import Session
    from desktop.widgets.places import Place

_SIZE: Final = (720, 520)
_STEPS: Final = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class SearchDialog(QDialog):
    """Finds while one types; the arrows choose, Enter goes there.

    Attributes:
        place: Where the person wants to go; ``None`` to stay.
    """

    def __init__(self, parent: QWidget | None, session: Session) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = session.texts
        self.place: Place | None = None
        self._titles: dict[str, str] = {}
        self.words = QLineEdit()
        self.hits = HitList(self.texts)
        self._said = QLabel()
        self._lay_out()
        self.words.textChanged.connect(self._on_words)
        self.hits.taken.connect(self._on_taken)
        self.words.installEventFilter(self)

    @classmethod
    def ask(cls, parent: QWidget | None, session: Session) -> Place | None:
        """Where the person wants to go, among what was found."""
        dialog = cls(parent, session)
        run_dialog(dialog)
        return dialog.place

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _STEPS:
                self.hits.step(_STEPS[key])
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.hits.take()
                return True
        return super().eventFilter(watched, event)

    def _place_of(self, hit: Hit) -> Place | None:
        store = self.session.store
        if hit.kind is Kind.REPORT:
            return ReportOf(hit.id)
        if hit.inspection is not None:
            visit = store.inspections.get(hit.inspection)
            if visit is None:
                return None
            if visit.state is InspectionState.SEALED:
                return ReportOf(visit.number or "")
            return draft_place(visit.kind, visit.id, hit.item or "")
        if hit.kind is Kind.UNIT:
            return DirectoryOf(hit.id)
        if hit.kind is Kind.PLACE:
            place = store.directory.place(hit.id)
            return DirectoryOf((place.unit if place else None) or "")
        if hit.kind is Kind.PERSON:
            person = store.directory.person(hit.id)
            return DirectoryOf((person.unit if person else None) or "")
        if hit.kind is Kind.PLAN_ITEM:
            return PlanOf(hit.id, hit.item or "")
        # What is asked and how, is to be read on the checklist's own paper.
        return Printing(hit.id) if hit.kind is Kind.ITEM else Today()

    def _where(self, hits: Sequence[Hit]) -> list[str]:
        """For each the plan it stands in, or its item's number in the visit."""
        visits = {hit.inspection for hit in hits if hit.inspection and hit.item}
        numbers = {
            visit: item_numbers(self.session.store.checklists.of_inspection(visit))
            for visit in visits
        }
        return [
            self._title(hit.id)
            if hit.kind is Kind.PLAN_ITEM
            else numbers.get(hit.inspection or "", {}).get(hit.item or "", "")
            for hit in hits
        ]

    def _title(self, plan: str) -> str:
        if plan not in self._titles:
            found = self.session.store.plans.get(plan)
            self._titles[plan] = found.title if found else ""
        return self._titles[plan]

    def _lay_out(self) -> None:
        title = self.texts("Search everything")
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        self.words.setObjectName("search-words")
        self.words.setAccessibleName(title)
        self.words.setPlaceholderText(
            self.texts("Unit, item, finding, note, name, record number…")
        )
        self.words.setClearButtonEnabled(True)
        theme.mark(self._said, "muted")
        self._said.setText(
            self.texts("Up and Down choose, Enter goes there, Esc closes.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        layout.addWidget(self.words)
        layout.addWidget(self.hits, 1)
        layout.addWidget(self._said)
        self.words.setFocus()

    def _on_words(self, words: str) -> None:
        hits = self.session.store.search.find(words)
        self.hits.show_hits(hits, words, self._where(hits))
        if words.strip() and not hits:
            self._said.setText(self.texts("Nothing holds all of these words."))
        else:
            self._said.setText(
                self.texts("Up and Down choose, Enter goes there, Esc closes.")
            )

    def _on_taken(self, hit: Hit) -> None:
        self.place = self._place_of(hit)
        if self.place is not None:
            self.accept()
