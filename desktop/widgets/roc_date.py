"""Entering a day in the calendar of the Republic."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.icons import icon
from desktop.widgets.roc_calendar import RocCalendar
from forms.roc import day_typed, roc_date

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QFocusEvent

    from resources.texts import Texts

_STEPS: Final = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 7,
    Qt.Key.Key_PageDown: -7,
}


def day_shown(texts: Texts, day: date) -> str:
    """民國115年11月20日; in English the ISO date."""
    return f"民國{roc_date(day)}" if texts.language == "zh-TW" else day.isoformat()


class RocDateEdit(QWidget):
    """A day, typed as it comes to hand, or taken from a calendar.

    Up and Down go a day on and back, Page Up and Page Down a week; Alt+Down opens the
    calendar. What is no day is marked and told, and the day before it stays.

    Signals:
        day_edited(object): The person has entered this day; ``None`` for none.
    """

    day_edited = Signal(object)

    def __init__(
        self, texts: Texts, *, today: date, may_be_empty: bool = False
    ) -> None:
        super().__init__()
        self.texts = texts
        self._today = today
        self._may_be_empty = may_be_empty
        self._day: date | None = None
        self._wrong = False
        self.edit = QLineEdit()
        self._button = QToolButton()
        self._calendar: RocCalendar | None = None
        self._lay_out()
        self.edit.editingFinished.connect(self._on_edited)
        self.edit.textEdited.connect(self._on_typing)
        self._button.clicked.connect(self._on_button)
        self.edit.installEventFilter(self)

    @property
    def day(self) -> date | None:
        """The day that was entered or shown last."""
        return self._day

    def show_day(self, day: date | None) -> None:
        """Show this day; nobody is told."""
        self._day = day
        self.edit.setText("" if day is None else day_shown(self.texts, day))
        self._mark_wrong(wrong=False)

    def is_valid(self) -> bool:
        """Whether what stands in the edit is the day."""
        return not self._wrong

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)
        self._button.setAccessibleName(self.texts("Calendar: {name}", name=name))

    @override
    def setObjectName(self, name: str) -> None:
        super().setObjectName(name)
        self.edit.setObjectName(f"{name}-edit")
        self._button.setObjectName(f"{name}-calendar")

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.edit.selectAll()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return False

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if (
            key == Qt.Key.Key_Down
            and event.modifiers() == Qt.KeyboardModifier.AltModifier
        ):
            self._on_button()
            return True
        if key not in _STEPS or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        typed = day_typed(self.edit.text(), self._today)
        start = typed or self._day
        self._enter(
            self._today if start is None else start + timedelta(days=_STEPS[key])
        )
        return True

    def _enter(self, day: date | None) -> None:
        changed = day != self._day
        self.show_day(day)
        if changed:
            self.day_edited.emit(day)

    def _mark_wrong(self, *, wrong: bool) -> None:
        self._wrong = wrong
        theme.mark(self.edit, "wrong" if wrong else "")
        hint = self.texts("Type the day as 115/11/20 or 1151120.")
        self.edit.setToolTip(
            hint if wrong else self.texts("Up and Down: a day; Alt+Down: calendar")
        )
        self.edit.setAccessibleDescription(hint if wrong else "")

    def _lay_out(self) -> None:
        self.edit.setPlaceholderText(self.texts("115/11/20"))
        self.edit.setMinimumWidth(150)
        self._button.setIcon(icon("calendar"))
        self._button.setIconSize(QSize(18, 18))
        self._button.setToolTip(self.texts("Calendar (Alt+Down)"))
        self._button.setAccessibleName(self.texts("Calendar"))
        self._button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self._button, "beside")
        self.setFocusProxy(self.edit)
        self._mark_wrong(wrong=False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self._button)

    def _on_typing(self) -> None:
        # Nobody is told off in the middle of a word.
        self._mark_wrong(wrong=False)

    def _on_edited(self) -> None:
        text = self.edit.text().strip()
        if not text and self._may_be_empty:
            self._enter(None)
            return
        day = day_typed(text, self._today)
        if day is None:
            self._mark_wrong(wrong=True)
        else:
            self._enter(day)

    def _on_button(self) -> None:
        if self._calendar is None:
            self._calendar = RocCalendar(self.texts, self)
            self._calendar.chosen.connect(self._enter)
        self._calendar.open_at(self._day or self._today, below=self)
