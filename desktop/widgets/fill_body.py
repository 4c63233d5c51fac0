"""Outline, items and panels of the fill page, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import theme
from desktop.widgets.answers.button import HEIGHT

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from resources.texts import Texts

_ROOMY: Final = 1000
_WIDTHS: Final = {True: (208, 226), False: (168, 196)}
"""Of outline and panels: with room, and with little of it."""


class FillBody(QWidget):
    """Three columns; the outer ones are narrow where there is little room.

    Attributes:
        facts: Leads to what applies at the place visited.
    """

    def __init__(
        self,
        texts: Texts,
        outline: QWidget,
        banner: QWidget,
        middle: QWidget,
        side: QWidget,
    ) -> None:
        super().__init__()
        self.facts = QPushButton(texts("Facts of the place"))
        self._left = QFrame()
        self._side = side
        self._lay_out(outline, banner, middle)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        left, side = _WIDTHS[event.size().width() >= _ROOMY]
        self._left.setFixedWidth(left)
        self._side.setFixedWidth(side)
        super().resizeEvent(event)

    def _lay_out(self, outline: QWidget, banner: QWidget, middle: QWidget) -> None:
        self.facts.setObjectName("fill-facts")
        self.facts.setAccessibleName(self.facts.text())
        self.facts.setToolTip(f"{self.facts.text()}　A")
        self.facts.setMinimumHeight(HEIGHT)
        banner.setObjectName("fill-unsaved")
        theme.mark(self.facts, "link")
        theme.mark(self._left, "left")
        theme.mark(self._side, "right")
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 8)
        left.addWidget(outline, 1)
        left.addWidget(self.facts, 0, Qt.AlignmentFlag.AlignHCenter)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(banner)
        column.addWidget(middle, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._left)
        across.addLayout(column, 1)
        across.addWidget(self._side)
