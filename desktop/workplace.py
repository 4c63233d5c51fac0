"""An open profile: the rail, the page, the bar for a sentence, the line of state.

It takes pages by the kind of place they show, and knows nothing else of them. Pages of
the rail stay as they were left; a visit's pages are made anew and go when one leaves.
"""

from __future__ import annotations

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

from desktop.dialogs.capture import CaptureDialog
from desktop.dialogs.search import SearchDialog
from desktop.pages.directory import DirectoryPage
from desktop.pages.fill import FillPage
from desktop.pages.finish import FinishPage
from desktop.pages.new_visit import NewVisitPage
from desktop.pages.preferences import PreferencesPage
from desktop.pages.printing import PrintingPage
from desktop.pages.report import ReportPage
from desktop.pages.today import TodayPage
from desktop.pages.verify import VerifyPage
from desktop.pages.visits import VisitsPage
from desktop.widgets.notice import Notice, Weight
from desktop.widgets.places import (
    DirectoryOf,
    Fill,
    Finish,
    Locked,
    NewVisit,
    Place,
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

PAGES: Final[Mapping[type[Place], PageKind]] = {
    Today: TodayPage,
    Visits: VisitsPage,
    NewVisit: NewVisitPage,
    Fill: FillPage,
    Finish: FinishPage,
    ReportOf: ReportPage,
    Verify: VerifyPage,
    Printing: PrintingPage,
    DirectoryOf: DirectoryPage,
    Preferences: PreferencesPage,
}
RAIL: Final = (
    Entry(place=Today(), text=later("Today"), icon="today"),
    Entry(
        place=Visits(),
        text=later("Inspections"),
        icon="visits",
        covers=(NewVisit, Fill, Finish, ReportOf),
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

    def go(self, place: Place) -> None:
        """Show what is at that place."""
        if isinstance(place, _OUT):
            self.leaving.emit(place)
            return
        if self.page is not None and place != self.place:
            self._trail.append(self.place)
        self._show(place)

    def back(self) -> None:
        """Show the place that one came from."""
        if self._trail:
            self._show(self._trail.pop())

    def search(self) -> None:
        """Look for something in everything, and go there."""
        place = SearchDialog.ask(self, self.session)
        if place is not None:
            self.go(place)

    def capture(self) -> None:
        """Keep what was noticed just now, whatever else is being done."""
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
        sheet = self._sheet_for(place)
        self.place = place
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
