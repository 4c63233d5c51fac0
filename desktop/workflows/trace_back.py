"""From a check item back to the sentences of the plan and the laws behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.workflows.start_inspection import find_plan
from forms.errors import UserError
from forms.report.citation import law_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from db.store import Store
    from forms.checklist.model import Item, Trace
    from forms.inspection import Inspection
    from forms.plan.model import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why something is looked at.

    Attributes:
        place: Where it is demanded: 一、(三)1, or a law and its article.
        sentence: What the plan says there; empty for a law.
        plan: The plan's title; empty for a law.
    """

    place: str
    sentence: str = ""
    plan: str = ""


def grounds(store: Store, inspection: Inspection, item: Item) -> tuple[Ground, ...]:
    """The places of plans, and then the laws, that an item of the visit comes from.

    A visit made under a plan is measured by that plan; one made under none by every
    plan that the item comes from.
    """
    traces = item.traces
    if inspection.plan is not None:
        code = inspection.plan.code
        traces = tuple(trace for trace in traces if trace.plan == code)
    return (
        *_of_plans(store, traces),
        *(Ground(place=law_in_words(law)) for law in item.laws),
    )


def _of_plans(store: Store, traces: tuple[Trace, ...]) -> Iterator[Ground]:
    seen: set[tuple[str, str]] = set()
    for trace in traces:
        if (trace.plan, trace.item) in seen:
            continue
        seen.add((trace.plan, trace.item))
        try:
            plan = find_plan(store, trace.plan)
        except UserError:
            # A checklist of another agency may trace to a plan that is not here.
            yield Ground(place=trace.citation, sentence=trace.quote)
            continue
        yield _ground(plan, trace)


def _ground(plan: Plan, trace: Trace) -> Ground:
    nodes = {item.key: item.text for item in plan.items}
    nodes |= {section.key: section.text for section in plan.sections}
    if trace.item not in nodes:
        return Ground(place=trace.citation, sentence=trace.quote, plan=plan.title)
    return Ground(
        place=plan.label(trace.item),
        sentence=trace.quote or nodes[trace.item],
        plan=plan.title,
    )
