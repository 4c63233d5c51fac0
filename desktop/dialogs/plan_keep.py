"""Keeping a plan that was brought in: what it is, and what doubts remain."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.roc_date import RocDateEdit
from forms.plan.editing.saying import SetFacts
from forms.plan.model import Period
from forms.roc import day_typed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from forms.plan.model import Plan
    from resources.texts import Texts

_WIDTH: Final = 620
_YEARS: Final = (0, 999)
_YEAR_ZERO: Final = 1911
_MONTHS: Final = 12
_NUMBERS: Final = re.compile(r"\d+")
_DATES: Final = (3, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToKeep:
    """What a person says of the plan.

    Attributes:
        code: Of the plan that this is a version of.
    """

    facts: SetFacts
    code: str


class PlanKeepDialog(QDialog):
    """The facts as the document has them, to be looked over and completed."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        plan: Plan,
        *,
        known: Mapping[str, str],
        doubts: int,
        today: date,
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._plan = plan
        self._today = today
        self.code = QComboBox()
        self.title = QLineEdit(plan.title)
        self.agency = QLineEdit(plan.agency)
        self.year = QSpinBox()
        self.number = QLineEdit(plan.document_number or "")
        self.approved = RocDateEdit(texts, today=today, may_be_empty=True)
        self.start = QLineEdit(_shown(plan.period.start))
        self.end = QLineEdit(_shown(plan.period.end))
        self._wrong = QLabel()
        self._cancel = QPushButton(texts("Go on correcting"))
        self.keep = QPushButton(texts("Keep the plan"))
        self._fill(known)
        self._lay_out(doubts)
        self._cancel.clicked.connect(self.reject)
        self.keep.clicked.connect(self._on_keep)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        plan: Plan,
        *,
        known: Mapping[str, str],
        doubts: int,
        today: date,
    ) -> ToKeep | None:
        """What to keep it as; ``None`` to go on correcting.

        Args:
            parent: The page.
            texts: The language.
            plan: As it is now; with the code that seems right.
            known: Titles of the plans that are here already, by code.
            doubts: How many nobody has looked at.
            today: For dates without a year.
        """
        dialog = cls(parent, texts, plan, known=known, doubts=doubts, today=today)
        return dialog.told() if run_dialog(dialog) else None

    def told(self) -> ToKeep:
        """What the fields say."""
        approved = self.approved.day
        start = _typed(self.start.text(), self._today)
        end = _typed(self.end.text(), self._today)
        facts = SetFacts(
            title=self.title.text().strip(),
            agency=self.agency.text().strip(),
            roc_year=self.year.value(),
            document_number=self.number.text().strip() or None,
            approved_on=approved.isoformat() if approved else None,
            period=Period(start=start or None, end=end or None),
        )
        return ToKeep(facts=facts, code=str(self.code.currentData()))

    def _fill(self, known: Mapping[str, str]) -> None:
        plan = self._plan
        if plan.code not in known:
            self.code.addItem(self.texts("a new plan"), plan.code)
        for code, title in known.items():
            self.code.addItem(
                self.texts("a new version of “{title}”", title=title), code
            )
        self.code.setCurrentIndex(self.code.findData(plan.code))
        self.year.setRange(*_YEARS)
        self.year.setSpecialValueText("–")
        self.year.setValue(plan.roc_year)
        if plan.approved_on:
            self.approved.show_day(day_typed(plan.approved_on, self._today))

    def _lay_out(self, doubts: int) -> None:
        self.setWindowTitle(self.texts("Keep the plan"))
        self.setFixedWidth(_WIDTH)
        self.code.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.year.setFixedWidth(96)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        period = QHBoxLayout()
        period.setSpacing(8)
        period.addWidget(self.start)
        period.addWidget(QLabel(self.texts("to")))
        period.addWidget(self.end)
        for text, field, name, inside in (
            (self.texts("This is"), self.code, "keep-code", None),
            (self.texts("Plan title"), self.title, "keep-title", None),
            (self.texts("Agency"), self.agency, "keep-agency", None),
            (self.texts("Year"), self.year, "keep-year", None),
            (self.texts("Document number"), self.number, "keep-number", None),
            (self.texts("Approved on"), self.approved, "keep-approved", None),
            (self.texts("Period from"), self.start, "keep-start", period),
        ):
            field.setObjectName(name)
            field.setAccessibleName(text)
            form.addRow(QLabel(text), field if inside is None else inside)
        self.end.setObjectName("keep-end")
        self.end.setAccessibleName(self.texts("Period to"))
        for edit in (self.start, self.end):
            edit.setPlaceholderText(self.texts("such as 115/1/1 or 115/1"))
        theme.mark(self._wrong, "error")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        said = QLabel(self._said(doubts))
        said.setWordWrap(True)
        theme.mark(said, "hint" if doubts else "muted")
        theme.mark(self.keep, "primary")
        self.keep.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button, name in ((self._cancel, "cancel"), (self.keep, "done")):
            button.setObjectName(f"keep-{name}")
            button.setAccessibleName(button.text())
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addWidget(said)
        layout.addWidget(self._wrong)
        layout.addLayout(buttons)
        self.keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _said(self, doubts: int) -> str:
        kept = self.texts(
            "The original file is kept with it, under its SHA-256; a version that is "
            "kept never changes."
        )
        if not doubts:
            return kept
        left = self.texts(
            "{count} doubts are still open; they are kept with the plan.", count=doubts
        )
        return f"{left}\n{kept}"

    def _on_keep(self) -> None:
        wrong = self._refusal()
        self._wrong.setText(wrong)
        self._wrong.setVisible(bool(wrong))
        if not wrong:
            self.accept()

    def _refusal(self) -> str:
        """What is missing or no date; empty if all is there."""
        if not self.title.text().strip():
            return self.texts("A plan needs a title.")
        if not self.approved.is_valid():
            return self.texts("“{text}” is no date.", text=self.approved.edit.text())
        for edit in (self.start, self.end):
            if _typed(edit.text(), self._today) is None:
                return self.texts("“{text}” is no date.", text=edit.text())
        return ""


def _shown(day: str | None) -> str:
    """An ISO date or month in the calendar of the Republic: 115/1/1."""
    if not day:
        return ""
    year, *rest = (int(part) for part in day.split("-"))
    return "/".join(map(str, (year - _YEAR_ZERO, *rest)))


def _typed(text: str, today: date) -> str | None:
    """An ISO date or month; empty for none, ``None`` for what is neither."""
    if not text.strip():
        return ""
    numbers = [int(number) for number in _NUMBERS.findall(text)]
    whole, month = _DATES
    if len(numbers) == month and 1 <= numbers[1] <= _MONTHS:
        year = numbers[0] if numbers[0] > _YEARS[1] else numbers[0] + _YEAR_ZERO
        return f"{year}-{numbers[1]:02d}"
    if len(numbers) != whole:
        return None
    day = day_typed(text, today)
    return day.isoformat() if day else None
