"""Backups: made now, brought back; and the doctor, who reads everything through."""

from __future__ import annotations

from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QListWidget, QListWidgetItem

from db.backup import Reason, backups_in
from db.doctor import examine
from desktop.tasks import Task
from desktop.widgets.places import Locked
from desktop.widgets.preferences.panel import Panel
from desktop.widgets.progress import Progress
from desktop.widgets.roc_date import day_shown
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.backup import Backup
    from db.doctor import Complaint
    from db.store import Store
    from desktop.session import Session

_REASONS: Final = {
    Reason.ASKED: later("made when asked"),
    Reason.SEALED: later("made after a report was finalised"),
    Reason.BEFORE_MIGRATION: later("made before an update"),
}
_ROWS: Final = 4
_PADDING: Final = 14


class BackupsPanel(Panel):
    """What there is to fall back on."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, session.texts("Backups"))
        self._list = QListWidget()
        self._make = self.button(later("&Back up now"), "back-up")
        self._beside = self.button(later("Back up to &another disk…"), "back-up-to")
        self._bring = self.button(later("Bring &it back…"), "bring-back")
        self._examine = self.button(later("&Examine everything"), "examine")
        self._mend = self.button(later("&Mend the photos and reports…"), "mend")
        self._progress = Progress(self.texts)
        self._none = self.words(later("There is no backup yet."))
        self._lay_out()
        self._make.clicked.connect(self._on_make)
        self._beside.clicked.connect(self._on_beside)
        self._bring.clicked.connect(self._on_bring)
        self._examine.clicked.connect(self._on_examine)
        self._mend.clicked.connect(self._on_mend)
        self._list.itemActivated.connect(self._on_bring)
        self._list.itemSelectionChanged.connect(self._on_selected)

    def refresh(self) -> None:
        """Show the backups that are there."""
        self._list.clear()
        for backup in backups_in(self.session.store.backups):
            item = QListWidgetItem(self._in_words(backup))
            item.setData(Qt.ItemDataRole.UserRole, str(backup.path))
            self._list.addItem(item)
        rows = self._list.count()
        self._list.setVisible(bool(rows))
        self._none.setVisible(not rows)
        self._list.setFixedHeight(
            min(rows, _ROWS) * (self._list.fontMetrics().height() + _PADDING) + 4
        )
        self._on_selected()

    def back_up(self, medium: Path | None = None) -> None:
        """Make a backup, and another with all evidence on a second medium."""
        task = self._task(self.texts("The backup is made and read back…"))
        task.done.connect(self._on_backed_up)
        task.start(partial(_backed_up, self.session.store.another, medium))

    def _task(self, sentence: str) -> Task:
        self._set_busy(busy=True)
        self.tell("")
        task = Task()
        task.failed.connect(self._on_failed)
        self._progress.follow(task, sentence)
        return task

    def _set_busy(self, *, busy: bool) -> None:
        for button in (self._make, self._beside, self._examine):
            button.setEnabled(not busy)

    def _in_words(self, backup: Backup) -> str:
        made = backup.made.astimezone(self.session.now().tzinfo)
        return "　".join(
            (
                day_shown(self.texts, made.date()),
                f"{made:%H:%M}",
                self.texts(_REASONS[backup.reason]),
            )
        )

    def _lay_out(self) -> None:
        self._list.setObjectName("backups")
        self._list.setAccessibleName(self.texts("Backups"))
        self.add(self._none)
        self.add(self._list)
        self.row(self._make, self._beside, self._bring)
        self.add(
            self.words(
                later(
                    "The doctor reads every byte, every photo and the whole record of "
                    "changes; with much data that takes a while."
                )
            )
        )
        self.row(self._examine, self._mend)
        self._mend.hide()
        self.add(self._progress)
        self.end("backups-said")

    def _on_selected(self) -> None:
        self._bring.setEnabled(bool(self._list.selectedItems()))

    def _on_make(self) -> None:
        self.back_up()

    def _on_beside(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, self.texts("Where the backup goes")
        )
        if folder:
            self.back_up(Path(folder))

    def _on_bring(self) -> None:
        for item in self._list.selectedItems():
            path = Path(item.data(Qt.ItemDataRole.UserRole))
            self.going.emit(Locked(backup=path))

    def _on_examine(self) -> None:
        task = self._task(self.texts("Everything is read through…"))
        task.done.connect(self._on_examined)
        task.start(partial(_examined, self.session.store.another))

    def _on_mend(self) -> None:
        self.going.emit(Locked(backup=self.session.store.folder))

    def _on_backed_up(self, medium: Path | None) -> None:
        self._set_busy(busy=False)
        self.tell(
            self.texts("The backup was made and read back.")
            if medium is None
            else self.texts("A copy with all photos and reports is in {to}.", to=medium)
        )
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        if not isinstance(error, UserError):
            raise error
        self.told.emit(error)

    def _on_examined(self, complaints: list[Complaint]) -> None:
        self._set_busy(busy=False)
        evidence = self.session.store.evidence.connection.path
        self._mend.setVisible(
            any(
                complaint.code == "evidence"
                or complaint.sentence.fields.get("file") == evidence
                for complaint in complaints
            )
        )
        told = [complaint.sentence.told(self.texts) for complaint in complaints]
        self.tell("\n".join(told) or self.texts("Everything is sound."))


def _backed_up(
    another: Callable[[], Store],
    medium: Path | None,
    step: Callable[[int, int], None],
) -> Path | None:
    with closing(another()) as store:
        store.back_up(Reason.ASKED, medium, step)
    return medium


def _examined(
    another: Callable[[], Store], step: Callable[[int, int], None]
) -> list[Complaint]:
    with closing(another()) as store:
        return examine(store, step)
