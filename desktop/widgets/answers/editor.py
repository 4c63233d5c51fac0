"""What the editors of all kinds of answers have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.widgets.answers.button import AnswerButton
from forms.checklist.model import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from db.running import Running
    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts


class AnswerEditor(QWidget):
    """How one item is answered: it shows an answer, and tells what was chosen.

    What was chosen counts when it comes back from the store.

    Attributes:
        item: What is answered.
        now: The clock, with this place's zone.

    Signals:
        chosen(str, object): The item's key and the value: text, a `Sample`, a `Wait`,
            or a `Running` that will become one; ``None`` takes the answer back.
    """

    chosen = Signal(str, object)

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self.checklist = checklist
        self.item = item
        self.texts = texts
        self.now = now

    @property
    def may_be_not_applicable(self) -> bool:
        """Whether it makes sense to say that the item does not apply here."""
        return self.item.required or self.item.scored

    def show_answer(self, answer: Answer | None) -> None:
        """Show this answer; ``None`` where there is none."""

    def show_running(self, running: Running | None) -> None:
        """Show the wait that goes on; most kinds know of none."""

    def press(self, key: str) -> bool:
        """Do what stands at that key; whether anything does."""
        if key == "N" and self.may_be_not_applicable:
            self.give(NOT_APPLICABLE)
            return True
        return False

    def begin(self) -> bool:
        """Take the keyboard to type the answer; ``False`` where nothing is typed."""
        return False

    def give(self, value: object) -> None:
        """Tell that this was chosen."""
        self.chosen.emit(self.item.key, value)

    def not_applicable_button(self) -> AnswerButton:
        """The button that takes the item out of the score."""
        button = AnswerButton(NOT_APPLICABLE, self.texts("Not applicable"), "N")
        button.setObjectName(f"{self.item.key}-na")
        button.picked.connect(self.give)
        return button
