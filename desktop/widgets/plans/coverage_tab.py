"""What was inspected of each action in each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.choices import offer
from desktop.widgets.plans.matrix_model import MatrixModel
from desktop.workflows.plan_view import units_bound
from forms.plan.coverage import Seen
from forms.report.plans.wording import SEEN, SEEN_SIGNS

if TYPE_CHECKING:
    from desktop.workflows.plan_view import Standing
    from forms.plan.model import Plan
    from resources.texts import Texts

_ROW: Final = 36
_LABELS: Final = 300
_COLUMN: Final = 100
_HEAD: Final = 58


class CoverageTab(QWidget):
    """A matrix with its legend.

    Signals:
        item_wanted(str): The person wants to see this action.
    """

    item_wanted = Signal(str)

    def __init__(self, texts: Texts, plan: Plan) -> None:
        super().__init__()
        self.texts = texts
        self.words = QLineEdit()
        self.state = QComboBox()
        self.table = QTableView()
        self._sum = QLabel()
        self._model = MatrixModel(texts, plan, self)
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lay_out()
        self.words.textEdited.connect(self._on_wanted)
        self.state.activated.connect(self._on_wanted)
        self.table.activated.connect(self._on_activated)
        self._find.activated.connect(self.words.setFocus)

    def show_standing(self, standing: Standing) -> None:
        """Show this."""
        units = units_bound(standing)
        self._model.show_standing(standing, units)
        cells = [cell for row in standing.coverage for cell in row.cells]
        seen = sum(cell.state is Seen.SEEN for cell in cells)
        waived = sum(cell.state is Seen.WAIVED for cell in cells)
        bare = sum(not row.checks for row in standing.coverage)
        self._sum.setText(
            self.texts(
                "{seen} of {bound} inspected; "
                "{bare} of {actions} actions have no check",
                seen=seen,
                bound=len(cells) - waived,
                bare=bare,
                actions=len(standing.coverage),
            )
        )

    def shown(self) -> tuple[list[str], list[list[str]]]:
        """Headings and rows as they are shown."""
        return self._model.shown()

    def _lay_out(self) -> None:
        texts = self.texts
        self.words.setObjectName("coverage-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the actions (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the actions"))
        self.state.setObjectName("coverage-state")
        self.state.setAccessibleName(texts("State"))
        offer(
            self.state,
            texts("Any state"),
            ((texts(word), state) for state, word in SEEN.items()),
        )
        legend = QLabel(
            "　".join(f"{SEEN_SIGNS[state]} {texts(SEEN[state])}" for state in SEEN)
        )
        for label in (legend, self._sum):
            theme.mark(label, "guidance")
            label.setTextFormat(Qt.TextFormat.PlainText)
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(self.words, 3)
        above.addWidget(self.state, 1)
        below = QHBoxLayout()
        below.addWidget(self._sum, 1)
        below.addWidget(legend)
        self._lay_out_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(above)
        layout.addWidget(self.table, 1)
        layout.addLayout(below)

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("coverage")
        table.setAccessibleName(self.texts("Actions and units"))
        table.setModel(self._model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setHorizontalHeader(_WrappedHeader())
        rows = table.verticalHeader()
        rows.setDefaultSectionSize(_ROW)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setFixedWidth(_LABELS)
        rows.setTextElideMode(Qt.TextElideMode.ElideRight)

    def _on_wanted(self) -> None:
        state = self.state.currentData()
        self._model.want(self.words.text().split(), Seen(state) if state else None)

    def _on_activated(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.item_wanted.emit(self._model.item(row))


class _WrappedHeader(QHeaderView):
    """Names of units in two lines, so that many of them have room."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setDefaultSectionSize(_COLUMN)
        self.setHighlightSections(False)

    @override
    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), _HEAD)
