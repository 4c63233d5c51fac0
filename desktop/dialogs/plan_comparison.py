"""Two versions of a plan side by side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.keys import give_key
from desktop.widgets.list_look import last_fills, look_like_list
from desktop.widgets.plans.revision_model import RevisionModel
from desktop.widgets.plans.worded import rule_in_full
from desktop.workflows.plan_revision import CHANGES, Change, revision
from forms.plan.rewording import rewording
from forms.report.plans.wording import owners_said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.workflows.plan_revision import RevisedItem
    from forms.plan.model import Item, Plan
    from forms.plan.rewording import Piece
    from resources.texts import Texts

_SIZE: Final = (980, 660)
_ROW: Final = 36
_WIDTHS: Final = (240, 360)
_BELOW: Final = 210


class PlanComparisonDialog(QDialog):
    """What was added, removed, reworded, moved, or has another owner or deadline."""

    def __init__(
        self,
        parent: QWidget | None,
        texts: Texts,
        plans: Sequence[Plan],
        old: Plan,
        new: Plan,
    ) -> None:
        super().__init__(parent)
        self.texts = texts
        self._plans = tuple(plans)
        self.old = QComboBox()
        self.new = QComboBox()
        self.words = QLineEdit()
        self.change = QComboBox()
        self.only = QCheckBox(texts("Changes only"))
        self.table = QTableView()
        self.before = QTextBrowser()
        self.after = QTextBrowser()
        self._sum = QLabel()
        self._close = QPushButton(texts("Close"))
        self._model = RevisionModel(texts, self)
        self._find = QShortcut(QKeySequence.StandardKey.Find, self)
        self._offer(old, new)
        self._lay_out()
        self._compare()
        self.old.activated.connect(self._compare)
        self.new.activated.connect(self._compare)
        self.words.textEdited.connect(self._on_wanted)
        self.words.returnPressed.connect(self.table.setFocus)
        self.change.activated.connect(self._on_wanted)
        self.only.clicked.connect(self._on_wanted)
        self.table.selectionModel().currentRowChanged.connect(self._on_current)
        self._model.modelReset.connect(self._on_reset)
        self._find.activated.connect(self.words.setFocus)
        self._close.clicked.connect(self.accept)
        self._on_reset()

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        texts: Texts,
        plans: Sequence[Plan],
        old: Plan,
        new: Plan,
    ) -> None:
        """Show the two; others of the plans can be chosen in the dialog."""
        dialog = cls(parent, texts, plans, old, new)
        run_dialog(dialog)

    def _offer(self, old: Plan, new: Plan) -> None:
        for choice, chosen in ((self.old, old), (self.new, new)):
            for plan in self._plans:
                name = self.texts(
                    "{title}, version {version}", title=plan.title, version=plan.version
                )
                choice.addItem(name)
            choice.setCurrentIndex(self._plans.index(chosen))

    def _compare(self) -> None:
        old = self._plans[self.old.currentIndex()]
        new = self._plans[self.new.currentIndex()]
        rows = revision(old, new)
        self._model.show_rows(old, new, rows)
        counts = {
            change: sum(change in row.changes for row in rows) for change in Change
        }
        self._sum.setText(
            "　".join(
                f"{self.texts(CHANGES[change])} {count}"
                for change, count in counts.items()
                if count
            )
            or self.texts("Nothing was changed.")
        )

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Compare two versions"))
        self.resize(*_SIZE)
        self.only.setChecked(True)
        self.only.setObjectName("comparison-only")
        self.words.setObjectName("comparison-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Filter the items (Ctrl+F)"))
        self.words.setAccessibleName(texts("Filter the items"))
        self.change.addItem(texts("Any change"), None)
        for change, word in CHANGES.items():
            self.change.addItem(texts(word), change)
        versions = QHBoxLayout()
        versions.setSpacing(8)
        for choice, name, said in (
            (self.old, "comparison-old", texts("Before")),
            (self.new, "comparison-new", texts("After")),
        ):
            choice.setObjectName(name)
            choice.setAccessibleName(said)
            choice.setMinimumContentsLength(12)
            choice.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            label = QLabel(said)
            label.setBuddy(choice)
            versions.addWidget(label)
            versions.addWidget(choice, 1)
        self.change.setObjectName("comparison-change")
        self.change.setAccessibleName(texts("Change"))
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.words, 3)
        filters.addWidget(self.change, 1)
        filters.addWidget(self.only)
        theme.mark(self._sum, "guidance")
        self._lay_out_table()
        sides = QHBoxLayout()
        sides.setSpacing(12)
        for side, name, said in (
            (self.before, "comparison-before", texts("Before")),
            (self.after, "comparison-after", texts("After")),
        ):
            side.setObjectName(name)
            side.setAccessibleName(said)
            side.setTabChangesFocus(True)
            side.setFixedHeight(_BELOW)
            sides.addWidget(side)
        foot = QHBoxLayout()
        foot.addWidget(self._sum, 1)
        self._close.setObjectName("comparison-close")
        self._close.setAccessibleName(self._close.text())
        self._close.setAutoDefault(False)
        give_key(self._close, "Esc")
        foot.addWidget(self._close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addLayout(versions)
        layout.addLayout(filters)
        layout.addWidget(self.table, 1)
        layout.addLayout(sides)
        layout.addLayout(foot)
        self.table.setFocus()

    def _lay_out_table(self) -> None:
        table = self.table
        table.setObjectName("comparison")
        table.setAccessibleName(self.texts("Items of both versions"))
        table.setModel(self._model)
        look_like_list(table, _ROW)
        last_fills(table, _WIDTHS)

    def _on_wanted(self) -> None:
        change = self.change.currentData()
        self._model.want(
            self.words.text().split(),
            Change(change) if change else None,
            only_changes=self.only.isChecked(),
        )

    def _on_reset(self) -> None:
        if self._model.rowCount():
            self.table.selectRow(0)
        self._on_current()

    def _on_current(self) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < self._model.rowCount():
            self.before.clear()
            self.after.clear()
            return
        shown = self._model.rows[row]
        before, after = _pieces(shown)
        self.before.setHtml(self._html(shown.old, before, "nonconform"))
        self.after.setHtml(self._html(shown.new, after, "conform"))

    def _html(self, item: Item | None, pieces: Sequence[Piece], tone: str) -> str:
        if item is None:
            return f"<p>{escape(self.texts('It is not in this version.'))}</p>"
        facts = "<br>".join(escape(line) for line in self._facts(item))
        return f"<p>{_marked(pieces, tone)}</p><p>{facts}</p>"

    def _facts(self, item: Item) -> Iterator[str]:
        owners = owners_said(item, self.texts).replace("\n", "、")
        if owners:
            yield f"{self.texts('Units in charge')}　{owners}"
        rule = " · ".join(
            filter(None, (item.deadline.text, rule_in_full(item.deadline, self.texts)))
        )
        if rule:
            yield f"{self.texts('Deadline')}　{rule}"


def _pieces(shown: RevisedItem) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old = shown.old.text if shown.old else ""
    new = shown.new.text if shown.new else ""
    return rewording(old, new)


def _marked(pieces: Sequence[Piece], tone: str) -> str:
    """Changed words are underlined and bold, so that colour is not all there is."""
    ink, ground = theme.colour(tone).name(), theme.colour(f"{tone}_soft").name()
    return "".join(
        f"<b><u><span style='color:{ink};background:{ground}'>"
        f"{escape(piece.text)}</span></u></b>"
        if piece.changed
        else escape(piece.text)
        for piece in pieces
    )
