"""Words to type and choices to make, in a row above a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from desktop.widgets.choices import name_filter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resources.texts import Texts


class FilterRow(QWidget):
    """What is wanted of a list; each kind of row says what that is in `choice`.

    Attributes:
        words: Ctrl+F leads there.

    Signals:
        wanted(object): The person wants to see these.
        left(): The person is done with the words and wants to go on in the list.
    """

    wanted = Signal(object)
    left = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.words = QLineEdit()
        self._choices: list[QComboBox] = []
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._find.activated.connect(self._on_find)
        self.words.textEdited.connect(self._on_changed)
        self.words.returnPressed.connect(self.left)

    def choice(self) -> object:
        """What is wanted now."""
        raise NotImplementedError

    def clear(self) -> None:
        """Want everything again."""
        self.words.clear()
        for choice in self._choices:
            choice.setCurrentIndex(0)
        self._on_changed()

    def lay_out_row(self, choices: Sequence[tuple[QComboBox, str, str]]) -> None:
        """Put the words and then the choices side by side.

        Args:
            choices: Each with its object name and what it is called.
        """
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.words, 3)
        for choice, key, name in choices:
            name_filter(choice, key, name)
            choice.activated.connect(self._on_changed)
            self._choices.append(choice)
            layout.addWidget(choice, 2)

    def _on_find(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _on_changed(self) -> None:
        self.wanted.emit(self.choice())
