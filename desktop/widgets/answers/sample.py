"""抽查: of n looked at, m conformed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.button import AnswerButton
from desktop.widgets.answers.editor import AnswerEditor
from desktop.widgets.answers.fields import NumberField
from desktop.widgets.flow import Flow
from forms.checklist.model import NOT_APPLICABLE
from forms.inspection import Sample

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

    from forms.checklist.model import Checklist, Item
    from forms.inspection import Answer
    from resources.texts import Texts

_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALL: Final = "="


class SampleEditor(AnswerEditor):
    """Two numbers; it is answered once both are there and m is not above n."""

    def __init__(
        self,
        checklist: Checklist,
        item: Item,
        texts: Texts,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__(checklist, item, texts, now)
        self._n = NumberField("n", texts, whole=True)
        self._m = NumberField("m", texts, whole=True)
        self._all = AnswerButton("", texts("All conform"), _ALL)
        self._na = self.not_applicable_button()
        self._hint = QLabel()
        self._lay_out()
        for field in (self._n, self._m):
            field.entered.connect(self._on_entered)
            field.textEdited.connect(self._say)
        self._all.picked.connect(self._on_all)

    @override
    def show_answer(self, answer: Answer | None) -> None:
        sample = answer.sample if answer else None
        self._na.setChecked(answer is not None and answer.value == NOT_APPLICABLE)
        # Half a sample is no answer; it stays here until the other half is there.
        if sample is not None or (self._n.value and self._m.value):
            self._n.show_value(str(sample.n) if sample else "")
            self._m.show_value(str(sample.m) if sample else "")
        self._all.setChecked(sample is not None and 0 < sample.n == sample.m)
        self._say()

    @override
    def press(self, key: str) -> bool:
        if key == _ALL:
            self._on_all()
            return True
        if key.isdecimal():
            return self._n.begin_with(key)
        return super().press(key)

    @override
    def begin(self) -> bool:
        return self._n.begin_with("")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        wants_m = self._n.hasFocus() and self._n.text() and not self._m.text()
        if event.key() in _ENTER and not event.modifiers() and wants_m:
            self._m.setFocus()
        elif event.text() == _ALL:
            self._on_all()
        else:
            event.ignore()

    def _say(self) -> None:
        n, m = self._n.text(), self._m.text()
        too_many = n.isdecimal() and m.isdecimal() and int(m) > int(n)
        text = ""
        if too_many:
            text = self.texts("More conform than were looked at")
        elif bool(n) != bool(m):
            text = self.texts("Both numbers are needed")
        theme.mark(self._m, "wrong" if too_many else "")
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _lay_out(self) -> None:
        unit = self.texts.of(self.item.unit)
        for field, name, label in (
            (self._n, "n", self.texts("How many were looked at")),
            (self._m, "m", self.texts("How many of them conform")),
            (self._all, "all", self.texts("All that were looked at conform")),
        ):
            field.setObjectName(f"{self.item.key}-{name}")
            field.setAccessibleName(label)
        theme.mark(self._hint, "hint")
        layout = Flow(self)
        for widget in (
            QLabel(self.texts("Looked at")),
            self._n,
            QLabel(self.texts("{unit}, of which", unit=unit)),
            self._m,
            QLabel(self.texts("{unit} conform", unit=unit)),
            self._all,
            self._na,
            self._hint,
        ):
            layout.addWidget(widget)

    def _on_entered(self) -> None:
        self._say()
        n, m = self._n.value, self._m.value
        if n and m and int(m) <= int(n):
            self.give(Sample(n=int(n), m=int(m)))
        elif not n and not m:
            self.give(None)

    def _on_all(self) -> None:
        if self._n.text():
            self._m.enter(self._n.text())
            self._n.finish()
        else:
            self.begin()
