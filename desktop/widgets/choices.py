"""Combo boxes that filter a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS: Final = 7


def offer(
    choice: QComboBox, all_of_them: str, rest: Iterable[tuple[str, object]]
) -> None:
    """Offer everything, or one of these; what was chosen stays so."""
    chosen = choice.currentText()
    choice.clear()
    choice.addItem(all_of_them, None)
    for name, value in rest:
        choice.addItem(name, value)
    choice.setCurrentIndex(max(choice.findText(chosen), 0))


def name_filter(choice: QComboBox, name: str, called: str) -> None:
    """Name one that stands in a row of them, and let it be narrower than its words."""
    choice.setObjectName(name)
    choice.setAccessibleName(called)
    choice.setToolTip(called)
    choice.setSizeAdjustPolicy(
        QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
    )
    choice.setMinimumContentsLength(_LETTERS)
