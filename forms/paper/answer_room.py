"""Room to answer with a pen: boxes to tick, lines to write on, drawn as vectors."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final, TypeAlias

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from forms.checklist.model import AnswerKind
from forms.report.sheet import LINE
from forms.typesetting.fonts import Face, draw, width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from forms.checklist.model import Attached, Checklist, Item
    from resources.texts import Texts

_SIZE: Final = 10.0
_LEADING: Final = 16.0
_BOX: Final = 8.5
_BEHIND_BOX: Final = 3.0
_BETWEEN: Final = 8.0
_STOP: Final = 50.0
"""Behind a box comes a multiple of this, so that boxes stand below one another."""

_STROKE: Final = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box to tick, with what it means."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A line to write on, so many points long."""

    length: float


Piece: TypeAlias = Box | Rule | str
Group: TypeAlias = "tuple[Piece, ...]"
"""What stays on one line."""


class AnswerRoom(Flowable):  # type: ignore[misc]
    """Groups beside one another as far as there is room, then on the next line."""

    def __init__(self, groups: Sequence[Group], size: float = _SIZE) -> None:
        super().__init__()
        self._groups = groups
        self._size = size
        self._lines: list[list[tuple[float, Group]]] = []

    def wrap(self, available_width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        self._lines = [[]]
        x = 0.0
        for group in self._fitting(available_width):
            if x and x + self._width(group) > available_width:
                self._lines.append([])
                x = 0.0
            self._lines[-1].append((x, group))
            x += self._width(group) + _BETWEEN
            if isinstance(group[0], Box):
                x = _STOP * ceil(x / _STOP)
        return available_width, len(self._lines) * _LEADING

    def draw(self) -> None:
        """Draw it on the canvas that reportlab has set."""
        self.canv.saveState()
        self.canv.setLineWidth(_STROKE)
        self.canv.setStrokeColor(LINE)
        y = len(self._lines) * _LEADING + 4
        for line in self._lines:
            y -= _LEADING
            for start, group in line:
                x = start
                for piece in group:
                    self._draw(piece, x, y)
                    x += self._piece_width(piece)
        self.canv.restoreState()

    def _fitting(self, room: float) -> Iterator[Group]:
        """The groups; one that is too wide is parted before what is to be written."""
        for group in self._groups:
            rules = [isinstance(piece, Rule) for piece in group]
            if self._width(group) > room and True in rules[1:]:
                place = rules.index(True, 1)
                yield group[:place]
                yield group[place:]
            else:
                yield group

    def _width(self, group: Group) -> float:
        return sum(self._piece_width(piece) for piece in group)

    def _piece_width(self, piece: Piece) -> float:
        if isinstance(piece, Box):
            return _BOX + _BEHIND_BOX + width(piece.label, self._size)
        if isinstance(piece, Rule):
            return piece.length
        return width(piece, self._size)

    def _draw(self, piece: Piece, x: float, y: float) -> None:
        if isinstance(piece, Box):
            self.canv.rect(x, y - 0.8, _BOX, _BOX)
            draw(self.canv, x + _BOX + _BEHIND_BOX, y, piece.label, self._size)
        elif isinstance(piece, Rule):
            self.canv.line(x + 1, y - 2, x + piece.length - 1, y - 2)
        else:
            draw(self.canv, x, y, piece, self._size, Face.BODY)


def answer_groups(checklist: Checklist, item: Item, texts: Texts) -> Iterator[Group]:
    """What the item is answered with, and whether it applies at all."""
    if item.kind is AnswerKind.LEVEL:
        for level in checklist.levels(item):
            yield (Box(label=texts.of(level.label)),)
    elif item.kind is AnswerKind.YES_NO:
        yield (Box(label=texts("Yes")),)
        yield (Box(label=texts("No")),)
    elif item.kind is AnswerKind.CHOICE:
        for choice in item.choices:
            yield (Box(label=texts.of(choice.label)),)
    elif item.kind is AnswerKind.SAMPLE:
        unit = texts.of(item.unit)
        yield (texts("Sampled"), Rule(length=8 * mm), unit)
        yield (texts("Conforming"), Rule(length=8 * mm), unit)
    else:
        yield from value_groups(item.kind, texts.of(item.unit), texts)
    yield (Box(label=texts("Not applicable")),)


def attached_groups(attached: Attached, texts: Texts) -> Iterator[Group]:
    """A value that is written down beside the answer."""
    first, *others = value_groups(attached.kind, texts.of(attached.unit), texts)
    yield (texts("{label}: ", label=texts.of(attached.label)), *first)
    yield from others


def value_groups(kind: AnswerKind, unit: str, texts: Texts) -> Iterator[Group]:
    """Room for a value of this kind."""
    if kind is AnswerKind.DATE:
        yield date_group(texts)
    elif kind is AnswerKind.TIME:
        yield time_group(texts)
    elif kind is AnswerKind.WAIT:
        yield (Rule(length=9 * mm), texts("min"), Rule(length=9 * mm), texts("s"))
    elif kind is AnswerKind.NUMBER:
        yield (Rule(length=13 * mm), unit)
    else:
        yield (Rule(length=30 * mm),)


def date_group(texts: Texts) -> Group:
    """Year, month and day, as the reader's calendar counts them."""
    return (
        Rule(length=8 * mm),
        texts("(year)"),
        Rule(length=6 * mm),
        texts("(month)"),
        Rule(length=6 * mm),
        texts("(day)"),
    )


def time_group(texts: Texts) -> Group:
    """Hour and minute."""
    return (
        Rule(length=7 * mm),
        texts("(hour)"),
        Rule(length=7 * mm),
        texts("(minute)"),
    )
