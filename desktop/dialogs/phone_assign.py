"""Who makes a call in somebody's place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from forms.phone.call import Call
    from forms.phone.round import RoundTester
    from resources.texts import Texts

_SIZE: Final = (420, 360)
_KEY: Final = Qt.ItemDataRole.UserRole


class PhoneAssignDialog(QDialog):
    """The round's testers; those of the unit that is called cannot be chosen."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        call: Call,
        testers: Sequence[RoundTester],
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self.testers = QListWidget()
        self._buttons = DialogButtons(
            self, texts, texts("Give the call"), has_keys=True
        )
        self._fill_in(call, testers)
        self._lay_out(call)
        self.testers.itemActivated.connect(self._on_activated)
        self.testers.currentItemChanged.connect(self._on_current)
        self._on_current()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        call: Call,
        testers: Sequence[RoundTester],
    ) -> str | None:
        """The key of the tester; ``None`` to leave the call where it is."""
        dialog = cls(parent, texts, call, testers)
        return dialog.chosen() if run_dialog(dialog) else None

    def chosen(self) -> str | None:
        """The key of whoever is chosen."""
        item = self.testers.currentItem()
        return str(item.data(_KEY)) if item else None

    def _fill_in(self, call: Call, testers: Sequence[RoundTester]) -> None:
        for one in testers:
            is_barred = call.unit in one.barred
            said = (
                self.texts("belongs to the unit that is called")
                if is_barred
                else one.unit
            )
            item = QListWidgetItem("　".join(filter(None, (one.name, said))))
            item.setData(_KEY, one.key)
            if is_barred:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                item.setForeground(theme.colour("muted"))
            self.testers.addItem(item)
            if one.key != call.tester and not is_barred and not self.chosen():
                self.testers.setCurrentItem(item)

    def _lay_out(self, call: Call) -> None:
        texts = self.texts
        heading = QLabel(
            texts("Who calls {unit} {line}?", unit=call.unit, line=call.extension)
        )
        self.setWindowTitle(texts("Another tester"))
        self.resize(*_SIZE)
        theme.mark(heading, "heading")
        heading.setTextFormat(Qt.TextFormat.PlainText)
        heading.setWordWrap(True)
        self.testers.setObjectName("testers")
        self.testers.setAccessibleName(texts("Testers"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(self.testers, 1)
        layout.addLayout(self._buttons)
        self.testers.setFocus()

    def _on_activated(self) -> None:
        self.accept()

    def _on_current(self) -> None:
        self._buttons.done.setEnabled(self.testers.currentItem() is not None)
