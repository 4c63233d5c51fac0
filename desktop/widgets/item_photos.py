"""Pictures on their way to one item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.widgets.photo_loader import PhotoIntake

if TYPE_CHECKING:
    from desktop.widgets.deeds import PicturesBrought
    from desktop.widgets.photo_loader import TakenIn
    from resources.texts import Texts


class ItemPhotos(QObject):
    """Looks through what was brought to an item, and is gone when all is told.

    Signals:
        taken(str, TakenIn): The item's key and a picture that can be kept.
        refused(UserError): One cannot; which and why.
    """

    taken = Signal(str, object)
    refused = Signal(object)

    def __init__(self, item: str, parent: QObject) -> None:
        super().__init__(parent)
        self._item = item
        self._intake = PhotoIntake(self)
        self._intake.taken.connect(self._on_taken)
        self._intake.refused.connect(self.refused)
        self._intake.idle.connect(self.deleteLater)

    def take(self, brought: PicturesBrought, texts: Texts) -> None:
        """Look these through."""
        self._intake.take_files(brought.files)
        if brought.pasted is not None:
            self._intake.take_image(brought.pasted, texts("The pasted picture"))

    def _on_taken(self, taken: TakenIn) -> None:
        self.taken.emit(self._item, taken)
