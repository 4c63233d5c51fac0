"""The head of the fill page: which visit this is, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy
from typing_extensions import override

from desktop import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from db.history import Change
    from resources.texts import Texts

_HEIGHT: Final = 64
_BUTTON: Final = 40


class FillHeader(QFrame):
    """Unit, kind, checklists and day; undoing, the table, the end of the visit.

    Signals:
        undo_asked(): The last change is to be taken back.
        redo_asked(): What was taken back is to be made again.
        view_asked(): The other view, cards or table, is wanted.
        finish_asked(): The visit is over.
    """

    undo_asked = Signal()
    redo_asked = Signal()
    view_asked = Signal()
    finish_asked = Signal()

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._unit = QLabel()
        self._details = _Elided()
        self._undo = QPushButton(texts("Undo"))
        self._redo = QPushButton(texts("Redo"))
        self._view = QPushButton()
        self._finish = QPushButton(texts("End the inspection"))
        self._lay_out()
        self.show_view(grid=False)
        self._undo.clicked.connect(self.undo_asked)
        self._redo.clicked.connect(self.redo_asked)
        self._view.clicked.connect(self.view_asked)
        self._finish.clicked.connect(self.finish_asked)

    def show_visit(self, unit: str, details: str) -> None:
        """Show which visit this is."""
        self._unit.setText(unit)
        self._details.setText(details)
        self._details.setToolTip(details)

    def show_undo(self, undo: Change | None, redo: Change | None) -> None:
        """Show what could be taken back, and what made again."""
        for button, change, key in (
            (self._undo, undo, "Ctrl+Z"),
            (self._redo, redo, "Ctrl+Y"),
        ):
            button.setEnabled(change is not None)
            what = self.texts(change.label) if change else ""
            button.setToolTip(f"{button.text()} {what} ({key})".replace("  ", " "))

    def show_view(self, *, grid: bool) -> None:
        """Show which view the button leads to."""
        name = self.texts("Card view") if grid else self.texts("Table view")
        self._view.setText(name)
        self._view.setAccessibleName(name)
        self._view.setToolTip(f"{name}　G")

    def _lay_out(self) -> None:
        theme.mark(self, "bar")
        theme.mark(self._unit, "name")
        theme.mark(self._details, "muted")
        theme.mark(self._finish, "primary")
        self.setFixedHeight(_HEIGHT)
        self._finish.setToolTip(
            self.texts("What is missing, signatures, report") + "　Ctrl+Enter"
        )
        self._unit.setTextFormat(Qt.TextFormat.PlainText)
        for button in (self._undo, self._redo):
            theme.mark(button, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(8)
        layout.addWidget(self._unit)
        layout.addSpacing(4)
        layout.addWidget(self._details, 1)
        for button, name in (
            (self._undo, "undo"),
            (self._redo, "redo"),
            (self._view, "view"),
            (self._finish, "finish"),
        ):
            button.setObjectName(f"fill-{name}")
            button.setAccessibleName(button.text())
            button.setMinimumHeight(_BUTTON)
            layout.addWidget(button)


class _Elided(QLabel):
    """As much of a line as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(theme.colour("muted"))
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
