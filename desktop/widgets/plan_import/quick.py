"""Keys that are pressed many times one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence

from desktop.widgets.keys import key_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton


def give_quick_key(button: QPushButton, key: str) -> None:
    """Have a button be pressed by a key at once, and its tooltip tell so.

    A button's own shortcut shows it pressed for a moment before it acts, and takes
    what comes meanwhile for the same press.
    """
    action = QAction(button.text(), button)
    action.setShortcut(QKeySequence(key))
    action.triggered.connect(button.click)
    button.addAction(action)
    button.setToolTip(f"{button.text()} ({key_shown(key)})")
