"""Saying what the columns of a table are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import DialogButtons, run_dialog
from forms.plan.building.columns import Role
from forms.plan.editing.saying import AssignColumns
from resources.texts import later

if TYPE_CHECKING:
    from forms.plan.building.grids import Grid
    from resources.texts import Texts

_ROLES: Final = {
    Role.LEVEL: later("a level of the plan"),
    Role.OWNERS: later("who carries it out"),
    Role.DEADLINE: later("the deadline"),
    Role.NUMBER: later("a number of the row"),
    Role.REMARK: later("a remark"),
}
_SIZE: Final = (640, 480)
_SAMPLE: Final = 30
_SAMPLES: Final = 2


class PlanColumnsDialog(QDialog):
    """One line for each column: its heading, what stands in it, what it is."""

    def __init__(
        self, parent: QWidget | None, texts: Texts, table: int, grid: Grid
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._table = table
        self._grid = grid
        self.is_plan = QCheckBox(texts("This table is a part of the plan"))
        self.roles = [QComboBox() for _ in grid.columns]
        self._wrong = QLabel(
            texts("At least one column has to be a level of the plan.")
        )
        self._buttons = DialogButtons(
            self, texts, texts("Read the table anew"), prefix="columns-"
        )
        self._lay_out()
        self._show_possible()
        self.is_plan.clicked.connect(self._on_changed)
        for role in self.roles:
            role.activated.connect(self._on_changed)

    @classmethod
    def ask(
        cls, parent: QWidget | None, texts: Texts, table: int, grid: Grid
    ) -> AssignColumns | None:
        """What the columns are from now on; ``None`` to leave them as they were."""
        dialog = cls(parent, texts, table, grid)
        return dialog.assigned() if run_dialog(dialog) else None

    def assigned(self) -> AssignColumns:
        """What was said of the columns."""
        roles: tuple[Role, ...] = ()
        if self.is_plan.isChecked():
            roles = tuple(Role(box.currentData()) for box in self.roles)
        return AssignColumns(table=self._table, roles=roles)

    def _show_possible(self) -> None:
        roles = self.assigned().roles
        is_right = not self.is_plan.isChecked() or Role.LEVEL in roles
        for box in self.roles:
            box.setEnabled(self.is_plan.isChecked())
        self._wrong.setVisible(not is_right)
        self._buttons.done.setEnabled(is_right)

    def _sample(self, column: int) -> str:
        """What stands in the column's first cells."""
        texts = (
            row.cells[column].text
            for row in self._grid.rows
            if column < len(row.cells) and row.cells[column].lines
        )
        first = [
            text[:_SAMPLE] for text, _ in zip(texts, range(_SAMPLES), strict=False)
        ]
        return "\n".join(first)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("Columns of the table"))
        self.resize(*_SIZE)
        said = QLabel(
            self.texts(
                "The table is read anew with these columns. Corrections of rows that "
                "are still there are made again; you are told of the others."
            )
        )
        said.setWordWrap(True)
        theme.mark(said, "muted")
        theme.mark(self._wrong, "error")
        self.is_plan.setObjectName("table-is-plan")
        self.is_plan.setAccessibleName(self.is_plan.text())
        self.is_plan.setChecked(self._grid.is_plan())
        rows = QGridLayout()
        rows.setHorizontalSpacing(16)
        rows.setVerticalSpacing(12)
        rows.setColumnStretch(1, 1)
        for number, (column, box) in enumerate(
            zip(self._grid.columns, self.roles, strict=True)
        ):
            name = column.name or self.texts("Column {number}", number=number + 1)
            heading = QLabel(name)
            theme.mark(heading, "strong")
            sample = QLabel(self._sample(number))
            sample.setTextFormat(Qt.TextFormat.PlainText)
            theme.mark(sample, "guidance")
            for role, word in _ROLES.items():
                box.addItem(self.texts(word), role)
            box.setCurrentIndex(box.findData(column.role))
            box.setObjectName(f"column-{number + 1}")
            box.setAccessibleName(name)
            rows.addWidget(heading, number, 0, Qt.AlignmentFlag.AlignTop)
            rows.addWidget(sample, number, 1)
            rows.addWidget(box, number, 2, Qt.AlignmentFlag.AlignTop)
        inside = QWidget()
        column_of_rows = QVBoxLayout(inside)
        column_of_rows.setContentsMargins(0, 0, 0, 0)
        column_of_rows.addLayout(rows)
        column_of_rows.addStretch()
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self._buttons.insertWidget(0, self._wrong, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(said)
        layout.addWidget(self.is_plan)
        layout.addWidget(area, 1)
        layout.addLayout(self._buttons)

    def _on_changed(self) -> None:
        self._show_possible()
