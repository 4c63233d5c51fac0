"""The item of a plan that a round is made for, and how often it asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel

from desktop import theme
from desktop.widgets.phone_rounds.form_card import FormCard, narrow
from desktop.widgets.plans.worded import rule_in_full
from forms.phone.round import Duty
from forms.report.plans.wording import cited

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.model import Item, Plan
    from resources.texts import Texts

_MEANT: Final = "電話禮貌"
_TELEPHONE: Final = "電話"


class DutyCard(FormCard):
    """A plan, an item of it, and the item's own words for how often.

    Signals:
        edited(): The person has changed something.
    """

    edited = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__(texts("What the plan asks for"))
        self.texts = texts
        self._plans: tuple[Plan, ...] = ()
        self._items: tuple[Item, ...] = ()
        self.plan = QComboBox()
        self.item = QComboBox()
        self._frequency = QLabel()
        self._lay_out()
        self.plan.activated.connect(self._on_plan)
        self.item.activated.connect(self._on_item)

    def offer(self, plans: Sequence[Plan], chosen: Plan | None, item: str = "") -> None:
        """Offer these plans; of the one chosen that item, or the one that is meant."""
        self._plans = tuple(plans)
        self.plan.clear()
        self.plan.addItem(self.texts("Without a plan"))
        for plan in plans:
            self.plan.addItem(plan.title)
        at = self._plans.index(chosen) + 1 if chosen in self._plans else 0
        self.plan.setCurrentIndex(at)
        self._offer_items(item)

    def duty(self) -> Duty | None:
        """What is chosen."""
        plan, item = self._plan(), self._item()
        if plan is None or item is None:
            return None
        return Duty(plan=plan.code, version=plan.version, item=item.key)

    def close_duty(self) -> None:
        """Let stand what the round was planned for."""
        self.plan.setEnabled(False)
        self.item.setEnabled(False)

    def _plan(self) -> Plan | None:
        index = self.plan.currentIndex()
        return self._plans[index - 1] if index > 0 else None

    def _item(self) -> Item | None:
        index = self.item.currentIndex()
        return self._items[index] if 0 <= index < len(self._items) else None

    def _offer_items(self, wanted: str) -> None:
        plan = self._plan()
        actions = plan.actions() if plan else ()
        # What is about the telephone comes first.
        self._items = tuple(sorted(actions, key=_is_about_something_else))
        self.item.clear()
        for item in self._items:
            self.item.addItem(cited(plan, item.key) if plan else "")
        keys = [item.key for item in self._items]
        meant = wanted or next(
            (one.key for one in self._items if _MEANT in one.text and not one.repeats),
            "",
        )
        self.item.setCurrentIndex(keys.index(meant) if meant in keys else -1)
        self.item.setEnabled(plan is not None)
        self._tell()

    def _tell(self) -> None:
        item = self._item()
        words = item.deadline.text or "" if item else ""
        rule = rule_in_full(item.deadline, self.texts) if item else ""
        said = self.texts("The plan says: {words} ({rule}).", words=words, rule=rule)
        if item is not None and not words:
            said = self.texts("The plan does not say how often.")
        self._frequency.setText(said if item else "")
        self._frequency.setVisible(item is not None)
        self.item.setToolTip(item.text if item else "")

    def _lay_out(self) -> None:
        texts = self.texts
        theme.mark(self._frequency, "guidance")
        self._frequency.setObjectName("round-frequency")
        self._frequency.setTextFormat(Qt.TextFormat.PlainText)
        self._frequency.setWordWrap(True)
        narrow(self.plan)
        narrow(self.item)
        self.add_rows(
            (
                (texts("&Plan"), self.plan, "round-plan"),
                (texts("&Item"), self.item, "round-item"),
            )
        )
        self.form.addRow("", self._frequency)

    def _on_plan(self) -> None:
        self._offer_items("")
        self.edited.emit()

    def _on_item(self) -> None:
        self._tell()
        self.edited.emit()


def _is_about_something_else(item: Item) -> bool:
    return _TELEPHONE not in item.text
