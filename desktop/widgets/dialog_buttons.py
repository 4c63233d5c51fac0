"""The buttons at the foot of a dialog, and the dialog shown until one is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from desktop import theme
from desktop.widgets.keys import give_key

if TYPE_CHECKING:
    from resources.texts import Texts


class DialogButtons(QHBoxLayout):
    """One that leaves all as it was, and one that takes what stands in the dialog.

    Attributes:
        cancel: Rejects the dialog.
        done: Accepts it.
    """

    def __init__(
        self,
        dialog: QDialog,
        texts: Texts,
        done: str = "",
        *,
        prefix: str = "",
        has_keys: bool = False,
        takes_enter: bool = True,
    ) -> None:
        """Make them for the dialog, which lays them out.

        Args:
            dialog: What they reject and accept.
            texts: The language.
            done: What the second one says, where that is not “Done”.
            prefix: Stands before their object names.
            has_keys: They have keys of their own.
            takes_enter: Enter presses the second one.
        """
        super().__init__()
        self._prefix = prefix
        self._has_keys = has_keys
        self._takes_enter = takes_enter
        self.cancel = self._button(texts("Cancel"), "cancel", "Esc")
        self.done = self._button(done or texts("Done"), "done", "Ctrl+Return")
        self.done.setDefault(takes_enter)
        theme.mark(self.done, "primary")
        self.setSpacing(8)
        self.addStretch()
        self.addWidget(self.cancel)
        self.addWidget(self.done)
        self.cancel.clicked.connect(dialog.reject)
        self.done.clicked.connect(dialog.accept)

    def add_left(self, text: str, name: str, key: str = "Ctrl+Del") -> QPushButton:
        """One more, apart from the two: what takes something back or away."""
        button = self._button(text, name, key)
        self.insertWidget(0, button)
        return button

    def _button(self, text: str, name: str, key: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(f"{self._prefix}{name}")
        button.setAccessibleName(text)
        if self._has_keys:
            give_key(button, key)
        if not self._takes_enter:
            button.setAutoDefault(False)
        return button


def run_dialog(dialog: QDialog) -> bool:
    """Show it until the person leaves it; whether that was by accepting it."""
    try:
        return dialog.exec() == QDialog.DialogCode.Accepted
    finally:
        dialog.deleteLater()
