"""The fill page: the heart of the program, used standing, with one hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QStackedWidget, QVBoxLayout
from typing_extensions import override

from desktop.dialogs.visit_dialogs import VisitDialogs
from desktop.tasks import Task
from desktop.widgets import deeds
from desktop.widgets.accounts_bar import AccountsBar
from desktop.widgets.commands import Commands
from desktop.widgets.fill_body import FillBody
from desktop.widgets.fill_header import FillHeader
from desktop.widgets.gone import require_draft
from desktop.widgets.grid import Grid
from desktop.widgets.grid_model import Kept
from desktop.widgets.item_list import ItemList
from desktop.widgets.notice import Notice
from desktop.widgets.outline import Outline
from desktop.widgets.page import Page
from desktop.widgets.pictures import brought
from desktop.widgets.places import Finish
from desktop.widgets.saving import Saving
from desktop.widgets.side_panels import SidePanels
from desktop.widgets.toast import Toast
from desktop.widgets.visit_record import Record
from desktop.widgets.visit_view import VisitView
from desktop.workflows.filling import Filling
from forms.checklist.model import Demand
from forms.errors import UserError
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from PySide6.QtGui import QHideEvent, QKeyEvent

    from db.history import Change
    from desktop.session import Session
    from desktop.widgets.deeds import Deed
    from desktop.widgets.places import Fill

_LOOKED_AT: Final = 1_000
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ANSWERING: Final = frozenset("12345N=+ ")


class FillPage(Page):
    """One draft, item by item.

    Every change is saved when it is made; the page shows what the store holds, and
    what could not be saved yet. The keys act on the current item.
    """

    reads: ClassVar = frozenset(
        {"inspections", "answers", "findings", "photos", "coaching", "running"}
    )
    help_topic: ClassVar = "fill"

    def __init__(self, session: Session, place: Fill) -> None:
        super().__init__(session)
        require_draft(session.store, place.inspection)
        self._begin_with = place.item
        self._filling = filling = Filling(session.store, place.inspection, session.now)
        self._saving = Saving(filling, self)
        self._view = VisitView(filling, self._saving, self.texts)
        self._dialogs = VisitDialogs(session, filling, self._view, self)
        self._header = FillHeader(self.texts)
        self._accounts = AccountsBar(session, filling)
        self._outline = Outline(self.texts)
        self._unsaved = Notice(self.texts, "unsaved")
        self._items = ItemList(
            self.texts,
            session.now,
            shown_of=self._view.card,
            picture=filling.picture,
        )
        self._grid = Grid(self.texts)
        self._middle = QStackedWidget()
        self._middle.addWidget(self._items)
        self._middle.addWidget(self._grid)
        self._side = SidePanels(self.texts)
        self._body = FillBody(
            self.texts, self._outline, self._unsaved, self._middle, self._side
        )
        self._toast = Toast(self._middle)
        self._commands = Commands(self)
        self._body.facts.setHidden(not self._view.facts)
        self._lay_out()
        self._connect()
        self._add_commands()
        # The first finding asks when it is due, and knowing the days off takes a while:
        # after the first picture, which would wait for it.
        QTimer.singleShot(_LOOKED_AT, self._read_days_off)

    @override
    def refresh(self) -> None:
        """Show what the store holds now, and what is still to be saved."""
        filling, view, side = self._filling, self._view, self._side
        self._header.show_visit(filling.inspection.unit, view.details())
        self._header.show_undo(filling.can_undo, filling.can_redo)
        self.setWindowTitle(view.title())
        self._items.show_items(view.entries())
        if self._is_grid:
            self._grid.show_rows(view.rows())
        self._outline.show_sections(view.outline())
        side.score.show_score(
            filling.score(), filling.checklists[0].grades, *view.answered()
        )
        side.missing.show_missing(filling.missing(), view.names)
        side.findings.show_records(
            [
                Record(one.id, f"{view.names.get(one.item or '', '')}　{one.text}")
                for one in filling.findings()
            ]
        )
        side.coaching.show_records(
            [
                Record(one.id, one.topic or one.text, one.given_to)
                for one in filling.coaching()
            ]
        )
        if not self._items.current:
            self._go_to(self._begin_with or view.first_missing())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What arrives here was wanted by nothing that has the keyboard.
        if self._items.is_composing or not self._take_key(event):
            super().keyPressEvent(event)

    @override
    def keep(self) -> UserError | None:
        self._items.keep()
        self._saving.try_again()
        return self._saving.reason

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self.keep()
        super().hideEvent(event)

    @property
    def _is_grid(self) -> bool:
        return self._middle.currentWidget() is self._grid

    @property
    def _item(self) -> str:
        """The key of the item that the keys act on."""
        selected = self._grid.selected() if self._is_grid else ()
        return selected[0] if selected else self._items.current

    def _go_to(self, key: str) -> None:
        if self._is_grid:
            self._grid.show_current(key)
        elif key:
            self._items.go_to(key)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self._accounts)
        layout.addWidget(self._body, 1)

    def _connect(self) -> None:
        side, header, dialogs = self._side, self._header, self._dialogs
        header.undo_asked.connect(self._on_undo)
        header.redo_asked.connect(self._on_redo)
        header.view_asked.connect(self._on_view)
        header.finish_asked.connect(self._on_finish)
        self._outline.chosen.connect(self._on_section)
        self._body.facts.clicked.connect(self._on_facts)
        self._items.done.connect(self._on_done)
        self._grid.answered.connect(self._on_grid_answered)
        self._grid.opened.connect(self._on_item_chosen)
        side.score.asked.connect(dialogs.show_working)
        side.missing.chosen.connect(self._on_item_chosen)
        side.missing.others_asked.connect(self._on_others)
        side.findings.opened.connect(dialogs.open_finding)
        side.findings.wanted.connect(self._on_free_finding)
        side.coaching.opened.connect(dialogs.open_coaching)
        side.coaching.wanted.connect(dialogs.ask_coaching)
        dialogs.told.connect(self.told)
        self._accounts.told.connect(self.told)
        self._accounts.done.connect(self._on_accounts)
        self._saving.refused.connect(self.told)
        self._saving.waiting_changed.connect(self._on_waiting_changed)
        self._unsaved.asked.connect(self._saving.try_again)

    def _add_commands(self) -> None:
        texts, add, dialogs = self.texts, self._commands.add, self._dialogs
        for keys, slot, text in (
            ("Return Enter Down", self._on_next, ""),
            ("Up Shift+Return Shift+Enter", self._on_previous, ""),
            ("PgDown", self._on_next_section, ""),
            ("PgUp", self._on_previous_section, ""),
            ("Escape", self._on_escape, ""),
            ("Delete Backspace", self._on_take_back, ""),
            ("Ctrl+Z", self._on_undo, texts("Undo")),
            ("Ctrl+Y Ctrl+Shift+Z", self._on_redo, texts("Redo")),
            ("Ctrl+G", self._on_go_to, texts("Go to item")),
            ("/", self._on_note, texts("Note")),
            ("P", self._on_photo, texts("Photo")),
            ("Ctrl+V", self._on_paste, texts("Paste a picture")),
            ("F", self._on_finding, texts("Finding")),
            ("Shift+F", self._on_free_finding, texts("Other finding")),
            ("H", dialogs.ask_coaching, texts("Record advice")),
            ("S", dialogs.show_working, texts("How the score came about")),
            ("A", self._on_facts, texts("Facts of the place")),
            ("G", self._on_view, texts("Cards or table")),
            ("Ctrl+Return Ctrl+Enter", self._on_finish, texts("End the inspection")),
        ):
            action = add(keys, slot, text)
            if text:
                self.addAction(action)

    def _take_key(self, event: QKeyEvent) -> bool:
        button, plain = self.focusWidget(), not event.modifiers()
        if (
            event.key() in _ENTER
            and plain
            and isinstance(button, QAbstractButton)
            and not self._items.isAncestorOf(button)
        ):
            button.click()
            return True
        return self._press(event) or self._commands.take(event)

    def _press(self, event: QKeyEvent) -> bool:
        """Answer the current item with the key; whether it answers anything."""
        if self._is_grid or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        key = "N" if event.key() == Qt.Key.Key_N else event.text()
        card = self._items.current_card
        return card is not None and key in _ANSWERING and card.press(key)

    # Moving

    def _on_next(self) -> None:
        if not self._move(1):
            self._toast.say(self.texts("This is the last item. Ctrl+Enter: end."))

    def _on_previous(self) -> None:
        self._move(-1)

    def _move(self, by: int) -> bool:
        self._items.keep()
        before = self._items.current
        if not self._is_grid:
            self._items.go_to(self._items.step(by))
        return self._is_grid or self._items.current != before

    def _on_next_section(self) -> None:
        self._go_to(self._view.section_beside(self._items.current, 1))

    def _on_previous_section(self) -> None:
        self._go_to(self._view.section_beside(self._items.current, -1))

    def _on_section(self, section: str) -> None:
        self._go_to(self._view.first_of(section))

    def _on_go_to(self) -> None:
        key = self._dialogs.ask_item()
        if key is not None:
            self._on_item_chosen(key)

    def _on_item_chosen(self, key: str) -> None:
        self._show_grid(grid=False)
        self._items.go_to(key)

    def _on_escape(self) -> None:
        if self._is_grid:
            self._on_view()
        elif card := self._items.current_card:
            card.setFocus()

    def _on_view(self) -> None:
        self._show_grid(grid=not self._is_grid)
        if self._is_grid:
            self._grid.show_current(self._items.current)
            self._grid.take_over()
        else:
            self._items.go_to(self._items.current)

    def _on_others(self) -> None:
        self._show_grid(grid=True)
        self._grid.keep_only(Kept.MISSING)
        self._grid.take_over()

    def _show_grid(self, *, grid: bool) -> None:
        self._items.keep()
        self._middle.setCurrentWidget(self._grid if grid else self._items)
        self._header.show_view(grid=grid)
        if grid:
            self._grid.show_rows(self._view.rows())

    def _on_finish(self) -> None:
        if self.keep() is not None:
            self._toast.say(self.texts("Something is not saved yet."))
        else:
            self.going.emit(Finish(self._filling.inspection.id))

    # What is done at an item

    def _on_done(self, deed: Deed) -> None:
        if isinstance(deed, deeds.Entered):
            self._outline.show_current(self._view.section_of[deed.item])
        elif isinstance(deed, deeds.Change):
            self._saving.save(deed)
        elif isinstance(deed, deeds.PhotoWanted):
            self._on_photo()
        elif isinstance(deed, deeds.PicturesBrought):
            self._take(deed)
        elif isinstance(deed, deeds.PhotoOpened):
            self._dialogs.open_photo(deed.photo)
        elif isinstance(deed, deeds.FindingWanted):
            self._on_finding()
        elif isinstance(deed, deeds.FindingOpened):
            self._dialogs.open_finding(deed.finding)

    def _on_note(self) -> None:
        if self._is_grid:
            self._on_item_chosen(self._item)
        if card := self._items.current_card:
            card.write_note()

    def _on_photo(self) -> None:
        item = self._item
        if self._may_be_photographed(item):
            self._dialogs.ask_photos(item)

    def _on_paste(self) -> None:
        mime = QGuiApplication.clipboard().mimeData()
        pictures = brought(self._item, mime)
        if pictures is not None:
            self._take(pictures)

    def _take(self, pictures: deeds.PicturesBrought) -> None:
        if self._may_be_photographed(pictures.item):
            self._dialogs.take(pictures)

    def _may_be_photographed(self, item: str) -> bool:
        if self._filling.item(item).photo is Demand.FORBIDDEN:
            self._on_item_chosen(item)
            if card := self._items.current_card:
                card.explain_no_photo()
            return False
        try:
            self._filling.refuse_photo(item)
        except UserError as error:
            self.told.emit(error)
            return False
        return True

    def _on_finding(self) -> None:
        self._items.keep()
        self._dialogs.ask_finding(self._item)

    def _on_facts(self) -> None:
        if self._view.facts:
            self._dialogs.ask_facts()

    def _on_free_finding(self) -> None:
        self._dialogs.ask_finding(None)

    def _on_accounts(self, said: str) -> None:
        self._toast.say(said)
        self._go_to(self._item)  # else Enter would press the same button again

    def _on_take_back(self) -> None:
        answer = self._filling.answer(self._items.current)
        if answer is not None and answer.given and not self._is_grid:
            self._saving.save(deeds.Answered(self._items.current, None))

    def _on_grid_answered(self, items: tuple[str, ...], key: str) -> None:
        answers = {item: self._view.answer_at(item, key) for item in items}
        if given := [one for one in answers.values() if one]:
            self._saving.save_all(given)
        if others := [item for item, one in answers.items() if one is None]:
            self._toast.say(
                self.texts(
                    "{items}: not answered by this key; open it with Enter.",
                    items=self._view.named(others),
                )
            )

    def _on_waiting_changed(self) -> None:
        if waiting := len(self._saving.waiting):
            self._unsaved.say(
                self.texts(
                    "Not saved yet: {count}. It is on the screen, and is saved by "
                    "itself as soon as there is room.",
                    count=waiting,
                ),
                action=self.texts("Try again"),
            )
        else:
            self._unsaved.close_up()
            self._toast.say(self.texts("Everything is saved."))
        self.refresh()

    # Undoing

    def _on_undo(self) -> None:
        self._turn(
            self._filling.undo, self.texts("Undone"), self.texts("Nothing to undo")
        )

    def _on_redo(self) -> None:
        self._turn(
            self._filling.redo, self.texts("Redone"), self.texts("Nothing to redo")
        )

    def _turn(self, turn: Callable[[], Change | None], done: str, nothing: str) -> None:
        """Take a change back or make it again, say which it was, and go there."""
        self._items.keep()
        try:
            change = turn()
        except UserError as error:
            self.told.emit(error)
            return
        if change is None:
            self._toast.say(nothing)
            return
        what = f"{self._view.where(change)} {self.texts(change.label)}".strip()
        self._toast.say(self.texts("{label}: {value}", label=done, value=what))
        if change.item is not None and change.item in self._filling.shown():
            self._go_to(change.item)

    def _read_days_off(self) -> None:
        Task().start(partial(_know_days_off, self.session.now().date()))


def _know_days_off(today: date, _: object) -> None:
    for year in (today.year, today.year + 1):
        WorkCalendar().is_working(today.replace(year=year, day=1))
