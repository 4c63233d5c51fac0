"""What the plan itself says of an item, with what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QLabel

from desktop import theme
from desktop.widgets.card import Card
from desktop.widgets.plans.worded import rule_in_full
from forms.report.plans.wording import marked, owners_said
from forms.report.said import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.workflows.plan_view import Standing
    from forms.plan.model import Item, Plan
    from resources.texts import Texts


class ItemFacts(Card):
    """The full sentence, its place, its owners, its rule, and what is owed."""

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self._plan = plan
        self._path = QLabel()
        self._text = QLabel()
        self._form = QFormLayout()
        self._lay_out()

    def show_item(self, item: Item, standing: Standing | None) -> None:
        """Show this one."""
        above = self._plan.path(item.key)
        self._path.setText(" › ".join(marked(one.ordinal, one.text) for one in above))
        self._path.setVisible(bool(above))
        self._text.setText(item.text)
        while self._form.rowCount():
            self._form.removeRow(0)
        for name, said in self._facts(item, standing):
            if said:
                self._form.addRow(_label(name, "guidance"), _label(said, ""))

    def _facts(
        self, item: Item, standing: Standing | None
    ) -> Iterator[tuple[str, str]]:
        texts = self.texts
        yield texts("Cited as"), self._plan.label(item.key)
        yield texts("Level"), self._level(item)
        yield texts("Units in charge"), self._owners(item)
        if standing is not None:
            owned = self._plan.owned(item.key)
            units = standing.units.get(owned.key, ())
            if set(units) != set(owned.owners):
                yield texts("That is"), listed(texts, units)
        yield texts("Deadline"), item.deadline.text or item.deadline.stated or ""
        yield texts("Rule"), rule_in_full(item.deadline, texts)
        if item.deadline.stated and item.deadline.text:
            yield (
                texts("The column says"),
                texts("{stated}; the text counts.", stated=item.deadline.stated),
            )
        if item.repeats:
            yield (
                texts("One duty with"),
                f"{self._plan.label(item.repeats)}",
            )
        for remark in item.remarks:
            yield remark.name, remark.text
        if standing is not None:
            doubts = [one.message for one in standing.doubts if one.where == item.key]
            yield texts("Doubts"), "\n".join(doubts)

    def _level(self, item: Item) -> str:
        levels: Sequence[str] = self._plan.levels
        for category in self._plan.categories:
            if category.key == item.category:
                levels = category.levels
        return levels[item.level - 1] if item.level <= len(levels) else str(item.level)

    def _owners(self, item: Item) -> str:
        owned = self._plan.owned(item.key)
        said = owners_said(owned, self.texts).replace("\n", "、")
        if owned.key != item.key and said:
            label = self._plan.label(owned.key)
            return self.texts("{owners} (as {item} says)", owners=said, item=label)
        if item.owners_inherited:
            return self.texts("{owners} (from a merged cell)", owners=said)
        return said

    def _lay_out(self) -> None:
        theme.mark(self._path, "guidance")
        theme.mark(self._text, "strong")
        self._text.setObjectName("item-text")
        for label in (self._path, self._text):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(6)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.body.addWidget(self._path)
        self.body.addWidget(self._text)
        self.body.addLayout(self._form)


def _label(text: str, kind: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(kind == "")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    theme.mark(label, kind)
    return label
