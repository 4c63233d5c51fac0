"""Keys of buttons, and what they are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

_CALLED: Final = {
    "Return": "Enter",
    "Del": "Delete",
    "Ins": "Insert",
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
}
"""What stands on keyboards, where Qt calls it otherwise."""


def give_key(button: QPushButton, key: str, called: str = "") -> None:
    """Have a button be pressed by a key, and its tooltip tell so.

    ``called`` is told where what stands on the button says too little.
    """
    button.setShortcut(QKeySequence(key))
    button.setToolTip(f"{called or button.text()} ({key_shown(key)})")


def key_shown(key: str) -> str:
    """The key as people know it."""
    *modifiers, last = key.split("+") if not key.endswith("+") else [key]
    return "+".join((*modifiers, _CALLED.get(last, last)))
