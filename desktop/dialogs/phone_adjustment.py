"""加扣分: what is added or taken off, and the rules by which a call earns nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QLabel,
    QRadioButton,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.call import CallSheet
    from forms.phone.scale import Scale
    from resources.texts import Texts

_WIDTH: Final = 460


class PhoneAdjustmentDialog(QDialog):
    """Everything the scale has besides its items."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, scale: Scale, sheet: CallSheet
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self.sheet = sheet
        self._bonuses = {
            one.key: QCheckBox(
                texts(
                    "{words} (+{points})",
                    words=texts.of(one.label),
                    points=one.points,
                )
            )
            for one in scale.bonuses
        }
        self._deductions = {
            one.key: QCheckBox(
                texts(
                    "{words} (−{points})",
                    words=texts.of(one.label),
                    points=one.points,
                )
            )
            for one in scale.deductions
        }
        self._zero = {"": QRadioButton(texts("None"))}
        self._zero |= {
            one.key: QRadioButton(texts.of(one.label)) for one in scale.zero_rules
        }
        self._group = QButtonGroup(self)
        self._buttons = DialogButtons(self, texts, prefix="adjustment-")
        self._lay_out()

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, scale: Scale, sheet: CallSheet
    ) -> CallSheet:
        """The sheet as it is to be now."""
        dialog = cls(parent, texts, scale, sheet)
        run_dialog(dialog)
        return dialog.sheet

    @override
    def accept(self) -> None:
        """Take what is ticked."""
        zero = next(key for key, one in self._zero.items() if one.isChecked())
        self.sheet = replace(
            self.sheet,
            bonuses=tuple(key for key, one in self._bonuses.items() if one.isChecked()),
            deductions=tuple(
                key for key, one in self._deductions.items() if one.isChecked()
            ),
            zero=zero or None,
        )
        super().accept()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Bonus, deduction, zero rules"))
        self.setMinimumWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(6)
        sheet = self.sheet
        for name, title, boxes, ticked in (
            ("bonus", texts("Bonus"), self._bonuses, sheet.bonuses),
            ("deduction", texts("Deduction"), self._deductions, sheet.deductions),
        ):
            layout.addWidget(_heading(title))
            for key, box in boxes.items():
                box.setObjectName(f"{name}-{key}")
                box.setAccessibleName(box.text())
                box.setChecked(key in ticked)
                layout.addWidget(box)
        layout.addWidget(_heading(texts("The call earns nothing, because")))
        for key, choice in self._zero.items():
            choice.setObjectName(f"zero-{key or 'none'}")
            choice.setAccessibleName(choice.text())
            choice.setChecked(key == (sheet.zero or ""))
            self._group.addButton(choice)
            layout.addWidget(choice)
        self._buttons.setContentsMargins(0, 12, 0, 0)
        layout.addLayout(self._buttons)


def _heading(text: str) -> QLabel:
    label = QLabel(text)
    theme.mark(label, "heading")
    return label
