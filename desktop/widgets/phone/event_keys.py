"""One key for everything that can happen in a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.widgets.answers.button import AnswerButton
from desktop.widgets.phone.words import EVENTS

if TYPE_CHECKING:
    from collections.abc import Collection

    from forms.phone.call import EventKind
    from resources.texts import Texts

_ACROSS: Final = 3


class EventKeys(QWidget):
    """Buttons that say what happens; the likely next one stands out.

    Signals:
        happened(str): This happens now.
    """

    happened = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._buttons: dict[EventKind, AnswerButton] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for number, (kind, (words, key)) in enumerate(EVENTS.items()):
            button = AnswerButton(kind, texts(words), key)
            button.setObjectName(f"event-{kind}")
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.picked.connect(self.happened)
            layout.addWidget(button, number // _ACROSS, number % _ACROSS)
            self._buttons[kind] = button
        self.texts = texts

    def show_possible(
        self, possible: Collection[EventKind], likely: EventKind | None
    ) -> None:
        """Offer what can happen now."""
        for kind, button in self._buttons.items():
            button.setEnabled(kind in possible)
            button.setChecked(kind is likely)
            words = f"{button.text()}　{button.key}"
            button.setToolTip(
                self.texts("{words}, or the space bar", words=words)
                if kind is likely
                else words
            )
