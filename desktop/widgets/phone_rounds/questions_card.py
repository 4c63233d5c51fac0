"""What testers may ask, and the hotlines that are tested by their own promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.phone_rounds.rows_edit import RowsEdit
from forms.errors import UserError
from forms.phone.round import HotlineTest, Promise, Question
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from resources.texts import Texts

_PROMISES: Final = {
    Promise.ALWAYS: later("At any time"),
    Promise.OFFICE_HOURS: later("In office hours"),
}
_MOST_CALLS: Final = 20


class QuestionsCard(Card):
    """Prepared questions: for everybody, or for one unit.

    Signals:
        edited(): The person has changed something.
    """

    edited = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("Prepared questions"))
        self._rows = RowsEdit(
            texts,
            "round-questions",
            texts("Prepared questions"),
            (
                (texts("Question"), 190),
                (texts("Unit, or for all"), 96),
                (texts("A good answer says"), 110),
            ),
        )
        self.add(self._rows)
        self._rows.edited.connect(self.edited)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Show these; nobody is told."""
        self._rows.show_rows([[one.text, one.unit, one.expected] for one in questions])

    def questions(self) -> tuple[Question, ...]:
        """What stands there."""
        return tuple(
            Question(text=text, unit=unit, expected=expected)
            for text, unit, expected in self._rows.rows()
            if text
        )


class HotlinesCard(Card):
    """Hotlines: within office hours, and at other times where they promise it.

    Signals:
        edited(): The person has changed something.
        known_wanted(): Those of the directory are to be tested.
    """

    edited = Signal()
    known_wanted = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("Hotlines"))
        self.texts = texts
        self._known = QPushButton(texts("Those of the directory"))
        self._said = QLabel(
            texts(
                "Each is tested by its own promise; how many calls in and out of "
                "office hours stands in the last two columns."
            )
        )
        self._rows = RowsEdit(
            texts,
            "round-hotlines",
            texts("Hotlines"),
            (
                (texts("Hotline"), 122),
                (texts("Telephone number"), 92),
                (texts("Answered when"), 96),
                (texts("Unit"), 100),
                (texts("In"), 44),
                (texts("Out"), 44),
            ),
            choices={2: {key.value: texts(said) for key, said in _PROMISES.items()}},
            fresh=("", "", Promise.ALWAYS.value, "", "1", "1"),
        )
        self._lay_out()
        self._rows.edited.connect(self.edited)
        self._known.clicked.connect(self.known_wanted)

    def show_hotlines(self, hotlines: Sequence[HotlineTest]) -> None:
        """Show these; nobody is told."""
        self._rows.show_rows(
            [
                [
                    one.name,
                    one.number,
                    one.promise.value,
                    one.unit,
                    str(one.in_hours),
                    str(one.out_of_hours),
                ]
                for one in hotlines
            ]
        )

    def hotlines(self) -> tuple[HotlineTest, ...]:
        """What stands there.

        Raises:
            UserError: One has no name, number or unit, or its counts are none.
        """
        return tuple(
            _hotline(row) for row in self._rows.rows() if any((*row[:2], row[3]))
        )

    def close_hotlines(self) -> None:
        """Let stand what the sample was drawn with."""
        self._rows.set_closed(closed=True)
        self._known.setVisible(False)

    def _lay_out(self) -> None:
        theme.mark(self._said, "muted")
        theme.mark(self._known, "link")
        self._said.setWordWrap(True)
        self._known.setObjectName("round-hotlines-known")
        self._known.setAccessibleName(f"{self.texts('Hotlines')}: {self._known.text()}")
        self.head.addWidget(self._known)
        self.body.addWidget(self._said)
        self.body.addWidget(self._rows)


def _hotline(row: Sequence[str]) -> HotlineTest:
    name, number, promise, unit, in_hours, out_of_hours = row
    if not (name and number and unit):
        raise UserError(
            "A hotline needs its name, its number and the unit that answers for it."
        )
    return HotlineTest(
        name=name,
        number=number,
        promise=Promise(promise),
        unit=unit,
        in_hours=_count(name, in_hours),
        out_of_hours=_count(name, out_of_hours),
    )


def _count(name: str, text: str) -> int:
    if not text.isdecimal() or int(text) > _MOST_CALLS:
        raise UserError(
            "{hotline}: “{text}” is no number of calls from 0 to {most}.",
            hotline=name,
            text=text,
            most=_MOST_CALLS,
        )
    return int(text)
