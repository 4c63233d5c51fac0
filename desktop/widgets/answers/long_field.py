"""A value of several lines beside the answer, such as a unit's account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from desktop import theme
from desktop.widgets.note_edit import NoteEdit

if TYPE_CHECKING:
    from resources.texts import Texts


class LongField(NoteEdit):
    """Grows with what is written; kept whenever the writer pauses.

    Attributes:
        key: What the value is called where it belongs.

    Signals:
        entered(str, str): The key and the new value, empty for none.
    """

    entered = Signal(str, str)

    def __init__(self, key: str, texts: Texts) -> None:
        super().__init__(texts)
        self.key = key
        theme.mark(self, "answer")
        self.edited.connect(self._on_edited)

    def show_value(self, value: str) -> None:
        """Show this value; what is being typed stays."""
        self.show_text(value)

    def _on_edited(self, text: str) -> None:
        self.entered.emit(self.key, text)
