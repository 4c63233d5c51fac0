"""When a row is due: the rule, how often, by which day, and the document's words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QSpinBox, QWidget

from desktop import theme
from desktop.widgets.flow import Flow
from forms.plan.model import Deadline, DeadlineKind
from forms.report.plans.wording import KINDS
from forms.roc import day_typed

if TYPE_CHECKING:
    from datetime import date

    from resources.texts import Texts

_NUMBERS: Final = re.compile(r"\d+")
_NONE: Final = -1
_MOST: Final = 99
_COUNTED: Final = frozenset(
    {
        DeadlineKind.YEARLY,
        DeadlineKind.HALF_YEARLY,
        DeadlineKind.QUARTERLY,
        DeadlineKind.MONTHLY,
    }
)
_DATED: Final = frozenset({DeadlineKind.NEXT_YEAR, DeadlineKind.FIXED})


class DeadlineEdit(QWidget):
    """Fields for a deadline; those that its rule has no use for are not there.

    Signals:
        edited(object): The `Deadline` as it is now.
    """

    edited = Signal(object)

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__()
        self.texts = texts
        self._today = today
        self._deadline = Deadline()
        self.kind = QComboBox()
        self.least = QSpinBox()
        self.most = QSpinBox()
        self.on = QLineEdit()
        self.words = QLineEdit()
        self._to = QLabel(texts("to"))
        self._times = QLabel(texts("times"))
        self._by = QLabel(texts("by"))
        self._lay_out()
        self.kind.activated.connect(self.keep)
        for field in (self.least, self.most, self.on, self.words):
            field.editingFinished.connect(self.keep)

    def show_deadline(self, deadline: Deadline) -> None:
        """Show this one."""
        self._deadline = deadline
        self.kind.setCurrentIndex(self.kind.findData(deadline.kind))
        self.least.setValue(_NONE if deadline.min is None else deadline.min)
        self.most.setValue(_NONE if deadline.max is None else deadline.max)
        self.on.setText(_day_shown(deadline.on))
        theme.mark(self.on, "")
        self.words.setText(deadline.text or "")
        self.words.setCursorPosition(0)
        self._show_needed(deadline.kind)

    def keep(self) -> None:
        """Tell the deadline, if it has changed and is one."""
        deadline = self._typed()
        if deadline is not None and deadline != self._deadline:
            self._show_needed(deadline.kind)
            self.edited.emit(deadline)

    def _show_needed(self, kind: DeadlineKind | None) -> None:
        counted = kind in _COUNTED
        for often in (self.least, self._to, self.most, self._times):
            often.setVisible(counted)
        dated = counted or kind in _DATED
        for day in (self._by, self.on):
            day.setVisible(dated)

    def _lay_out(self) -> None:
        self.kind.addItem(self.texts("none"), None)
        for kind, word in KINDS.items():
            self.kind.addItem(self.texts(word), kind)
        for spin in (self.least, self.most):
            spin.setRange(_NONE, _MOST)
            spin.setSpecialValueText("–")
            spin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
            spin.setFixedWidth(44)
        self.on.setFixedWidth(96)
        self.on.setPlaceholderText(self.texts("month/day"))
        self.on.setToolTip(
            self.texts("12/31 for every year, or a whole date such as 115/12/31")
        )
        self.words.setPlaceholderText(self.texts("The document's words"))
        self.words.setMinimumWidth(150)
        row = Flow(self)
        for widget, name, called in (
            (self.kind, "deadline-kind", self.texts("Rule of the deadline")),
            (self.least, "deadline-least", self.texts("At least so many times")),
            (self._to, "", ""),
            (self.most, "deadline-most", self.texts("At most so many times")),
            (self._times, "", ""),
            (self._by, "", ""),
            (self.on, "deadline-on", self.texts("By which day")),
            (self.words, "deadline-words", self.texts("The document's words")),
        ):
            if name:
                widget.setObjectName(name)
                widget.setAccessibleName(called)
            else:
                theme.mark(widget, "muted")
            row.addWidget(widget)

    def _typed(self) -> Deadline | None:
        """The deadline with what was changed; ``None`` where a day is none."""
        before = self._deadline
        on: str | None = before.on or ""
        if self.on.text() != _day_shown(before.on):
            on = _day_typed(self.on.text(), self._today)
        theme.mark(self.on, "wrong" if on is None else "")
        if on is None:
            return None
        typed = replace(
            before,
            min=_number(self.least),
            max=_number(self.most),
            on=on or None,
            text=self.words.text().strip() or None,
        )
        chosen = self.kind.currentData()
        kind = DeadlineKind(chosen) if chosen else None
        return typed if kind is before.kind else _beginning(typed, kind)


def _beginning(deadline: Deadline, kind: DeadlineKind | None) -> Deadline:
    """A rule that was just chosen, with what it is without further words."""
    if kind in _COUNTED:
        least, most = deadline.min or 1, deadline.max or deadline.min or 1
        return replace(deadline, kind=kind, min=least, max=most)
    if kind in _DATED:
        return replace(deadline, kind=kind, min=1, max=1)
    return replace(deadline, kind=kind, min=None, max=None, on=None)


def _number(spin: QSpinBox) -> int | None:
    return None if spin.value() == _NONE else spin.value()


def _day_shown(on: str | None) -> str:
    """12/31 of ``--12-31``; a whole date in the calendar of the Republic."""
    if not on:
        return ""
    if on.startswith("--"):
        return on[2:].replace("-", "/")
    year, *rest = on.split("-")
    return "/".join((str(int(year) - 1911), *rest))


def _day_typed(text: str, today: date) -> str | None:
    """As the plan keeps it; empty for none, ``None`` for what is no day."""
    numbers = _NUMBERS.findall(text)
    if not text.strip():
        return ""
    day = day_typed(text, today)
    if day is None:
        return None
    return f"--{day:%m-%d}" if len(numbers) == 2 else day.isoformat()
