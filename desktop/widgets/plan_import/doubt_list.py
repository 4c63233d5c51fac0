"""What is doubtful, what was found right, and what was left out, one to a line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop import theme
from forms.plan.editing.doubts import Doubtful, place_told
from forms.plan.editing.work import LeftOut
from forms.report.plans.wording import marked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from resources.texts import Texts

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A line of the list: a doubt, or rows that were left out."""

    doubt: Doubtful | None = None
    gone: LeftOut | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a person."""
        return self.doubt is not None and not self.doubt.is_right


class DoubtList(QAbstractListModel):
    """Open doubts first, in the plan's order; then the others."""

    def __init__(self, texts: Texts, parent: QObject) -> None:
        super().__init__(parent)
        self.texts = texts
        self._listed: tuple[Listed, ...] = ()

    def show_doubts(
        self, doubts: Sequence[Doubtful], left_out: Sequence[LeftOut]
    ) -> None:
        """Show these."""
        every = [Listed(doubt=doubt) for doubt in doubts]
        listed = (
            *(one for one in every if one.is_open),
            *(Listed(gone=gone) for gone in left_out),
            *(one for one in every if not one.is_open),
        )
        if listed == self._listed:
            return
        self.beginResetModel()
        self._listed = listed
        self.endResetModel()

    def listed(self, at: int) -> Listed | None:
        """What stands in that line."""
        return self._listed[at] if 0 <= at < len(self._listed) else None

    def every(self) -> tuple[Listed, ...]:
        """All lines."""
        return self._listed

    def sentence(self, one: Listed) -> str:
        """What the line says."""
        if one.gone is not None:
            item = one.gone.rows[0].item
            return self.texts("Left out: {text}", text=marked(item.ordinal, item.text))
        if one.doubt is None:
            return ""
        place = place_told(one.doubt.place, self.texts)
        sign = "✓ " if one.doubt.is_right else ""
        said = one.doubt.message
        if place:
            said = self.texts("{place}: {said}", place=place, said=said)
        return f"{sign}{said}"

    @override
    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._listed)

    @override
    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.listed(index.row()) if index.isValid() else None
        if one is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.sentence(one).replace("\n", " ")
        if role == Qt.ItemDataRole.ForegroundRole and not one.is_open:
            return theme.colour("muted")
        return None
