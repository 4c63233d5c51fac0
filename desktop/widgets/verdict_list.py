"""Files and what is to be said of each, a row a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from desktop import theme
from desktop.widgets.pill import Tone
from desktop.widgets.verdict_words import TONES, TRUST_WORDS, WORDS, is_genuine
from forms.errors import UserError
from forms.signing.verdict import Integrity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QResizeEvent

    from resources.texts import Texts

_ROOM_FOR_SIGNERS: Final = 430
_AROUND: Final = 40
_TONE: Final = Qt.ItemDataRole.UserRole
_COLOURS: Final = {
    Tone.PLAIN: ("background", "muted"),
    Tone.CONFORM: ("conform_soft", "conform"),
    Tone.PARTLY: ("partly_soft", "partly"),
    Tone.NONCONFORM: ("nonconform_soft", "nonconform"),
}
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Judged:
    """A file and what is to be said of it; ``None`` while it waits."""

    path: Path
    verdict: Verdict | UserError | None = None


class VerdictList(QTableView):
    """The files in the order they came.

    Signals:
        chosen(Judged): The row that the person is at.
    """

    chosen = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._model = _Rows(texts, self)
        self.setModel(self._model)
        self.setItemDelegateForColumn(1, _PillDelegate(self))
        self.setObjectName("verify-files")
        self.setAccessibleName(texts("Files"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(36)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, words in ((1, WORDS), (2, TRUST_WORDS)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, self._room_for(map(texts, words.values())))
        self.selectionModel().currentRowChanged.connect(self._on_row)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(2, self.width() < _ROOM_FOR_SIGNERS)

    def add(self, paths: Sequence[Path]) -> None:
        """Have these wait below those that are there."""
        first = not self._model.rows
        self._model.add([Judged(path) for path in paths])
        if first and paths:
            self.selectRow(0)

    def waiting(self, most: int) -> list[Path]:
        """The next files that wait."""
        waiting = (row.path for row in self._model.rows if row.verdict is None)
        return [path for path, _ in zip(waiting, range(most), strict=False)]

    def tell(self, verdicts: Sequence[tuple[Path, Verdict | UserError]]) -> None:
        """What is to be said of files that waited."""
        self._model.tell(dict(verdicts))
        self._on_row(self.currentIndex())

    def forget(self) -> None:
        """Have no files."""
        self._model.forget()

    def rows(self) -> tuple[Judged, ...]:
        """All files."""
        return tuple(self._model.rows)

    def _room_for(self, words: Iterable[str]) -> int:
        measure = self.fontMetrics()
        return max(map(measure.horizontalAdvance, words)) + _AROUND

    def _on_row(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._model.rows[index.row()])


class _Rows(QAbstractTableModel):
    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Judged] = []
        self._texts = texts
        self._heads = (texts("File"), texts("Verdict"), texts("Signers"))

    def add(self, rows: Sequence[Judged]) -> None:
        start = len(self.rows)
        if rows:
            self.beginInsertRows(QModelIndex(), start, start + len(rows) - 1)
            self.rows += rows
            self.endInsertRows()

    def tell(self, verdicts: dict[Path, Verdict | UserError]) -> None:
        for number, row in enumerate(self.rows):
            if row.verdict is None and row.path in verdicts:
                self.rows[number] = Judged(row.path, verdicts[row.path])
                self.dataChanged.emit(self.index(number, 0), self.index(number, 2))

    def forget(self) -> None:
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: _Index | None = None) -> int:
        return len(self._heads)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if (
            orientation is Qt.Orientation.Horizontal
            and role == Qt.ItemDataRole.DisplayRole
        ):
            return self._heads[section]
        return None

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path) if index.column() == 0 else None
        if role == _TONE:
            return _tone(row)
        return None

    def _words(self, row: Judged) -> tuple[str, str, str]:
        verdict = row.verdict
        if verdict is None:
            return row.path.name, self._texts("waits"), ""
        if isinstance(verdict, UserError):
            return row.path.name, self._texts("Not read"), ""
        trust = TRUST_WORDS[verdict.identity] if is_genuine(verdict) else ""
        return (
            row.path.name,
            self._texts(WORDS[verdict.verdict]),
            self._texts(trust) if trust else "",
        )


def _tone(row: Judged) -> Tone | None:
    if row.verdict is None:
        return None
    if isinstance(row.verdict, UserError):
        return Tone.PLAIN
    return TONES[Integrity(row.verdict.verdict)]


class _PillDelegate(QStyledItemDelegate):
    """The verdict as a pill."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        tone, text = index.data(_TONE), index.data()
        plain = QStyleOptionViewItem(option)
        self.initStyleOption(plain, index)
        plain.text = ""
        widget = option.widget
        widget.style().drawControl(
            widget.style().ControlElement.CE_ItemViewItem, plain, painter, widget
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(option.rect).adjusted(8, 8, -8, -8)
        if tone is None:
            painter.setPen(theme.colour("muted"))
        else:
            soft, strong = _COLOURS[Tone(tone)]
            width = option.fontMetrics.horizontalAdvance(text) + 20
            room.setWidth(min(float(width), room.width()))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(soft))
            painter.drawRoundedRect(room, 10, 10)
            painter.setPen(theme.colour(strong))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, 36)
