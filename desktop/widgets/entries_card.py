"""What a unit has of one kind: its places, its people, its numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from desktop import theme
from desktop.widgets.list_row import ListRow
from desktop.widgets.rows_card import RowsCard

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.workflows.directory_edit import Entry
    from resources.texts import Texts

_MARGINS: Final = (10, 6, 10, 6)


class EntriesCard(RowsCard):
    """A row for each entry; pressing one changes it, and there is a way to add one.

    Signals:
        opened(object): The entry that the person wants to change.
        adding(type): The person wants another one of this kind.
    """

    opened = Signal(object)
    adding = Signal(type)

    def __init__(self, texts: Texts, title: str, kind: type[Entry]) -> None:
        super().__init__(title)
        self.kind = kind
        self._name = kind.__name__.lower()
        self._entries: tuple[Entry, ...] = ()
        self._add = QPushButton(texts("Add"))
        theme.mark(self._add, "link")
        self._add.setObjectName(f"add-{self._name}")
        self._add.setAccessibleName(f"{title}: {self._add.text()}")
        self.head.addWidget(self._add)
        layout = self.layout()
        if layout is not None:
            layout.setSpacing(0)
            layout.setContentsMargins(*_MARGINS)
        self._add.clicked.connect(self._on_add)

    def show_entries(self, entries: Sequence[tuple[Entry, str, str]]) -> None:
        """Show each entry with what it is called and what else is known of it."""
        self._entries = tuple(entry for entry, _, _ in entries)
        rows = []
        for number, (_, name, below) in enumerate(entries):
            row = ListRow(
                str(number), name=f"{self._name}-{number}", rest=name, below=below
            )
            row.opened.connect(self._on_opened)
            rows.append(row)
        self.show_rows(rows)
        self.show()

    def _on_opened(self, number: str) -> None:
        self.opened.emit(self._entries[int(number)])

    def _on_add(self) -> None:
        self.adding.emit(self.kind)
