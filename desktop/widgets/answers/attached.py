"""Values beside the answer, kept for statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.answers.fields import field_for, outside
from desktop.widgets.answers.long_field import LongField
from desktop.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from forms.checklist.model import Attached, Item
    from resources.texts import Texts


class AttachedEditor(QWidget):
    """One small field for each value, with its label and unit.

    Signals:
        entered(str, str, str): The item's key, the value's key and the value.
    """

    entered = Signal(str, str, str)

    def __init__(self, item: Item, texts: Texts, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.item = item
        self.texts = texts
        today = now().date()
        self._fields = {
            one.key: field_for(one, texts, today)
            for one in item.attached
            if not one.long
        }
        self._long = {
            one.key: LongField(one.key, texts) for one in item.attached if one.long
        }
        self._said = QLabel()
        self._lay_out()
        for field in (*self._fields.values(), *self._long.values()):
            field.entered.connect(self._on_entered)

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show these, by their keys."""
        for key, field in (*self._fields.items(), *self._long.items()):
            field.show_value(values.get(key, ""))
        self._point_out(values)

    def _point_out(self, values: Mapping[str, str]) -> None:
        remarks = [
            self.texts("{label}: {value}", label=self.texts.of(one.label), value=said)
            for one in self.item.attached
            if (
                said := outside(
                    self.texts,
                    one.expected,
                    values.get(one.key, ""),
                    self.texts.of(one.unit),
                )
            )
        ]
        self._said.setText("\n".join(remarks))
        self._said.setVisible(bool(remarks))

    def _lay_out(self) -> None:
        theme.mark(self._said, "hint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        beside = QWidget()
        across = Flow(beside)
        for one in self.item.attached:
            name = f"{self.item.key}-attached-{one.key}"
            if one.long:
                self._long[one.key].setObjectName(name)
                self._long[one.key].setAccessibleName(self.texts.of(one.label))
                layout.addWidget(self._label(one))
                layout.addWidget(self._long[one.key])
            else:
                self._fields[one.key].setObjectName(name)
                across.addWidget(self._labelled(one.key))
        across.addWidget(self._said)
        layout.addWidget(beside)

    def _labelled(self, key: str) -> QWidget:
        """Label, field and unit, which stay together on a line."""
        what = next(one for one in self.item.attached if one.key == key)
        group = QWidget()
        row = QHBoxLayout(group)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._label(what))
        row.addWidget(self._fields[key])
        if unit := self.texts.of(what.unit):
            row.addWidget(QLabel(unit))
        return group

    def _label(self, what: Attached) -> QLabel:
        label = QLabel(self.texts.of(what.label))
        theme.mark(label, "muted")
        return label

    def _on_entered(self, key: str, value: str) -> None:
        self.entered.emit(self.item.key, key, value)
