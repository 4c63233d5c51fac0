"""What a page does at single keys, told to whoever asks what can be done here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QKeyCombination, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

_KEYPAD: Final = Qt.KeyboardModifier.KeypadModifier


class Commands(QObject):
    """Keys and what they do.

    They are no shortcuts of the toolkit: a page asks for them when nothing that has
    the keyboard wanted the key, so that no letter is taken from somebody who types.

    Attributes:
        actions: What is done at each key.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.actions: dict[str, QAction] = {}

    def add(self, keys: str, slot: Callable[[], None], text: str = "") -> QAction:
        """Do this at any of the keys, such as ``Up Shift+Return``.

        With a text it is something for a menu, where the first key is told.
        """
        action = QAction(self)
        first, *_ = keys.split()
        action.setText(f"{text}\t{first}")
        action.triggered.connect(slot)
        for key in keys.split():
            self.actions[QKeySequence(key).toString()] = action
        return action

    def take(self, event: QKeyEvent) -> bool:
        """Do what stands at the key; whether anything does."""
        action = self.actions.get(_name(event))
        if action is None:
            return False
        action.trigger()
        return True


def _name(event: QKeyEvent) -> str:
    """What the key is called, wherever a keyboard has it."""
    modifiers = event.modifiers() & ~_KEYPAD
    if event.text() and not event.text().isalpha() and event.text().isprintable():
        # Signs may need Shift on one keyboard and none on another.
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))).toString()
