"""The plan that a visit is made under, and what is odd about that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QVBoxLayout, QWidget

from desktop import theme
from desktop.workflows.suggest_visit import plan_warning

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from forms.plan.model import Plan
    from resources.texts import Texts


class PlanChoice(QWidget):
    """A plan out of those that are known, or none."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._plans: tuple[Plan, ...] = ()
        self._day: date | None = None
        self.choice = QComboBox()
        self._warning = QLabel()
        self._lay_out()
        self.choice.activated.connect(self._on_activated)

    def offer(self, plans: Sequence[Plan], proposed: Plan | None) -> None:
        """Offer these; the proposed one is taken unless one is chosen."""
        chosen = self.plan()
        self._plans = tuple(plans)
        self.choice.clear()
        self.choice.addItem(self.texts("Without a plan"))
        for plan in plans:
            self.choice.addItem(plan.title)
        wanted = chosen or proposed
        codes = [plan.code for plan in plans]
        if wanted is not None and wanted.code in codes:
            self.choice.setCurrentIndex(1 + codes.index(wanted.code))
        self._warn()

    def show_day(self, day: date) -> None:
        """Judge by this day whether the plan fits."""
        self._day = day
        self._warn()

    def plan(self) -> Plan | None:
        """The plan that is chosen."""
        index = self.choice.currentIndex()
        return self._plans[index - 1] if index > 0 else None

    def _warn(self) -> None:
        plan = self.plan()
        sentence = (
            plan_warning(plan, self._day, self.texts) if plan and self._day else ""
        )
        self._warning.setText(sentence)
        self._warning.setVisible(bool(sentence))
        self.choice.setAccessibleDescription(sentence)
        self.choice.setToolTip(plan.title if plan else "")

    def _lay_out(self) -> None:
        self.choice.setObjectName("plan")
        self.choice.setAccessibleName(self.texts("Plan"))
        # A plan's title is longer than any panel; the rest is in the tooltip.
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.setMinimumContentsLength(16)
        theme.mark(self._warning, "hint")
        self._warning.setObjectName("plan-warning")
        self._warning.setTextFormat(Qt.TextFormat.PlainText)
        self._warning.setWordWrap(True)
        self.setFocusProxy(self.choice)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.choice)
        layout.addWidget(self._warning)

    def _on_activated(self) -> None:
        self._warn()
