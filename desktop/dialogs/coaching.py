"""輔導: advice given on the spot, as it is recorded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from forms.errors import UserError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.workflows.filling import Filling
    from forms.inspection import Coaching
    from resources.texts import Texts

_WIDTH: Final = 520
_LINES: Final = 120


class CoachingDialog(QDialog):
    """Topic, what was said, and to whom, by title and never by name."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        filling: Filling,
        coaching: Coaching | None,
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._filling = filling
        self._coaching = coaching
        self._topic = QLineEdit(coaching.topic if coaching else "")
        self._text = QPlainTextEdit(coaching.text if coaching else "")
        self._given_to = QLineEdit(coaching.given_to if coaching else "")
        self._told = QLabel()
        self._buttons = DialogButtons(self, texts, prefix="coaching-")
        self._remove = self._buttons.add_left(texts("Remove"), "remove")
        self._lay_out()
        self._remove.clicked.connect(self._on_remove)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        filling: Filling,
        coaching: Coaching | None = None,
    ) -> bool:
        """Have advice written down or changed; whether anything was."""
        dialog = cls(parent, texts, filling, coaching)
        return run_dialog(dialog)

    @override
    def accept(self) -> None:
        """Keep it; what cannot be kept is told here."""
        topic, text = self._topic.text().strip(), self._text.toPlainText().strip()
        given_to = self._given_to.text().strip()
        try:
            if self._coaching is None:
                self._filling.add_coaching(topic, text, given_to)
            else:
                self._filling.save_coaching(
                    replace(self._coaching, topic=topic, text=text, given_to=given_to)
                )
        except UserError as error:
            self._refuse(error)
            return
        super().accept()

    def _refuse(self, error: UserError) -> None:
        self._told.setText(error.told(self.texts))
        self._told.show()

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Advice given on the spot"))
        self.setMinimumWidth(_WIDTH)
        self._topic.setPlaceholderText(texts("Such as: queue tickets at the counter"))
        self._given_to.setPlaceholderText(texts("Title only, no name"))
        self._text.setMinimumHeight(_LINES)
        self._text.setTabChangesFocus(True)
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.hide()
        theme.mark(self._told, "told")
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        form.setSpacing(6)
        for name, label, edit in (
            ("topic", texts("Topic"), self._topic),
            ("text", texts("What was advised"), self._text),
            ("given-to", texts("Given to"), self._given_to),
        ):
            edit.setObjectName(f"coaching-{name}")
            edit.setAccessibleName(label)
            form.addRow(label, edit)
        self._remove.setVisible(self._coaching is not None)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)

    def _on_remove(self) -> None:
        if self._coaching is None:
            return
        try:
            self._filling.remove_coaching(self._coaching.id)
        except UserError as error:
            self._refuse(error)
            return
        super().accept()
