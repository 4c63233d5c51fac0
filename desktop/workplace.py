"""An open profile: the rail, the page, the bar for a sentence, the line of state.

It takes pages by the kind of place they show, and knows nothing else of them. Pages of
the rail stay as they were left; a visit's pages are made anew and go when one leaves.
Pages and dialogs are read in when they are first shown: most days need few of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.widgets.gone import GoneError
from desktop.widgets.notice import Notice, Weight
from desktop.widgets.places import (
    DirectoryOf,
    Fill,
    Finish,
    ImportPlan,
    Locked,
    NewVisit,
    PhoneCall,
    PhoneRoundOf,
    PhoneRounds,
    PhoneScaleOf,
    Place,
    PlanOf,
    Plans,
    Preferences,
    Printing,
    ReportOf,
    StartedAgain,
    Today,
    Verify,
    Visits,
)
from desktop.widgets.rail import Entry, Rail
from desktop.widgets.status import StatusLine
from forms.errors import CancelledError, UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from desktop.session import Session
    from desktop.widgets.page import Page


PageKind: TypeAlias = "Callable[[Session, Any], Page]"
"""What makes a page for a place of its kind."""


def _page(module: str, name: str) -> PageKind:
    """What makes the page of this name, from a module of `desktop.pages`."""

    def made(session: Session, place: Place) -> Page:
        kind: PageKind = getattr(import_module(f"desktop.pages.{module}"), name)
        return kind(session, place)

    return made


PAGES: Final[Mapping[type[Place], PageKind]] = {
    Today: _page("today", "TodayPage"),
    Visits: _page("visits", "VisitsPage"),
    NewVisit: _page("new_visit", "NewVisitPage"),
    Fill: _page("fill", "FillPage"),
    Finish: _page("finish", "FinishPage"),
    ReportOf: _page("report", "ReportPage"),
    Verify: _page("verify", "VerifyPage"),
    Printing: _page("printing", "PrintingPage"),
    DirectoryOf: _page("directory", "DirectoryPage"),
    Preferences: _page("preferences", "PreferencesPage"),
    Plans: _page("plans", "PlansPage"),
    PlanOf: _page("plan", "PlanPage"),
    ImportPlan: _page("import_plan", "ImportPlanPage"),
    PhoneRounds: _page("phone_rounds", "PhoneRoundsPage"),
    PhoneRoundOf: _page("phone_round", "PhoneRoundPage"),
    PhoneScaleOf: _page("phone_scale", "PhoneScalePage"),
    PhoneCall: _page("phone_call", "PhoneCallPage"),
}
RAIL: Final = (
    Entry(place=Today(), text=later("Today"), icon="today"),
    Entry(
        place=Visits(),
        text=later("Inspections"),
        icon="visits",
        covers=(NewVisit, Fill, Finish, ReportOf),
    ),
    Entry(
        place=Plans(),
        text=later("Plans"),
        icon="plan",
        covers=(PlanOf, ImportPlan),
    ),
    Entry(
        place=PhoneRounds(),
        text=later("Telephone tests"),
        icon="phone",
        covers=(PhoneRoundOf, PhoneScaleOf, PhoneCall),
    ),
    Entry(place=Printing(), text=later("Printing"), icon="print"),
    Entry(place=Verify(), text=later("Verify"), icon="verify"),
)
AT_FOOT: Final = (
    Entry(place=DirectoryOf(), text=later("Units and people"), icon="directory"),
    Entry(place=Preferences(), text=later("Preferences"), icon="preferences"),
)
_STAYING: Final = tuple(type(entry.place) for entry in (*RAIL, *AT_FOOT))
_OUT: Final = (Locked, StartedAgain)
_ROOM_FOR_WORDS: Final = 900


class Workplace(QWidget):
    """Where one works.

    Attributes:
        place: Where one is.

    Signals:
        moved(Place): One is somewhere else now.
        leaving(Place): The person wants to go where the profile is not open.
    """

    moved = Signal(object)
    leaving = Signal(object)

    def __init__(
        self, session: Session, pages: Mapping[type[Place], PageKind] | None = None
    ) -> None:
        super().__init__()
        self.session = session
        self.place: Place = Today()
        self._pages = PAGES if pages is None else pages
        self._trail: list[Place] = []
        self._staying: dict[type[Place], tuple[Place, _Sheet]] = {}
        self.rail = Rail(session.texts, RAIL, AT_FOOT)
        self.notice = Notice(session.texts)
        self._after_notice: Place | None = None
        self._stack = QStackedWidget()
        self._across = QHBoxLayout(self)
        self.status = StatusLine(session.texts, _who(session))
        self._lay_out()
        self.rail.chosen.connect(self.go)
        self.notice.asked.connect(self._on_notice_asked)
        session.changed.connect(self._on_changed)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        sheet = self._stack.currentWidget()
        return sheet.page if isinstance(sheet, _Sheet) else None

    def keep(self) -> UserError | None:
        """Have everything saved that is being entered; why not all of it is."""
        return None if self.page is None else self.page.keep()

    def may_leave(self) -> bool:
        """Whether the page may go: nothing on it is unsaved, or it may be lost."""
        from desktop.dialogs.confirm import ConfirmDialog

        reason = self.keep()
        if reason is None:
            return True
        texts = self.session.texts
        return ConfirmDialog.ask(
            self,
            texts,
            question=texts("Leave what is not saved?"),
            detail=texts(
                "{reason}\nWhat was entered last is on the screen only, and is lost "
                "when you leave.",
                reason=reason.told(texts),
            ),
            action=texts("Leave and lose it"),
            keep=texts("Stay"),
        )

    def go(self, place: Place) -> None:
        """Show what is at that place."""
        if not self.may_leave():
            self.rail.show_place(self.place)
        elif isinstance(place, _OUT):
            self.leaving.emit(place)
        else:
            if self.page is not None and place != self.place:
                self._trail.append(self.place)
            self._show(place)

    def back(self) -> None:
        """Show the place that one came from."""
        if self._trail and self.may_leave():
            self._show(self._trail.pop())

    def search(self) -> None:
        """Look for something in everything, and go there."""
        from desktop.dialogs.search import SearchDialog

        place = SearchDialog.ask(self, self.session)
        if place is not None:
            self.go(place)

    def capture(self) -> None:
        """Keep what was noticed just now, whatever else is being done."""
        from desktop.dialogs.capture import CaptureDialog

        CaptureDialog.ask(self, self.session)

    def tell(self, error: UserError) -> None:
        """Show a sentence that a page has for the person."""
        told = error.told(self.session.texts)
        if isinstance(error, CancelledError):
            self.notice.say(told, Weight.TOLD)
            return
        self.notice.say(told, Weight.REFUSED)
        if self._concerns_the_store(error):
            self.status.say_unsaved()

    def warn(
        self, warnings: Sequence[UserError], *, go_on: Place | None = None
    ) -> None:
        """Show what the person should know; ``go_on`` is offered beside it."""
        texts = self.session.texts
        self._after_notice = go_on
        self.notice.say(
            "\n".join(warning.told(texts) for warning in warnings),
            Weight.WARNING,
            "" if go_on is None else texts("Go on where you were"),
        )

    def read(self) -> None:
        """Take the sentence away; it was read."""
        self.notice.close_up()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_narrow(narrow=self.width() < _ROOM_FOR_WORDS)
        self._across.activate()

    def _show(self, place: Place) -> None:
        left = self._stack.currentWidget()
        try:
            sheet = self._sheet_for(place)
        except GoneError as gone:
            self._show(gone.instead)
            self.tell(gone)
            return
        self.place = place
        # Else the stack gives the keyboard to what comes first on the new page, as if
        # somebody had put it there.
        self.setFocus()
        self._stack.setCurrentWidget(sheet)
        if isinstance(left, _Sheet) and left is not sheet:
            self._drop_unless_staying(left)
        self._on_title()
        self.rail.show_place(place)
        if self.notice.property("kind") != Weight.WARNING:
            self.notice.close_up()
        sheet.take_focus()
        self.moved.emit(place)

    def _sheet_for(self, place: Place) -> _Sheet:
        kind = type(place)
        at, sheet = self._staying.get(kind, (None, None))
        if sheet is not None and at == place:
            return sheet
        page = self._pages[kind](self.session, place)
        page.going.connect(self.go)
        page.told.connect(self.tell)
        page.windowTitleChanged.connect(self._on_title)
        made = _Sheet(page)
        self._stack.addWidget(made)
        if kind in _STAYING:
            self._staying[kind] = (place, made)
            if sheet is not None and sheet is not self._stack.currentWidget():
                self._drop_unless_staying(sheet)
        return made

    def _drop_unless_staying(self, sheet: _Sheet) -> None:
        if not any(kept is sheet for _, kept in self._staying.values()):
            self._stack.removeWidget(sheet)
            sheet.deleteLater()

    def _concerns_the_store(self, error: UserError) -> bool:
        """Whether the sentence is about the profile's own files: nothing was saved."""
        store = self.session.store
        return error.fields.get("file") in (
            store.connection.path,
            store.evidence.connection.path,
        )

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self.notice)
        beside.addWidget(self._stack, 1)
        beside.addWidget(self.status)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(0)
        self._across.addWidget(self.rail)
        self._across.addLayout(beside, 1)

    def _on_changed(self, _: frozenset[str]) -> None:
        self.status.say_saved(self.session.now())

    def _on_title(self) -> None:
        self.status.show_title("" if self.page is None else self.page.windowTitle())

    def _on_notice_asked(self) -> None:
        if self._after_notice is not None:
            self.go(self._after_notice)


class _Sheet(QScrollArea):
    """A page that may be larger than the window: on a small screen, or at 300 %."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(page)

    def take_focus(self) -> None:
        """Have the keys go to the page: to where they went, or to where it begins."""
        page = self.page
        widget = page.focusWidget() or page.focusProxy() or self._first()
        if widget is not None:
            widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _first(self) -> QWidget | None:
        widget = self.page.nextInFocusChain()
        while widget is not None and self.page.isAncestorOf(widget):
            if (
                widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and widget.isEnabled()
                and widget.isVisibleTo(self.page)
            ):
                return widget
            widget = widget.nextInFocusChain()
        return None


def _who(session: Session) -> str:
    member = session.member
    if member is None:
        return session.texts("Opened with the recovery code")
    return " ".join(filter(None, (member.unit, member.name)))
