"""The score as it stands, the grade, and how much is answered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.flow import Flow
from desktop.widgets.pill import Pill, Tone
from forms.checklist.scoring import rounded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.checklist.model import Grade
    from forms.checklist.scoring import Score
    from resources.texts import Texts

_TONES: Final = (Tone.CONFORM, Tone.CONFORM, Tone.PARTLY, Tone.PARTLY)
"""From the highest grade down; any further one falls short."""


class ScorePanel(Card):
    """The score is a button: it tells how it came about.

    Signals:
        asked(): The person wants to know why the score is what it is.
    """

    asked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._said = QLabel(texts("Score so far"))
        self._score = QPushButton()
        self._grade = Pill("－")
        self._answered = QLabel()
        self._lay_out()
        self._score.clicked.connect(self.asked)

    def show_score(
        self, score: Score, grades: Sequence[Grade], answered: int, total: int
    ) -> None:
        """Show it.

        Args:
            score: The score.
            grades: Those there are, from the highest down.
            answered: How many of the items that have to be answered are.
            total: How many there are.
        """
        number = "－" if score.percent is None else rounded(score.percent)
        self._score.setText(number)
        self._score.setAccessibleName(
            self.texts("Score {score}; how it came about", score=number)
        )
        if score.grade is not None:
            at = grades.index(score.grade)
            tone = _TONES[at] if at < len(_TONES) else Tone.NONCONFORM
            self._grade.say(self.texts.of(score.grade.label), tone)
        self._grade.setVisible(score.grade is not None)
        self._answered.setText(
            self.texts("{answered} of {total} items", answered=answered, total=total)
        )

    def _lay_out(self) -> None:
        self._score.setObjectName("fill-score")
        self._score.setToolTip(self.texts("How the score came about (S)"))
        self._score.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.mark(self._said, "muted")
        theme.mark(self._answered, "muted")
        theme.mark(self._score, "score")
        row = Flow()
        row.addWidget(self._grade)
        row.addWidget(self._answered)
        self.body.setSpacing(2)
        self.body.addWidget(self._said)
        self.body.addWidget(self._score, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(row)
