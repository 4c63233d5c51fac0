"""One finding: what falls short, how much it matters, who mends it and until when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.dialogs.photo import PhotoDialog
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from desktop.widgets.due_edit import DueEdit
from desktop.widgets.grounds_view import GroundsView
from desktop.widgets.keys import give_key
from desktop.widgets.photo_strip import PhotoStrip
from desktop.widgets.unit_edit import UnitEdit
from desktop.workflows.trace_back import grounds
from forms.errors import UserError
from forms.inspection import Severity
from forms.report.numbering import item_numbers
from forms.report.said import SEVERITIES

if TYPE_CHECKING:
    from desktop.session import Session
    from desktop.workflows.filling import Filling
    from forms.inspection import Finding

_SIZE: Final = (680, 640)
_LINES: Final = 2


class FindingDialog(QDialog):
    """Kept with “Done”, as one change that can be undone."""

    def __init__(
        self,
        parent: QWidget | None,
        session: Session,
        filling: Filling,
        finding: Finding,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = session.texts
        self._filling = filling
        self._finding = finding
        self.text = QPlainTextEdit(finding.text)
        self.severity = QButtonGroup(self)
        self.unit = UnitEdit()
        self.recommendation = QPlainTextEdit(finding.recommendation)
        self.due = DueEdit(
            self.texts, today=session.now().date(), due_in=filling.due_in
        )
        self.photos = PhotoStrip(self.texts, filling.picture)
        self._grounds = GroundsView(self.texts)
        self._told = QLabel()
        self._buttons = DialogButtons(
            self, self.texts, has_keys=True, takes_enter=False
        )
        self._remove = self._buttons.add_left(
            self.texts("Remove the finding"), "remove"
        )
        self._show()
        self._lay_out()
        self.photos.opened.connect(self._on_photo)
        self._remove.clicked.connect(self._on_remove)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        session: Session,
        filling: Filling,
        finding: Finding,
    ) -> bool:
        """Have the finding worked on; whether it was changed or removed."""
        dialog = cls(parent, session, filling, finding)
        return run_dialog(dialog)

    @override
    def accept(self) -> None:
        """Keep it; what cannot be kept is told here."""
        changed = replace(
            self._finding,
            text=self.text.toPlainText().strip(),
            severity=tuple(Severity)[self.severity.checkedId()],
            responsible_unit=self.unit.text().strip(),
            recommendation=self.recommendation.toPlainText().strip(),
            due=self.due.due(),
            corrected_on_site=self.due.on_site.isChecked(),
        )
        try:
            if changed != self._finding:
                self._filling.save_finding(changed)
        except UserError as error:
            self._refuse(error)
            return
        super().accept()

    def _refuse(self, error: UserError) -> None:
        self._told.setText(error.told(self.texts))
        self._told.show()

    def _show(self) -> None:
        finding, store = self._finding, self.session.store
        for number, severity in enumerate(Severity):
            button = QPushButton(self.texts(SEVERITIES[severity]))
            button.setCheckable(True)
            button.setChecked(severity is finding.severity)
            button.setAutoDefault(False)
            button.setObjectName(f"severity-{severity}")
            button.setAccessibleName(button.text())
            give_key(button, f"Ctrl+{number + 1}")
            theme.mark(button, "segment")
            self.severity.addButton(button, number)
        self.unit.offer_units(store.directory.get())
        self.unit.setText(finding.responsible_unit)
        self.due.show_due(
            finding.due,
            corrected_on_site=finding.corrected_on_site,
            usual_days=store.settings.get().correction_days,
        )
        self.photos.show_photos(self._filling.photos(finding=finding.id))
        if finding.item is not None:
            item = self._filling.item(finding.item)
            self._grounds.show_grounds(grounds(store, self._filling.inspection, item))

    def _lay_out(self) -> None:
        finding = self._finding
        title = self.texts("Finding {number}", number=finding.number)
        self.setWindowTitle(title)
        self.resize(*_SIZE)
        heading, about = QLabel(title), QLabel(self._about())
        theme.mark(heading, "heading")
        theme.mark(about, "muted")
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setWordWrap(True)
        about.setVisible(bool(about.text()))
        theme.mark(self._told, "told")
        theme.mark(self._remove, "link")
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setObjectName("told")
        self._told.hide()
        inside = QWidget()
        inside.setLayout(self._form())
        scrolled = QScrollArea()
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidgetResizable(True)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        for widget in (heading, about):
            layout.addWidget(widget)
        layout.addWidget(scrolled, 1)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons)
        self.text.setFocus()

    def _about(self) -> str:
        if self._finding.item is None:
            return ""
        item = self._filling.item(self._finding.item)
        number = item_numbers(self._filling.checklists).get(item.key, "")
        return f"{number}　{self.texts.of(item.text)}".strip()

    def _form(self) -> QFormLayout:
        segments = QHBoxLayout()
        segments.setSpacing(8)
        for button in self.severity.buttons():
            segments.addWidget(button)
        segments.addStretch()
        form = QFormLayout()
        form.setContentsMargins(0, 8, 8, 8)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(12)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for edit, name in (
            (self.text, "text"),
            (self.recommendation, "recommendation"),
        ):
            edit.setTabChangesFocus(True)
            edit.setFixedHeight(edit.fontMetrics().lineSpacing() * _LINES + 24)
            edit.setObjectName(name)
        self.unit.setObjectName("responsible-unit")
        for text, widget in (
            (self.texts("What falls &short"), self.text),
            (self.texts("Severity"), segments),
            (self.texts("Responsible &unit"), self.unit),
            (self.texts("&Recommendation"), self.recommendation),
            (self.texts("To be put right"), self.due),
            (self.texts("Photos"), self.photos),
            (self.texts("Falls short of"), self._grounds),
        ):
            label = QLabel(text)
            if isinstance(widget, QWidget):
                label.setBuddy(widget)
                if not widget.accessibleName():
                    widget.setAccessibleName(text.replace("&", ""))
            form.addRow(label, widget)
        form.setRowVisible(self.photos, not self.photos.isHidden())
        form.setRowVisible(self._grounds, self._finding.item is not None)
        return form

    def _on_photo(self, photo: str) -> None:
        shown = next(one for one in self._filling.photos() if one.id == photo)
        if PhotoDialog.ask(self, self.session, self._filling, shown):
            self.photos.show_photos(self._filling.photos(finding=self._finding.id))

    def _on_remove(self) -> None:
        try:
            self._filling.remove_finding(self._finding.id)
        except UserError as error:
            self._refuse(error)
            return
        super().accept()
