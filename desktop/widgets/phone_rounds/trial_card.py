"""What a call would score on a scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton

from desktop import theme
from desktop.widgets.card import Card
from forms.errors import UserError
from forms.phone.scale import PartKey
from forms.phone.scoring import score_call, shown

if TYPE_CHECKING:
    from forms.phone.scale import Scale, Section
    from forms.phone.scoring import CallScore
    from resources.texts import Texts

_BOTH, _SWITCHBOARD, _UNIT = range(3)


class TrialCard(Card):
    """A score from the levels that are ticked; at first the best of each.

    Signals:
        chosen(): Other parts are tried now.
        working_asked(): The person wants to see how the score came about.
    """

    chosen = Signal()
    working_asked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("A trial"))
        self.texts = texts
        self._scale: Scale | None = None
        self._score: CallScore | None = None
        self._is_sound = True
        self._tried: dict[str, str] = {}
        self._ways: dict[str, str] = {}
        self.parts = QComboBox()
        self._total, self._grade, self._said = QLabel(), QLabel(), QLabel()
        self._working = QPushButton(texts("How it came about"))
        self._lay_out()
        self.parts.activated.connect(self._on_parts)
        self._working.clicked.connect(self.working_asked)

    def show_scale(self, scale: Scale, *, is_sound: bool) -> None:
        """Score on this one; on one that contradicts itself nothing is scored."""
        self._scale = scale
        self._is_sound = is_sound
        self._work_out()

    def try_level(self, item: str, level: str) -> None:
        """Give the item this level."""
        if self._scale is None:
            return
        self._tried[item] = level
        for section in self._sections():
            for one in section.items:
                if one.key == item and one.way:
                    self._ways[section.key] = one.way
        self._work_out()

    def levels(self) -> dict[str, str]:
        """The level of each item that is tried."""
        return {
            key: level
            for part in PartKey
            for key, level in (self._answers(part) or {}).items()
        }

    def score(self) -> CallScore | None:
        """What it comes to; ``None`` while the scale contradicts itself."""
        return self._score

    def _sections(self) -> list[Section]:
        parts = self._scale.parts if self._scale else ()
        return [section for part in parts for section in part.sections]

    def _answers(self, key: PartKey) -> dict[str, str] | None:
        skipped = {_SWITCHBOARD: PartKey.UNIT, _UNIT: PartKey.SWITCHBOARD}
        if self._scale is None or skipped.get(self.parts.currentIndex()) is key:
            return None
        answers = {}
        for section in self._scale.part(key).sections:
            first = section.ways[0].key if section.ways else ""
            for item in section.items_of(self._ways.get(section.key, first)):
                there = item.level(self._tried.get(item.key, "")) or item.levels[0]
                answers[item.key] = there.key
        return answers

    def _work_out(self) -> None:
        self._score = None
        if self._scale is not None and self._is_sound:
            try:
                self._score = score_call(
                    self._scale,
                    switchboard=self._answers(PartKey.SWITCHBOARD),
                    unit=self._answers(PartKey.UNIT),
                )
            except UserError as error:
                self._said.setText(error.told(self.texts))
        self._show()

    def _show(self) -> None:
        score, scale = self._score, self._scale
        self._working.setEnabled(score is not None)
        if score is None or scale is None:
            self._total.setText("－")
            self._grade.setText("")
            self._said.setText(self.texts("Settle what is told above first."))
            return
        self._total.setText(shown(scale, score.total))
        self._grade.setText(self.texts.of(score.grade.label))
        self._said.setText(
            self.texts("Tick a level in the table to try another answer.")
        )

    def _lay_out(self) -> None:
        texts = self.texts
        for text in (
            texts("Both parts tested"),
            texts("Only the switchboard"),
            texts("Only the unit"),
        ):
            self.parts.addItem(text)
        self.parts.setObjectName("scale-trial-parts")
        self.parts.setAccessibleName(texts("Which parts are tested"))
        theme.mark(self._total, "score")
        theme.mark(self._grade, "name")
        theme.mark(self._said, "muted")
        theme.mark(self._working, "link")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._working.setObjectName("scale-trial-working")
        self._working.setAccessibleName(self._working.text())
        figures = QHBoxLayout()
        figures.setSpacing(12)
        figures.addWidget(self._total)
        figures.addWidget(self._grade)
        figures.addStretch()
        figures.addWidget(self._working)
        self.body.addWidget(self.parts)
        self.body.addLayout(figures)
        self.body.addWidget(self._said)

    def _on_parts(self, _: int) -> None:
        self._work_out()
        self.chosen.emit()
