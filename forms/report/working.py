"""How the score came about: why is it 86.4?"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.checklist.judging import ItemState
from forms.checklist.scoring import points, rounded
from forms.report.said import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from forms.checklist.model import Grade, Level
    from forms.checklist.scoring import Score, SectionScore
    from forms.sealed import SealedInspection
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Working:
    """The rule, the sum and a table to check them with.

    Attributes:
        rows: Of each section and of the whole: name, items counted, not
            applicable, unanswered, points earned, points possible, percentage.
    """

    paragraphs: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def working_of(sealed: SealedInspection, score: Score, texts: Texts) -> Working:
    """Everything that is needed to do the sum again by hand."""
    return Working(
        paragraphs=tuple(_paragraphs(sealed, score, texts)),
        columns=(
            texts("Section"),
            texts("Counted"),
            texts("Not applicable"),
            texts("Not answered"),
            texts("Points earned"),
            texts("Points possible"),
            texts("Percentage"),
        ),
        rows=(
            *(_row(texts.of(part.title), [part]) for part in score.sections),
            _row(texts("Whole visit"), score.sections),
        ),
    )


def _paragraphs(sealed: SealedInspection, score: Score, texts: Texts) -> Iterator[str]:
    yield texts(
        "An item earns its points × its weight × the share that its answer is worth."
        " Items that are not applicable, not shown or not answered are left out of"
        " both the points earned and the points possible."
    )
    yield from _shares(sealed, texts)
    if score.percent is None:
        yield texts("Nothing that counts was answered, so there is no score.")
        return
    yield texts(
        "Score = {earned} ÷ {possible} × 100 = {percent}, rounded half up to one"
        " decimal place; the grade is decided before rounding.",
        earned=points(score.earned),
        possible=points(score.possible),
        percent=rounded(score.percent),
    )
    yield texts(
        "Grades (set by this agency): {bands}.",
        bands="；".join(_bands(sealed.checklists[0].grades, texts))
        if texts.language == "zh-TW"
        else "; ".join(_bands(sealed.checklists[0].grades, texts)),
    )


def _shares(sealed: SealedInspection, texts: Texts) -> Iterator[str]:
    """What each level is worth, and the kinds of answer that have no levels."""
    levels = {
        texts.of(level.label): level
        for checklist in sealed.checklists
        for level in _used_levels(checklist.scales.values())
    }
    if levels:
        yield texts(
            "Shares (set by this agency): {shares}; a sample of n with m conforming"
            " is worth m ÷ n.",
            shares=listed(
                texts, (f"{label} {level.share}" for label, level in levels.items())
            ),
        )


def _used_levels(scales: Iterable[tuple[Level, ...]]) -> Iterator[Level]:
    for scale in scales:
        yield from scale


def _bands(grades: tuple[Grade, ...], texts: Texts) -> Iterator[str]:
    for grade in grades:
        yield texts(
            "{grade} from {least}", grade=texts.of(grade.label), least=grade.at_least
        )


def _row(name: str, parts: Iterable[SectionScore]) -> tuple[str, ...]:
    parts = tuple(parts)
    states = [item.state for part in parts for item in part.items]
    earned = sum((part.earned for part in parts), Fraction())
    possible = sum((part.possible for part in parts), Fraction())
    return (
        name,
        str(states.count(ItemState.COUNTED)),
        str(states.count(ItemState.NOT_APPLICABLE)),
        str(states.count(ItemState.UNANSWERED)),
        points(earned),
        points(possible),
        rounded(100 * earned / possible) if possible else "－",
    )
