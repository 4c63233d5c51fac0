"""Choosing an item by its number, its key or words of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from forms.report.numbering import item_numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from desktop.workflows.filling import Filling
    from resources.texts import Texts

_SIZE: Final = (560, 460)
_STEPS: Final = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -8,
    Qt.Key.Key_PageDown: 8,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An item that can be chosen."""

    key: str
    number: str
    text: str

    def fits(self, typed: str) -> int:
        """How well it is what was typed; 0 if it is not."""
        typed = typed.casefold().strip()
        if typed in (self.number, self.key.casefold()):
            return 4
        if typed and self.number.startswith(typed):
            return 3
        if self.key.casefold().startswith(typed):
            return 2
        return int(all(word in self.text.casefold() for word in typed.split()))


def targets_of(filling: Filling, texts: Texts) -> list[Target]:
    """The items of the visit that are shown, in order."""
    numbers, shown = item_numbers(filling.checklists), filling.shown()
    return [
        Target(key=item.key, number=numbers.get(item.key, ""), text=texts.of(item.text))
        for checklist in filling.checklists
        for item in checklist.items()
        if item.key in shown
    ]


class GoToDialog(QDialog):
    """One line to type in; the best match is chosen already."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        targets: Sequence[Target],
        title: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title or texts("Go to item"))
        self.texts = texts
        self._targets = tuple(targets)
        self._typed = QLineEdit()
        self._list = QListWidget()
        self._none = QLabel(texts("No item is called that."))
        self._lay_out()
        self._typed.textEdited.connect(self._on_typed)
        self._list.itemClicked.connect(self.accept)
        self._on_typed("")

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        targets: Sequence[Target],
        title: str = "",
    ) -> str | None:
        """The key of the item that was chosen; ``None`` to leave it.

        ``title`` says what for, where it is not to go there.
        """
        dialog = cls(parent, texts, targets, title)
        return dialog.chosen() if run_dialog(dialog) else None

    def chosen(self) -> str | None:
        """The key of the item that is chosen; ``None`` where nothing fits."""
        line = self._list.currentItem()
        return line.data(Qt.ItemDataRole.UserRole) if line else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        last = self._list.count() - 1
        self._list.setCurrentRow(min(max(self._list.currentRow() + step, 0), last))

    @override
    def accept(self) -> None:
        """Go there, if there is anywhere to go."""
        if self.chosen() is not None:
            super().accept()

    def _lay_out(self) -> None:
        self.resize(*_SIZE)
        what = self.texts("Number, key or words of the item")
        self._typed.setObjectName("go-to-typed")
        self._typed.setPlaceholderText(what)
        self._typed.setAccessibleName(what)
        self._typed.returnPressed.connect(self.accept)
        self._list.setObjectName("go-to-list")
        self._list.setAccessibleName(self.texts("Items that fit"))
        # The line keeps the keyboard; arrows and Enter work from there.
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setUniformItemSizes(True)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        theme.mark(self._none, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self._typed)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._none)

    def _on_typed(self, typed: str) -> None:
        fitting = [(target.fits(typed), target) for target in self._targets]
        fitting = [pair for pair in fitting if pair[0]]
        fitting.sort(key=_by_fit)
        self._list.clear()
        for _, target in fitting:
            text = f"{target.number}　{target.text}".strip()
            line = QListWidgetItem(text)
            line.setData(Qt.ItemDataRole.UserRole, target.key)
            line.setToolTip(text)
            self._list.addItem(line)
        self._list.setCurrentRow(0)
        self._none.setVisible(not fitting)


def _by_fit(pair: tuple[int, Target]) -> int:
    return -pair[0]
