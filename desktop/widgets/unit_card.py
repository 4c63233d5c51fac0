"""The unit that is looked at: what it is and was called, and where that is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QWidget

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.entry_fields import Field, as_text
from desktop.widgets.pill import Pill, Tone
from forms.directory.model import SOURCE_LABELS, Source

if TYPE_CHECKING:
    from forms.directory.model import Directory, Unit
    from resources.texts import Texts


class UnitCard(Card):
    """One unit, and below it the buttons that the page puts there.

    Attributes:
        buttons: The row of what can be done with the unit.
    """

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._source = Pill()
        self._shown = QWidget()
        self.buttons = QHBoxLayout()
        self.head.insertWidget(1, self._source)
        self.body.addWidget(self._shown)
        self.body.addLayout(self.buttons)

    def show_unit(self, directory: Directory, unit: Unit) -> None:
        """Show this one."""
        texts = self.texts
        self.set_title(unit.name)
        self._show_source(unit.source)
        before, self._shown = self._shown, QWidget()
        self.body.replaceWidget(before, self._shown)
        before.hide()
        before.deleteLater()
        form = QFormLayout(self._shown)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        for name, field, value in (
            (texts("Unit above"), Field.UNIT, unit.parent),
            (texts("Short name"), Field.TEXT, unit.short_name),
            (texts("Titles"), Field.LIST, unit.titles),
            (texts("Former names"), Field.FORMER_NAMES, unit.former_names),
        ):
            words = as_text(texts, directory, field, value)
            if words:
                form.addRow(_label(name, "muted"), _label(words, ""))

    def _show_source(self, source: Source) -> None:
        label = self.texts(SOURCE_LABELS[source])
        doubtful = source is Source.STATUTE
        before, self._source = (
            self._source,
            Pill(label, Tone.PARTLY if doubtful else Tone.PLAIN),
        )
        self.head.replaceWidget(before, self._source)
        before.hide()
        before.deleteLater()


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(not kind)
    theme.mark(label, kind)
    return label
