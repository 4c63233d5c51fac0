"""All that is wrong in a workbook, each place on a line of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton

from desktop.widgets.card import Card

if TYPE_CHECKING:
    from forms.workbook import WorkbookError
    from resources.texts import Texts

_HEIGHT: Final = 180


class Mistakes(Card):
    """A head that says how many, and a list; gone once it was read."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._said = QLabel()
        self._list = QListWidget()
        self._close = QPushButton(texts("Close the list"))
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._list.setObjectName("mistakes")
        self._list.setAccessibleName(texts("What has to be mended"))
        self._list.setMaximumHeight(_HEIGHT)
        self._list.setWordWrap(True)
        self._close.setObjectName("close-mistakes")
        self._close.setAccessibleName(self._close.text())
        self.add(self._said)
        self.add(self._list)
        self.add(self._close)
        self._close.clicked.connect(self._on_close)
        self.hide()

    def show_error(self, error: WorkbookError) -> None:
        """Show all of it."""
        head, *places = error.told(self.texts).splitlines()
        self._said.setText(head)
        self._list.clear()
        self._list.addItems(places)
        self._list.setCurrentRow(0)
        self.show()
        self._list.setFocus()

    def _on_close(self) -> None:
        self.hide()
