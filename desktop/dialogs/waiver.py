"""免辦: a unit that need not do an item, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from forms.checklist.reading import refuse_unreadable
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.execution import Waiver
    from resources.texts import Texts

_SIZE: Final = (520, 340)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waived:
    """What a person decided.

    Attributes:
        is_ended: The item is demanded again.
    """

    unit: str
    reason: str
    by: str
    is_ended: bool = False


class WaiverDialog(QDialog):
    """Nobody is let off without a reason and a name."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        *,
        item: str,
        units: Sequence[str],
        by: str,
        known: Waiver | None = None,
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._is_ended = False
        self.unit = QComboBox()
        self.reason = QPlainTextEdit(known.reason if known else "")
        self.by = QLineEdit(known.by if known else by)
        self._told = QLabel()
        self._buttons = DialogButtons(
            self,
            texts,
            "" if known else texts("Waive it"),
            has_keys=True,
            takes_enter=False,
        )
        self._end = self._buttons.add_left(texts("Demand it again"), "end")
        self.unit.addItems(list(units))
        self._end.setVisible(known is not None)
        if known is not None:
            if known.unit not in units:
                self.unit.addItem(known.unit)
            self.unit.setCurrentText(known.unit)
            self.unit.setEnabled(False)
        self._lay_out(item)
        self._end.clicked.connect(self._on_end)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        *,
        item: str,
        units: Sequence[str],
        by: str,
        known: Waiver | None = None,
    ) -> Waived | None:
        """What was decided; ``None`` to leave all as it was.

        Args:
            parent: The page that asks.
            texts: The language.
            item: The sentence that it is about.
            units: The units that the item binds.
            by: Who is asked.
            known: The waiver that there is already.
        """
        dialog = cls(parent, texts, item=item, units=units, by=by, known=known)
        return dialog.decided() if run_dialog(dialog) else None

    def decided(self) -> Waived:
        """What stands in the dialog now."""
        return Waived(
            unit=self.unit.currentText(),
            reason=self.reason.toPlainText().strip(),
            by=self.by.text().strip(),
            is_ended=self._is_ended,
        )

    @override
    def accept(self) -> None:
        """Waive it, unless the reason, the name or the unit is missing."""
        try:
            self._check(self.decided())
        except UserError as error:
            self._told.setText(error.told(self.texts))
            self._told.show()
            return
        super().accept()

    def _check(self, decided: Waived) -> None:
        if not (decided.unit and decided.reason and decided.by):
            raise UserError("A waiver needs a unit, a reason and who allowed it.")
        refuse_unreadable([decided.reason, decided.by], decided.unit)

    def _lay_out(self, item: str) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Waive an item"))
        self.resize(*_SIZE)
        heading, about = QLabel(texts("Waive an item")), QLabel(item)
        theme.mark(heading, "heading")
        theme.mark(about, "muted")
        theme.mark(self._told, "told")
        theme.mark(self._end, "link")
        self._told.setObjectName("told")
        for label in (about, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._told.hide()
        self.reason.setTabChangesFocus(True)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for text, name, widget in (
            (texts("&Unit"), "unit", self.unit),
            (texts("&Reason"), "reason", self.reason),
            (texts("&Allowed by"), "by", self.by),
        ):
            label = QLabel(text)
            label.setBuddy(widget)
            widget.setObjectName(name)
            widget.setAccessibleName(text.replace("&", ""))
            form.addRow(label, widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(heading)
        layout.addWidget(about)
        layout.addLayout(form, 1)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)
        self.reason.setFocus()

    def _on_end(self) -> None:
        self._is_ended = True
        super().accept()
