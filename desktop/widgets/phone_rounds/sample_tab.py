"""The proof of a sample: what it was drawn from, and how anybody draws it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.keys import give_key
from desktop.widgets.phone_rounds.hours import hours_shown
from desktop.widgets.roc_date import day_shown
from desktop.widgets.toast import Toast
from forms.report.phone.words import days_said
from resources.texts import later

if TYPE_CHECKING:
    from forms.phone.round import Round
    from resources.texts import Texts

_STEPS: Final = (
    later(
        "A line is a unit and an extension. The rank of some words is the SHA-256, in "
        "lower-case hexadecimal, of the words joined by line feeds, in UTF-8."
    ),
    later(
        "Sort the lines of each unit by the rank of “line”, the seed, the unit, the "
        "extension. The first {count} of each unit are the sample, or all of them "
        "where there are no more. The rest, in this order, stand in for what is "
        "withdrawn."
    ),
    later(
        "Sort the sample by the rank of “order”, the seed, the unit, the extension: "
        "this is the order of the calls, counted from 1."
    ),
    later(
        "List every minute at which a call may begin. Sort them by the rank of “time”, "
        "the seed, “calls”, the minute written like 2026-11-23T09:15. Take as many as "
        "there are calls, passing over a minute nearer than the gap to one already "
        "taken. In the order of the calendar they are the times of the calls."
    ),
    later(
        "The fingerprint of the frame is the SHA-256 of the JSON without spaces "
        '[{{"extension":…,"unit":…}},…], its lines sorted by unit, then extension, '
        "in the order of Unicode."
    ),
)


class SampleTab(QWidget):
    """Seed, fingerprint and rule, to be read and copied."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._seed, self._frame = QLineEdit(), QLineEdit()
        self._facts, self._steps = QLabel(), QLabel()
        self._copy = QPushButton(texts("Copy everything"))
        self._toast = Toast(self)
        self._lay_out()
        self._copy.clicked.connect(self._on_copy)

    def show_round(self, round: Round) -> None:
        """Show what this one was drawn from."""
        if round.draw is None:
            return
        texts, definition = self.texts, round.definition
        timetable = definition.timetable
        self._seed.setText(round.draw.seed)
        self._frame.setText(round.draw.frame_sha256)
        at = round.draw.at
        self._facts.setText(
            "\n".join(
                (
                    texts(
                        "Drawn {day} {time}, before the first call; it cannot be drawn "
                        "again.",
                        day=day_shown(texts, at.date()),
                        time=f"{at:%H:%M}",
                    ),
                    texts(
                        "Frame: {lines} extensions of {units} units, from {where}; "
                        "{count} of each unit.",
                        lines=len(definition.frame),
                        units=len({line.unit for line in definition.frame}),
                        where=definition.source or texts("the directory"),
                        count=definition.per_unit,
                    ),
                    texts(
                        "Times: {first} to {last}, {days}, {hours}, at least {gap} "
                        "minutes apart.",
                        first=day_shown(texts, timetable.first),
                        last=day_shown(texts, timetable.last),
                        days=days_said(texts, timetable.days),
                        hours=hours_shown(timetable.windows),
                        gap=timetable.gap,
                    ),
                )
            )
        )
        self._steps.setText(
            "\n".join(
                f"{number}. {texts(step, count=definition.per_unit)}"
                for number, step in enumerate(_STEPS, start=1)
            )
        )

    def proof(self) -> str:
        """All of it as text."""
        return "\n".join(
            (
                f"{self.texts('Seed')}: {self._seed.text()}",
                f"SHA-256: {self._frame.text()}",
                self._facts.text(),
                self._steps.text(),
            )
        )

    def _lay_out(self) -> None:
        texts = self.texts
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for edit, text, name in (
            (self._seed, texts("&Seed"), "round-seed"),
            (self._frame, texts("&Fingerprint of the frame"), "round-frame-sha256"),
        ):
            edit.setReadOnly(True)
            edit.setObjectName(name)
            edit.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(edit)
            form.addRow(label, edit)
        for label in (self._facts, self._steps):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        theme.mark(self._facts, "muted")
        self._copy.setObjectName("round-copy-proof")
        self._copy.setAccessibleName(self._copy.text())
        give_key(self._copy, "Ctrl+Shift+C")
        proof, rule = (
            Card(texts("What it was drawn from")),
            Card(texts("Anybody can draw the same list again")),
        )
        proof.head.addWidget(self._copy)
        proof.body.addLayout(form)
        proof.add(self._facts)
        rule.add(self._steps)
        cards = QVBoxLayout()
        cards.setSpacing(16)
        cards.addWidget(proof)
        cards.addWidget(rule)
        cards.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(cards)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.proof())
        self._toast.say(self.texts("Copied"))
