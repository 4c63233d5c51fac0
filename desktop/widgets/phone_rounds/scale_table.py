"""A scale as a table, line by line, to be read or to be typed into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from typing_extensions import override

from desktop import theme
from desktop.widgets.flat_table import FlatTable, Index
from desktop.widgets.phone_rounds import scale_pieces
from forms.phone.scale import Item, Level, Part, Section
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtCore import QObject

    from desktop.widgets.phone_rounds.scale_pieces import Line, Path
    from forms.phone.scale import Scale
    from resources.texts import Texts

_HEADINGS: Final = (
    later("Part, item, level"),
    later("Worth"),
    later("Alone ×"),
    later("Rings over"),
    later("Seconds over"),
    later("Source"),
)
WIDTHS: Final = (270, 52, 74, 64, 64, 96)
_WORDS, _POINTS, _TIMES, _RINGS, _SECONDS, _SOURCE = range(6)
_LIMITS: Final = {_RINGS: "over_rings", _SECONDS: "over_seconds"}
_INDENT: Final = "　"
_SHOWN: Final = frozenset({Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole})


class ScaleTable(FlatTable["Line"]):
    """A line for each part, section, item and level.

    Attributes:
        is_closed: It is only to be read.

    Signals:
        edited(Scale): The scale as it is now that the person has typed into it.
        tried(str, str): An item, and the level of it that is to be tried.
    """

    edited = Signal(object)
    tried = Signal(str, str)

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__([texts(heading) for heading in _HEADINGS], parent)
        self.texts = texts
        self.is_closed = True
        self._scale: Scale | None = None
        self._trial: Mapping[str, str] = {}
        self._bold = QFont()
        self._bold.setBold(True)

    def show_scale(self, scale: Scale) -> None:
        """Show this one."""
        there = [line.path for line in self.rows]
        lines = list(scale_pieces.lines(scale))
        self._scale = scale
        if there == [line.path for line in lines]:
            self.rows = lines
            self._announce()
            return
        self._show(lines)

    def show_trial(self, levels: Mapping[str, str]) -> None:
        """Tick the level of each item that is tried."""
        self._trial = dict(levels)
        self._announce()

    def row_of(self, path: Path) -> int:
        """Where that piece stands; -1 if it is gone."""
        paths = [line.path for line in self.rows]
        return paths.index(path) if path in paths else -1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.rows[index.row()], index.column()
        if role in _SHOWN:
            return self._shown(line, column)
        if role == Qt.ItemDataRole.EditRole:
            return self._value(line, column)
        if role == Qt.ItemDataRole.CheckStateRole and column == _WORDS:
            return self._state(line)
        if role == Qt.ItemDataRole.FontRole and not isinstance(line.piece, Level):
            is_strong = isinstance(line.piece, Part | Section)
            return self._bold if is_strong else None
        if role == Qt.ItemDataRole.ForegroundRole:
            if column == _SOURCE:
                return theme.colour("partly" if self._is_own(line) else "muted")
            return theme.colour("accent") if isinstance(line.piece, Part) else None
        return None

    @override
    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        line, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(line.piece, Level):
            self.tried.emit(line.path[2], line.path[3])
            return True
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or self._scale is None:
            return False
        if text == self._value(line, column):
            return False
        changed = self._changed(self._scale, line, column, text)
        if changed is None:
            return False
        self.edited.emit(changed)
        return True

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        line, column = self.rows[index.row()], index.column()
        if column == _WORDS and isinstance(line.piece, Level):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if not self.is_closed and self._value(line, column) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def _announce(self) -> None:
        last = self.index(len(self.rows) - 1, len(_HEADINGS) - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def _state(self, line: Line) -> Qt.CheckState | None:
        if not isinstance(line.piece, Level):
            return None
        is_on = self._trial.get(line.path[2]) == line.piece.key
        return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked

    def _shown(self, line: Line, column: int) -> str:
        if column == _SOURCE:
            return self._said_of_source(line)
        value = self._value(line, column) or ""
        if column != _WORDS:
            return value
        indent = _INDENT * (len(line.path) - 1)
        key = f"{line.piece.key}　" if isinstance(line.piece, Item) else ""
        way = self.texts.of(line.note) if line.note else ""
        said = self.texts("{item} ({way})", item=value, way=way) if way else value
        return f"{indent}{key}{said}"

    def _said_of_source(self, line: Line) -> str:
        if isinstance(line.piece, Level):
            return ""
        if self._is_own(line):
            return self.texts("Set by this agency")
        return self.texts("published rule")

    def _is_own(self, line: Line) -> bool:
        return not isinstance(line.piece, Level) and line.piece.own

    def _value(self, line: Line, column: int) -> str | None:
        """What can be typed there; ``None`` where nothing can."""
        piece = line.piece
        if column == _WORDS:
            return self.texts.of(scale_pieces.words(piece))
        if column == _POINTS:
            return piece.points
        if column == _TIMES and isinstance(piece, Part):
            return piece.multiplier
        if column in _LIMITS and isinstance(piece, Level) and self._is_timed(line):
            limit = getattr(piece, _LIMITS[column])
            return "" if limit is None else str(limit)
        return None

    def _is_timed(self, line: Line) -> bool:
        return self._scale is not None and self._scale.item(line.path[2]).timed

    def _changed(
        self, scale: Scale, line: Line, column: int, text: str
    ) -> Scale | None:
        if column == _WORDS:
            language = self.texts.language
            return scale_pieces.with_words(scale, line.path, language, text)
        if column == _POINTS:
            return scale_pieces.with_points(scale, line.path, text)
        if column == _TIMES:
            return scale_pieces.with_multiplier(scale, line.path, text)
        if text and not text.isdecimal():
            return None
        value = int(text) if text else None
        return scale_pieces.with_limit(scale, line.path, _LIMITS[column], value)
