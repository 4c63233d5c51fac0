"""Going from doubt to doubt, and saying of each what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QVBoxLayout,
)

from desktop import theme
from desktop.widgets.plan_import.doubt_list import DoubtList, Listed
from desktop.widgets.plan_import.hints import hint
from desktop.widgets.plan_import.quick import give_quick_key
from forms.plan.editing.saying import TakeAsRight
from forms.plan.editing.shaping import BringBack

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forms.plan.editing.doubts import Doubtful
    from forms.plan.editing.work import LeftOut
    from resources.texts import Texts

_LOWEST: Final = 56


class DoubtsPanel(QFrame):
    """The list, and below it the doubt that one is at, with what to do about it.

    Signals:
        looked_at(object): The `Doubtful` that the person wants to see in its place.
        edited(object): An `Edit` that the person wants.
    """

    looked_at = Signal(object)
    edited = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._title = QLabel()
        self._previous = QPushButton(texts("Previous"))
        self._next = QPushButton(texts("Next"))
        self.view = QListView()
        self._model = DoubtList(texts, self)
        self._said = QLabel()
        self._hint = QLabel()
        self._answer = QPushButton(texts("Right as it is"))
        self._at: Listed | None = None
        self._lay_out()
        self.view.selectionModel().currentChanged.connect(self._on_current)
        self._previous.clicked.connect(self._on_previous)
        self._next.clicked.connect(self._on_next)
        self._answer.clicked.connect(self._on_answer)

    def show_doubts(
        self, doubts: Sequence[Doubtful], left_out: Sequence[LeftOut]
    ) -> None:
        """Show what there is now; where one was, one stays, or comes to the next."""
        at = self.view.currentIndex().row()
        self._model.show_doubts(doubts, left_out)
        every = self._model.every()
        still = next((n for n, one in enumerate(every) if one == self._at), None)
        if still is None and self._at is not None:
            still = min(max(at, 0), len(every) - 1)
        self._select(-1 if still is None else still)
        waiting = sum(one.is_open for one in every)
        self._title.setText(
            self.texts("Doubts: {count}", count=waiting)
            if waiting
            else self.texts("No doubts left")
        )
        self._previous.setEnabled(bool(waiting))
        self._next.setEnabled(bool(waiting))
        self._show_one()

    def waiting(self) -> int:
        """How many doubts nobody has looked at."""
        return sum(one.is_open for one in self._model.every())

    def go(self, step: int) -> None:
        """Go to the next doubt that is open, or the one before; around the end."""
        every = self._model.every()
        if not every:
            return
        at = self.view.currentIndex().row()
        if at < 0 and step < 0:
            at = 0
        for count in range(1, len(every) + 1):
            position = (at + step * count) % len(every)
            if every[position].is_open:
                self._select(position)
                self._look()
                return

    def _select(self, at: int) -> None:
        index = self._model.index(at)
        self.view.setCurrentIndex(index)
        if index.isValid():
            self.view.scrollTo(index)

    def _look(self) -> None:
        if self._at is not None and self._at.doubt is not None:
            self.looked_at.emit(self._at.doubt)

    def _show_one(self) -> None:
        one = self._at = self._model.listed(self.view.currentIndex().row())
        is_there = one is not None
        self._answer.setVisible(is_there)
        self._hint.setVisible(is_there)
        if one is None:
            self._said.setText(
                self.texts(
                    "F7 goes from doubt to doubt; each is shown in the document and in "
                    "the plan."
                )
            )
            return
        self._said.setText(self._model.sentence(one))
        self._hint.setText(hint(self.texts, one.doubt))
        if one.gone is not None:
            words = self.texts("Bring back")
        elif one.is_open:
            words = self.texts("Right as it is")
        else:
            words = self.texts("Doubt it again")
        self._answer.setText(words)
        self._answer.setAccessibleName(words)
        self._answer.setToolTip(f"{words} (F9)")

    def _lay_out(self) -> None:
        theme.mark(self, "card")
        theme.mark(self._title, "heading")
        theme.mark(self._said, "strong")
        theme.mark(self._hint, "guidance")
        for label in (self._said, self._hint):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for button, name, key in (
            (self._previous, "doubt-previous", "Shift+F7"),
            (self._next, "doubt-next", "F7"),
            (self._answer, "doubt-answer", "F9"),
        ):
            button.setObjectName(name)
            button.setAccessibleName(button.text())
            give_quick_key(button, key)
        for button in (self._previous, self._next):
            theme.mark(button, "link")
        self.view.setObjectName("doubts")
        self.view.setAccessibleName(self.texts("Doubts"))
        self.view.setModel(self._model)
        self.view.setUniformItemSizes(True)
        self.view.setMinimumHeight(_LOWEST)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._previous)
        head.addWidget(self._next)
        head.addWidget(self._answer)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._said)
        words.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addLayout(words)

    def _on_current(self, _: QModelIndex | QPersistentModelIndex) -> None:
        self._show_one()
        if self.view.hasFocus():
            self._look()

    def _on_previous(self) -> None:
        self.go(-1)

    def _on_next(self) -> None:
        self.go(1)

    def _on_answer(self) -> None:
        one = self._at
        if one is None:
            return
        if one.gone is not None:
            self.edited.emit(BringBack(row=one.gone.id))
        elif one.doubt is not None:
            doubt = one.doubt
            self.edited.emit(
                TakeAsRight(
                    code=doubt.code,
                    row=doubt.row,
                    said=doubt.said,
                    right=not doubt.is_right,
                )
            )
            # The next one has come in its place.
            self._look()
