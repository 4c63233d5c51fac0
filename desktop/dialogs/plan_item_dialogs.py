"""Whatever is asked in a dialog about an item of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.dialogs.execution_note import ExecutionNoteDialog
from desktop.dialogs.plan_links import PlanLinksDialog
from desktop.dialogs.waiver import WaiverDialog
from desktop.workflows.execution_notes import keep_note, new_note
from forms.errors import UserError
from forms.plan.execution import ExecutionNote, Waiver

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from desktop.session import Session
    from desktop.workflows.plan_item import PlanItems


class PlanItemDialogs(QObject):
    """Links, notes and waivers; what was taken away last can be had back.

    Signals:
        told(UserError): Something could not be done, and why.
        removed(str): Something was taken away; a sentence that says so.
    """

    told = Signal(object)
    removed = Signal(str)

    def __init__(self, session: Session, items: PlanItems, page: QWidget) -> None:
        super().__init__(page)
        self.texts = session.texts
        self._session = session
        self._items = items
        self._page = page
        self._gone: ExecutionNote | Waiver | None = None

    def use(self, items: PlanItems) -> None:
        """Ask about these from now on."""
        self._items = items

    def ask_links(self, item: str) -> None:
        """Have it said which checks look at the item."""
        PlanLinksDialog.ask(self._page, self._session, self._items, item)

    def ask_note(self, item: str, note: str, units: Sequence[str]) -> None:
        """Have a note written or put right; an empty ``note`` is a new one."""
        session, plan = self._session, self._items.plan
        known = {one.id: one for one in self._items.notes(item)}.get(note)
        first = known or new_note(
            session.store, plan, item, units[0] if units else "", session.now()
        )
        edited = ExecutionNoteDialog.ask(
            self._page,
            self.texts,
            first,
            units=units,
            today=session.now().date(),
            is_new=known is None,
        )
        if edited is None:
            return
        try:
            if edited.is_removed and known is not None:
                session.store.execution.remove_note(known.id)
                self._say_removed(known, self.texts("The note was removed."))
            else:
                keep_note(session.store, edited.note, edited.files)
        except UserError as error:
            self.told.emit(error)

    def ask_waiver(self, item: str, unit: str, units: Sequence[str]) -> None:
        """Have a unit let off, or what was said of it put right."""
        session, plan = self._session, self._items.plan
        known = {one.unit: one for one in self._items.waivers(item)}.get(unit)
        key = known.item if known else item
        decided = WaiverDialog.ask(
            self._page,
            self.texts,
            item=f"{plan.label(item)}　{plan.item(item).text}",
            units=units,
            by=session.member.name if session.member else "",
            known=known,
        )
        if decided is None:
            return
        try:
            if decided.is_ended and known is not None:
                session.store.execution.demand_again(known)
                said = self.texts("{unit} has to do it again.", unit=known.unit)
                self._say_removed(known, said)
                return
            session.store.execution.waive(
                Waiver(
                    plan=plan.code,
                    version=known.version if known else plan.version,
                    item=key,
                    unit=decided.unit,
                    reason=decided.reason,
                    by=decided.by,
                    at=session.now(),
                )
            )
        except UserError as error:
            self.told.emit(error)

    def bring_back(self) -> None:
        """Have back what was taken away last."""
        gone, self._gone = self._gone, None
        try:
            if isinstance(gone, ExecutionNote):
                self._session.store.execution.save_note(gone)
            elif gone is not None:
                self._session.store.execution.waive(gone)
        except UserError as error:
            self.told.emit(error)

    def _say_removed(self, gone: ExecutionNote | Waiver, sentence: str) -> None:
        self._gone = gone
        self.removed.emit(sentence)
