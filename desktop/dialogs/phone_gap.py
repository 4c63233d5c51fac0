"""How long a call went on while the program was closed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
)
from typing_extensions import override

from desktop.widgets.dialog_buttons import DialogButtons, run_dialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from forms.phone.clock import Gap
    from resources.texts import Texts

_MOST: Final = 3600
_WIDTH: Final = 420


class PhoneGapDialog(QDialog):
    """The seconds that no clock measured, as the tester remembers them."""

    def __init__(self, parent: QWidget | None, texts: Texts, gap: Gap) -> None:
        super().__init__(parent)
        self.texts = texts
        self.seconds: Decimal | None = None
        self._edit = QDoubleSpinBox()
        self._buttons = DialogButtons(self, texts, prefix="gap-")
        self._edit.setRange(0, _MOST)
        self._edit.setDecimals(1)
        self._edit.setValue(float(gap.seconds or 0))
        self._lay_out()

    @classmethod
    def ask(cls, parent: QWidget | None, texts: Texts, gap: Gap) -> Decimal | None:
        """The seconds; ``None`` if nothing is to change."""
        dialog = cls(parent, texts, gap)
        run_dialog(dialog)
        return dialog.seconds

    @override
    def accept(self) -> None:
        """Take what stands there."""
        self.seconds = Decimal(self._edit.cleanText())
        super().accept()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Time while the program was closed"))
        self.setMinimumWidth(_WIDTH)
        guide = QLabel(
            texts(
                "The call went on while the program was closed. Say how many seconds "
                "that was; it is marked as told by you."
            )
        )
        guide.setWordWrap(True)
        guide.setTextFormat(Qt.TextFormat.PlainText)
        self._edit.setObjectName("gap-seconds")
        self._edit.setAccessibleName(texts("Seconds"))
        self._edit.setFocus()
        self._edit.selectAll()
        row = QHBoxLayout()
        row.addWidget(self._edit)
        row.addWidget(QLabel(texts("seconds")))
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(guide)
        layout.addLayout(row)
        layout.addLayout(self._buttons)
