"""The name of a scale that begins as a copy of another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from forms.checklist.model import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.scale import Scale
    from resources.texts import Texts

_WIDTH: Final = 460


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedScale:
    """What a copy is called."""

    code: str
    title: Text


class PhoneCopyScaleDialog(QDialog):
    """A code and a title of the agency's own."""

    def __init__(self, parent: QWidget | None, texts: Texts, scale: Scale) -> None:
        super().__init__(parent)
        self.texts = texts
        self._scale = scale
        self.code = QLineEdit(f"{scale.code}-own")
        self.title = QLineEdit(texts("{title} (our own)", title=texts.of(scale.title)))
        self._told = QLabel()
        self._buttons = DialogButtons(
            self, texts, texts("Copy and edit"), has_keys=True
        )
        self._lay_out()

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, scale: Scale
    ) -> NamedScale | None:
        """What the copy is called; ``None`` for no copy."""
        dialog = cls(parent, texts, scale)
        return dialog.named() if run_dialog(dialog) else None

    def named(self) -> NamedScale:
        """What stands in the dialog now."""
        title = self.title.text().strip()
        return NamedScale(
            code=self.code.text().strip(),
            # A scale always has a Chinese title; the other language follows it.
            title={**self._scale.title, "zh-TW": title, self.texts.language: title},
        )

    @override
    def accept(self) -> None:
        """Copy it, if it has a code and a title."""
        if self.code.text().strip() and self.title.text().strip():
            super().accept()
            return
        self._told.setText(self.texts("A scale needs a code and a title."))
        self._told.show()

    def _lay_out(self) -> None:
        texts = self.texts
        heading, guide = (
            QLabel(texts("Copy the scale")),
            QLabel(
                texts(
                    "The copy is this agency's own. Rounds that are scored on the "
                    "other one stay as they are."
                )
            ),
        )
        self.setWindowTitle(texts("Copy the scale"))
        self.setMinimumWidth(_WIDTH)
        theme.mark(heading, "heading")
        theme.mark(guide, "muted")
        theme.mark(self._told, "told")
        for label in (guide, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._told.hide()
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        for edit, text, name in (
            (self.code, texts("&Code"), "code"),
            (self.title, texts("&Title"), "title"),
        ):
            edit.setObjectName(name)
            edit.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(edit)
            form.addRow(label, edit)
        self.code.setToolTip(texts("Small letters, digits and hyphens"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(guide)
        layout.addLayout(form)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)
        # Wrapped words need their room before the first look at the dialog.
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self.title.setFocus()
        self.title.selectAll()
