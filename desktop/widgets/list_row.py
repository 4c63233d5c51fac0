"""A line of a panel: what it is about, and at the right how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_BESIDE: Final = 16
_ABOVE: Final = 8
INSIDE: Final = 6


class Line(QLabel):
    """One line of text that is cut short where there is no room for it."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(40)
        theme.mark(self, kind)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        room = self.contentsRect()
        text = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)


class Words(QWidget):
    """What a row is about: a name in bold and what goes with it, and a line below."""

    def __init__(self, strong: str, rest: str, below: str) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        first = QHBoxLayout()
        first.setSpacing(14)
        if strong:
            name = QLabel(strong)
            name.setTextFormat(Qt.TextFormat.PlainText)
            theme.mark(name, "strong")
            first.addWidget(name)
        first.addWidget(Line(rest), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(first)
        if below:
            layout.addWidget(Line(below, "muted"))


class ListRow(QPushButton):
    """A row that leads somewhere; it has a name where several lead to the same place.

    Signals:
        opened(str): The person wants to see what the row is about; its key.
    """

    opened = Signal(str)

    def __init__(
        self,
        key: str,
        *,
        name: str = "",
        strong: str = "",
        rest: str = "",
        below: str = "",
    ) -> None:
        super().__init__()
        self._key = key
        self.setObjectName(f"row-{name or key}")
        self.setAccessibleName(" ".join(filter(None, (strong, rest, below))))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.mark(self, "row")
        self._inside = QHBoxLayout(self)
        self._inside.setContentsMargins(INSIDE, _ABOVE, INSIDE, _ABOVE)
        self._inside.setSpacing(_BESIDE)
        self._inside.addWidget(Words(strong, rest, below), 1)
        self.clicked.connect(self._on_clicked)

    def add(self, widget: QWidget) -> None:
        """Put something at the right; it is not to be pressed by itself."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside.addWidget(widget)

    @override
    def sizeHint(self) -> QSize:
        return self._inside.sizeHint()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._inside.minimumSize()

    def _on_clicked(self) -> None:
        self.opened.emit(self._key)


def hairline() -> QFrame:
    """What stands between two rows."""
    line = QFrame()
    theme.mark(line, "line")
    line.setFixedHeight(1)
    return line
