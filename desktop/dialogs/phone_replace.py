"""Why an extension that was drawn is not called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.call import Call
    from resources.texts import Texts

_WIDTH: Final = 460


class PhoneReplaceDialog(QDialog):
    """The reason; the next line of the same draw stands in."""

    def __init__(self, parent: QWidget | None, texts: Texts, call: Call) -> None:
        super().__init__(parent)
        self.texts = texts
        self.reason = QLineEdit()
        self._told = QLabel()
        self._buttons = DialogButtons(self, texts, texts("Replace it"), has_keys=True)
        self._lay_out(call)

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, call: Call) -> str | None:
        """The reason; ``None`` if the extension is to be called after all."""
        dialog = cls(parent, texts, call)
        return dialog.reason.text().strip() if run_dialog(dialog) else None

    @override
    def accept(self) -> None:
        """Replace it, if there is a reason."""
        if self.reason.text().strip():
            super().accept()
            return
        self._told.setText(
            self.texts("Say why the extension is withdrawn; the report will tell.")
        )
        self._told.show()

    def _lay_out(self, call: Call) -> None:
        texts = self.texts
        heading = QLabel(
            texts("Replace {unit} {line}?", unit=call.unit, line=call.extension)
        )
        guide = QLabel(
            texts(
                "The next extension of the same draw stands in for it, at the same "
                "place and time. Where the unit has no other, the round has one call "
                "fewer. The report says so, with the reason."
            )
        )
        if call.hotline:
            guide.setText(
                texts(
                    "No other line can stand in for a hotline: the round has one call "
                    "fewer. The report says so, with the reason."
                )
            )
        self.setWindowTitle(texts("Replace an extension"))
        self.setMinimumWidth(_WIDTH)
        theme.mark(heading, "heading")
        theme.mark(guide, "muted")
        theme.mark(self._told, "told")
        for label in (heading, guide, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._told.setObjectName("told")
        self._told.hide()
        label = QLabel(texts("&Reason"))
        label.setBuddy(self.reason)
        self.reason.setObjectName("reason")
        self.reason.setAccessibleName(texts("Reason"))
        self.reason.setPlaceholderText(texts("Such as: the number was given up"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        for widget in (heading, guide, label, self.reason, self._told):
            layout.addWidget(widget)
        layout.addLayout(self._buttons)
        # Wrapped words need their room before the first look at the dialog.
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.reason.setFocus()
