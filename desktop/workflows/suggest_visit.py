"""What a new visit begins with unless somebody says otherwise."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, Final

from forms.checklist.library import built_ins
from forms.checklist.model import InspectionKind
from forms.plan.library import built_in_plans
from forms.report.said import day as in_words
from forms.roc import roc_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from db.store import Store
    from forms.checklist.model import Checklist, Fact
    from forms.inspection import Inspection
    from forms.plan.model import Plan
    from resources.texts import Texts

_USUAL: Final[Mapping[InspectionKind, tuple[str, ...]]] = {
    InspectionKind.UNANNOUNCED: ("EN", "SI", "MN"),
    InspectionKind.ROUTINE: ("SI", "MN", "RG"),
    InspectionKind.WALKAROUND: ("EN", "FA", "HB"),
    InspectionKind.SCHEDULED: ("EN", "FA", "SI", "MN", "AC", "ST", "SP"),
}
"""Which checklists are usual for a kind of visit; only a suggestion of ours.

For every other kind it is those that say of themselves that they are meant for it.
"""

_OTHERS: Final[Mapping[str, tuple[str, ...]]] = {
    "海洋局": (
        "kaohsiung-marine-bureau",
        "kaohsiung-fishing-vessels",
        "qianzhen-service-window",
        "qianzhen-fishing-port-office",
        "yacht-wharf",
    ),
    "海巡": ("coast-guard", "coast-guard-port-check"),
    "航港局": ("lighthouse",),
}
"""Facts that hold for one agency only, by what its name contains."""


def last_visit(store: Store, unit: str) -> Inspection | None:
    """The latest visit to the unit."""
    for visit in store.inspections.summaries():
        if visit.unit == unit:
            return store.inspections.get(visit.id)
    return None


def offered_checklists(store: Store) -> tuple[Checklist, ...]:
    """The newest version of each: the profile's own, and those that are built in.

    What was made from a plan for one occasion is not among them.
    """
    newest = {one.code: one for one in built_ins()}
    for kept in store.checklists.newest():
        if kept.execution is not None:
            continue
        known = newest.get(kept.code)
        if known is None or known.version <= kept.version:
            newest[kept.code] = kept
    return tuple(newest.values())


def offered_plans(store: Store, agency: str) -> tuple[Plan, ...]:
    """The plans that a visit can be made under, the agency's own first."""
    newest = {plan.code: plan for plan in (*built_in_plans(), *store.plans.all())}
    return tuple(
        sorted(newest.values(), key=lambda plan: (plan.agency != agency, plan.code))
    )


def suggested_codes(
    kind: InspectionKind, offered: Sequence[Checklist], last: Inspection | None
) -> tuple[str, ...]:
    """The checklists to begin with.

    Args:
        kind: Of the visit.
        offered: What there is.
        last: The visit that went before it in the same unit; a reinspection looks at
            the same things again.
    """
    if kind is InspectionKind.REINSPECTION and last is not None:
        wanted: Iterable[str] = {use.code for use in last.checklists}
    elif kind is InspectionKind.ANNUAL:
        wanted = {one.code for one in offered}
    else:
        meant = {one.code for one in offered if kind in one.kinds}
        usual = _USUAL[InspectionKind.UNANNOUNCED]
        wanted = _USUAL.get(kind) or meant or usual
    return tuple(one.code for one in offered if one.code in wanted)


def facts_of(checklists: Iterable[Checklist]) -> tuple[Fact, ...]:
    """What has to be settled about a place before these are filled in."""
    known: dict[str, Fact] = {}
    for checklist in checklists:
        for fact in checklist.facts:
            known.setdefault(fact.key, fact)
    return tuple(known.values())


def holds_at_first(fact: str, agency: str, last: Inspection | None) -> bool:
    """Whether a fact is ticked unasked: as last time, or unless it is another's."""
    if last is not None and fact in last.facts:
        return last.facts[fact]
    return not any(
        fact in facts and name not in agency for name, facts in _OTHERS.items()
    )


def plan_warning(plan: Plan, day: date, texts: Texts) -> str:
    """What should be known before a visit on that day is made under the plan.

    Empty where there is nothing to say.
    """
    start, end = _first_day(plan.period.start), _last_day(plan.period.end)
    if start is not None and day < start:
        return texts(
            "The plan begins on {day}; a visit before that day is not made under it.",
            day=in_words(texts, start),
        )
    if end is not None and day > end:
        if day.year > end.year:
            return texts(
                "The plan ended on {day}; the report will say that it is carried over "
                "to ROC year {year}.",
                day=in_words(texts, end),
                year=roc_year(day),
            )
        return texts(
            "The plan ended on {day}; the visit lies outside its period.",
            day=in_words(texts, end),
        )
    if end is None and roc_year(day) > plan.roc_year:
        return texts(
            "The plan is of ROC year {of}; the report will say that it is carried over "
            "to ROC year {year}.",
            of=plan.roc_year,
            year=roc_year(day),
        )
    return ""


def _first_day(text: str | None) -> date | None:
    """The day itself, or the first one of a month that no day is named of."""
    if text is None:
        return None
    return date.fromisoformat(text if text.count("-") == 2 else f"{text}-01")


def _last_day(text: str | None) -> date | None:
    if text is None or text.count("-") == 2:
        return _first_day(text)
    year, month = map(int, text.split("-"))
    return date(year, month, monthrange(year, month)[1])
