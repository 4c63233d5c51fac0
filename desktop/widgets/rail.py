"""The rail: the pages of the window, one below the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.icons import icon
from desktop.widgets.places import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QMenu

    from resources.texts import Texts

_WIDTH: Final = 175
_NARROW: Final = 60
_ROW: Final = 38
_ICON: Final = 20
_EDGE: Final = 10
_GAP: Final = 8
_CORNER: Final = 7
_COUNT_HEIGHT: Final = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the rail.

    Attributes:
        text: An English msgid.
        icon: A name in ``resources/icons``.
        covers: Further kinds of places where this line is the current one.
    """

    place: Place
    text: str
    icon: str
    covers: tuple[type[Place], ...] = ()

    def leads_to(self, place: Place) -> bool:
        """Whether somebody at that place came by this line."""
        return isinstance(place, (type(self.place), *self.covers))


class Rail(QFrame):
    """The way to every page; it knows none of them.

    Attributes:
        entries: Its lines, from the top.

    Signals:
        chosen(Place): The person wants to be there.
    """

    chosen = Signal(object)

    def __init__(
        self, texts: Texts, entries: Sequence[Entry], at_foot: Sequence[Entry]
    ) -> None:
        super().__init__()
        self.texts = texts
        self.entries = (*entries, *at_foot)
        self.menu_button = QToolButton()
        self._name = QLabel(texts("Zoucha"))
        self._lines = [
            _Line(entry, texts(entry.text), key)
            for key, entry in enumerate(self.entries, start=1)
        ]
        self._lay_out(len(entries))
        for line in self._lines:
            line.taken.connect(self.chosen)

    def show_place(self, place: Place) -> None:
        """Show where one is."""
        for line in self._lines:
            line.setChecked(line.entry.leads_to(place))

    def show_count(self, kind: type[Place], count: int) -> None:
        """Show how much is waiting at a line; 0 shows nothing."""
        for line in self._lines:
            if isinstance(line.entry.place, kind):
                line.show_count(count)

    def set_menu(self, menu: QMenu) -> None:
        """What the button beside the program's name opens."""
        self.menu_button.setMenu(menu)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show the icons only, where the window has no room for words."""
        words = max(line.room_for_words() for line in self._lines) + 2 * _EDGE
        self.setFixedWidth(_NARROW if narrow else max(_WIDTH, words))
        self._name.setVisible(not narrow)
        for line in self._lines:
            line.set_narrow(narrow=narrow)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == event.Type.StyleChange:
            self.menu_button.setIcon(icon("menu"))

    def _lay_out(self, above: int) -> None:
        theme.mark(self, "rail")
        theme.mark(self._name, "name")
        self.setAccessibleName(self.texts("Pages"))
        self.menu_button.setObjectName("rail-menu")
        self.menu_button.setIcon(icon("menu"))
        self.menu_button.setIconSize(QSize(_ICON, _ICON))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_button.setAccessibleName(self.texts("Menu"))
        self.menu_button.setToolTip(self.texts("Everything that can be done (F10)"))
        self.menu_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.mark(self.menu_button, "beside")
        head = QHBoxLayout()
        head.setContentsMargins(2, 0, 0, 0)
        head.setSpacing(4)
        head.addWidget(self.menu_button)
        head.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_EDGE, 12, _EDGE, 12)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addSpacing(10)
        for line in self._lines[:above]:
            layout.addWidget(line)
        layout.addStretch()
        for line in self._lines[above:]:
            layout.addWidget(line)
        self.set_narrow(narrow=False)


class _Line(QAbstractButton):
    """One page: its icon, its name, and how much waits there.

    Signals:
        taken(Place): It was clicked.
    """

    taken = Signal(object)

    def __init__(self, entry: Entry, text: str, key: int) -> None:
        super().__init__()
        self.entry = entry
        self._narrow = False
        self._count = 0
        self.setText(text)
        self.setObjectName(f"rail-{entry.icon}")
        self.setAccessibleName(text)
        self.setToolTip(f"{text} (Ctrl+{key})")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def show_count(self, count: int) -> None:
        self._count = count
        self.setAccessibleDescription(str(count) if count else "")
        self.update()

    def set_narrow(self, *, narrow: bool) -> None:
        self._narrow = narrow
        self.update()

    def room_for_words(self) -> int:
        words = QFontMetrics(_bold(self.font())).horizontalAdvance(self.text())
        return _EDGE + _ICON + _GAP + words + _EDGE

    @override
    def sizeHint(self) -> QSize:
        return QSize(_NARROW - 2 * _EDGE, _ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        token = "accent" if self.isChecked() else "ink"
        x = (self.width() - _ICON) // 2 if self._narrow else _EDGE
        place = QRect(x, (self.height() - _ICON) // 2, _ICON, _ICON)
        icon(self.entry.icon, token).paint(painter, place)
        if not self._narrow:
            painter.setPen(theme.colour(token))
            painter.setFont(_bold(self.font()) if self.isChecked() else self.font())
            painter.drawText(
                self.rect().adjusted(_EDGE + _ICON + _GAP, 0, -_EDGE, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                self.text(),
            )
        if self._count:
            self._paint_count(painter)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(theme.colour("accent_soft"))
            painter.drawRoundedRect(ground, _CORNER, _CORNER)
        elif self.underMouse():
            painter.setBrush(theme.colour("background"))
            painter.drawRoundedRect(ground, _CORNER, _CORNER)
        if self.hasFocus():
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(theme.colour("accent"))
            pen.setWidthF(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, _CORNER, _CORNER)

    def _paint_count(self, painter: QPainter) -> None:
        said = str(self._count)
        font = QFont(self.font())
        font.setPixelSize(theme.SMALL)
        painter.setFont(font)
        width = max(
            _COUNT_HEIGHT + 2, painter.fontMetrics().horizontalAdvance(said) + 12
        )
        top = 2 if self._narrow else (self.height() - _COUNT_HEIGHT) // 2
        pill = QRect(
            self.width() - width - (0 if self._narrow else _EDGE),
            top,
            width,
            _COUNT_HEIGHT,
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("nonconform_soft"))
        painter.drawRoundedRect(pill, _COUNT_HEIGHT / 2, _COUNT_HEIGHT / 2)
        painter.setPen(theme.colour("nonconform"))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, said)

    def _on_clicked(self) -> None:
        self.taken.emit(self.entry.place)


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
