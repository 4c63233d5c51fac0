"""What a scale says beside its items: limits, bands, additions, reasons for nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QVBoxLayout, QWidget

from desktop.widgets.card import Card
from desktop.widgets.phone_rounds.form_card import FormCard
from desktop.widgets.phone_rounds.rows_edit import RowsEdit
from desktop.widgets.phone_rounds.scale_pieces import free_key
from forms.checklist.model import Grade
from forms.phone.scale import Adjustment, PartKey, ZeroRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.checklist.model import Text
    from forms.phone.scale import Scale
    from resources.texts import Texts

_MOST_RINGS: Final = 20
_MOST_SECONDS: Final = 120
_MOST_DECIMALS: Final = 4
_TALL: Final = 84
_WHOLE: Final = ""


class ScaleCards(QWidget):
    """Panels beside the table of items.

    Signals:
        edited(): The person has changed something.
    """

    edited = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.title = QLineEdit()
        self.source, self.own = QPlainTextEdit(), QPlainTextEdit()
        self.rings, self.seconds, self.decimals = QSpinBox(), QSpinBox(), QSpinBox()
        self.cap, self.report, self.retest = QLineEdit(), QLineEdit(), QLineEdit()
        self.grades = self._rows("grades", texts("Grades"), texts("Points from"))
        self.bonuses = self._rows("bonuses", texts("Bonuses"), texts("Worth"))
        self.deductions = self._rows("deductions", texts("Deductions"), texts("Worth"))
        self.zeros = RowsEdit(
            texts,
            "scale-zeros",
            texts("Reasons for no points"),
            (
                (texts("Key"), 0),
                (texts("Reason"), 190),
                (texts("Nothing for"), 110),
            ),
            choices={
                2: {
                    _WHOLE: texts("the whole call"),
                    PartKey.SWITCHBOARD.value: texts("the switchboard"),
                    PartKey.UNIT.value: texts("the unit"),
                }
            },
            hidden=1,
        )
        self._edits = (self.title, self.cap, self.report, self.retest)
        self._counts = (self.rings, self.seconds, self.decimals)
        self._tables = (self.grades, self.bonuses, self.deductions, self.zeros)
        self._lay_out()
        for edit in self._edits:
            edit.editingFinished.connect(self.edited)
        for count in self._counts:
            count.editingFinished.connect(self.edited)
        for table in self._tables:
            table.edited.connect(self.edited)
        for text in (self.source, self.own):
            text.textChanged.connect(self.edited)

    def show_scale(self, scale: Scale) -> None:
        """Show this one; nobody is told."""
        of = self.texts.of
        self.blockSignals(True)
        self.title.setText(of(scale.title))
        self.title.setCursorPosition(0)
        for edit, text in ((self.source, scale.source), (self.own, scale.own_part)):
            if edit.toPlainText() != of(text):
                edit.setPlainText(of(text))
        self.rings.setValue(scale.ring_limit)
        self.seconds.setValue(scale.second_limit)
        self.decimals.setValue(scale.shown_decimals)
        self.cap.setText(scale.cap)
        self.report.setText(scale.report_under or "")
        self.retest.setText(scale.retest_under or "")
        self.grades.show_rows(
            [[one.key, of(one.label), one.at_least] for one in scale.grades]
        )
        self.bonuses.show_rows(
            [[one.key, of(one.label), one.points] for one in scale.bonuses]
        )
        self.deductions.show_rows(
            [[one.key, of(one.label), one.points] for one in scale.deductions]
        )
        self.zeros.show_rows(
            [[one.key, of(one.label), one.part or ""] for one in scale.zero_rules]
        )
        self.blockSignals(False)

    def changed(self, scale: Scale) -> Scale:
        """The scale with what stands here."""
        grades = tuple(self._grades(scale))
        return replace(
            scale,
            title=self._said(scale.title, self.title.text()),
            source=self._said(scale.source, self.source.toPlainText()),
            own_part=self._said(scale.own_part, self.own.toPlainText()),
            ring_limit=self.rings.value(),
            second_limit=self.seconds.value(),
            shown_decimals=self.decimals.value(),
            cap=self.cap.text().strip(),
            report_under=self.report.text().strip() or None,
            retest_under=self.retest.text().strip() or None,
            grades=grades,
            grades_own=scale.grades_own or grades != scale.grades,
            bonuses=self._adjustments(scale.bonuses, self.bonuses, "bonus"),
            deductions=self._adjustments(
                scale.deductions, self.deductions, "deduction"
            ),
            zero_rules=self._zero_rules(scale),
        )

    def close(self) -> bool:
        """Let everything only be read."""
        for edit in (*self._edits, self.source, self.own):
            edit.setReadOnly(True)
        for count in self._counts:
            count.setReadOnly(True)
            count.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        for table in self._tables:
            table.set_closed(closed=True)
        return True

    def _said(self, there: Text, text: str) -> Text:
        text = text.strip()
        if text == self.texts.of(there):
            return there
        said = {**there, self.texts.language: text}
        said.setdefault("zh-TW", text)
        return said

    def _grades(self, scale: Scale) -> list[Grade]:
        there = {one.key: one for one in scale.grades}
        return [
            Grade(
                key=key,
                label=self._said(there[key].label if key in there else {}, label),
                at_least=at_least,
            )
            for key, label, at_least in _keyed(self.grades, "grade")
        ]

    def _adjustments(
        self, there: Sequence[Adjustment], rows: RowsEdit, stem: str
    ) -> tuple[Adjustment, ...]:
        known = {one.key: one for one in there}
        return tuple(
            Adjustment(
                key=key,
                label=self._said(known[key].label if key in known else {}, label),
                points=points,
                own=known[key].own if key in known else True,
            )
            for key, label, points in _keyed(rows, stem)
        )

    def _zero_rules(self, scale: Scale) -> tuple[ZeroRule, ...]:
        known = {one.key: one for one in scale.zero_rules}
        return tuple(
            ZeroRule(
                key=key,
                label=self._said(known[key].label if key in known else {}, label),
                part=PartKey(part) if part else None,
                own=known[key].own if key in known else True,
            )
            for key, label, part in _keyed(self.zeros, "zero")
        )

    def _rows(self, name: str, title: str, figure: str) -> RowsEdit:
        return RowsEdit(
            self.texts,
            f"scale-{name}",
            title,
            ((self.texts("Key"), 0), (self.texts("What it says"), 200), (figure, 70)),
            hidden=1,
        )

    def _lay_out(self) -> None:
        texts = self.texts
        self.rings.setRange(1, _MOST_RINGS)
        self.seconds.setRange(1, _MOST_SECONDS)
        self.decimals.setRange(0, _MOST_DECIMALS)
        about, limits = FormCard(texts("About the scale")), FormCard(texts("Limits"))
        for edit in (self.source, self.own):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(_TALL)
        about.add_rows(
            (
                (texts("&Title"), self.title, "scale-title"),
                (texts("Sou&rce"), self.source, "scale-source"),
                (texts("&Our own"), self.own, "scale-own"),
            )
        )
        limits.add_rows(
            (
                (texts("Rin&gs in time"), self.rings, "scale-rings"),
                (texts("Secon&ds in time"), self.seconds, "scale-seconds"),
                (texts("&Highest score"), self.cap, "scale-cap"),
                (texts("Decimals sho&wn"), self.decimals, "scale-decimals"),
                (texts("Report &under"), self.report, "scale-report"),
                (texts("Retest u&nder"), self.retest, "scale-retest"),
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(about)
        layout.addWidget(limits)
        for rows in self._tables:
            card = Card(rows.table.accessibleName())
            card.add(rows)
            layout.addWidget(card)
        layout.addStretch()


def _keyed(rows: RowsEdit, stem: str) -> list[tuple[str, str, str]]:
    """The rows, a new one with a key of its own."""
    found = rows.rows()
    taken = {row[0] for row in found if row[0]}
    keyed = []
    for key, label, value in found:
        own = key or free_key(stem, taken)
        taken.add(own)
        keyed.append((own, label, value))
    return keyed
