"""Typing a name that is probably known already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

_NAME: Final = Qt.ItemDataRole.UserRole
_SOUGHT: Final = _NAME + 1
_MOST_SHOWN: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A name that may be meant.

    Attributes:
        detail: Stands beside it in the list.
        also: Other words that it is found by, such as former names.
    """

    name: str
    detail: str = ""
    also: str = ""


class SuggestEdit(QLineEdit):
    """A line that offers known names, and takes any other as well.

    Down on an empty line shows them all. Enter takes the only one that is left.

    Signals:
        named(str): The person has settled on this name, known or not.
    """

    named = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._suggestions: dict[str, Suggestion] = {}
        self._completer = _Completer(self)
        self.setCompleter(self._completer)
        self._completer.activated.connect(self._on_activated)
        self.returnPressed.connect(self._on_return)

    def offer(self, suggestions: Iterable[Suggestion]) -> None:
        """Offer these from now on; what stands in the line stays."""
        self._suggestions = {one.name: one for one in suggestions}
        self._completer.show_names(self._suggestions.values())

    def knows(self) -> bool:
        """Whether what stands here is one of the names that are offered."""
        return self.text().strip() in self._suggestions

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.text():
            self._completer.setCompletionPrefix("")
            self._completer.complete()
            return
        super().keyPressEvent(event)

    def _on_activated(self) -> None:
        self.named.emit(self.text().strip())

    def _on_return(self) -> None:
        if self._completer.is_choosing():
            return
        self._completer.close_up()
        typed = self.text().strip()
        left = [] if self.knows() or not typed else self._completer.matching(typed)
        if len(left) == 1:
            self.setText(left[0])
        self.named.emit(self.text().strip())


class _Completer(QCompleter):
    """Finds a name by any part of it, or of what else it is known by."""

    def __init__(self, parent: SuggestEdit) -> None:
        super().__init__(QStandardItemModel(), parent)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionRole(_SOUGHT)
        self.setMaxVisibleItems(_MOST_SHOWN)

    def show_names(self, suggestions: Iterable[Suggestion]) -> None:
        model = QStandardItemModel(self)
        for one in suggestions:
            item = QStandardItem("　".join(filter(None, (one.name, one.detail))))
            item.setData(one.name, _NAME)
            item.setData(f"{one.name} {one.also}", _SOUGHT)
            model.appendRow(item)
        self.setModel(model)

    def is_choosing(self) -> bool:
        """Whether a name is chosen in the list; Enter takes that one then."""
        popup = self.popup()
        if popup is None or not popup.isVisible():
            return False
        return popup.currentIndex().isValid()

    def close_up(self) -> None:
        """Show no list any more."""
        popup = self.popup()
        if popup is not None:
            popup.hide()

    def matching(self, typed: str) -> list[str]:
        """The names that the typed text is part of."""
        model = self.model()
        found = model.match(
            model.index(0, 0), _SOUGHT, typed, -1, Qt.MatchFlag.MatchContains
        )
        return [index.data(_NAME) for index in found]

    @override
    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(_NAME))
