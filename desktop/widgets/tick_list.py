"""Things to tick: one stop for Tab, arrows between them, Space ticks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desktop import theme

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QAbstractItemModel, QObject
    from PySide6.QtGui import QResizeEvent

_Index = QModelIndex | QPersistentModelIndex
_DETAIL: Final = Qt.ItemDataRole.UserRole
_WORDS: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_BOX: Final = 16
_BOX_CORNER: Final = 4
_EDGE: Final = 8
_BETWEEN: Final = 10
_LEAST_HEIGHT: Final = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """Something that can be ticked.

    Attributes:
        detail: Stands at the right, such as how many items it has.
    """

    key: str
    text: str
    detail: str = ""
    tip: str = ""


class TickList(QListView):
    """A list as high as what is in it.

    Signals:
        ticked(frozenset): The keys that are ticked now that the person changed one.
    """

    ticked = Signal(frozenset)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Ticks(self)
        self.setModel(self._model)
        self.setItemDelegate(_Line(self))
        theme.mark(self, "ticks")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setTabKeyNavigation(False)
        self._model.changed.connect(self.ticked)

    def show_ticks(self, ticks: Sequence[Tick], keys: Collection[str]) -> None:
        """Show these, of which those keys are ticked; nobody is told."""
        self._model.show_ticks(ticks, keys)
        if ticks and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(0))
        self._fit()

    def ticked_keys(self) -> tuple[str, ...]:
        """What is ticked, in the order of the list."""
        return self._model.ticked_keys()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        rows = range(self._model.rowCount())
        height = sum(self.sizeHintForRow(row) for row in rows)
        self.setFixedHeight(height + 2 * self.frameWidth() + 2)


class _Ticks(QAbstractListModel):
    """What can be ticked.

    Signals:
        changed(frozenset): The person changed one; the keys that are ticked now.
    """

    changed = Signal(frozenset)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ticks: tuple[Tick, ...] = ()
        self._keys: frozenset[str] = frozenset()

    def show_ticks(self, ticks: Sequence[Tick], keys: Collection[str]) -> None:
        self.beginResetModel()
        self._ticks = tuple(ticks)
        self._keys = frozenset(keys)
        self.endResetModel()

    def ticked_keys(self) -> tuple[str, ...]:
        return tuple(tick.key for tick in self._ticks if tick.key in self._keys)

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._ticks)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tick = self._ticks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tick.text
        if role == Qt.ItemDataRole.CheckStateRole:
            return (
                Qt.CheckState.Checked
                if tick.key in self._keys
                else Qt.CheckState.Unchecked
            )
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{tick.text} {tick.detail}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return tick.tip or None
        return tick.detail if role == _DETAIL else None

    @override
    def setData(
        self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        key = self._ticks[index.row()].key
        is_on = Qt.CheckState(value) is Qt.CheckState.Checked
        self._keys = self._keys | {key} if is_on else self._keys - {key}
        self.dataChanged.emit(index, index, [role])
        self.changed.emit(self._keys)
        return True

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )


class _Line(QStyledItemDelegate):
    """A box, the words, and the detail at the right.

    Painted here, because the style's own box cannot be seen on a dark panel.
    """

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        self._paint_box(painter, option.rect, is_on=is_on)
        words, detail = self._rooms(option, index)
        painter.setPen(theme.colour("ink"))
        painter.drawText(words, _WORDS, index.data(Qt.ItemDataRole.DisplayRole))
        painter.setPen(theme.colour("muted"))
        painter.drawText(detail, Qt.AlignmentFlag.AlignVCenter, index.data(_DETAIL))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        view = self.parent()
        if not isinstance(view, QListView):
            return super().sizeHint(option, index)
        room = QStyleOptionViewItem(option)
        room.rect = QRect(0, 0, view.viewport().width(), _LEAST_HEIGHT)
        words, _ = self._rooms(room, index)
        words.setHeight(10_000)
        text = index.data(Qt.ItemDataRole.DisplayRole)
        needed = option.fontMetrics.boundingRect(words, _WORDS, text)
        return QSize(room.rect.width(), max(needed.height() + 12, _LEAST_HEIGHT))

    def _rooms(
        self, option: QStyleOptionViewItem, index: _Index
    ) -> tuple[QRect, QRect]:
        """Where the words go, and where the detail."""
        width = option.fontMetrics.horizontalAdvance(index.data(_DETAIL))
        detail = QRect(option.rect)
        detail.setLeft(option.rect.right() - _EDGE - width)
        words = QRect(option.rect)
        words.setLeft(option.rect.left() + _EDGE + _BOX + _BETWEEN)
        words.setRight(detail.left() - _BETWEEN)
        return words, detail

    def _paint_box(self, painter: QPainter, row: QRect, *, is_on: bool) -> None:
        left, top = row.left() + _EDGE, row.center().y() - _BOX // 2
        box = QRectF(left + 0.5, top + 0.5, _BOX, _BOX)
        painter.setPen(theme.colour("accent" if is_on else "muted"))
        painter.setBrush(theme.colour("accent" if is_on else "card"))
        painter.drawRoundedRect(box, _BOX_CORNER, _BOX_CORNER)
        if is_on:
            painter.setPen(QPen(theme.colour("on_accent"), 2))
            painter.drawPolyline(
                [
                    box.topLeft() + QPointF(_BOX * x, _BOX * y)
                    for x, y in ((0.22, 0.52), (0.42, 0.72), (0.78, 0.28))
                ]
            )

    @override
    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: _Index,
    ) -> bool:
        # The words are as good as the box.
        asked = event.type() == QEvent.Type.MouseButtonRelease or (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Space
        )
        if not asked:
            return False
        role = Qt.ItemDataRole.CheckStateRole
        is_on = index.data(role) == Qt.CheckState.Checked
        new = Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked
        return model.setData(index, new, role)
