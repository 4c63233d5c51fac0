"""What a page is."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from desktop.session import Session
    from forms.errors import UserError


class Page(QWidget):
    """One page of the window; it shows what the store holds and nothing else.

    A page has three hooks, `reads`, `refresh` and `keep`, and may not grow more. While
    it is hidden it does not refresh; it does when it is shown again. A page whose
    place is no more raises a `GoneError` when it is made.

    Attributes:
        reads: The tables whose change makes it refresh.
        help_topic: The help that F1 opens here.

    Signals:
        going(Place): The person wants to be there; the window decides.
        told(UserError): Something to say to the person in one sentence.
    """

    reads: ClassVar[frozenset[str]] = frozenset()
    help_topic: ClassVar[str] = "today"

    going = Signal(object)
    told = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.texts = session.texts
        self._stale = True
        session.changed.connect(self._on_changed)

    def refresh(self) -> None:
        """Show what the store holds now."""

    def keep(self) -> UserError | None:
        """Have everything saved that is being entered here; why not all of it is.

        The window asks before it takes the page away, also when nobody is there, so
        that no question is put from here.
        """
        return None

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._stale = False
            self.refresh()
        super().showEvent(event)

    def _on_changed(self, tables: frozenset[str]) -> None:
        if not self.reads & tables:
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
