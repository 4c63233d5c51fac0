"""The numbered lines of a document outside its tables, as a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from forms.plan.building.grids import is_noise
from forms.plan.building.ordinals import Ordinal, leading
from forms.plan.building.pieces import Runs, Written, goes_on, joined, pieces
from forms.plan.building.words import LEVEL_WORDS
from forms.plan.reading.document import Line, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.plan.building.pieces import Piece
    from forms.plan.reading.document import Document

_BULLET: Final = re.compile(r"^\s*(?:[-–*•●‧·◎※★➢►▪■□○◆◇]+|#+)\s*(?=\S)")
_WORD_BEFORE: Final = re.compile(
    rf"^(?P<word>{'|'.join(LEVEL_WORDS)})\s*(?=[(（]?\s*[一二三四五六七八九十ㄧ0-9])"
)


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """A numbered line with the lines that follow it.

    Attributes:
        word: What stands before its number: 構面 in 構面(一).
        body: The unnumbered paragraphs below it.
        block: Of the document's blocks, the one it stands in.
    """

    ordinal: Ordinal
    text: str
    place: Place
    block: int
    depth: int
    word: str = ""
    body: list[str] = field(default_factory=list)
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The line without the colon that ends it."""
        return self.text.rstrip("：: ")


@dataclass(kw_only=True)
class Outline:
    """What stands outside of tables.

    Attributes:
        before: The lines before the first numbered one.
    """

    before: list[str] = field(default_factory=list)
    top: list[Node] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """All of them, parents before their children."""
        return _walk(self.top)

    def texts(self) -> Iterator[str]:
        """All that is written, line by line."""
        yield from self.before
        for node in self.nodes():
            yield node.text
            yield from node.body


def outline_of(document: Document) -> Outline:
    """The outline of a document's lines."""
    growing = _Growing()
    for position, block in enumerate(document.blocks):
        if isinstance(block, Line) and not is_noise(block.text):
            growing.add(block, position)
    return growing.outline


def siblings(node: Node, outline: Outline) -> list[Node]:
    """The nodes that are counted together with one, itself among them."""
    around = node.parent.children if node.parent else outline.top
    return [other for other in around if other.ordinal.shape is node.ordinal.shape]


class _Growing:
    def __init__(self) -> None:
        self.outline = Outline()
        self._runs = Runs()
        self._line: list[Node] = []
        self._wraps = False

    def add(self, line: Line, block: int) -> None:
        text = _BULLET.sub("", line.text)
        word = _WORD_BEFORE.match(text)
        if word and leading(text[word.end() :]):
            text = text[word.end() :]
        written = Written(text=text, place=line.place, wrapped=line.wrapped)
        if self._wraps and leading(text) and not self._counts_on(text):
            self._add_unnumbered(text)
        else:
            for position, piece in enumerate(pieces([written], self._runs)):
                named = word["word"] if word and position == 0 else ""
                self._add(piece, block, named)
        self._wraps = line.wrapped and goes_on(text)

    def _counts_on(self, text: str) -> bool:
        found = leading(text)
        return found is not None and self._runs.expects(found[0])

    def _add(self, piece: Piece, block: int, word: str) -> None:
        if piece.ordinal is None:
            self._add_unnumbered(piece.text)
            return
        del self._line[piece.depth :]
        parent = self._line[-1] if self._line else None
        node = Node(
            ordinal=piece.ordinal,
            text=piece.text,
            place=piece.place,
            block=block,
            depth=len(self._line),
            word=word,
            parent=parent,
        )
        (parent.children if parent else self.outline.top).append(node)
        self._line.append(node)

    def _add_unnumbered(self, text: str) -> None:
        """Below the last number, or as the second half of what stands there."""
        if not self._line:
            self.outline.before.append(text)
            return
        node = self._line[-1]
        last = node.body[-1] if node.body else node.text
        is_rest = bool(last) and goes_on(last) and (self._wraps or _is_sentence(last))
        if not is_rest:
            node.body.append(text)
        elif node.body:
            node.body[-1] = joined(last, text)
        else:
            node.text = joined(last, text)


def _is_sentence(text: str) -> bool:
    """Whether a text is more than a title, so that it should end as sentences do."""
    return "，" in text or "；" in text or "。" in text


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
