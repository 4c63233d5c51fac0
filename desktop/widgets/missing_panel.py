"""What a visit still lacks, beside the items; each line leads to its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.item_link import ItemLink
from forms.checklist.completeness import Lack
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.checklist.completeness import Missing
    from resources.texts import Texts

_MOST: Final = 5
_LACKS: Final = {
    Lack.ANSWER: later("not answered"),
    Lack.NOTE: later("note missing"),
    Lack.PHOTO: later("photo missing"),
    Lack.FORBIDDEN_PHOTO: later("photo forbidden"),
}


class MissingPanel(Card):
    """The first few things that are missing; the others are seen in the table.

    Signals:
        chosen(str): The key of the item that the person wants to be at.
        others_asked(): The person wants to see all of them.
    """

    chosen = Signal(str)
    others_asked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("Still missing"))
        self.texts = texts
        self._complete = QLabel(texts("Nothing is missing."))
        self._links = [ItemLink(f"missing-{n}") for n in range(1, _MOST + 1)]
        self._others = QPushButton()
        self._lay_out()
        for link in self._links:
            link.chosen.connect(self.chosen)
        self._others.clicked.connect(self.others_asked)

    def show_missing(
        self, missing: Sequence[Missing], names: Mapping[str, str]
    ) -> None:
        """Show these; ``names`` are what the items are called, by their keys."""
        self._complete.setVisible(not missing)
        for number, link in enumerate(self._links):
            link.setVisible(number < len(missing))
            if number < len(missing):
                one = missing[number]
                link.show_item(one.item, names[one.item], self.texts(_LACKS[one.lack]))
        others = len(missing) - _MOST
        self._others.setVisible(others > 0)
        text = self.texts("{count} more", count=others)
        self._others.setText(text)
        self._others.setAccessibleName(text)

    def _lay_out(self) -> None:
        theme.mark(self._complete, "muted")
        theme.mark(self._others, "link")
        self._complete.setWordWrap(True)
        self._others.setObjectName("missing-others")
        self._others.setToolTip(self.texts("All that is missing, as a table"))
        self.body.setSpacing(0)
        for widget in (self._complete, *self._links, self._others):
            self.add(widget)
        self.body.setAlignment(self._others, Qt.AlignmentFlag.AlignLeft)
