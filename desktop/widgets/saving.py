"""Writing each change at once; what the disk refuses waits and is tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.widgets.deeds import Answered, Attached, Noted, RowsGiven
from forms.errors import UserError
from forms.inspection import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from db.store import Store
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

    def __init__(self, store: Store, filling: Filling, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._filling = filling
        self._waiting: dict[tuple[str, ...], Change] = {}
        self._again = QTimer(self)
        self._again.setInterval(_PATIENCE)
        self._again.timeout.connect(self.try_again)

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

    def save(self, change: Change) -> None:
        """Write the change, or have it wait."""
        self._waiting.pop(change.about, None)
        try:
            self._write(change)
        except UserError as error:
            self._let_wait([change], error)
        else:
            self.try_again()

    def save_all(self, changes: Iterable[Change]) -> None:
        """Write all of them at one time, or have all of them wait."""
        changes = list(changes)
        try:
            with self._store.writing():
                for change in changes:
                    self._write(change)
        except UserError as error:
            # What was written before the one that failed was rolled back with it.
            self._filling.reload()
            self._let_wait(changes, error)

    def try_again(self) -> None:
        """Write what waits, as far as it goes."""
        for about, change in list(self._waiting.items()):
            try:
                self._write(change)
            except UserError:
                # It was told when it was refused first.
                return
            del self._waiting[about]
            self.waiting_changed.emit()
        self._again.stop()

    def _let_wait(self, changes: Iterable[Change], error: UserError) -> None:
        for change in changes:
            self._waiting[change.about] = change
        self._again.start()
        self.refused.emit(error)
        self.waiting_changed.emit()

    def _write(self, change: Change) -> None:
        if isinstance(change, Answered):
            self._filling.set_value(change.item, change.value)
        elif isinstance(change, Noted):
            self._filling.set_note(change.item, change.text)
        elif isinstance(change, Attached):
            self._filling.set_attached(change.item, change.key, change.value)
        elif isinstance(change, RowsGiven):
            self._filling.set_rows(change.item, change.rows)
