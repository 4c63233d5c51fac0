"""Whatever is asked in a dialog while a visit is filled in.

A dialog is read in when it is first asked for, so that the page itself shows at once.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.widgets.deeds import PicturesBrought
from desktop.widgets.item_photos import ItemPhotos
from desktop.widgets.pictures import PICTURES
from forms.errors import UserError

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.widgets.photo_loader import TakenIn
    from desktop.widgets.visit_view import VisitView
    from desktop.workflows.filling import Filling


class VisitDialogs(QObject):
    """The dialogs of one draft; what they change is saved when they close.

    Signals:
        told(UserError): Something could not be done, and why.
    """

    told = Signal(object)

    def __init__(
        self, session: Session, filling: Filling, view: VisitView, page: QWidget
    ) -> None:
        super().__init__(page)
        self.texts = session.texts
        self._session = session
        self._filling = filling
        self._view = view
        self._page = page
        self._folder = ""

    def ask_item(self) -> str | None:
        """The key of the item that the person wants to be at."""
        from desktop.dialogs.go_to import GoToDialog, targets_of

        targets = targets_of(self._filling, self.texts)
        return GoToDialog.ask(self._page, self.texts, targets)

    def ask_facts(self) -> None:
        """Have what applies here ticked."""
        from desktop.dialogs.facts import FactsDialog

        visit = self._filling.inspection
        settled = FactsDialog.ask(self._page, self.texts, self._view.facts, visit.facts)
        if settled is None:
            return
        try:
            self._filling.save_head(replace(visit, facts={**visit.facts, **settled}))
        except UserError as error:
            self.told.emit(error)

    def show_working(self) -> None:
        """Show how the score came about."""
        from desktop.dialogs.working import WorkingDialog

        WorkingDialog.ask(
            self._page,
            self.texts,
            self._filling.score(),
            self._filling.checklists[0].grades,
            self._view.names,
        )

    def ask_photos(self, item: str) -> None:
        """Have photos chosen from a disk or a stick."""
        ends = " ".join(f"*{end}" for end in sorted(PICTURES))
        files, _ = QFileDialog.getOpenFileNames(
            self._page,
            self.texts("Photos to {item}", item=self._view.names[item]),
            self._folder,
            self.texts("Photos ({ends})", ends=ends),
        )
        if files:
            paths = tuple(Path(file) for file in files)
            self._folder = str(paths[0].parent)
            self.take(PicturesBrought(item, files=paths))

    def take(self, pictures: PicturesBrought) -> None:
        """Take pictures in, as soon as they have been looked through."""
        photos = ItemPhotos(pictures.item, self)
        photos.taken.connect(self._on_taken)
        photos.refused.connect(self.told)
        photos.take(pictures, self.texts)

    def open_photo(self, photo: str) -> None:
        """Show a photo large."""
        from desktop.dialogs.photo import PhotoDialog

        known = {one.id: one for one in self._filling.photos()}
        if photo in known:
            PhotoDialog.ask(self._page, self._session, self._filling, known[photo])

    def ask_finding(self, item: str | None) -> None:
        """Open the item's finding; a new one that is not wanted after all goes."""
        known = self._filling.findings(item) if item else ()
        if known:
            self.open_finding(known[0].id)
            return
        text = "" if item else self.texts("Finding")
        try:
            finding = self._filling.add_finding(item, text)
            if not self.open_finding(finding.id):
                self._filling.undo()
        except UserError as error:
            self.told.emit(error)

    def open_finding(self, finding: str) -> bool:
        """Show a finding; whether it was changed or removed."""
        from desktop.dialogs.finding import FindingDialog

        return FindingDialog.ask(
            self._page, self._session, self._filling, self._filling.finding(finding)
        )

    def ask_coaching(self) -> None:
        """Have advice written down."""
        from desktop.dialogs.coaching import CoachingDialog

        CoachingDialog.ask(self._page, self.texts, self._filling)

    def open_coaching(self, coaching: str) -> None:
        """Show advice that was given."""
        from desktop.dialogs.coaching import CoachingDialog

        known = {one.id: one for one in self._filling.coaching()}
        CoachingDialog.ask(self._page, self.texts, self._filling, known[coaching])

    def _on_taken(self, item: str, taken: TakenIn) -> None:
        try:
            self._filling.keep_photo(item, taken.data, taken.file)
        except UserError as error:
            self.told.emit(error)
