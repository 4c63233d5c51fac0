"""A round as it is sealed: all that its report says, and all that proves the sample."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from forms.errors import UserError
from forms.phone.call import (
    Call,
    CallEvent,
    CallSheet,
    CallState,
    Outcome,
    outcome_of,
    state_of,
)
from forms.phone.clock import Measure, measures_of
from forms.phone.marking import score_of, tested_parts
from forms.phone.results import ScoredCall, round_result
from forms.phone.round import Round
from forms.phone.scale import Scale
from forms.phone.scoring import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.phone.results import Means, RoundResult
    from forms.phone.round import RoundDefinition
    from forms.phone.scoring import CallScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A call's score, for readers that do not work it out themselves.

    Attributes:
        switchboard: Points before multiplying; ``None`` where it was not tested.
        unit: As ``switchboard``.
        uncapped: Before the limits.
        total: Exact.
        shown: As it is printed.
        grade: The key of the grade.
    """

    switchboard: Decimal | None
    unit: Decimal | None
    multiplier: Decimal
    uncapped: Decimal
    total: Decimal
    shown: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRecord:
    """A call with all that happened and was written down.

    Attributes:
        events: In their order.
        measures: The waits of the last attempt, after corrections.
        marks: ``None`` where the call does not count.
    """

    call: Call
    events: tuple[CallEvent, ...]
    sheet: CallSheet
    state: CallState
    outcome: Outcome | None
    measures: tuple[Measure, ...]
    marks: Marks | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """What a number of calls add up to; their mean is exact in no other form.

    Attributes:
        unit: Empty for the whole round.
    """

    unit: str
    calls: int
    total: Decimal

    @property
    def mean(self) -> Fraction:
        """What a call came to."""
        return Fraction(self.total) / self.calls


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRound:
    """The round that this one is compared with.

    Attributes:
        number: Its report's.
        on: When it began.
        totals: The whole round's, then its units'.
    """

    number: str
    title: str
    on: date
    totals: tuple[Total, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """The sentence of a plan that asks for the round.

    Attributes:
        place: As officials cite it: 一、(一)1.
    """

    place: str
    text: str


@dataclass(frozen=True, kw_only=True)
class PhoneRecord:
    """A round of telephone tests, whole.

    Attributes:
        calls: In the order of the round; a call that was withdrawn, then whichever
            stands in for it.
        totals: The whole round's, then its units'; empty where no call counts.
        earlier: ``None`` where nothing comparable was sealed before.
        demand: ``None`` where no plan asks for it.
    """

    round: Round
    scale: Scale
    calls: tuple[CallRecord, ...]
    totals: tuple[Total, ...] = ()
    earlier: EarlierRound | None = None
    demand: Demand | None = None


def record_of(
    scale: Scale, call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> CallRecord:
    """The call as it is recorded.

    Raises:
        UserError: The sheet says what the scale has no place for.
    """
    state = state_of(call, events)
    score = counted_score(scale, call, events, sheet)
    return CallRecord(
        call=call,
        events=tuple(events),
        sheet=sheet,
        state=state,
        outcome=outcome_of(events),
        measures=tuple(measures_of(events, sheet).values()),
        marks=_marks(scale, score) if score else None,
    )


def refuse_unfinished(record: PhoneRecord) -> None:
    """Refuse a round that lacks anything.

    Raises:
        UserError: Calls are still to be made or scored, or none was made.
    """
    left = [
        one
        for one in record.calls
        if one.state not in (CallState.FINISHED, CallState.WITHDRAWN)
    ]
    if left:
        raise UserError(
            "These calls are still to be made or scored: {calls}.",
            calls="、".join(
                f"{one.call.order} {one.call.unit} {one.call.extension}" for one in left
            ),
        )
    if not any(one.state is CallState.FINISHED for one in record.calls):
        raise UserError("No call of this round was made; draw the sample and call.")


def counted_score(
    scale: Scale, call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> CallScore | None:
    """The score of a finished call; ``None`` where it does not count.

    Raises:
        UserError: The sheet says what the scale has no place for.
    """
    if state_of(call, events) is not CallState.FINISHED:
        return None
    if not (tested_parts(call, events, sheet) or sheet.zero):
        return None
    return score_of(scale, call, events, sheet)


def totals_of(calls: Iterable[CallRecord]) -> tuple[Total, ...]:
    """What the calls add up to: all of them, then each unit's; none if none counts."""
    by_unit: dict[str, list[Decimal]] = defaultdict(list)
    for one in calls:
        if one.marks is not None:
            by_unit[one.call.unit].append(one.marks.total)
    if not by_unit:
        return ()
    whole = [total for totals in by_unit.values() for total in totals]
    return tuple(
        Total(unit=unit, calls=len(totals), total=sum(totals, Decimal()))
        for unit, totals in (("", whole), *sorted(by_unit.items()))
    )


def result_of(record: PhoneRecord) -> RoundResult | None:
    """What the round came to, with its change against the earlier one."""
    result = round_result(
        record.scale,
        list(scored_calls(record)),
        ranked=record.round.definition.ranked,
    )
    if result is None or record.earlier is None:
        return result
    before = {total.unit: total.mean for total in record.earlier.totals}
    return replace(
        result,
        means=_changed(result.means, before.get("")),
        units=tuple(
            replace(unit, means=_changed(unit.means, before.get(unit.name)))
            for unit in result.units
        ),
    )


def retest_of(record: PhoneRecord) -> RoundDefinition | None:
    """A round of the units whose mean asks for another test; ``None`` if none does.

    Days and hours are those of this round, to be set anew.
    """
    result = result_of(record)
    units = result.units if result else ()
    due = {unit.name for unit in units if unit.means.retest_due}
    if not due:
        return None
    definition = record.round.definition
    return replace(
        definition,
        frame=tuple(line for line in definition.frame if line.unit in due),
        hotlines=tuple(one for one in definition.hotlines if one.unit in due),
    )


def scored_calls(record: PhoneRecord) -> Iterator[ScoredCall]:
    """The calls that count, with the whole working of their scores."""
    for one in record.calls:
        score = counted_score(record.scale, one.call, one.events, one.sheet)
        if score is not None:
            yield ScoredCall(unit=one.call.unit, score=score)


def _changed(means: Means, before: Fraction | None) -> Means:
    return replace(means, change=None if before is None else means.mean - before)


def _marks(scale: Scale, score: CallScore) -> Marks:
    return Marks(
        switchboard=score.switchboard,
        unit=score.unit,
        multiplier=score.multiplier,
        uncapped=score.uncapped,
        total=score.total,
        shown=shown(scale, score.total),
        grade=score.grade.key,
    )
