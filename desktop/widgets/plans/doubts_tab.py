"""What a person should look at in a plan, each line leading to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index
from desktop.widgets.list_look import last_fills, look_like_list
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from forms.plan.model import Lint, Plan
    from resources.texts import Texts

_HEADINGS: Final = (later("Item or section"), later("What is in doubt"))
_ROW: Final = 38
_PLACES: Final = 320


class DoubtsModel(FlatTable[tuple[str, "Lint"]]):
    """A place and a sentence a row."""

    def __init__(self, texts: Texts, plan: Plan, parent: QObject) -> None:
        super().__init__([texts(heading) for heading in _HEADINGS], parent)
        self.texts = texts
        self._plan = plan
        self._items = {item.key: item for item in plan.items}
        self._sections = {section.key for section in plan.sections}
        self._every: list[tuple[str, Lint]] = []
        self._words: tuple[str, ...] = ()

    def show_doubts(self, doubts: Sequence[Lint]) -> None:
        """Show these, as far as they are wanted."""
        self._every = [(self._place(one), one) for one in doubts]
        self._choose()

    def want(self, words: Sequence[str]) -> None:
        """Show only rows with all of these words."""
        self._words = tuple(word.casefold() for word in words)
        self._choose()

    def item(self, row: int) -> str:
        """The key of the item that the row leads to; empty for another place."""
        where = self.rows[row][1].where
        return where if where in self._items else ""

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            place, doubt = self.rows[index.row()]
            sign = "✓ " if doubt.accepted else ""
            return f"{sign}{doubt.message}" if index.column() else place
        if role == Qt.ItemDataRole.ForegroundRole:
            _, doubt = self.rows[index.row()]
            return theme.colour("muted") if doubt.accepted else None
        return None

    def _place(self, one: Lint) -> str:
        if one.where in self._items:
            item = self._items[one.where]
            return f"{self._plan.label(one.where)}　{item.text}"
        if one.where in self._sections:
            return self._plan.label(one.where)
        return self.texts("The whole plan")

    def _choose(self) -> None:
        words = self._words
        self._show(
            [
                (place, one)
                for place, one in self._every
                if all(word in f"{place}\n{one.message}".casefold() for word in words)
            ]
        )


class DoubtsTab(QWidget):
    """Shown and explained, never mended behind anybody's back.

    Signals:
        item_wanted(str): The person wants to see this item.
    """

    item_wanted = Signal(str)

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self.words = QLineEdit()
        self.table = QTableView()
        self._model = DoubtsModel(texts, plan, self)
        self._none = QLabel(texts("Nothing about this plan is in doubt."))
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self._find.activated.connect(self.words.setFocus)
        self.words.textEdited.connect(self._on_words)
        self.table.activated.connect(self._on_activated)

    def show_doubts(self, doubts: Sequence[Lint]) -> None:
        """Show these."""
        self._model.show_doubts(doubts)
        self._on_shown()

    def _lay_out(self) -> None:
        texts = self.texts
        self.words.setObjectName("doubts-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the doubts (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the doubts"))
        theme.mark(self._none, "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        table = self.table
        table.setObjectName("doubts")
        table.setAccessibleName(texts("Doubts"))
        table.setModel(self._model)
        look_like_list(table, _ROW)
        last_fills(table, (_PLACES,))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.words)
        layout.addWidget(table, 1)
        layout.addWidget(self._none, 1)

    def _on_words(self, text: str) -> None:
        self._model.want(text.split())
        self._on_shown()

    def _on_shown(self) -> None:
        shown = self._model.rowCount() > 0
        self._none.setVisible(not shown)
        self.table.setVisible(shown)

    def _on_activated(self) -> None:
        row = self.table.currentIndex().row()
        item = self._model.item(row) if row >= 0 else ""
        if item:
            self.item_wanted.emit(item)
