"""Putting right what the clock or the taps say of a wait; the correction is marked."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

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
from desktop.widgets.phone.words import WAITS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.clock import Measure
    from resources.texts import Texts

_MOST_RINGS = 99
_MOST_SECONDS = 3600
_WIDTH = 460


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """What the tester says a wait was; ``None`` leaves what was measured."""

    rings: int | None
    seconds: Decimal | None
    reason: str


class PhoneCorrectionDialog(QDialog):
    """Rings, seconds and why; with both empty the measurement stands again."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, measure: Measure, reason: str
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self.corrected: Corrected | None = None
        self._has_rings = measure.rings is not None
        self._measure = measure
        self._rings = QLineEdit(_shown(measure.rings))
        self._seconds = QLineEdit(_shown(measure.seconds))
        self._reason = QLineEdit(reason)
        self._told = QLabel()
        self._buttons = DialogButtons(self, texts, prefix="correction-")
        self._back = self._buttons.add_left(texts("As it was measured"), "back")
        self._lay_out()
        self._back.clicked.connect(self._on_back)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, measure: Measure, reason: str = ""
    ) -> Corrected | None:
        """Have a wait put right; ``None`` if nothing is to change."""
        dialog = cls(parent, texts, measure, reason)
        run_dialog(dialog)
        return dialog.corrected

    @override
    def accept(self) -> None:
        """Keep what was typed, if it is a number of rings and of seconds."""
        rings = _number(self._rings.text(), _MOST_RINGS)
        seconds = _number(self._seconds.text(), _MOST_SECONDS)
        whole = rings is None or rings == int(rings)
        if not whole or Decimal(-1) in (rings, seconds):
            self._told.setText(
                self.texts("Rings are a whole number, seconds a number such as 12.5.")
            )
            self._told.show()
            return
        before = self._measure
        stays = rings is None or (rings == before.rings and not before.rings_corrected)
        lasts = seconds == before.seconds and not before.seconds_corrected
        self.corrected = Corrected(
            rings=None if stays or rings is None else int(rings),
            seconds=None if lasts else seconds,
            reason=self._reason.text().strip(),
        )
        super().accept()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Correct rings and seconds"))
        self.setMinimumWidth(_WIDTH)
        wait = QLabel(texts(WAITS[self._measure.interval]))
        theme.mark(wait, "heading")
        theme.mark(self._told, "told")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        form = QFormLayout()
        form.setSpacing(8)
        for name, label, edit in (
            ("rings", texts("Rings"), self._rings),
            ("seconds", texts("Seconds"), self._seconds),
            ("reason", texts("Why it is corrected"), self._reason),
        ):
            edit.setObjectName(f"correction-{name}")
            edit.setAccessibleName(label)
            form.addRow(label, edit)
        self._rings.setEnabled(self._has_rings)
        # A number that is typed takes the place of the one that stands there.
        first = self._rings if self._has_rings else self._seconds
        first.setFocus()
        first.selectAll()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(wait)
        layout.addLayout(form)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)

    def _on_back(self) -> None:
        self.corrected = Corrected(rings=None, seconds=None, reason="")
        super().accept()


def _shown(value: int | Decimal | None) -> str:
    return "" if value is None else str(value)


def _number(text: str, most: int) -> Decimal | None:
    """The number that was typed; ``None`` for nothing, -1 for what is none."""
    if not text.strip():
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return Decimal(-1)
    return number if number.is_finite() and 0 <= number <= most else Decimal(-1)
