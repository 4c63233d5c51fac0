"""Which checks look at an item of a plan: proposed by words, said by a person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop import theme
from desktop.widgets.dialog_buttons import run_dialog
from desktop.widgets.keys import give_key, key_shown
from desktop.widgets.list_look import last_fills, look_like_list
from desktop.workflows.plan_item import LINKED, Linked, LinkedCheck
from forms.errors import UserError
from forms.plan.execution import LinkState
from forms.report.said import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.session import Session
    from desktop.workflows.plan_item import PlanItems

_SIZE: Final = (820, 520)
_ROW: Final = 40
_MOST: Final = 60
_LINE: Final = Qt.ItemDataRole.UserRole
_WIDTHS: Final = (72, 380, 190)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A check that may be spoken of.

    Attributes:
        why: What speaks for it, in words.
        link: What there is already.
    """

    check: str
    text: str
    why: str
    link: LinkedCheck | None = None


class PlanLinksDialog(QDialog):
    """Every word is kept at once: Enter confirms, Delete declines."""

    def __init__(
        self, parent: QWidget | None, session: Session, items: PlanItems, item: str
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.texts = session.texts
        self._items = items
        self._item = item
        self.words = QLineEdit()
        self.table = QTableWidget(0, 4)
        self._told = QLabel()
        self._confirm = QPushButton()
        self._decline = QPushButton()
        self._unsay = QPushButton()
        self._close = QPushButton(self.texts("Close"))
        self._lay_out()
        self._fill()
        self.words.textEdited.connect(self._fill)
        self.words.returnPressed.connect(self.table.setFocus)
        self.table.currentCellChanged.connect(self._on_current)
        # Enter in a table tells of it; it is no key of its own.
        self.table.activated.connect(self._confirm.click)
        self._confirm.clicked.connect(self._on_confirm)
        self._decline.clicked.connect(self._on_decline)
        self._unsay.clicked.connect(self._on_unsay)
        self._close.clicked.connect(self.accept)

    @classmethod
    def ask(
        cls, parent: QWidget | None, session: Session, items: PlanItems, item: str
    ) -> None:
        """Have it said which checks look at the item; what is said is kept."""
        dialog = cls(parent, session, items, item)
        run_dialog(dialog)

    def _fill(self) -> None:
        chosen = self._current()
        lines = list(self._lines())
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            state = self.texts(LINKED[line.link.state]) if line.link else ""
            key = line.check.partition(".")[2]
            for column, text in enumerate((key, line.text, line.why, state)):
                cell = QTableWidgetItem(text)
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                cell.setToolTip(text)
                cell.setData(_LINE, line)
                self.table.setItem(row, column, cell)
        checks = [line.check for line in lines]
        at = checks.index(chosen.check) if chosen and chosen.check in checks else 0
        if lines:
            self.table.setCurrentCell(at, 0)
        self._on_current()

    def _lines(self) -> Iterator[_Line]:
        """Proposals first, then what there is; or all checks with the typed words."""
        known = {f"{one.checklist}.{one.check}": one for one in self._known()}
        words = self.words.text().casefold().split()
        if words:
            found = [
                check
                for check, text in self._items.checks().items()
                if all(word in f"{check} {text}".casefold() for word in words)
            ]
            for check in found[:_MOST]:
                yield self._line(check, known.get(check), "")
            return
        for one in self._items.proposals(self._item):
            shared = listed(self.texts, one.shared[:3])
            why = self.texts(
                "{percent} % alike: {words}",
                percent=round(one.score * 100),
                words=shared,
            )
            yield self._line(one.check, None, why)
        for check, link in known.items():
            yield self._line(check, link, "")

    def _known(self) -> Iterator[LinkedCheck]:
        return (one for one in self._items.links(self._item) if one.item == self._item)

    def _line(self, check: str, link: LinkedCheck | None, why: str) -> _Line:
        if link is not None and link.from_version:
            why = self.texts(
                "carried over from version {version}", version=link.from_version
            )
        return _Line(check=check, text=self._items.text_of(check), why=why, link=link)

    def _current(self) -> _Line | None:
        cell = self.table.item(self.table.currentRow(), 0)
        return cell.data(_LINE) if cell is not None else None

    def _lay_out(self) -> None:
        texts = self.texts
        self.setWindowTitle(texts("Checks that look at it"))
        self.resize(*_SIZE)
        plan = self._items.plan
        about = QLabel(f"{plan.label(self._item)}　{plan.item(self._item).text}")
        theme.mark(about, "strong")
        hint = QLabel(
            texts(
                "Proposals come from words that both use; nothing is linked before "
                "you say so."
            )
        )
        theme.mark(hint, "guidance")
        theme.mark(self._told, "told")
        for label in (about, hint, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self._told.hide()
        self.words.setObjectName("links-words")
        self.words.setClearButtonEnabled(True)
        self.words.setPlaceholderText(texts("Look for another check"))
        self.words.setAccessibleName(texts("Look for another check"))
        self._lay_out_table()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        for widget in (about, hint, self.words):
            layout.addWidget(widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._told)
        layout.addLayout(self._buttons())
        self.table.setFocus()

    def _lay_out_table(self) -> None:
        texts, table = self.texts, self.table
        table.setObjectName("links-table")
        table.setAccessibleName(texts("Checks"))
        table.setHorizontalHeaderLabels(
            [texts("Key"), texts("What is checked"), texts("Why"), texts("State")]
        )
        look_like_list(table, _ROW)
        last_fills(table, _WIDTHS)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)

    def _buttons(self) -> QHBoxLayout:
        texts = self.texts
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, name, text, key in (
            (self._confirm, "confirm", texts("It looks at it"), "Return"),
            (self._decline, "decline", texts("It does not"), "Del"),
            (self._unsay, "unsay", texts("As the checklist says"), "Ctrl+Z"),
        ):
            if button is not self._confirm:
                self._give_key(button, text, key)
            button.setText(f"{text}　{key_shown(key)}")
            button.setObjectName(name)
            button.setAccessibleName(text)
            button.setAutoDefault(False)
            row.addWidget(button)
        theme.mark(self._unsay, "link")
        theme.mark(self._confirm, "primary")
        row.addStretch()
        self._close.setObjectName("close")
        self._close.setAccessibleName(self._close.text())
        self._close.setAutoDefault(False)
        give_key(self._close, "Esc")
        row.addWidget(self._close)
        return row

    def _give_key(self, button: QPushButton, text: str, key: str) -> None:
        """Of the table alone, so that it does in the edit what it does in edits."""
        action = QAction(text, self.table)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(button.click)
        self.table.addAction(action)

    def _say(self, state: LinkState) -> None:
        line = self._current()
        if line is None:
            return
        try:
            if line.link is not None:
                self._items.unsay(line.link)
            self._items.say(self._item, line.check, state, self.session.now())
        except UserError as error:
            self._tell(error)
            return
        self._fill()

    def _tell(self, error: UserError) -> None:
        self._told.setText(error.told(self.texts))
        self._told.show()

    def _on_current(self) -> None:
        line = self._current()
        state = line.link.state if line and line.link else None
        self._confirm.setEnabled(line is not None and state is not Linked.CONFIRMED)
        self._decline.setEnabled(line is not None and state is not Linked.DECLINED)
        self._unsay.setEnabled(state in (Linked.CONFIRMED, Linked.DECLINED))

    def _on_confirm(self) -> None:
        self._say(LinkState.CONFIRMED)

    def _on_decline(self) -> None:
        self._say(LinkState.DECLINED)

    def _on_unsay(self) -> None:
        line = self._current()
        if line is None or line.link is None:
            return
        try:
            self._items.unsay(line.link)
        except UserError as error:
            self._tell(error)
            return
        self._fill()
