"""Filling a combo box without losing what was chosen in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QComboBox


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
