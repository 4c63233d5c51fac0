"""Courtesy and content of a call, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.widgets.answers.button import AnswerButton, Tone
from desktop.widgets.flow import Flow
from forms.phone.scale import NOT_ARISEN, Section

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from forms.phone.scale import Item
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownSection:
    """A section of the scale as the call went.

    Attributes:
        part: The part it belongs to, in words.
        way: The key of the way whose items are shown.
    """

    part: str
    section: Section
    way: str

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of that way."""
        return self.section.items_of(self.way)


class CallItems(QWidget):
    """All items that are to be judged; the current one is the one that keys answer.

    Signals:
        answered(str, str): The item's key and its level's; empty takes it back.
        way_wanted(str, str): The section's key and the way to show.
    """

    answered = Signal(str, str)
    way_wanted = Signal(str, str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.current = ""
        self._sections: tuple[ShownSection, ...] = ()
        self._rows: dict[str, _ItemRow] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 16, 20)
        self._layout.setSpacing(6)

    def show_sections(self, sections: Sequence[ShownSection], first: str) -> None:
        """Show the items of these; what is shown already stays as it is.

        Where the current item is not among them, the keys begin at ``first``.
        """
        if tuple(sections) == self._sections:
            return
        self._sections = tuple(sections)
        while (item := self._layout.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._rows = {}
        for one in sections:
            self._layout.addWidget(self._heading(one))
            for part in one.items:
                row = _ItemRow(part, self.texts)
                row.answered.connect(self.answered)
                self._rows[part.key] = row
                self._layout.addWidget(row)
        self._layout.addStretch()
        if self.current not in self._rows:
            self.current = first if first in self._rows else next(iter(self._rows), "")
        self._mark_current()

    def show_answers(
        self, answers: Mapping[str, str], proposed: Mapping[str, str]
    ) -> None:
        """Show what each is answered with, and what only follows from the clock."""
        for key, row in self._rows.items():
            row.show_answer(answers.get(key, ""), by_clock=key in proposed)

    def row(self, key: str) -> QWidget | None:
        """The row of an item that is shown."""
        return self._rows.get(key)

    def go(self, step: int) -> None:
        """Make the item that many further on the current one."""
        keys = list(self._rows)
        if self.current in keys:
            at = keys.index(self.current) + step
            self.current = keys[min(max(at, 0), len(keys) - 1)]
            self._mark_current()

    def go_on(self, wanted: Collection[str]) -> None:
        """Go to the next of these, from the top again where none is left below."""
        keys = list(self._rows)
        at = keys.index(self.current) + 1 if self.current in keys else 0
        following = next((key for key in keys[at:] + keys[:at] if key in wanted), "")
        self.go_to(following)

    def other_way(self, step: int) -> None:
        """Ask for the way beside the one shown, in the current item's section."""
        for one in self._sections:
            ways = [way.key for way in one.section.ways]
            if ways and any(item.key == self.current for item in one.items):
                at = ways.index(one.way) + step if one.way in ways else 0
                if 0 <= at < len(ways):
                    self.way_wanted.emit(one.section.key, ways[at])

    def go_to(self, key: str) -> None:
        """Make this item the current one."""
        if key in self._rows:
            self.current = key
            self._mark_current()

    def press(self, key: str) -> bool:
        """Answer the current item by a key; whether anything stands at it."""
        row = self._rows.get(self.current)
        return row is not None and row.press(key)

    def _mark_current(self) -> None:
        for key, row in self._rows.items():
            theme.mark(row, "card-current" if key == self.current else "card")

    def _heading(self, shown: ShownSection) -> QWidget:
        heading = QWidget()
        rows = QVBoxLayout(heading)
        rows.setContentsMargins(0, 10, 0, 0)
        title = self.texts.of(shown.section.title)
        words = QLabel(self.texts("{part}: {section}", part=shown.part, section=title))
        words.setWordWrap(True)
        theme.mark(words, "heading")
        rows.addWidget(words)
        if shown.section.ways:
            ways = QWidget()
            across = Flow(ways)
            for way in shown.section.ways:
                link = _WayLink(shown.section.key, way.key, self.texts.of(way.label))
                link.setChecked(way.key == shown.way)
                link.setToolTip(f"{link.text()}　← →")
                link.wanted.connect(self.way_wanted)
                across.addWidget(link)
            rows.addWidget(ways)
        return heading


class _ItemRow(QFrame):
    """One item with its levels.

    Signals:
        answered(str, str): The item's key and its level's.
    """

    answered = Signal(str, str)

    def __init__(self, item: Item, texts: Texts) -> None:
        super().__init__()
        self.item = item
        self.texts = texts
        self._by_clock = QLabel(texts("by the clock"))
        self._points = QLabel()
        self._buttons = [
            AnswerButton(
                level.key,
                texts.of(level.label),
                str(number),
                _tone(number, len(item.levels)),
            )
            for number, level in enumerate(item.levels, start=1)
        ]
        if item.may_not_arise:
            self._buttons.append(AnswerButton(NOT_ARISEN, texts("Did not arise"), "N"))
        self._lay_out()

    def show_answer(self, value: str, *, by_clock: bool) -> None:
        """Show this answer."""
        for button in self._buttons:
            button.setChecked(button.value == value)
        self._by_clock.setVisible(by_clock)

    def press(self, key: str) -> bool:
        """Answer with what stands at the key."""
        for button in self._buttons:
            if button.key == key:
                self.answered.emit(self.item.key, button.value)
                return True
        return False

    def _lay_out(self) -> None:
        text = QLabel(self.texts.of(self.item.text))
        text.setWordWrap(True)
        text.setTextFormat(Qt.TextFormat.PlainText)
        theme.mark(self._by_clock, "muted")
        theme.mark(self._points, "muted")
        self._points.setText(self.texts("{points} points", points=self.item.points))
        self._by_clock.hide()
        head = QHBoxLayout()
        head.addWidget(text, 1)
        head.addWidget(self._by_clock)
        head.addWidget(self._points)
        room = QWidget()
        answers = Flow(room)
        for button in self._buttons:
            button.setObjectName(f"{self.item.key}-{button.value}")
            button.picked.connect(self._on_picked)
            answers.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(room)

    def _on_picked(self, value: str) -> None:
        self.answered.emit(self.item.key, value)


class _WayLink(AnswerButton):
    """One of the ways that a call can go in a section.

    Signals:
        wanted(str, str): The section's key and the way's.
    """

    wanted = Signal(str, str)

    def __init__(self, section: str, way: str, label: str) -> None:
        super().__init__(way, label)
        self._section = section
        self.setObjectName(f"way-{section}-{way}")
        self.picked.connect(self._on_picked)

    def _on_picked(self, way: str) -> None:
        self.wanted.emit(self._section, way)


def _tone(number: int, count: int) -> Tone:
    """The best level is good, the last one is not, whatever lies between is so-so."""
    if number == 1:
        return Tone.CONFORM
    return Tone.NONCONFORM if number == count else Tone.PARTLY
