"""A panel of labelled fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QWidget

from desktop.widgets.card import Card

if TYPE_CHECKING:
    from collections.abc import Iterable


class FormCard(Card):
    """Labels with keys of their own at the left, fields at the right."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.form = QFormLayout()
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(16)
        self.form.setVerticalSpacing(8)
        self.form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self.form)

    def add_rows(self, rows: Iterable[tuple[str, QWidget, str]]) -> None:
        """Put fields below each other: what each is, the field, its name."""
        for text, widget, name in rows:
            widget.setObjectName(name)
            widget.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(widget)
            self.form.addRow(label, widget)


def narrow(choice: QComboBox) -> None:
    """Have the choice be no wider than its column, whatever it offers."""
    choice.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    choice.setMinimumContentsLength(12)
