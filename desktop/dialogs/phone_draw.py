"""What a sample is about to be drawn from, and the seed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.keys import give_key
from desktop.widgets.roc_date import day_shown
from forms.phone.frame import frame_sha256

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.round import RoundDefinition
    from resources.texts import Texts

_WIDTH: Final = 760


class PhoneDrawDialog(QDialog):
    """A last look; what is drawn is drawn once and for all."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, definition: RoundDefinition
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self.seed = QLineEdit()
        self._sha256 = QLineEdit(frame_sha256(definition.frame))
        self._cancel = QPushButton(texts("Cancel"))
        self._draw = QPushButton(texts("Draw the sample"))
        self._lay_out(definition)
        self._cancel.clicked.connect(self.reject)
        self._draw.clicked.connect(self.accept)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, definition: RoundDefinition
    ) -> str | None:
        """The seed, empty for one that nobody chose; ``None`` not to draw yet."""
        dialog = cls(parent, texts, definition)
        return dialog.seed.text().strip() if run_dialog(dialog) else None

    def _lay_out(self, definition: RoundDefinition) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Draw the sample"))
        self.setMinimumWidth(_WIDTH)
        heading, told = (
            QLabel(texts("Draw the sample?")),
            QLabel(self._told(definition)),
        )
        theme.mark(heading, "heading")
        theme.mark(told, "muted")
        theme.mark(self._draw, "primary")
        told.setTextFormat(Qt.TextFormat.PlainText)
        told.setWordWrap(True)
        self._sha256.setReadOnly(True)
        self._sha256.setCursorPosition(0)
        self.seed.setPlaceholderText(
            texts("Left empty, the program takes one by chance")
        )
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for edit, text, name in (
            (self._sha256, texts("&Fingerprint of the frame"), "frame-sha256"),
            (self.seed, texts("&Seed"), "seed"),
        ):
            edit.setObjectName(name)
            edit.setAccessibleName(text.replace("&", ""))
            label = QLabel(text)
            label.setBuddy(edit)
            form.addRow(label, edit)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button, name, key in (
            (self._cancel, "cancel", "Esc"),
            (self._draw, "draw", "Ctrl+Return"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_key(button, key)
            buttons.addWidget(button)
        self._draw.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(told)
        layout.addLayout(form)
        layout.addSpacing(8)
        layout.addLayout(buttons)
        # Wrapped words need their room before the first look at the dialog.
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))
        self._draw.setFocus()

    def _told(self, definition: RoundDefinition) -> str:
        texts, timetable = self.texts, definition.timetable
        lines = Counter(line.unit for line in definition.frame)
        calls = sum(min(count, definition.per_unit) for count in lines.values())
        hotlines = sum(one.in_hours + one.out_of_hours for one in definition.hotlines)
        said = texts(
            "{calls} calls to {units} units, from {first} to {last}.",
            calls=calls + hotlines,
            units=len(definition.units),
            first=day_shown(texts, timetable.first),
            last=day_shown(texts, timetable.last),
        )
        after = texts(
            "Seed and fingerprint are recorded before the first call and printed in "
            "the report. A round is drawn once; afterwards its units, extensions, days "
            "and scale stay as they are."
        )
        return f"{said}\n{after}"
