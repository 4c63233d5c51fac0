"""The sections of a visit, how far each has come, and where one is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.space_button import SpaceButton

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from resources.texts import Texts

_ROW: Final = 44
_EDGE: Final = 10
_CORNER: Final = 7
_SMALL: Final = 12
_GAP: Final = 8
_DIGITS: Final = "一二三四五六七八九"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlineEntry:
    """One section.

    Attributes:
        group: The checklist's title, where the section is its first and a visit has
            more than one checklist.
        optional: Nothing in it has to be answered.
    """

    key: str
    title: str
    answered: int
    total: int
    group: str = ""
    optional: bool = False


class Outline(QScrollArea):
    """One line a section; pressing it goes there.

    Signals:
        chosen(str): The key of the section that the person wants to be at.
    """

    chosen = Signal(str)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._lines: dict[str, _Line] = {}
        self._groups: list[QLabel] = []
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._lay_out()

    def show_sections(self, entries: Sequence[OutlineEntry]) -> None:
        """Show these."""
        if [entry.key for entry in entries] != list(self._lines):
            self._make(entries)
        for entry in entries:
            self._lines[entry.key].show_entry(entry, self._progress(entry))

    def show_current(self, key: str) -> None:
        """Show that one is at this section."""
        for line_key, line in self._lines.items():
            line.setChecked(line_key == key)
        if key in self._lines:
            self.ensureWidgetVisible(self._lines[key], 0, _ROW)

    def _progress(self, entry: OutlineEntry) -> str:
        if entry.optional and not entry.answered:
            return self.texts("if any")
        return f"{entry.answered}/{entry.total}"

    def _make(self, entries: Sequence[OutlineEntry]) -> None:
        for old in (*self._lines.values(), *self._groups):
            self._rows.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines, self._groups = {}, []
        for entry in entries:
            if entry.group:
                group = QLabel(entry.group)
                group.setWordWrap(True)
                theme.mark(group, "group")
                self._groups.append(group)
                self._rows.insertWidget(self._rows.count() - 1, group)
            line = self._lines[entry.key] = _Line(entry.key)
            line.pressed_for.connect(self.chosen)
            self._rows.insertWidget(self._rows.count() - 1, line)

    def _lay_out(self) -> None:
        self.setObjectName("fill-outline")
        self.setAccessibleName(self.texts("Sections"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # As wide as there is room for, whatever its words would like.
        self._body.setSizePolicy(
            QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred
        )
        self._rows.setContentsMargins(12, 10, 12, 10)
        self._rows.setSpacing(0)
        self._rows.addStretch()
        self.setWidget(self._body)


class _Line(SpaceButton):
    """One section.

    Signals:
        pressed_for(str): It was pressed; the section's key.
    """

    pressed_for = Signal(str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key
        self._progress = ""
        self._complete = False
        self.setObjectName(f"section-{key}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        fitting = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fitting.setHeightForWidth(True)
        self.setSizePolicy(fitting)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._on_clicked)

    def show_entry(self, entry: OutlineEntry, progress: str) -> None:
        if (entry.title, progress) == (self.text(), self._progress):
            return
        self._progress = progress
        self._complete = entry.answered == entry.total
        self.setText(entry.title)
        self.setAccessibleName(f"{entry.title}　{progress}")
        self.setToolTip(f"{entry.title}　{progress}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_ROW, _ROW)

    @override
    def heightForWidth(self, width: int) -> int:
        # Bold, so that nothing moves when it is chosen.
        room = QRect(0, 0, self._room(width), 10_000)
        wrapped = QFontMetrics(self._font(bold=True)).boundingRect(
            room, Qt.TextFlag.TextWordWrap, self.text()
        )
        return max(_ROW, wrapped.height() + 2 * _GAP)

    @override
    def nextCheckState(self) -> None:
        """A press asks to go there; where one is, is told from outside."""

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = self.isChecked()
        box = QRectF(self.rect()).adjusted(0, 2, 0, -2)
        if here or self.underMouse() or self.hasFocus():
            painter.setBrush(theme.colour("accent_soft" if here else "card"))
            edge = "accent" if self.hasFocus() else "accent_soft" if here else "card"
            painter.setPen(theme.colour(edge))
            inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(inner, _CORNER, _CORNER)
        inside = box.adjusted(_EDGE, 0, -_EDGE, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._font(bold=here))
        painter.setPen(theme.colour("accent" if here else "ink"))
        words = QRectF(inside)
        words.setWidth(self._room(self.width()))
        painter.drawText(words, middle | Qt.TextFlag.TextWordWrap, self.text())
        painter.setFont(self._small())
        painter.setPen(theme.colour("conform" if self._complete else "muted"))
        painter.drawText(inside, middle | Qt.AlignmentFlag.AlignRight, self._progress)

    def _room(self, width: int) -> int:
        """How wide the title may be."""
        metrics = QFontMetrics(self._small())
        return width - 2 * _EDGE - _GAP - metrics.horizontalAdvance(self._progress)

    def _font(self, *, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(_SMALL)
        return font

    def _on_clicked(self) -> None:
        self.pressed_for.emit(self._key)


def section_title(texts: Texts, number: int | None, title: str) -> str:
    """一、洽公環境; in English 1. Surroundings. Without a number just the title."""
    if number is None:
        return title
    if texts.language == "zh-TW":
        return f"{_in_chinese(number)}、{title}"
    return f"{number}. {title}"


def _in_chinese(number: int) -> str:
    """1 to 99 as documents count."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _DIGITS[ones - 1]
    first = _DIGITS[tens - 1] if tens > 1 else ""
    return f"{first}十{_DIGITS[ones - 1] if ones else ''}"
