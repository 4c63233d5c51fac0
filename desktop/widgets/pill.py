"""A word in a pill: what state something is in."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop import theme


class Tone(StrEnum):
    """What the state means; the values are kinds of the stylesheet."""

    PLAIN = "pill"
    ACCENT = "pill-accent"
    CONFORM = "pill-conform"
    PARTLY = "pill-partly"  # also: due soon
    NONCONFORM = "pill-nonconform"  # also: overdue


class Pill(QLabel):
    """A state in a word; the colour only underlines it."""

    def __init__(self, text: str = "", tone: Tone = Tone.PLAIN) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.say(text, tone)

    def say(self, text: str, tone: Tone = Tone.PLAIN) -> None:
        """Show this state; without a word nothing is shown."""
        # First the look: a label works its size out when it is given its text.
        theme.mark(self, tone if text else "")
        self.setText(text)
