"""Naming the levels of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from forms.plan.editing.saying import NameLevel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from forms.plan.editing.counts import LevelCount
    from resources.texts import Texts

_WIDTH = 440


class PlanLevelsDialog(QDialog):
    """One line for each level, with how many items it has."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, counts: Sequence[LevelCount]
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._counts = tuple(counts)
        self.fields = [QLineEdit(count.name) for count in counts]
        self._buttons = DialogButtons(self, texts, prefix="levels-")
        self._lay_out()

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, counts: Sequence[LevelCount]
    ) -> tuple[NameLevel, ...] | None:
        """The levels that are to be called otherwise; ``None`` for cancelled."""
        dialog = cls(parent, texts, counts)
        return dialog.renamed() if run_dialog(dialog) else None

    def renamed(self) -> tuple[NameLevel, ...]:
        """The levels that are called otherwise now."""
        named = (
            (count, field.text().strip())
            for count, field in zip(self._counts, self.fields, strict=True)
        )
        return tuple(
            NameLevel(category=count.category, level=count.level, name=name)
            for count, name in named
            if name and name != count.name
        )

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Name the levels"))
        self.setMinimumWidth(_WIDTH)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        title = ""
        for number, (count, field) in enumerate(
            zip(self._counts, self.fields, strict=True), start=1
        ):
            if count.title != title:
                title = count.title
                heading = QLabel(title)
                theme.mark(heading, "heading")
                form.addRow(heading)
            name = self.texts(
                "Level {level} ({count} items)", level=count.level, count=count.count
            )
            field.setObjectName(f"level-{number}")
            field.setAccessibleName(name)
            form.addRow(QLabel(name), field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(form)
        layout.addLayout(self._buttons)
