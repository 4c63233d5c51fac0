"""An answer in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.editor import AnswerEditor
from desktop.widgets.note_edit import NoteEdit
from forms.checklist.model import NOT_APPLICABLE

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts


class TextEditor(AnswerEditor):
    """A box that grows with what is written."""

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(checklist, item, texts, now)
        self._box = NoteEdit(texts, enter_goes_on=True)
        self._na = self.not_applicable_button()
        self._lay_out()
        self._box.edited.connect(self._on_edited)

    @override
    def show_answer(self, answer: Answer | None) -> None:
        value = (answer.value if answer else None) or ""
        self._na.setChecked(value == NOT_APPLICABLE)
        self._box.show_text("" if value == NOT_APPLICABLE else value)

    @override
    def begin(self) -> bool:
        self._box.setFocus()
        return True

    def _lay_out(self) -> None:
        self._box.setObjectName(f"{self.item.key}-value")
        self._box.setAccessibleName(self.texts.of(self.item.text))
        theme.mark(self._box, "answer")
        self._box.setPlaceholderText(self.texts("Write here"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._box)
        layout.addWidget(self._na)
        self._na.setVisible(self.item.required)

    def _on_edited(self, text: str) -> None:
        self.give(text or None)
