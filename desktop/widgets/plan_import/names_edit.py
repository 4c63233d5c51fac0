"""A line of several names, which offers known ones for the name being typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BETWEEN: Final = re.compile(r"\s*[、,，;；]\s*")
_MARK: Final = "、"
_MOST_SHOWN: Final = 10


class NamesEdit(QLineEdit):
    """Names with 、 or a comma between them."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._completer.setWidget(self)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setMaxVisibleItems(_MOST_SHOWN)
        self._completer.activated.connect(self._on_taken)
        self.textEdited.connect(self._on_typed)

    def offer(self, names: Iterable[str]) -> None:
        """Offer these from now on."""
        self._known.setStringList(list(dict.fromkeys(names)))

    def show_names(self, names: Sequence[str]) -> None:
        """Have these in the line."""
        self._shown = _MARK.join(names)
        self.setText(self._shown)
        self.setCursorPosition(0)

    def names(self) -> tuple[str, ...]:
        """The names that stand in the line, each once."""
        return tuple(dict.fromkeys(filter(None, _BETWEEN.split(self.text().strip()))))

    def is_changed(self) -> bool:
        """Whether it says something else than it was given."""
        return self.text() != self._shown

    def _on_typed(self, text: str) -> None:
        last = _BETWEEN.split(text)[-1]
        self._completer.setCompletionPrefix(last)
        if last and self._completer.completionCount():
            self._completer.complete()
            return
        popup = self._completer.popup()
        if popup is not None:
            popup.hide()

    def _on_taken(self, name: str) -> None:
        before = _BETWEEN.split(self.text())[:-1]
        self.setText(_MARK.join((*before, name)))
