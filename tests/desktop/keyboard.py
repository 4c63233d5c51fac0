"""Typing as an input method does it: QTest's own keys know nothing but ASCII."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def write(edit: QWidget, text: str) -> None:
    """Have the characters committed where the cursor is."""
    edit.setFocus()
    for character in text:
        event = QInputMethodEvent("", [])
        event.setCommitString(character)
        QApplication.sendEvent(edit, event)
