"""What a visit lacks, line by line; each line leads to its item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.pill import Pill, Tone
from forms.checklist.completeness import Lack
from forms.report.numbering import item_numbers
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.widgets.phone_rounds.missing_calls import MissingCall
    from forms.checklist.completeness import Missing
    from forms.checklist.model import Checklist
    from resources.texts import Texts

_LACKS: Final = {
    Lack.ANSWER: later("not answered"),
    Lack.NOTE: later("the note is missing"),
    Lack.PHOTO: later("the photo is missing"),
    Lack.FORBIDDEN_PHOTO: later("has a photo, which is forbidden here"),
}
_MOST_ROWS: Final = 9
_ROW: Final = 34


class MissingList(Card):
    """What keeps the visit from being sealed, and below it what is only told.

    Signals:
        chosen(str): The key of the item that the person wants to go to.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("What is missing"))
        self.texts = texts
        self._pill = Pill()
        self._complete = QLabel(texts("Everything is answered; nothing is missing."))
        self._must = _Lines(
            "missing-blocking", texts("To be settled before the report can be made")
        )
        self._may = _Lines(
            "missing-told", texts("Only told; the report can be made without it")
        )
        theme.mark(self._complete, "muted")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        fixed = QSizePolicy.Policy.Fixed
        for label in (self._complete, self._must.title, self._may.title):
            label.setSizePolicy(QSizePolicy.Policy.Preferred, fixed)
        self.head.addWidget(self._pill)
        self.add(self._complete)
        for lines in (self._must, self._may):
            self.add(lines.title)
            self.add(lines)
            lines.chosen.connect(self.chosen)

    def show_missing(
        self, missing: Sequence[Missing], checklists: Sequence[Checklist]
    ) -> None:
        """Show these."""
        numbers = item_numbers(checklists)
        items = {item.key: item for one in checklists for item in one.items()}
        lines = [
            (
                one,
                "　".join(
                    filter(
                        None,
                        (
                            numbers.get(one.item, ""),
                            self.texts.of(items[one.item].text),
                            self.texts(_LACKS[one.lack]),
                        ),
                    )
                ),
            )
            for one in missing
        ]
        self._show(
            [(one.item, text) for one, text in lines if one.blocks],
            [(one.item, text) for one, text in lines if not one.blocks],
        )

    def show_calls(self, calls: Sequence[MissingCall]) -> None:
        """Show the calls that a round of telephone tests lacks."""
        self._complete.setText(
            self.texts("Every call is made and scored; nothing is missing.")
        )
        self._show([(one.call, one.text) for one in calls], [])

    def begin_at(self) -> QWidget:
        """Where the keys go first: to what keeps the visit from being sealed."""
        return self._must

    def _show(
        self, must: Sequence[tuple[str, str]], may: Sequence[tuple[str, str]]
    ) -> None:
        self._must.show_lines(must)
        self._must.setCurrentRow(0)
        self._may.show_lines(may)
        self._complete.setVisible(not (must or may))
        if must:
            text = self.texts("{count} to be settled", count=len(must))
            self._pill.say(text, Tone.NONCONFORM)
        elif may:
            self._pill.say(self.texts("{count} told", count=len(may)), Tone.PARTLY)
        else:
            self._pill.say(self.texts("Complete"), Tone.CONFORM)


class _Lines(QListWidget):
    """A list with a title; not there while it is empty.

    Signals:
        chosen(str): The item of a line.
    """

    chosen = Signal(str)

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.title = QLabel(title)
        theme.mark(self.title, "guidance")
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.itemClicked.connect(self._on_chosen)
        self.itemActivated.connect(self._on_chosen)

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show these: item key and text."""
        self.clear()
        for key, text in lines:
            line = QListWidgetItem(text)
            line.setData(Qt.ItemDataRole.UserRole, key)
            line.setToolTip(text)
            self.addItem(line)
        self.setFixedHeight(min(len(lines), _MOST_ROWS) * _ROW + 4)
        self.setVisible(bool(lines))
        self.title.setVisible(bool(lines))

    def _on_chosen(self, line: QListWidgetItem) -> None:
        self.chosen.emit(line.data(Qt.ItemDataRole.UserRole))
