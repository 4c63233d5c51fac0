"""Where one is in a job of several steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop import theme

if TYPE_CHECKING:
    from collections.abc import Sequence


class Stepper(QWidget):
    """The names of all steps in a row; those behind can be gone back to.

    Signals:
        chosen(int): The person wants back to this step, counted from 0.
    """

    chosen = Signal(int)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._steps = tuple(_Step(number) for number in range(len(names)))
        self._lay_out()
        for step in self._steps:
            step.chosen.connect(self.chosen)

    def show_step(self, current: int) -> None:
        """Say that this is the step one is at."""
        for step, name in zip(self._steps, self._names, strict=True):
            step.show_state(name, current)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for step in self._steps:
            if step.number:
                line = QFrame()
                line.setFixedSize(24, 1)
                theme.mark(line, "line")
                layout.addWidget(line)
            layout.addWidget(step)
        layout.addStretch()


class _Step(QPushButton):
    """One step.

    Signals:
        chosen(int): Its number.
    """

    chosen = Signal(int)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number
        self.setObjectName(f"step-{number + 1}")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_state(self, name: str, current: int) -> None:
        """Be behind, at or before the step one is at."""
        self.setText(f"{self.number + 1}　{name}")
        self.setAccessibleName(self.text())
        self.setEnabled(self.number <= current)
        theme.mark(self, "step-current" if self.number == current else "step")

    def _on_clicked(self) -> None:
        self.chosen.emit(self.number)
