"""The results of a visit, item by item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from forms.checklist.judging import ItemState
from forms.checklist.model import AnswerKind, Verdict
from forms.checklist.scoring import points, rounded
from forms.report.numbering import counted_sections
from forms.report.said import (
    VERDICTS,
    answer_in_words,
    day,
    labelled_values,
    listed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from forms.checklist.model import Checklist, Item, Section
    from forms.checklist.scoring import ItemScore, Score
    from forms.inspection import Answer
    from forms.report.numbering import Numbers
    from forms.sealed import SealedInspection
    from resources.texts import Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One item.

    Attributes:
        key: The item's; empty in an execution sheet, where nobody cites it.
        grounds: What the plan says of a row of an execution sheet, in lines.
        result: The answer in words, in lines.
        verdict: What the answer amounts to; ``None`` where it does not count.
        record: Note, attached values, rows, findings and photos, a line each.
    """

    number: str
    key: str
    text: str
    grounds: tuple[str, ...]
    result: tuple[str, ...]
    verdict: Verdict | None
    points: str
    record: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSection:
    """A section's items and what they come to."""

    title: str
    total: str
    rows: tuple[ResultRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistResults:
    """One checklist's results.

    Attributes:
        ref: Which version it is; of an execution sheet the period accounted for.
        left_out: Names the items that were not shown.
        has_accounts: The record holds what units said, and wants room.
    """

    title: str
    ref: str
    sections: tuple[ResultSection, ...]
    left_out: str
    has_accounts: bool = False


def results_of(
    sealed: SealedInspection, score: Score, numbers: Numbers, texts: Texts
) -> tuple[ChecklistResults, ...]:
    """Every item that was shown, by checklist and section."""
    answers = {answer.item: answer for answer in sealed.answers}
    return tuple(
        _checklist(checklist, answers, score, numbers, texts)
        for checklist in sealed.checklists
    )


def _checklist(
    checklist: Checklist,
    answers: Mapping[str, Answer],
    score: Score,
    numbers: Numbers,
    texts: Texts,
) -> ChecklistResults:
    sections = counted_sections(checklist)
    left_out = [
        numbers.items[item.key]
        for section in sections
        for item in section.items
        if _hidden(score, item)
    ]
    return ChecklistResults(
        title=texts.of(checklist.title),
        ref=_ref(checklist, texts),
        sections=tuple(
            _section(checklist, section, answers, score, numbers, texts)
            for section in sections
            if not all(_hidden(score, item) for item in section.items)
        ),
        left_out=texts(
            "Not part of this visit, because their conditions do not hold: {items}.",
            items=listed(texts, left_out),
        )
        if left_out
        else "",
        has_accounts=checklist.execution is not None,
    )


def _section(
    checklist: Checklist,
    section: Section,
    answers: Mapping[str, Answer],
    score: Score,
    numbers: Numbers,
    texts: Texts,
) -> ResultSection:
    return ResultSection(
        title=texts.of(section.title),
        total=_total(section, score, texts),
        rows=tuple(
            ResultRow(
                number=numbers.items[item.key],
                key="" if checklist.execution else item.key,
                text=texts.of(item.text),
                grounds=_grounds(checklist, item, texts),
                result=_result(checklist, item, answers.get(item.key), score, texts),
                verdict=score.item(item.key).verdict,
                points=_points(score.item(item.key)),
                record=tuple(_record(item, answers.get(item.key), numbers, texts)),
            )
            for item in section.items
            if not _hidden(score, item)
        ),
    )


def _ref(checklist: Checklist, texts: Texts) -> str:
    sheet = checklist.execution
    if sheet is None:
        return checklist.ref
    start, end = (date.fromisoformat(iso) for iso in (sheet.start, sheet.end))
    return texts("{start} to {end}", start=day(texts, start), end=day(texts, end))


def _grounds(checklist: Checklist, item: Item, texts: Texts) -> tuple[str, ...]:
    if checklist.execution is None:
        return ()
    return tuple(texts.of(item.guidance).splitlines())


def _hidden(score: Score, item: Item) -> bool:
    return score.item(item.key).state is ItemState.HIDDEN


def _total(section: Section, score: Score, texts: Texts) -> str:
    part = next((one for one in score.sections if one.key == section.key), None)
    if part is None or part.percent is None:
        return ""
    return texts(
        "{earned} of {possible} points, {percent}%",
        earned=points(part.earned),
        possible=points(part.possible),
        percent=rounded(part.percent),
    )


def _result(
    checklist: Checklist, item: Item, answer: Answer | None, score: Score, texts: Texts
) -> tuple[str, ...]:
    """The answer; and what it amounts to, where the answer alone does not say so."""
    if item.kind is AnswerKind.TEXT and answer is not None and answer.given:
        return (texts("See record"),)
    said = answer_in_words(texts, checklist, item, answer)
    if not said:
        return (texts("Not answered"),)
    verdict = score.item(item.key).verdict
    if item.kind is AnswerKind.LEVEL or verdict in (None, Verdict.CONFORM):
        return said
    return (*said, texts(VERDICTS[verdict]))


def _points(part: ItemScore) -> str:
    if part.earned is None:
        return "－"
    return f"{points(part.earned)}/{points(part.possible)}"


def _record(
    item: Item, answer: Answer | None, numbers: Numbers, texts: Texts
) -> Iterator[str]:
    if answer is not None:
        if item.kind is AnswerKind.TEXT and answer.value:
            yield answer.value
        if answer.note:
            yield answer.note
        yield from labelled_values(texts, item.attached, answer.attached)
        yield from _rows(item, answer, texts)
    references = [
        *(
            texts("Finding {number}", number=one)
            for one in numbers.findings_of[item.key]
        )
    ]
    if photos := numbers.photos_of[item.key]:
        references.append(
            texts("Photo {number}", number=listed(texts, map(str, photos)))
        )
    if references:
        yield texts("→ {references}", references=listed(texts, references))


def _rows(item: Item, answer: Answer, texts: Texts) -> Iterator[str]:
    """Each counter, machine or case in one line."""
    if item.repeat is None:
        return
    for number, row in enumerate(answer.rows, 1):
        yield texts(
            "({number}) {values}",
            number=number,
            values=listed(texts, labelled_values(texts, item.repeat.columns, row)),
        )
