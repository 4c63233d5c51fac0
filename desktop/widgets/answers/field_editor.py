"""An answer that is typed into one field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.editor import AnswerEditor
from desktop.widgets.flow import Flow
from forms.checklist.model import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.widgets.answers.fields import DayField, Field
    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts


class FieldEditor(AnswerEditor):
    """A field with its unit, what is to be said of it, and not applicable."""

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(checklist, item, texts, now)
        self._field = self.make_field()
        self._unit = QLabel(texts.of(item.unit))
        self._said = QLabel()
        self._na = self.not_applicable_button()
        self._lay_out()
        self._field.entered.connect(self._on_entered)

    def make_field(self) -> Field | DayField:
        """The field that takes the answer."""
        raise NotImplementedError

    def remark(self, value: str) -> tuple[str, bool]:
        """What is to be said about the value, and whether it is a warning."""
        return "", False

    @override
    def show_answer(self, answer: Answer | None) -> None:
        value = (answer.value if answer else None) or ""
        self._na.setChecked(value == NOT_APPLICABLE)
        self._field.show_value("" if value == NOT_APPLICABLE else value)
        self._say()

    @override
    def press(self, key: str) -> bool:
        if key.isdecimal():
            return self._field.begin_with(key)
        return super().press(key)

    @override
    def begin(self) -> bool:
        return self._field.begin_with("")

    def _say(self) -> None:
        text, warning = self.remark(self._field.value)
        self._said.setText(text)
        self._said.setVisible(bool(text))
        theme.mark(self._said, "hint" if warning else "guidance")

    def _lay_out(self) -> None:
        self._field.setObjectName(f"{self.item.key}-value")
        self._field.setAccessibleName(self.texts.of(self.item.text))
        layout = Flow(self)
        layout.addWidget(self._field)
        layout.addWidget(self._unit)
        layout.addWidget(self._na)
        layout.addWidget(self._said)
        self._unit.setVisible(bool(self._unit.text()))
        self._na.setVisible(self.may_be_not_applicable)

    def _on_entered(self, _: str, value: str) -> None:
        self._say()
        self.give(value or None)
