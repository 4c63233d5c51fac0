"""One value in one line: a number, a time of day, a day, a few words."""

from __future__ import annotations

import unicodedata
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.button import HEIGHT
from desktop.widgets.roc_date import RocDateEdit
from forms.checklist.judging import within
from forms.checklist.model import AnswerKind

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from forms.checklist.model import Attached, Column, Range
    from resources.texts import Texts

_NUMBER_KEYS: Final = frozenset("0123456789.-０１２３４５６７８９．")
_TIME_KEYS: Final = frozenset("0123456789:０１２３４５６７８９：")
_NUMBER_WIDTH: Final = 84
_TEXT_WIDTH: Final = 200


class Field(QLineEdit):
    """A few words; kept when they are finished, by Enter or by going elsewhere.

    Attributes:
        key: What the value is called where it belongs.

    Signals:
        entered(str, str): The key and the new value, empty for none.
    """

    entered = Signal(str, str)

    def __init__(self, key: str, texts: Texts) -> None:
        super().__init__()
        self.key = key
        self.texts = texts
        self._value = ""
        self.setMinimumHeight(HEIGHT)
        self.setFixedWidth(_TEXT_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.editingFinished.connect(self.finish)
        self.textEdited.connect(self._on_typing)

    @property
    def value(self) -> str:
        """What was entered or shown last."""
        return self._value

    def show_value(self, value: str) -> None:
        """Show this value; what is being typed stays."""
        if self.hasFocus() and self.isModified():
            return
        self._value = value
        if self.text() != value:
            self.setText(value)
        self.setModified(False)
        self._mark_wrong(wrong=False)

    def read(self, text: str) -> str | None:
        """The value that was typed; ``None`` if it is none."""
        return text.strip()

    def hint(self) -> str:
        """How it is to be typed."""
        return ""

    def begin_with(self, text: str) -> bool:
        """Take the keyboard; what is typed takes the place of what is there."""
        self.setFocus()
        self.selectAll()
        if text:
            self.insert(text)
            self.setModified(True)
            self.textEdited.emit(self.text())
        return True

    def enter(self, text: str) -> None:
        """Have this in the field as if it had been typed and finished."""
        self.setText(text)
        self.setModified(True)
        self.finish()

    def finish(self) -> None:
        """Keep what was typed, if it is a value."""
        if not self.isModified():
            return
        text = unicodedata.normalize("NFKC", self.text()).strip()
        value = self.read(text) if text else ""
        if value is None:
            self._mark_wrong(wrong=True)
            return
        self.setModified(False)
        self.setText(value)
        if value != self._value:
            self._value = value
            self.entered.emit(self.key, value)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_for_the_page(event, typing=self.isModified()):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _mark_wrong(self, *, wrong: bool) -> None:
        theme.mark(self, "wrong" if wrong else "")
        self.setToolTip(self.hint())
        self.setAccessibleDescription(self.hint() if wrong else "")

    def _on_typing(self) -> None:
        # Nobody is told off in the middle of a word.
        self._mark_wrong(wrong=False)


class _KeyedField(Field):
    """Takes some keys only; the others are the page's."""

    keys: frozenset[str]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if plain and text.isprintable() and text and text not in self.keys:
            event.ignore()
        else:
            super().keyPressEvent(event)


class NumberField(_KeyedField):
    """A number; Up and Down count."""

    keys = _NUMBER_KEYS

    def __init__(self, key: str, texts: Texts, *, whole: bool = False) -> None:
        super().__init__(key, texts)
        self._whole = whole
        self.setFixedWidth(_NUMBER_WIDTH)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
            return
        number = Decimal(self.read(self.text()) or 0) + step
        self.setText(f"{max(number, Decimal(0)):f}")
        self.setModified(True)
        self.textEdited.emit(self.text())

    @override
    def read(self, text: str) -> str | None:
        try:
            number = Decimal(text)
        except InvalidOperation:
            return None
        if not number.is_finite() or abs(number) >= 10**15:
            return None
        if self._whole and (number != number.to_integral_value() or number < 0):
            return None
        return f"{number.to_integral_value():f}" if self._whole else f"{number:f}"

    @override
    def hint(self) -> str:
        if self._whole:
            return self.texts("A whole number; Up and Down count")
        return self.texts("A number; Up and Down count")


class TimeField(_KeyedField):
    """A time of day, as 1320 or 13:20."""

    keys = _TIME_KEYS

    def __init__(self, key: str, texts: Texts) -> None:
        super().__init__(key, texts)
        self.setFixedWidth(_NUMBER_WIDTH)
        self.setPlaceholderText(self.texts("13:20"))

    @override
    def read(self, text: str) -> str | None:
        return time_typed(text)

    @override
    def hint(self) -> str:
        return self.texts("Type the time as 13:20 or 1320.")


class DayField(RocDateEdit):
    """A day in the calendar of the Republic, as a field.

    Signals:
        entered(str, str): The key and the new ISO date, empty for none.
    """

    entered = Signal(str, str)

    def __init__(self, key: str, texts: Texts, today: date) -> None:
        super().__init__(texts, today=today, may_be_empty=True)
        self.key = key
        self.edit.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.day_edited.connect(self._on_day)

    def show_value(self, value: str) -> None:
        """Show this ISO date; what is being typed stays."""
        if not (self.edit.hasFocus() and self.edit.isModified()):
            self.show_day(date.fromisoformat(value) if value else None)

    @property
    def value(self) -> str:
        """The ISO date that was entered or shown last."""
        return self.day.isoformat() if self.day else ""

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and is_for_the_page(event, typing=self.edit.isModified())
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def begin_with(self, text: str) -> bool:
        """Take the keyboard; what is typed takes the place of what is there."""
        self.edit.setFocus()
        self.edit.selectAll()
        if text:
            self.edit.insert(text)
            self.edit.setModified(True)
        return True

    def _on_day(self, day: date | None) -> None:
        self.entered.emit(self.key, day.isoformat() if day else "")


def is_for_the_page(event: QKeyEvent, *, typing: bool) -> bool:
    """Whether a field has no use for the key.

    Nothing was typed that could be undone, or it is a picture that is to be pasted.
    """
    standard = QKeySequence.StandardKey
    if event.matches(standard.Paste):
        return not QGuiApplication.clipboard().mimeData().hasText()
    return not typing and (event.matches(standard.Undo) or event.matches(standard.Redo))


def field_for(what: Attached | Column, texts: Texts, today: date) -> Field | DayField:
    """The field that takes such a value."""
    name = texts.of(what.label)
    field: Field | DayField
    if what.kind is AnswerKind.DATE:
        field = DayField(what.key, texts, today)
    elif what.kind is AnswerKind.NUMBER:
        field = NumberField(what.key, texts)
    elif what.kind is AnswerKind.TIME:
        field = TimeField(what.key, texts)
    else:
        field = Field(what.key, texts)
    field.setAccessibleName(name)
    return field


def time_typed(text: str) -> str | None:
    """``HH:MM`` of what somebody typed; ``None`` if it is no time of day."""
    digits = text.replace(":", "").strip()
    if not digits.isdecimal() or not 1 <= len(digits) <= 4:
        return None
    if ":" in text:
        hour, _, minute = text.partition(":")
    else:
        hour, minute = (digits, "0") if len(digits) < 3 else (digits[:-2], digits[-2:])
    try:
        return time(int(hour), int(minute)).strftime("%H:%M")
    except ValueError:
        return None


def outside(texts: Texts, expected: Range | None, number: str, unit: str) -> str:
    """What is to be pointed out about a number; empty where it is as expected."""
    if not number or expected is None or within(expected, number):
        return ""
    return texts(
        "Outside what is expected: {range}", range=range_in_words(texts, expected, unit)
    )


def range_in_words(texts: Texts, limits: Range, unit: str) -> str:
    """From where to where, with the unit."""
    if limits.least is None:
        said = texts("at most {most} {unit}", most=limits.most, unit=unit)
    elif limits.most is None:
        said = texts("at least {least} {unit}", least=limits.least, unit=unit)
    else:
        said = texts(
            "{least} to {most} {unit}", least=limits.least, most=limits.most, unit=unit
        )
    return said.strip()
