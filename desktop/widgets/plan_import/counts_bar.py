"""The levels, how many items they have, and whether the document says so too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop import theme
from desktop.widgets.flow import Flow
from desktop.widgets.keys import give_key
from desktop.widgets.pill import Pill, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.editing.counts import LevelCount
    from resources.texts import Texts


class CountsBar(QWidget):
    """One pill for each level, and the way to name the levels otherwise.

    Signals:
        naming(): The person wants to name the levels.
    """

    naming = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._pills: list[Pill] = []
        self._name = QPushButton(texts("Name the levels…"))
        self._flow = Flow(self)
        self._name.setObjectName("name-levels")
        self._name.setAccessibleName(self._name.text())
        theme.mark(self._name, "link")
        give_key(self._name, "Ctrl+Shift+L")
        self._flow.addWidget(self._name)
        self._name.clicked.connect(self.naming)

    def show_counts(self, counts: Sequence[LevelCount]) -> None:
        """Show these; those that the document contradicts say so."""
        while len(self._pills) < len(counts):
            pill = Pill()
            self._pills.append(pill)
            self._flow.addWidget(pill)
        for pill, count in zip(self._pills, counts, strict=False):
            pill.say(self._words(count), _tone(count))
            pill.setToolTip(self._in_full(count))
        for pill in self._pills[len(counts) :]:
            pill.say("")
        for position, pill in enumerate(self._pills):
            pill.setVisible(position < len(counts))

    def _words(self, count: LevelCount) -> str:
        name = count.name or self.texts("level {level}", level=count.level)
        if not count.stated:
            return f"{name} {count.count}"
        sign = "✓" if count.agrees else "✗"
        return self.texts(
            "{name} {count} {sign} “{stated}”",
            name=name,
            count=count.count,
            sign=sign,
            stated=count.stated,
        )

    def _in_full(self, count: LevelCount) -> str:
        if not count.stated:
            return count.title
        if count.agrees:
            return self.texts(
                "The document says “{stated}”, and so many were found.",
                stated=count.stated,
            )
        return self.texts(
            "The document says “{stated}”; {count} were found.",
            stated=count.stated,
            count=count.count,
        )


def _tone(count: LevelCount) -> Tone:
    if not count.stated:
        return Tone.PLAIN
    return Tone.CONFORM if count.agrees else Tone.PARTLY
