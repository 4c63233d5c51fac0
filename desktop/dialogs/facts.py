"""適用情形: what is true of the place, which decides what is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QScrollArea,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from desktop.widgets.tick_list import Tick, TickList

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from forms.checklist.model import Fact
    from resources.texts import Texts

_SIZE: Final = (520, 460)


class FactsDialog(QDialog):
    """Each fact can be ticked; items that hang on it appear and disappear."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        facts: Sequence[Fact],
        settled: Mapping[str, bool],
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._facts = tuple(facts)
        self._ticks = TickList()
        self._buttons = DialogButtons(self, texts, prefix="facts-")
        self._lay_out()
        # What the visit does not settle is taken to hold, and so it is shown.
        holding = {one.key for one in facts if settled.get(one.key, True)}
        ticks = [Tick(key=one.key, text=texts.of(one.label)) for one in facts]
        self._ticks.show_ticks(ticks, holding)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        facts: Sequence[Fact],
        settled: Mapping[str, bool],
    ) -> dict[str, bool] | None:
        """Every fact with whether it holds; ``None`` to leave all as it was."""
        dialog = cls(parent, texts, facts, settled)
        return dialog.settled() if run_dialog(dialog) else None

    def settled(self) -> dict[str, bool]:
        """Every fact with whether it holds."""
        ticked = self._ticks.ticked_keys()
        return {one.key: one.key in ticked for one in self._facts}

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Facts of the place"))
        self.resize(*_SIZE)
        said = QLabel(
            self.texts(
                "Items that do not apply are not shown and do not count. What was "
                "answered to them is kept, in case they apply after all."
            )
        )
        said.setWordWrap(True)
        theme.mark(said, "muted")
        self._ticks.setObjectName("facts-ticks")
        self._ticks.setAccessibleName(self.texts("Facts of the place"))
        room = QScrollArea()
        room.setFrameShape(QFrame.Shape.NoFrame)
        room.setWidgetResizable(True)
        room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        room.setWidget(self._ticks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(room, 1)
        layout.addLayout(self._buttons)
        self._ticks.setFocus()
