"""From what was typed or sent to a valid `Answer`, or the sentence why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from forms.checklist.model import NOT_APPLICABLE, AnswerKind, RowRule
from forms.checklist.reading import (
    brief,
    read_day,
    read_moment,
    read_number,
    read_text,
    read_time,
)
from forms.errors import UserError
from forms.inspection import Answer, Sample, Wait
from forms.working_days import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from forms.checklist.model import Attached, Checklist, Column, Item, Repeat

_LONGEST_TERM: Final = 1_000
_MOST_ROWS: Final = 500
_MOST_SAMPLED: Final = 1_000_000


def read_answer(
    checklist: Checklist,
    key: str,
    raw: Mapping[str, Any],
    calendar: WorkCalendar | None = None,
) -> Answer:
    """A valid answer out of plain JSON: ``value``, ``note``, ``attached``, ``rows``.

    A sampled item's value is ``{"n": …, "m": …}``, a wait's
    ``{"started": ISO, "seconds": …}``; every other value is text or a number. Rows
    decide the value, so that beside rows none may be given.

    Raises:
        UserError: It names the item and what it would take.
    """
    item = checklist.item(key)
    for name in raw.keys() - {"value", "note", "attached", "rows", "photos"}:
        raise UserError(
            "{item}: “{name}” is unknown; an answer has value, note, attached, rows "
            "and photos.",
            item=key,
            name=brief(name),
        )
    answer = Answer(
        item=key,
        note=read_text(raw.get("note", ""), key),
        attached=_read_attached(item, raw.get("attached", {})),
    )
    if raw.get("rows"):
        if raw.get("value") is not None:
            raise UserError(
                "{item}: give either rows or a value; the rows decide the value.",
                item=key,
            )
        rows = _read_rows(item, raw["rows"])
        return answer_of_rows(checklist, replace(answer, rows=rows), calendar)
    if raw.get("value") is None:
        return answer
    return _with_value(checklist, item, answer, raw["value"])


def answer_of_rows(
    checklist: Checklist, answer: Answer, calendar: WorkCalendar | None = None
) -> Answer:
    """The answer with the value, or the n and m, that its rows amount to.

    A sampled item gets n and m; a levelled one the best level where every row
    conforms and the worst where any does not. A row that cannot be judged yet (a
    case not closed, a machine not looked at) does not count.
    """
    item = checklist.item(answer.item)
    if item.repeat is None or not answer.rows:
        return answer
    judged = [
        conforms
        for row in answer.rows
        if (conforms := row_conforms(item.repeat, row, calendar)) is not None
    ]
    if not judged:
        return replace(answer, value=None, sample=None)
    if item.kind is AnswerKind.SAMPLE:
        return replace(answer, sample=Sample(n=len(judged), m=sum(judged)))
    levels = checklist.levels(item)
    return replace(answer, value=levels[0 if all(judged) else -1].key)


def row_conforms(
    repeat: Repeat, row: Mapping[str, str], calendar: WorkCalendar | None = None
) -> bool | None:
    """Whether one counter, machine or case conforms; ``None`` while unknown."""
    if repeat.rule is RowRule.TICKED:
        return {"yes": True, "no": False}.get(row.get("conform", ""))
    if not row.get("closed"):
        return None
    due = due_day(repeat, row, calendar)
    return None if due is None else date.fromisoformat(row["closed"]) <= due


def due_day(
    repeat: Repeat, row: Mapping[str, str], calendar: WorkCalendar | None = None
) -> date | None:
    """The last day on which a case may be closed; ``None`` while it is not known."""
    if not (row.get("received") and row.get("days")):
        return None
    days = Decimal(row["days"]) + Decimal(row.get("extension") or 0)
    if not 0 <= days <= 2 * _LONGEST_TERM:
        return None
    calendar = calendar or WorkCalendar()
    term = calendar.after_working if repeat.working_days else calendar.after
    return term(date.fromisoformat(row["received"]), int(days))


def values_of(checklist: Checklist, item: Item) -> tuple[str, ...]:
    """The values that the item takes, where it takes one of a few."""
    if item.kind is AnswerKind.LEVEL:
        keys = tuple(level.key for level in checklist.levels(item))
    elif item.kind is AnswerKind.CHOICE:
        keys = tuple(choice.key for choice in item.choices)
    elif item.kind is AnswerKind.YES_NO:
        keys = ("yes", "no")
    else:
        return ()
    return (*keys, NOT_APPLICABLE)


def _with_value(
    checklist: Checklist, item: Item, answer: Answer, raw: object
) -> Answer:
    if raw == NOT_APPLICABLE:
        return replace(answer, value=NOT_APPLICABLE)
    if item.kind is AnswerKind.SAMPLE:
        return replace(answer, sample=_read_sample(item, raw))
    if item.kind is AnswerKind.WAIT:
        return replace(answer, wait=_read_wait(item, raw))
    values = values_of(checklist, item)
    if not values:
        return replace(answer, value=_read_plain(item.kind, raw, item.key, item.unit))
    if raw not in values:
        raise UserError(
            "{item}: “{value}” is no answer to it; it takes {values}.",
            item=item.key,
            value=brief(raw),
            values=", ".join(values),
        )
    return replace(answer, value=str(raw))


def _read_sample(item: Item, raw: object) -> Sample:
    if isinstance(raw, dict) and raw.keys() == {"n", "m"}:
        n, m = raw["n"], raw["m"]
        whole = all(type(number) is int for number in (n, m))
        if whole and 0 <= m <= n <= _MOST_SAMPLED:
            return Sample(n=n, m=m)
    raise UserError(
        "{item}: a sampled item takes two whole numbers, n looked at and m that "
        'conform, 0 ≤ m ≤ n, such as {{"n": 5, "m": 4}}.',
        item=item.key,
    )


def _read_wait(item: Item, raw: object) -> Wait:
    if isinstance(raw, dict) and raw.keys() == {"started", "seconds"}:
        started = read_moment(raw["started"], item.key)
        seconds = read_number(raw["seconds"], item.key, {})
        if not seconds.startswith("-"):
            return Wait(started=started, seconds=seconds)
    raise UserError(
        "{item}: a wait takes when it started and how many seconds it took, such "
        'as {{"started": "2026-11-20T13:20:00+08:00", "seconds": 95}}.',
        item=item.key,
    )


def _read_plain(
    kind: AnswerKind, raw: object, where: str, unit: Mapping[str, str]
) -> str:
    """The text of a number, date, time, yes-no or free text."""
    if kind is AnswerKind.NUMBER:
        return read_number(raw, where, unit)
    if kind is AnswerKind.DATE:
        return read_day(raw, where).isoformat()
    if kind is AnswerKind.TIME:
        return read_time(raw, where)
    if kind is AnswerKind.YES_NO and raw not in ("yes", "no"):
        raise UserError("{where}: it takes yes or no.", where=where)
    return read_text(raw, where)


def _read_attached(item: Item, raw: object) -> dict[str, str]:
    known = {one.key: one for one in item.attached}
    return _read_fields(item.key, known, raw)


def _read_rows(item: Item, raw: object) -> tuple[dict[str, str], ...]:
    if item.repeat is None:
        raise UserError("{item}: it is answered once, without rows.", item=item.key)
    if not isinstance(raw, list) or len(raw) > _MOST_ROWS:
        raise UserError(
            "{item}: rows are a list of at most {most}.", item=item.key, most=_MOST_ROWS
        )
    columns = {column.key: column for column in item.repeat.columns}
    rows = []
    for number, one in enumerate(raw, start=1):
        where = f"{item.key}[{number}]"
        row = _read_fields(where, columns, one)
        if item.repeat.rule is RowRule.ON_TIME:
            _refuse_impossible_term(row, where)
        rows.append(row)
    return tuple(rows)


def _refuse_impossible_term(row: Mapping[str, str], where: str) -> None:
    for name in ("days", "extension"):
        days = Decimal(row.get(name, "0"))
        if days != int(days) or not 0 <= days <= _LONGEST_TERM:
            raise UserError(
                "{where}: a term is a whole number of days from 0 to {most}.",
                where=f"{where}.{name}",
                most=_LONGEST_TERM,
            )
    received, closed = row.get("received"), row.get("closed")
    if received and closed and closed < received:
        raise UserError(
            "{where}: the case was closed on {closed}, before it was received on "
            "{received}; correct one of the dates.",
            where=where,
            closed=closed,
            received=received,
        )


def _read_fields(
    where: str, known: Mapping[str, Attached | Column], raw: object
) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise UserError("{where}: names with their values are expected.", where=where)
    for name in raw:
        if name in known:
            continue
        if not known:
            raise UserError(
                "{where}: “{name}” is unknown; nothing is attached to this item.",
                where=where,
                name=brief(name),
            )
        raise UserError(
            "{where}: “{name}” is unknown; it takes {names}.",
            where=where,
            name=brief(name),
            names=", ".join(known),
        )
    return {
        name: _read_plain(known[name].kind, value, f"{where}.{name}", known[name].unit)
        for name, value in raw.items()
        if value not in (None, "")
    }


def checklist_of(checklists: Sequence[Checklist], key: str) -> Checklist:
    """The checklist of the visit that has the item.

    Raises:
        UserError: None has.
    """
    for checklist in checklists:
        if any(item.key == key for item in checklist.items()):
            return checklist
    raise UserError(
        "{item} is no item of {checklists}; `zoucha checklist show` lists them.",
        item=brief(key),
        checklists=", ".join(checklist.ref for checklist in checklists),
    )
