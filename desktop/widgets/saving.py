"""Writing each change at once; what the disk refuses waits and is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.widgets.deeds import Answered, Attached, Noted, RowsGiven, Timed
from forms.errors import UserError
from forms.inspection import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from db.running import Running
    from desktop.widgets.deeds import Change
    from desktop.workflows.filling import Filling

_PATIENCE: Final = 5_000  # milliseconds between two attempts


class Saving(QObject):
    """Nothing that was entered is given up while the page is there.

    Signals:
        refused(UserError): A change was not saved, and why; it waits.
        waiting_changed(): There are more or fewer changes waiting.
    """

    refused = Signal(object)
    waiting_changed = Signal()

    def __init__(self, filling: Filling, parent: QObject) -> None:
        super().__init__(parent)
        self._filling = filling
        self._waiting: dict[tuple[str, ...], Change] = {}
        self._reason: UserError | None = None
        self._again = QTimer(self)
        self._again.setInterval(_PATIENCE)
        self._again.timeout.connect(self.try_again)

    @property
    def reason(self) -> UserError | None:
        """Why there is something that waits; ``None`` if there is nothing."""
        return self._reason if self._waiting else None

    @property
    def waiting(self) -> tuple[Change, ...]:
        """What is on the screen only, in the order it was entered."""
        return tuple(self._waiting.values())

    def seen(self, item: str, answer: Answer | None) -> Answer | None:
        """The item's answer as it was entered, saved or not."""
        for change in self.waiting:
            if change.item == item:
                answer = change.seen(answer or Answer(item=item))
        return answer

    def running(self, item: str, running: Running | None) -> Running | None:
        """What is timed at the item, saved or not."""
        for change in self.waiting:
            if change.item == item:
                running = change.running(running)
        return running

    def save(self, change: Change) -> None:
        """Write the change, or have it wait."""
        self._waiting.pop(change.about, None)
        try:
            self._write(change)
        except UserError as error:
            self._let_wait([change], error)
        else:
            self.try_again()

    def save_all(self, answered: Sequence[Answered]) -> None:
        """Write all of them as one change, or have all of them wait."""
        for change in answered:
            self._waiting.pop(change.about, None)
        try:
            self._filling.set_values({one.item: one.value for one in answered})
        except UserError as error:
            self._let_wait(answered, error)

    def try_again(self) -> None:
        """Write what waits, as far as it goes."""
        for about, change in list(self._waiting.items()):
            try:
                self._write(change)
            except UserError as error:
                # The person was told when it was refused first.
                self._reason = error
                return
            del self._waiting[about]
            self.waiting_changed.emit()
        self._again.stop()

    def _let_wait(self, changes: Iterable[Change], error: UserError) -> None:
        for change in changes:
            self._waiting[change.about] = change
        self._reason = error
        self._again.start()
        self.refused.emit(error)
        self.waiting_changed.emit()

    def _write(self, change: Change) -> None:
        if isinstance(change, Answered):
            self._filling.set_value(change.item, change.value)
        elif isinstance(change, Timed):
            self._filling.begin_wait(change.wait)
        elif isinstance(change, Noted):
            self._filling.set_note(change.item, change.text)
        elif isinstance(change, Attached):
            self._filling.set_attached(change.item, change.key, change.value)
        elif isinstance(change, RowsGiven):
            self._filling.set_rows(change.item, change.rows)
