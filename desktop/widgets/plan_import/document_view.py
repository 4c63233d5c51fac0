"""The document as it was read, with the places that one looks at marked in it."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.plan_import.document_model import READ, DocumentModel, Spot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent

    from desktop.widgets.plan_import.document_model import ReadRow
    from forms.plan.building.grids import Grid
    from forms.plan.reading.document import Document, Place
    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex

_LETTERS: Final = 13
_WIDE: Final = 13
_NARROW: Final = 8
"""Pixels of a Han character, and of a Latin one with room to spare."""
_ROOM: Final = 6
_MARK: Final = 3
_LOWEST: Final = 96
_WRAPPED: Final = Qt.TextFlag.TextWrapAnywhere | Qt.AlignmentFlag.AlignTop


class DocumentView(QListView):
    """Lines and tables. Left and Right go from cell to cell.

    Signals:
        picked(object): The person looks at this `Place`.
    """

    picked = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._model = DocumentModel(texts, self)
        self._paper = _Paper(self)
        self._column = 0
        self._lay_out()

    def show_document(self, document: Document, tables: Sequence[Grid]) -> None:
        """Show this one."""
        self._model.show_document(document, tables)

    def mark_doubtful(self, places: Sequence[Place]) -> None:
        """Have these places stand out, because something about them is doubtful."""
        spots = map(self._model.spot, places)
        self._paper.doubtful = {spot for spot in spots if spot is not None}
        self.viewport().update()

    def show_place(self, place: Place | None) -> None:
        """Show where this is, and have it in sight."""
        spot = self._model.spot(place)
        self._paper.shown = spot
        if spot is not None:
            index = self._model.index(spot.row)
            self._column = max(spot.column, 0)
            self.setCurrentIndex(index)
            seen = self.viewport().rect().contains(self.visualRect(index))
            if not seen:
                self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def spot(self, place: Place) -> Spot | None:
        """Where in the view a place is."""
        return self._model.spot(place)

    def table(self) -> int | None:
        """The number of the table that one looks at."""
        index = self.currentIndex()
        return self._model.row(index.row()).table if index.isValid() else None

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            x = event.position().toPoint().x() - self.visualRect(index).left()
            row = self._model.row(index.row())
            boxes = list(_boxes(row, self.visualRect(index)))
            self._column = next(
                (at for at, box in enumerate(boxes) if x < box.right()), 0
            )
            self._pick(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        index = self.currentIndex()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif step is not None and index.isValid():
            last = len(self._model.row(index.row()).cells) - 1
            self._column = min(max(self._column + step, 0), last)
            self._pick(index)
        else:
            super().keyPressEvent(event)
            if self.currentIndex() != index:
                self._pick(self.currentIndex())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _pick(self, index: _Index) -> None:
        row = self._model.row(index.row())
        column = min(self._column, len(row.cells) - 1)
        self._paper.shown = Spot(index.row(), column if row.table is not None else -1)
        self.viewport().update()
        self.picked.emit(row.places[column])

    def _lay_out(self) -> None:
        self.setObjectName("document")
        self.setAccessibleName(self.texts("The document as it was read"))
        self.setMinimumHeight(_LOWEST)
        self.setModel(self._model)
        self.setItemDelegate(self._paper)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)


class _Paper(QStyledItemDelegate):
    """Paints a line, or a row with its cells, as tall as its words need.

    How tall is worked out from the number of characters: measuring the words of a
    hundred pages each time the window grows would be felt.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.shown: Spot | None = None
        self.doubtful: set[Spot] = set()
        self._letters = QFont()
        self._letters.setFamily(theme.FAMILY)
        self._letters.setPixelSize(_LETTERS)
        self._bold = QFont(self._letters)
        self._bold.setBold(True)
        self._spacing = QFontMetrics(self._letters).lineSpacing()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        width = self._view.viewport().width()
        row: ReadRow = index.data(READ)
        most = max(
            (
                _lines(text, int(share * width) - 2 * _ROOM)
                for text, share in zip(row.cells, row.shares, strict=False)
            ),
            default=1,
        )
        return QSize(width, most * self._spacing + 2 * _ROOM)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        row: ReadRow = index.data(READ)
        rect: QRect = option.rect
        at = index.row()
        painter.save()
        painter.setFont(self._bold if row.is_header else self._letters)
        for column, (text, box) in enumerate(
            zip(row.cells, _boxes(row, rect), strict=False)
        ):
            self._paint_cell(painter, row, Spot(at, column), text, box)
        if row.table is not None:
            painter.setPen(theme.colour("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_cell(
        self, painter: QPainter, row: ReadRow, spot: Spot, text: str, box: QRect
    ) -> None:
        whole = Spot(spot.row, -1)
        if self.shown in (spot, whole):
            painter.fillRect(box, theme.colour("accent_soft"))
        elif row.is_header:
            painter.fillRect(box, theme.colour("background"))
        if spot in self.doubtful or (spot.column == 0 and whole in self.doubtful):
            painter.fillRect(
                QRect(box.left(), box.top(), _MARK, box.height()),
                theme.colour("partly"),
            )
        if row.table is not None:
            painter.setPen(theme.colour("line"))
            painter.drawLine(box.topRight(), box.bottomRight())
        painter.setPen(theme.colour("muted" if row.is_header else "ink"))
        inside = box.adjusted(_ROOM, _ROOM, -_ROOM, 0)
        painter.drawText(inside, int(_WRAPPED), text)


def _boxes(row: ReadRow, rect: QRect) -> Iterator[QRect]:
    """The cells of a row, side by side."""
    left, done = rect.left(), 0.0
    for share in row.shares:
        done += share
        right = rect.left() + int(done * rect.width())
        yield QRect(left, rect.top(), right - left, rect.height())
        left = right


def _lines(text: str, width: int) -> int:
    """How many lines a text needs, or one more."""
    usable = max(width // _WIDE * _WIDE, _WIDE)
    return sum(
        max(ceil(_length(paragraph) / usable), 1) for paragraph in text.split("\n")
    )


def _length(text: str) -> int:
    narrow = len(text.encode("ascii", "ignore"))
    return narrow * _NARROW + (len(text) - narrow) * _WIDE
