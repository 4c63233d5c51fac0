"""All that can be set right about one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.note_edit import NoteEdit
from desktop.widgets.plan_import.deadline_edit import DeadlineEdit
from desktop.widgets.plan_import.names_edit import NamesEdit
from desktop.widgets.suggest_edit import SuggestEdit, Suggestion
from forms.plan.editing.saying import (
    SetDeadline,
    SetOrdinal,
    SetOwners,
    SetRepeats,
    SetText,
)
from forms.plan.editing.shaping import Split
from forms.report.plans.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from PySide6.QtGui import QFocusEvent

    from forms.plan.editing.work import Row, Work
    from forms.plan.model import Deadline
    from resources.texts import Texts

_NUMBER: Final = 64
_LOWEST: Final = 96
_SHOWN: Final = 48  # characters of a row's words, where another row names it


class RowEditor(QFrame):
    """Number, words, owners and deadline of the row that one looks at.

    What is typed is kept when its field is left, or the writer pauses.

    Signals:
        edited(object): An `Edit` that the person wants.
    """

    edited = Signal(object)

    def __init__(self, texts: Texts, today: date) -> None:
        super().__init__()
        self.texts = texts
        self._row: Row | None = None
        self._work: Work | None = None
        self._rows: dict[str, str] = {}
        self._nothing = QLabel(texts("Choose a row of the plan to correct it."))
        self._ordinal = QLineEdit()
        self._text = NoteEdit(texts)
        self._owners = NamesEdit()
        self._excluded = NamesEdit()
        self._deadline = DeadlineEdit(texts, today)
        self._repeats = _OtherRow()
        self._cards = QStackedLayout()
        self._lay_out()
        self._ordinal.editingFinished.connect(self._on_ordinal)
        self._text.edited.connect(self._on_text)
        self._owners.editingFinished.connect(self._on_owners)
        self._excluded.editingFinished.connect(self._on_owners)
        self._deadline.edited.connect(self._on_deadline)
        self._repeats.entered.connect(self._on_entered)
        self._repeats.editingFinished.connect(self._on_repeats)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names of units."""
        self._owners.offer(names)
        self._excluded.offer(names)

    def show_row(self, work: Work, row: str) -> None:
        """Show this one; a row that is not there shows nothing."""
        is_same = self._row is not None and self._row.id == row
        self._work = work
        self._row = work.row(row) if row in work.positions else None
        self._cards.setCurrentIndex(self._row is not None)
        if self._row is None:
            return
        item = self._row.item
        self._ordinal.setText(item.ordinal or "")
        if not is_same or self._text.toPlainText().strip() != _plain(item.text):
            self._text.show_text(item.text)
        self._owners.show_names(item.owners)
        self._excluded.show_names(item.excluded)
        self._deadline.show_deadline(item.deadline)
        self._show_repeats(work, item.repeats)

    def keep(self) -> None:
        """Keep what is being written, in whatever field; also what was refused."""
        self._text.keep()
        self._on_text(self._text.toPlainText())
        self._on_ordinal()
        self._on_owners()
        self._deadline.keep()
        self._on_repeats()

    def split(self) -> None:
        """Split the row where the cursor is in its words."""
        if self._row is None:
            return
        cursor = self._text.textCursor()
        cursor.movePosition(cursor.MoveOperation.Start, cursor.MoveMode.KeepAnchor)
        # Qt counts a rare character such as 𠮷 twice, and what is kept begins with
        # the first word.
        at = len(cursor.selectedText().lstrip())
        self.keep()
        self.edited.emit(Split(row=self._row.id, at=at))

    def _show_repeats(self, work: Work, repeats: str | None) -> None:
        """Name the other row by its key and words."""
        name = ""
        self._rows = {}
        if repeats is not None and repeats in work.positions:
            name = _named(work, work.row(repeats))
            self._rows[name] = repeats
        self._repeats.setText(name)
        self._repeats.setCursorPosition(0)

    def _lay_out(self) -> None:
        theme.mark(self, "card")
        theme.mark(self._nothing, "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._ordinal.setFixedWidth(_NUMBER)
        self._repeats.setPlaceholderText(
            self.texts("Another row that asks for the same")
        )
        for field, name, called in (
            (self._ordinal, "row-ordinal", self.texts("Number")),
            (self._text, "row-text", self.texts("Words")),
            (self._owners, "row-owners", self.texts("Carried out by")),
            (self._excluded, "row-excluded", self.texts("Without")),
            (self._repeats, "row-repeats", self.texts("Repeats")),
        ):
            field.setObjectName(name)
            field.setAccessibleName(called)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        words = QHBoxLayout()
        words.setSpacing(8)
        words.addWidget(self._ordinal, 0, Qt.AlignmentFlag.AlignTop)
        words.addWidget(self._text, 1)
        form.addRow(self._label(self.texts("Row")), words)
        units = QHBoxLayout()
        units.setSpacing(8)
        units.addWidget(self._owners, 2)
        units.addWidget(self._label(self.texts("Without")))
        units.addWidget(self._excluded, 1)
        form.addRow(self._label(self.texts("Carried out by")), units)
        form.addRow(self._label(self.texts("Deadline")), self._deadline)
        form.addRow(self._label(self.texts("Repeats")), self._repeats)
        fields = QWidget()
        inside = QVBoxLayout(fields)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.addLayout(form)
        inside.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(fields)
        area.setMinimumHeight(_LOWEST)
        self._cards.addWidget(self._nothing)
        self._cards.addWidget(area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._cards)

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        theme.mark(label, "muted")
        return label

    def _on_entered(self) -> None:
        """Offer the other rows that nothing is below."""
        work = self._work
        if work is None:
            return
        parents = set(work.parents.values())
        self._rows = {
            _named(work, one): one.id
            for one in work.rows
            if one.id not in parents and one is not self._row
        }
        self._repeats.offer(Suggestion(name=name) for name in self._rows)

    def _on_ordinal(self) -> None:
        row, ordinal = self._row, self._ordinal.text().strip() or None
        if row is not None and ordinal != row.item.ordinal:
            self.edited.emit(SetOrdinal(row=row.id, ordinal=ordinal))

    def _on_text(self, text: str) -> None:
        row = self._row
        if row is not None and text.strip() != _plain(row.item.text):
            self.edited.emit(SetText(row=row.id, text=text))

    def _on_owners(self) -> None:
        row = self._row
        if row is not None and (
            self._owners.is_changed() or self._excluded.is_changed()
        ):
            self.edited.emit(
                SetOwners(
                    row=row.id,
                    owners=self._owners.names(),
                    excluded=self._excluded.names(),
                )
            )

    def _on_deadline(self, deadline: Deadline) -> None:
        if self._row is not None:
            self.edited.emit(SetDeadline(row=self._row.id, deadline=deadline))

    def _on_repeats(self) -> None:
        row, name = self._row, self._repeats.text().strip()
        other = self._rows.get(name)
        if row is not None and (other or not name) and other != row.item.repeats:
            self.edited.emit(SetRepeats(row=row.id, other=other))


class _OtherRow(SuggestEdit):
    """A line for the name of another row.

    Signals:
        entered(): The person is about to type, and wants to be offered names.
    """

    entered = Signal()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)


def _plain(text: str) -> str:
    """As an edit gives it back, which knows one kind of blank and of line only."""
    return text.replace("\u00a0", " ").replace("\u2028", "\n").strip()


def _named(work: Work, row: Row) -> str:
    words = marked(row.item.ordinal, row.item.text).replace("\n", " ")[:_SHOWN]
    return f"{work.keys[row.id]}　{words}"
