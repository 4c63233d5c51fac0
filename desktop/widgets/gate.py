"""What is shown while no profile is open: a column in the middle of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop import theme

if TYPE_CHECKING:
    from resources.texts import Texts

_WIDTH: Final = 560


class Gate(QWidget):
    """The program's name, and below it whatever is put into `column`."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self.setWindowTitle(texts("Zoucha"))
        self.column = QVBoxLayout()
        self._lay_out_gate()

    def _lay_out_gate(self) -> None:
        name = QLabel(self.texts("Zoucha"))
        about = QLabel(self.texts("Inspections of service quality, without a network"))
        theme.mark(name, "title")
        theme.mark(about, "muted")
        about.setWordWrap(True)
        self.column.setSpacing(16)
        inner = QWidget()
        inner.setMaximumWidth(_WIDTH)
        inner.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(24, 12, 24, 12)
        layout.setSpacing(4)
        layout.addWidget(name)
        layout.addWidget(about)
        layout.addSpacing(8)
        layout.addLayout(self.column)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addStretch(1)
        across.addWidget(inner, 4)
        across.addStretch(1)
        across.setAlignment(inner, Qt.AlignmentFlag.AlignVCenter)
