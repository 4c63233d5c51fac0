"""Answers to choose from, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from typing_extensions import override

from desktop.widgets.answers.button import AnswerButton, Tone
from desktop.widgets.answers.editor import AnswerEditor
from desktop.widgets.flow import Flow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts

_MOST_KEYS = 5


class Option(NamedTuple):
    """One answer to choose."""

    value: str
    label: str
    tone: Tone = Tone.PLAIN


class OptionsEditor(AnswerEditor):
    """A row of buttons, keys 1 to 5 by position and N for not applicable."""

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(checklist, item, texts, now)
        self._buttons: list[AnswerButton] = []
        for number, option in enumerate(self.options(), 1):
            # What there is no key for is chosen by mouse or with the arrows.
            key = str(number) if number <= _MOST_KEYS else ""
            button = AnswerButton(option.value, option.label, key, option.tone)
            button.setObjectName(f"{item.key}-{option.value}")
            button.picked.connect(self.give)
            self._buttons.append(button)
        if self.may_be_not_applicable:
            self._buttons.append(self.not_applicable_button())
        layout = Flow(self)
        for button in self._buttons:
            layout.addWidget(button)

    def options(self) -> Sequence[Option]:
        """What there is to choose from."""
        raise NotImplementedError

    @override
    def show_answer(self, answer: Answer | None) -> None:
        value = answer.value if answer else None
        for button in self._buttons:
            button.setChecked(button.value == value)

    @override
    def press(self, key: str) -> bool:
        for button in self._buttons:
            if button.key == key:
                self.give(button.value)
                return True
        return False

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        at = next((n for n, one in enumerate(self._buttons) if one.hasFocus()), None)
        if step is None or at is None:
            event.ignore()
            return
        self._buttons[(at + step) % len(self._buttons)].setFocus()
