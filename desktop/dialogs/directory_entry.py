"""One thing of the directory: a unit, a place, a person, a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from desktop.widgets.entry_fields import FIELDS, Field, as_text, as_value
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from desktop.widgets.unit_edit import UnitEdit
from desktop.workflows.directory_edit import TABLES, Entry
from forms.directory.layout import COLUMNS
from forms.directory.model import (
    EQUIPMENT_LABELS,
    SOURCE_LABELS,
    EquipmentKind,
    Source,
)
from forms.errors import UserError
from resources.texts import later

if TYPE_CHECKING:
    from desktop.session import Session
    from forms.directory.model import Directory

_WIDTH: Final = 560
_LINES: Final = 3
_MOST: Final = 999
_FURTHER: Final = {
    "former_names": later("Former names"),
    "seats": later("Seats"),
}
_HINTS: Final = {
    Field.LIST: later("Several with 、 between"),
    Field.UNITS: later("Names of units with 、 between"),
    Field.FORMER_NAMES: later("One to a line: name (from ~ until)"),
    Field.SEATS: later("One to a line: role: who"),
}


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of it; ``entry`` is ``None`` where it is to be removed."""

    entry: Entry | None


class DirectoryEntryDialog(QDialog):
    """A field for each thing to be known.

    Attributes:
        edited: What came of it; ``None`` while nothing did.
    """

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        directory: Directory,
        entry: Entry,
        *,
        is_new: bool,
    ) -> None:
        super().__init__(parent)
        self.texts = session.texts
        self.edited: Edited | None = None
        self._today = session.now().date()
        self._directory = directory
        self._entry = entry
        self._fields = FIELDS[type(entry)]
        self._edits: dict[str, QWidget] = {}
        self._told = QLabel()
        self._buttons = DialogButtons(self, self.texts, has_keys=True)
        self._remove = self._buttons.add_left(self.texts("Remove"), "remove")
        self._lay_out(is_new=is_new)
        self._remove.clicked.connect(self._on_remove)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        session: Session,
        directory: Directory,
        entry: Entry,
        *,
        is_new: bool = False,
    ) -> Edited | None:
        """What the person made of the entry."""
        dialog = cls(parent, session, directory, entry, is_new=is_new)
        run_dialog(dialog)
        return dialog.edited

    @override
    def accept(self) -> None:
        """Take what was entered, if it makes sense."""
        try:
            values = {
                name: self._value(name, field) for name, field in self._fields.items()
            }
            if not values.get("name", values.get("number", values.get("place"))):
                raise UserError("Give it a name, a number or a place first.")
        except UserError as error:
            self._told.setText(error.told(self.texts))
            self._told.show()
            return
        self.edited = Edited(replace(self._entry, **values))
        super().accept()

    def _value(self, name: str, field: Field) -> Any:  # noqa: ANN401 - of any field
        edit = self._edits[name]
        if isinstance(edit, QComboBox):
            # Qt gives back the text alone of what it was given.
            choices = Source if field is Field.SOURCE else EquipmentKind
            return choices(edit.currentData())
        if isinstance(edit, QSpinBox):
            return edit.value()
        if isinstance(edit, QPlainTextEdit):
            text = edit.toPlainText()
        elif isinstance(edit, QLineEdit):
            text = edit.text()
        return as_value(self._directory, field, text, self._today)

    def _edit_for(self, name: str, field: Field) -> QWidget:
        value = getattr(self._entry, name)
        text = as_text(self.texts, self._directory, field, value)
        if field in (Field.SOURCE, Field.EQUIPMENT):
            labels = SOURCE_LABELS if field is Field.SOURCE else EQUIPMENT_LABELS
            return self._choice(labels, value)
        if field is Field.COUNT:
            spin = QSpinBox()
            spin.setRange(0, _MOST)
            spin.setValue(value)
            return spin
        if field in (Field.FORMER_NAMES, Field.SEATS):
            lines = QPlainTextEdit(text)
            lines.setTabChangesFocus(True)
            lines.setFixedHeight(lines.fontMetrics().lineSpacing() * _LINES + 24)
            return lines
        line = self._line(field)
        line.setText(text)
        return line

    def _line(self, field: Field) -> QLineEdit:
        if field is Field.UNIT:
            unit = UnitEdit()
            unit.offer_units(self._directory)
            return unit
        if field in (Field.PLACE, Field.PERSON):
            known = SuggestEdit()
            there = (
                self._directory.places
                if field is Field.PLACE
                else self._directory.people
            )
            known.offer(Suggestion(name=one.name) for one in there)
            return known
        return QLineEdit()

    def _choice(self, labels: Any, value: object) -> QComboBox:  # noqa: ANN401 - of two enums
        choice = QComboBox()
        for one, label in labels.items():
            choice.addItem(self.texts(label), one)
        choice.setCurrentIndex(max(choice.findData(value), 0))
        return choice

    def _lay_out(self, *, is_new: bool) -> None:
        name = getattr(self._entry, "name", "")
        self.setWindowTitle(name or self.texts("New entry"))
        self.setMinimumWidth(_WIDTH)
        heading = QLabel(self.windowTitle())
        heading.setTextFormat(Qt.TextFormat.PlainText)
        theme.mark(heading, "heading")
        theme.mark(self._told, "told")
        theme.mark(self._remove, "link")
        self._remove.setVisible(not is_new)
        for button in (self._remove, self._buttons.cancel):
            button.setAutoDefault(False)
        self._told.setObjectName("told")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(heading)
        layout.addLayout(self._form())
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)

    def _form(self) -> QFormLayout:
        columns = COLUMNS[TABLES[type(self._entry)]]
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, field in self._fields.items():
            called = self.texts(_FURTHER.get(name) or columns[name])
            edit = self._edits[name] = self._edit_for(name, field)
            edit.setObjectName(name)
            edit.setAccessibleName(called)
            if field in _HINTS and isinstance(edit, QLineEdit | QPlainTextEdit):
                edit.setPlaceholderText(self.texts(_HINTS[field]))
            label = QLabel(called)
            label.setBuddy(edit)
            form.addRow(label, edit)
        return form

    def _on_remove(self) -> None:
        self.edited = Edited(None)
        super().accept()
