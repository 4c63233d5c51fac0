"""The document and the plan side by side; below, the doubts and the row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop.widgets.plan_import.document_view import DocumentView
from desktop.widgets.plan_import.doubts_panel import DoubtsPanel
from desktop.widgets.plan_import.plan_tree import PlanTree
from desktop.widgets.plan_import.row_editor import RowEditor

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from desktop.workflows.plan_draft import PlanInHand
    from forms.plan.editing.doubts import Doubtful
    from forms.plan.editing.edits import Edit
    from forms.plan.reading.document import Place
    from resources.texts import Texts

_ABOVE, _BELOW = 360, 300
_GAP: Final = 12


class PlanDesk(QWidget):
    """Four panels that all show the row one is at.

    Attributes:
        row: The name of that row; empty for none.
        foot: The room for buttons below the document.

    Signals:
        edited(object): An `Edit` that the person wants.
    """

    edited = Signal(object)

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__()
        self.row = ""
        self._plan: PlanInHand | None = None
        self._rows_at: list[tuple[int, str]] = []
        self.foot = QHBoxLayout()
        self.document = DocumentView(texts)
        self.tree = PlanTree(texts)
        self.doubts = DoubtsPanel(texts)
        self.editor = RowEditor(texts, today)
        self._lay_out()
        self.document.picked.connect(self._on_picked)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.edited.connect(self._on_edit)
        self.tree.splitting.connect(self.editor.split)
        self.editor.edited.connect(self.edited)
        self.doubts.edited.connect(self._on_edit)
        self.doubts.looked_at.connect(self._on_doubt)

    def begin(self, plan: PlanInHand) -> None:
        """Work on this draft from now on, at its first row."""
        self._plan = plan
        self.row = plan.work.rows[0].id if plan.work.rows else ""
        directory = plan.directory
        named = {name for row in plan.work.rows for name in row.item.owners}
        units = () if directory is None else (one.name for one in directory.units)
        groups = () if directory is None else (one.name for one in directory.groups)
        self.editor.offer((*units, *groups, *sorted(named)))
        self.show_document()

    def show_document(self) -> None:
        """Show the document with the tables as they are read now."""
        plan = self._plan
        if plan is not None:
            self.document.show_document(plan.read.document, plan.tables())

    def show_doubts(self, doubts: Sequence[Doubtful]) -> None:
        """Show the plan as it is now, with these doubts."""
        plan = self._plan
        if plan is None:
            return
        work = plan.work
        self.document.mark_doubtful(
            [one.place for one in doubts if one.place and not one.is_right]
        )
        spots = ((self.document.spot(row.place), row.id) for row in work.rows)
        self._rows_at = [(spot.row, id) for spot, id in spots if spot is not None]
        if self.row not in work.positions:
            self.row = work.rows[0].id if work.rows else ""
        self.tree.show_work(work, doubts, self.row)
        self.doubts.show_doubts(doubts, work.left_out)
        self.editor.show_row(work, self.row)

    def position(self) -> int:
        """Where the row one is at stands."""
        plan = self._plan
        return 0 if plan is None else plan.work.positions.get(self.row, 0)

    def follow(self, at: int) -> None:
        """If the row one was at is gone, go to the one before its position."""
        plan = self._plan
        if plan is None or self.row in plan.work.positions or not at:
            return
        rows = plan.work.rows[:at]
        self.row = rows[-1].id if rows else ""

    def go_to(self, row: str, at: int) -> None:
        """Show this row everywhere; if it is gone, the one before its position."""
        plan = self._plan
        if plan is None:
            return
        if row not in plan.work.positions:
            row = "".join(one.id for one in plan.work.rows[:at][-1:])
        if row and row != self.row:
            self._show_row(plan, row)
            self.document.show_place(plan.work.row(row).place)

    def _lay_out(self) -> None:
        read = QWidget()
        left = QVBoxLayout(read)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(4)
        left.addWidget(self.document, 1)
        left.addLayout(self.foot)
        above = _split(Qt.Orientation.Horizontal, read, self.tree)
        below = _split(Qt.Orientation.Horizontal, self.doubts, self.editor)
        both = _split(Qt.Orientation.Vertical, above, below)
        both.setSizes([_ABOVE, _BELOW])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(both)

    def _on_edit(self, edit: Edit) -> None:
        self.editor.keep()
        self.edited.emit(edit)

    def _on_chosen(self, row: str) -> None:
        plan = self._plan
        if plan is None or row == self.row:
            return
        self.row = row
        self.editor.keep()
        self.document.show_place(plan.work.row(row).place)
        self.editor.show_row(plan.work, row)

    def _on_picked(self, place: Place) -> None:
        """The row that begins there, the next of several, or the last one before."""
        self.editor.keep()
        spot = self.document.spot(place)
        plan = self._plan
        if spot is None or plan is None:
            return
        here = [row.id for row in plan.work.rows if row.place == place]
        if self.row in here:
            self.tree.show_row(here[(here.index(self.row) + 1) % len(here)])
            return
        before = [id for at, id in self._rows_at if at <= spot.row]
        found = here[:1] or before[-1:]
        if found:
            self._show_row(plan, found[0])

    def _on_doubt(self, doubt: Doubtful) -> None:
        self.editor.keep()
        plan = self._plan
        if plan is not None and doubt.row in plan.work.positions:
            self._show_row(plan, doubt.row)
        if doubt.place is not None:
            self.document.show_place(doubt.place)

    def _show_row(self, plan: PlanInHand, row: str) -> None:
        self.row = row
        self.tree.show_row(row)
        self.editor.show_row(plan.work, row)


def _split(orientation: Qt.Orientation, first: QWidget, second: QWidget) -> QSplitter:
    split = QSplitter(orientation)
    split.setChildrenCollapsible(False)
    split.setHandleWidth(_GAP)
    split.addWidget(first)
    split.addWidget(second)
    split.setSizes([_ABOVE, _ABOVE])
    return split
