"""The obligations of a plan on paper: who owes what, until when, how it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, Spacer

from forms.plan.obligations import State
from forms.report.plans.pages import document, head
from forms.report.plans.wording import (
    STATES,
    cited,
    count_said,
    rule_said,
    state_said,
)
from forms.report.said import day
from forms.report.sheet import SHORT, WIDTH, body
from forms.report.table import Row, ruled
from forms.typesetting.fonts import Face
from forms.typesetting.paragraph import paragraph, style

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from forms.plan.model import Plan
    from forms.plan.obligations import Obligation
    from resources.texts import Texts

_SIZE: Final = 9.5
_WIDTHS: Final = (52 * mm, WIDTH - 110 * mm, 30 * mm, 28 * mm)
_LEAST: Final = 35 * mm
"""What of an item stands together at the foot of a page."""


def duties_pdf(
    plan: Plan,
    obligations: Sequence[Obligation],
    texts: Texts,
    on: date,
    step: Callable[[int, int], None] | None = None,
) -> bytes:
    """The list on paper, with how many there are of each state.

    Args:
        plan: The plan.
        obligations: They are put together by item.
        texts: The language.
        on: The day that they are told for.
        step: Told how many items are set, and of how many.
    """
    story = _story(plan, obligations, texts, on, step)
    return document(story, plan, texts("Obligations of the plan"), texts)


def _story(
    plan: Plan,
    obligations: Sequence[Obligation],
    texts: Texts,
    on: date,
    step: Callable[[int, int], None] | None,
) -> Iterator[Flowable]:
    below = [texts("As of {day}", day=day(texts, on))]
    counts = Counter(one.state for one in obligations)
    told = (
        texts("{state}: {count}", state=state_said(state, texts), count=counts[state])
        for state in STATES
        if counts[state]
    )
    if summary := "　".join(told):
        below.append(summary)
    yield from head(texts("Obligations of the plan"), plan.title, below, texts, WIDTH)
    if not obligations:
        yield paragraph(texts("No obligations."), body())
        return
    names = (texts("Unit"), texts("Its turn"), texts("Times"), texts("State"))
    look = style(Face.SANS_BOLD, 9, 13, align="center")
    heads = Row(cells=[[paragraph(name, look)] for name in names])
    by_item: dict[str, list[Obligation]] = {}
    for one in obligations:
        by_item.setdefault(one.item, []).append(one)
    for number, (item, owed) in enumerate(by_item.items()):
        if step:
            step(number, len(by_item))
        yield CondPageBreak(_LEAST)
        yield paragraph(_about(plan, item, texts), body(10.5, spaceAfter=3))
        yield ruled([heads, *(_row(one, texts) for one in owed)], _WIDTHS)
        yield Spacer(0, 9)
    if step:
        step(len(by_item), len(by_item))


def _about(plan: Plan, item: str, texts: Texts) -> str:
    rule = rule_said(plan.item(item).deadline, texts)
    return cited(plan, item) + texts(" ({rule})", rule=rule)


def _row(one: Obligation, texts: Texts) -> Row:
    turn = texts(
        "{start} to {end}",
        start=day(texts, one.window.start),
        end=day(texts, one.window.due),
    )
    said = (one.unit, turn, count_said(one, texts), state_said(one.state, texts))
    return Row(
        cells=[[paragraph(text, body(_SIZE))] for text in said],
        fill=SHORT if one.state is State.OVERDUE else None,
    )
