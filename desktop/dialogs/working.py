"""Why is it 86.4? The working of the score, to be done again by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from forms.checklist.judging import ItemState
from forms.checklist.model import Grade
from forms.checklist.scoring import Score, points, rounded
from forms.report.said import listed
from resources.texts import Texts, later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from forms.checklist.scoring import SectionScore

_SIZE: Final = (920, 620)
_COLUMNS: Final = (
    later("Section"),
    later("Counted"),
    later("Not applicable"),
    later("Not answered"),
    later("Points earned"),
    later("Points possible"),
    later("Percentage"),
)
_ROW: Final = 34


class WorkingDialog(QDialog):
    """The rule, the sum, every section, what cost points and what is left out."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        score: Score,
        grades: Sequence[Grade],
        names: Mapping[str, str],
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._working = _Working(score, grades, names, texts)
        self._table = QTableWidget()
        self._close = QPushButton(texts("Close"))
        self._lay_out()
        self._close.clicked.connect(self.accept)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        score: Score,
        grades: Sequence[Grade],
        names: Mapping[str, str],
    ) -> None:
        """Show the working; ``names`` are what the items are called, by their keys."""
        dialog = cls(parent, texts, score, grades, names)
        run_dialog(dialog)

    def _lay_out(self) -> None:
        self.setWindowTitle(self.texts("How the score came about"))
        self.resize(*_SIZE)
        self._close.setObjectName("working-close")
        self._close.setAccessibleName(self._close.text())
        self._close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        layout.addWidget(self._label(self._working.sum(), "heading"))
        layout.addWidget(self._label(self._working.rule(), "muted"))
        self._fill_table()
        layout.addWidget(self._table, 1)
        for said in self._working.remarks():
            layout.addWidget(self._label(said, ""))
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self._close)
        layout.addLayout(buttons)

    def _label(self, text: str, kind: str) -> QLabel:
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setWordWrap(True)
        if kind:
            theme.mark(label, kind)
        return label

    def _fill_table(self) -> None:
        table, rows = self._table, list(self._working.rows())
        table.setObjectName("working-table")
        table.setAccessibleName(self.texts("Points by section"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW)
        table.setRowCount(len(rows))
        table.setColumnCount(len(_COLUMNS))
        table.setHorizontalHeaderLabels([self.texts(one) for one in _COLUMNS])
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                cell = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag(0)
                cell.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                if at == len(rows) - 1:
                    font = cell.font()
                    font.setBold(True)
                    cell.setFont(font)
                table.setItem(at, column, cell)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


@dataclass(frozen=True, slots=True)
class _Working:
    """What there is to say about a score."""

    score: Score
    grades: Sequence[Grade]
    names: Mapping[str, str]
    texts: Texts

    def sum(self) -> str:
        if self.score.percent is None:
            return self.texts("Nothing that counts was answered, so there is no score.")
        return self.texts(
            "{earned} ÷ {possible} × 100 = {percent}",
            earned=points(self.score.earned),
            possible=points(self.score.possible),
            percent=rounded(self.score.percent),
        )

    def rule(self) -> str:
        bands = (
            self.texts(
                "{grade} from {least}",
                grade=self.texts.of(grade.label),
                least=grade.at_least,
            )
            for grade in self.grades
        )
        return " ".join(
            (
                self.texts(
                    "An item earns its points × its weight × the share that its answer "
                    "is worth. Items that are not applicable, not shown or not answered"
                    " are left out of both the points earned and the points possible."
                ),
                self.texts(
                    "Grades (set by this agency): {bands}.",
                    bands=listed(self.texts, bands),
                ),
            )
        )

    def rows(self) -> Iterator[tuple[str, ...]]:
        for part in self.score.sections:
            yield self._row(self.texts.of(part.title), [part])
        yield self._row(self.texts("Whole visit"), self.score.sections)

    def remarks(self) -> Iterator[str]:
        costs = sorted(
            (
                (item.possible - item.earned, item.key)
                for part in self.score.sections
                for item in part.items
                if item.earned is not None and item.earned < item.possible
            ),
            key=_by_cost,
        )
        if costs:
            yield self.texts(
                "Points were lost at: {items}.",
                items=listed(
                    self.texts,
                    (f"{self.names[key]} −{points(cost)}" for cost, key in costs),
                ),
            )
        for state, said in (
            (ItemState.NOT_APPLICABLE, later("Left out as not applicable: {items}.")),
            (ItemState.UNANSWERED, later("Left out as not answered yet: {items}.")),
            (ItemState.HIDDEN, later("Not shown at this visit: {items}.")),
        ):
            items = [
                self.names[item.key]
                for part in self.score.sections
                for item in part.items
                if item.state is state
            ]
            if items:
                yield self.texts(said, items=listed(self.texts, items))

    def _row(self, name: str, parts: Sequence[SectionScore]) -> tuple[str, ...]:
        states = [item.state for part in parts for item in part.items]
        earned = sum((part.earned for part in parts), Fraction())
        possible = sum((part.possible for part in parts), Fraction())
        return (
            name,
            str(states.count(ItemState.COUNTED)),
            str(states.count(ItemState.NOT_APPLICABLE)),
            str(states.count(ItemState.UNANSWERED)),
            points(earned),
            points(possible),
            rounded(100 * earned / possible) if possible else "－",
        )


def _by_cost(cost: tuple[Fraction, str]) -> Fraction:
    return -cost[0]
