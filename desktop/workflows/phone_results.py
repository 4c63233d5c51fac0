"""What a round comes to: its record, its figures and the findings that follow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from desktop.workflows.import_plan import known_plans
from forms.checklist.scoring import rounded
from forms.inspection import Finding
from forms.phone.record import (
    Demand,
    EarlierRound,
    PhoneRecord,
    record_of,
    result_of,
    totals_of,
)
from forms.phone.scoring import grade_of, shown
from forms.sealed import ScoreSummary
from forms.working_days import WorkCalendar
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from db.store import Store
    from forms.phone.results import RoundResult, UnitResult
    from forms.phone.round import Round
    from forms.phone.scale import Scale
    from resources.texts import Texts

IMPROVEMENT_REPORT: Final = "improvement-report"
RETEST: Final = "retest"
"""What findings of a round fall short of, in the place of a check item's key."""

_SAID: Final = {
    IMPROVEMENT_REPORT: later(
        "Telephone courtesy: mean score {score}, below {limit}; an improvement report "
        "is due."
    ),
    RETEST: later(
        "Telephone courtesy: mean score {score}, below {limit}; a retest is due."
    ),
}


def record_round(store: Store, inspection: str) -> PhoneRecord | None:
    """The round as it stands, as it would be sealed; ``None`` if the visit is none."""
    round = store.rounds.get(inspection)
    scale = store.scales.of_round(inspection)
    if round is None or scale is None:
        return None
    calls = tuple(
        record_of(scale, one.call, one.events, one.sheet)
        for one in store.calls.of(inspection)
    )
    return PhoneRecord(
        round=round,
        scale=scale,
        calls=calls,
        totals=totals_of(calls),
        earlier=_earlier(store, inspection, scale.code),
        demand=_demand(store, round),
    )


def results(store: Store, inspection: str) -> RoundResult | None:
    """What the round comes to so far; ``None`` while no call is finished."""
    record = record_round(store, inspection)
    return result_of(record) if record else None


def summary_of(record: PhoneRecord) -> ScoreSummary:
    """The round's mean and grade, as the score of its visit."""
    if not record.totals:
        return ScoreSummary(percent=None, grade=None, earned="0", possible="0")
    whole = record.totals[0]
    return ScoreSummary(
        percent=rounded(whole.mean),
        grade=grade_of(record.scale, whole.mean).key,
        earned=str(whole.total),
        possible=str(whole.calls * Decimal(record.scale.cap)),
    )


def make_findings(
    store: Store, inspection: str, *, on: date, texts: Texts
) -> tuple[Finding, ...]:
    """Have each unit below a limit of the scale answer for it.

    Made again, they follow the scores; what a person has changed about them stays.

    Args:
        store: The profile.
        inspection: The round's, not sealed yet.
        on: From when the term to put it right counts.
        texts: The language of the findings.
    """
    result = results(store, inspection)
    record = record_round(store, inspection)
    if result is None or record is None:
        return ()
    days = store.settings.get().correction_days
    due = WorkCalendar().after_working(on, days)
    there = {
        (one.item, one.responsible_unit): one
        for one in store.findings.of(inspection)
        if one.item in _SAID
    }
    wanted = dict(_wanted(result, record.scale, texts))
    with store.writing():
        for key, finding in there.items():
            if key not in wanted:
                store.findings.remove(finding.id)
        for (item, unit), text in wanted.items():
            finding = there.get((item, unit)) or Finding(
                id=store.ids.new(),
                number=store.findings.next_number(inspection),
                text=text,
                item=item,
                responsible_unit=unit,
                due=due,
            )
            store.findings.save(inspection, replace(finding, text=text))
        _number_anew(store, inspection)
    return tuple(
        one
        for one in store.findings.of(inspection)
        if (one.item, one.responsible_unit) in wanted
    )


def _wanted(
    result: RoundResult, scale: Scale, texts: Texts
) -> Iterator[tuple[tuple[str, str], str]]:
    for unit in result.units:
        for item, due, limit in _limits(unit, scale):
            if due:
                score = shown(scale, unit.means.mean)
                text = texts(_SAID[item], score=score, limit=limit)
                yield (item, unit.name), text


def _limits(unit: UnitResult, scale: Scale) -> Iterator[tuple[str, bool, str | None]]:
    yield IMPROVEMENT_REPORT, unit.means.report_due, scale.report_under
    yield RETEST, unit.means.retest_due, scale.retest_under


def _number_anew(store: Store, inspection: str) -> None:
    """1, 2, 3 …, as some may have gone."""
    store.findings.put(
        inspection,
        {
            one.id: replace(one, number=number)
            for number, one in enumerate(store.findings.of(inspection), start=1)
            if one.number != number
        },
    )


def _demand(store: Store, round: Round) -> Demand | None:
    """The sentence that the round answers to, while its plan is still known."""
    duty = round.definition.duty
    if duty is None:
        return None
    for plan in reversed(known_plans(store)):
        if plan.code == duty.plan and duty.version in ("", plan.version):
            for item in plan.items:
                if item.key == duty.item:
                    return Demand(place=plan.label(item.key), text=item.text)
    return None


def _earlier(store: Store, inspection: str, scale: str) -> EarlierRound | None:
    """The last sealed round before this one, on the same scale."""
    this = store.inspections.get(inspection)
    if this is None:
        return None
    for round in store.rounds.sealed_on_scale(scale):
        other = store.inspections.get(round.inspection)
        used = store.scales.of_round(round.inspection)
        if other is None or used is None or other.number is None:
            continue
        sealed = store.reports.sealed(other.number)
        if other.started >= this.started or (
            sealed is not None and sealed.sha256 == this.replaces
        ):
            continue
        calls = [
            record_of(used, one.call, one.events, one.sheet)
            for one in store.calls.of(other.id)
        ]
        return EarlierRound(
            number=other.number,
            title=round.definition.title,
            on=other.started.date(),
            totals=totals_of(calls),
        )
    return None
