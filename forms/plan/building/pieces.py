"""Running text cut into the numbered pieces that stand in it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from forms.plan.building.ordinals import Ordinal, inline, leading, without_number
from forms.plan.reading.document import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


ENDS: Final = "。；;！？!?：:」』）)…"
"""A text that ends otherwise may go on somewhere else."""

_LARGEST_GAP: Final = 2
_BRACKETS: Final = ("「」", "（）", "()", "『』")


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A line as it stands in the document.

    Attributes:
        wrapped: The page ended the line, not the writer.
        row: Of the table; a cell that a page break cut in two has lines of two.
    """

    text: str
    place: Place
    wrapped: bool = False
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A numbered paragraph with what follows it, or text before any number.

    Attributes:
        depth: 0 for the outermost numbers of this text.
        lost: There are brackets for a number, and none in them.
    """

    ordinal: Ordinal | None
    text: str
    place: Place
    row: int
    depth: int = 0
    lost: bool = False


@dataclass(slots=True)
class Runs:
    """The runs of numbers that are open, outermost first."""

    _open: list[Ordinal] = field(default_factory=list)

    def depth(self, ordinal: Ordinal) -> int:
        """Where the ordinal stands; runs deeper than its own are over."""
        for depth, known in enumerate(self._open):
            if _same_run(known, ordinal):
                self._open[depth:] = [ordinal]
                return depth
        self._open.append(ordinal)
        return len(self._open) - 1

    def expects(self, ordinal: Ordinal) -> bool:
        """Whether it continues a run, doubles its number or begins a new one."""
        for known in self._open:
            if _same_run(known, ordinal):
                return 0 <= ordinal.number - known.number <= _LARGEST_GAP
        return ordinal.number == 1

    def follows_inside(self, ordinal: Ordinal) -> bool:
        """Whether it is the very next number of a run below the outermost."""
        return any(
            _same_run(known, ordinal) and ordinal.number == known.number + 1
            for known in self._open[1:]
        )


def pieces(lines: Iterable[Written], runs: Runs | None = None) -> list[Piece]:
    """The pieces of a text, in order.

    A number at the beginning of a line is one; inside a line it is one where it goes
    on counting, or begins to.
    """
    runs = runs or Runs()
    found: list[Piece] = []
    before: Written | None = None
    for line in _unwrapped(lines):
        is_new = before is None or not before.wrapped
        for part in _parts(line, runs, is_new=is_new, is_first=before is None):
            if part.ordinal is None and not part.lost and found:
                last = found[-1]
                glue = "\n" if is_new else _glue(last.text, part.text)
                text = f"{last.text}{glue}{part.text}".strip()
                found[-1] = replace(last, text=text)
            elif part.text or part.ordinal:
                found.append(part)
        before = line
    return found


def joined(first: str, second: str) -> str:
    """Two halves of a text that a line or page break cut in two."""
    return f"{first}{_glue(first, second)}{second}"


def goes_on(text: str) -> bool:
    """Whether a text stops in the middle."""
    if not text or text[-1] not in ENDS:
        return bool(text)
    return any(text.count(first) > text.count(last) for first, last in _BRACKETS)


def _unwrapped(lines: Iterable[Written]) -> Iterator[Written]:
    """The lines, with those that the page's width cut put together again."""
    whole: Written | None = None
    for line in lines:
        if (
            whole is not None
            and whole.wrapped
            and whole.row == line.row
            and leading(line.text) is None
        ):
            text = joined(whole.text, line.text)
            whole = replace(whole, text=text, wrapped=line.wrapped)
            continue
        if whole is not None:
            yield whole
        whole = line
    if whole is not None:
        yield whole


def _glue(first: str, second: str) -> str:
    """A blank between Latin words only; Chinese needs none."""
    ends = first[-1:] + second[:1]
    return " " if len(ends) > 1 and ends.isascii() and ends.isalpha() else ""


def _parts(
    line: Written, runs: Runs, *, is_new: bool, is_first: bool
) -> Iterator[Piece]:
    """The line cut before each number."""
    text = line.text
    ordinal, start = _beginning(text, runs, is_new=is_new, is_first=is_first)
    unnumbered = without_number(text) if is_new else None
    if unnumbered is not None:
        start = len(text) - len(unnumbered)
    lost = unnumbered is not None
    depth = runs.depth(ordinal) if ordinal else 0
    for at, end, following in inline(text):
        if at < start or not runs.expects(following):
            continue
        yield _piece(line, ordinal, text[start:at], depth, lost=lost)
        start = end
        ordinal, lost, depth = following, False, runs.depth(following)
    yield _piece(line, ordinal, text[start:], depth, lost=lost)


def _beginning(
    text: str, runs: Runs, *, is_new: bool, is_first: bool
) -> tuple[Ordinal | None, int]:
    """The number that the line begins with, and where its text begins."""
    found = leading(text, bare=is_first)
    if found is None or not (is_new or runs.expects(found[0])):
        return None, 0
    return found[0], len(text) - len(found[1])


def _piece(
    line: Written, ordinal: Ordinal | None, text: str, depth: int, *, lost: bool
) -> Piece:
    return Piece(
        ordinal=ordinal,
        text=text.strip(),
        place=line.place,
        row=line.row,
        depth=depth,
        lost=lost,
    )


def _same_run(first: Ordinal, second: Ordinal) -> bool:
    return first.shape is second.shape and len(first.above) == len(second.above)
