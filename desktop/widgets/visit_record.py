"""What a visit has brought so far: its findings, the advice that was given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.item_link import ItemLink
from desktop.widgets.pill import Pill, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resources.texts import Texts


class Record(NamedTuple):
    """One thing that was recorded: its id, what it says, and a word about it."""

    id: str
    text: str
    word: str = ""


class VisitRecord(Card):
    """One line a record, which opens it; below them the way to a new one.

    Signals:
        opened(str): The id of a record.
        wanted(): A new one is to be made.
    """

    opened = Signal(str)
    wanted = Signal()

    def __init__(
        self, texts: Texts, name: str, title: str, *, new: str, key: str, tone: Tone
    ) -> None:
        """``new`` is what the button is called, ``key`` what presses it."""
        super().__init__(title)
        self.texts = texts
        self._name = name
        self._tone = tone
        self._count = Pill("0", tone)
        self._none = QLabel(texts("None so far."))
        self._links: list[ItemLink] = []
        self._new = QPushButton(new)
        self._new.setObjectName(f"new-{name}")
        self._new.setAccessibleName(new)
        self._new.setToolTip(f"{new}　{key}")
        theme.mark(self._new, "link")
        theme.mark(self._none, "muted")
        self.head.addWidget(self._count)
        self.body.setSpacing(0)
        self.add(self._none)
        self.body.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)
        self._new.clicked.connect(self.wanted)

    def show_records(self, records: Sequence[Record]) -> None:
        """Show these."""
        count = self.texts("{count} so far", count=len(records))
        self._count.say(count, self._tone)
        self._count.setVisible(bool(records))
        self._none.setVisible(not records)
        while len(self._links) > len(records):
            link = self._links.pop()
            self.body.removeWidget(link)
            link.hide()
            link.deleteLater()
        while len(self._links) < len(records):
            link = ItemLink(f"{self._name}-{len(self._links) + 1}")
            link.chosen.connect(self.opened)
            self._links.append(link)
            self.body.insertWidget(self.body.count() - 1, link)
        for link, record in zip(self._links, records, strict=True):
            link.show_item(record.id, record.text.replace("\n", " "), record.word)
