"""What the panels of the preferences have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop import theme
from desktop.widgets.card import Card

if TYPE_CHECKING:
    from desktop.session import Session


class Panel(Card):
    """One subject of the preferences.

    Signals:
        going(Place): The person wants to be there.
        told(UserError): Something to say in one sentence.
    """

    going = Signal(object)
    told = Signal(object)

    def __init__(self, session: Session, title: str) -> None:
        super().__init__(title)
        self.session = session
        self.texts = session.texts
        self._said = self.words()
        self._said.hide()

    def refresh(self) -> None:
        """Show what the store holds now."""

    def part(self) -> Panel:
        """A part of this panel that comes and goes."""
        made = Panel(self.session, "")
        made.set_bare()
        self.add(made)
        return made

    def button(self, text: str, name: str) -> QPushButton:
        """A button with this English text."""
        made = QPushButton(self.texts(text))
        made.setObjectName(name)
        made.setAccessibleName(made.text().replace("&", ""))
        return made

    def words(self, text: str = "") -> QLabel:
        """A muted paragraph with this English text."""
        made = QLabel(self.texts(text))
        made.setWordWrap(True)
        theme.mark(made, "guidance")
        return made

    def tell(self, sentence: str) -> None:
        """Say at the foot of the panel what came of it; nothing is no line."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    def row(self, *widgets: QWidget) -> QHBoxLayout:
        """These widgets beside each other, at the left, below what is there."""
        made = QHBoxLayout()
        made.setSpacing(8)
        for widget in widgets:
            made.addWidget(widget)
        made.addStretch()
        self.body.addLayout(made)
        return made

    def end(self, name: str) -> None:
        """Put the line that `tell` writes below what is there."""
        self._said.setObjectName(name)
        self.add(self._said)

    def fields(self, *named: tuple[str, str, QWidget]) -> QFormLayout:
        """Labelled widgets, each by its English label and its object name."""
        made = QFormLayout()
        made.setHorizontalSpacing(16)
        made.setVerticalSpacing(8)
        for text, name, widget in named:
            label = QLabel(self.texts(text))
            label.setBuddy(widget)
            widget.setObjectName(name)
            widget.setAccessibleName(self.texts(text))
            made.addRow(label, widget)
        return made
