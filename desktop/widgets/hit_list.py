"""What a search has found, by kind, with the words marked."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAbstractTextDocumentLayout, QPalette, QTextDocument
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate
from typing_extensions import override

from db.search import Hit, Kind
from desktop import theme
from forms.report.said import day
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter
    from PySide6.QtWidgets import QStyleOptionViewItem

    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex
_ROW: Final = Qt.ItemDataRole.UserRole
_HEIGHT: Final = 52
_HEAD_HEIGHT: Final = 32
_EDGE: Final = 10

KINDS: Final = {
    Kind.VISIT: later("Inspections"),
    Kind.REPORT: later("Reports"),
    Kind.UNIT: later("Units"),
    Kind.PLACE: later("Places"),
    Kind.PERSON: later("People"),
    Kind.ITEM: later("Check items"),
    Kind.PLAN_ITEM: later("Plans"),
    Kind.FINDING: later("Findings"),
    Kind.COACHING: later("Advice given"),
    Kind.CAPTURE: later("Quick captures"),
    Kind.ANSWER: later("Answers and notes"),
}


class HitList(QListView):
    """A heading for each kind, and below it what was found.

    Signals:
        taken(Hit): The person wants to go there.
    """

    taken = Signal(object)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._model = _Hits(texts, self)
        self.setModel(self._model)
        self.setItemDelegate(_Line(self))
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setObjectName("hits")
        self.setAccessibleName(texts("What was found"))
        self.clicked.connect(self._on_taken)

    def show_hits(self, hits: Sequence[Hit], words: str, where: Sequence[str]) -> None:
        """Show these, and where each stands; the first is the current one."""
        self._model.show_hits(hits, words, where)
        if hits:
            self.setCurrentIndex(self._model.index(1))

    def step(self, by: int) -> None:
        """Go so many hits down, or up; headings are passed over."""
        row = self.currentIndex().row() + by
        while 0 <= row < self._model.rowCount():
            if self._model.hit(row) is not None:
                self.setCurrentIndex(self._model.index(row))
                # The heading above the first hit is to be seen with it.
                self.scrollTo(self._model.index(row if row > 1 else 0))
                return
            row += 1 if by > 0 else -1

    def take(self) -> None:
        """Go to the current one."""
        self._on_taken(self.currentIndex())

    def _on_taken(self, index: QModelIndex) -> None:
        hit = self._model.hit(index.row()) if index.isValid() else None
        if hit is not None:
            self.taken.emit(hit)


class _Hits(QAbstractListModel):
    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._rows: list[tuple[Hit, str] | str] = []
        self._marked = re.compile("(?!)")

    def show_hits(self, hits: Sequence[Hit], words: str, where: Sequence[str]) -> None:
        self.beginResetModel()
        self._rows = []
        self._marked = re.compile(
            "|".join(map(re.escape, words.split())) or "(?!)", re.IGNORECASE
        )
        kind = None
        for hit, stands in zip(hits, where, strict=True):
            if hit.kind is not kind:
                kind = hit.kind
                self._rows.append(self.texts(KINDS[kind]))
            self._rows.append((hit, stands))
        self.endResetModel()

    def hit(self, row: int) -> Hit | None:
        found = self._rows[row]
        return None if isinstance(found, str) else found[0]

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        found = self._rows[index.row()]
        if role == _ROW:
            return found if isinstance(found, str) else self._as_html(*found)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            if isinstance(found, str):
                return found
            hit, stands = found
            return " ".join(filter(None, (hit.title, stands, hit.excerpt)))
        return None

    @override
    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid() or self.hit(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _as_html(self, hit: Hit, stands: str) -> str:
        muted = theme.colour("muted").name()
        when = day(self.texts, hit.at.date()) if hit.at else ""
        beside = "　".join(filter(None, (stands, when)))
        return (
            f"<div>{self._mark(hit.title)}　"
            f"<span style='color:{muted}'>{escape(beside)}</span></div>"
            f"<div style='color:{muted}'>{self._mark(hit.excerpt)}</div>"
        )

    def _mark(self, text: str) -> str:
        """The text with the words in it in bold, and in the accent's colour."""
        accent = theme.colour("accent").name()
        parts, at = [], 0
        for match in self._marked.finditer(text):
            parts.append(escape(text[at : match.start()]))
            parts.append(f"<b style='color:{accent}'>{escape(match.group())}</b>")
            at = match.end()
        return "".join((*parts, escape(text[at:])))


class _Line(QStyledItemDelegate):
    """A heading, or two lines of a hit."""

    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self._document = QTextDocument(self)
        self._document.setDocumentMargin(0)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index
    ) -> None:
        painter.save()
        room = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            painter.setPen(theme.colour("muted"))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, index.data(_ROW))
            painter.restore()
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.colour("accent_soft"))
        self._document.setDefaultFont(option.font)
        self._document.setHtml(index.data(_ROW))
        painter.translate(room.left(), room.top() + 6)
        painter.setClipRect(QRectF(0, 0, room.width(), room.height() - 8))
        context = QAbstractTextDocumentLayout.PaintContext()
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, theme.colour("ink"))
        context.palette = palette
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        is_hit = index.flags() & Qt.ItemFlag.ItemIsSelectable
        return QSize(option.rect.width(), _HEIGHT if is_hit else _HEAD_HEIGHT)
