"""A round of telephone tests: agreed, drawn, called through, and closed."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from desktop.workflows.import_plan import find_version
from desktop.workflows.phone_frame import frame_of
from desktop.workflows.phone_results import record_round
from desktop.workflows.start_inspection import plan_for, start_inspection
from forms.canonical import plain
from forms.checklist.model import InspectionKind
from forms.checklist.reading import read_line, read_text, refuse_unreadable
from forms.errors import UserError
from forms.inspection import InspectionState
from forms.phone.call import CallState, state_of
from forms.phone.frame import refuse_changed, refuse_unusable
from forms.phone.planning import planned_calls, standing_in
from forms.phone.record import refuse_unfinished
from forms.phone.round import Draw, Round, RoundState, ScaleUse
from forms.phone.sampling import DrawnCall, draw
from forms.phone.testers import assigned, refuse_own_unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from db.calls import KeptCall
    from db.store import Store
    from forms.inspection import Inspection, Participant
    from forms.phone.call import Call
    from forms.phone.round import Duty, RoundDefinition
    from forms.phone.scale import Scale
    from forms.plan.model import Deadline

_TO_DO: Final = (CallState.WAITING, CallState.ENDED)


def scale_use(scale: Scale) -> ScaleUse:
    """The scale as a round names it."""
    return ScaleUse(code=scale.code, version=scale.version, sha256=scale.sha256)


def frequency_of(store: Store, duty: Duty) -> Deadline:
    """How often the plan asks for what a round is made for.

    Raises:
        UserError: There is no such plan, or no such item in it.
    """
    plan = find_version(store, f"{duty.plan}@{duty.version}")
    for item in plan.items:
        if item.key == duty.item:
            return item.deadline
    raise UserError(
        "The plan {plan} has no item {item}; choose another.",
        plan=plan.code,
        item=duty.item,
    )


def make_round(
    store: Store,
    definition: RoundDefinition,
    *,
    scale: Scale,
    people: Sequence[Participant],
    now: datetime,
) -> Round:
    """Plan a round, as a visit that is kept from now on.

    Raises:
        UserError: There is nothing to draw from, an extension stands twice in a unit,
            some unit has no tester that may test it, or the plan is not known.
    """
    definition = _completed(store, definition, scale)
    refuse_unusable(definition.frame)
    _refuse_untestable(definition)
    units = definition.units
    duty = definition.duty
    with store.writing():
        if store.scales.get(scale.code, scale.version) is None:
            store.scales.add(scale)
        inspection = start_inspection(
            store,
            kind=InspectionKind.PHONE_TEST,
            unit=units[0] if len(units) == 1 else store.settings.get().agency,
            place=definition.title,
            started=now,
            checklists=(),
            people=people,
            plan=plan_for(find_version(store, f"{duty.plan}@{duty.version}"), now)
            if duty
            else None,
        )
        round = Round(inspection=inspection.id, definition=definition)
        store.rounds.plan(round)
    return round


def save_round(store: Store, round: Round, *, scale: Scale | None = None) -> Round:
    """Keep what was changed about a round.

    Raises:
        UserError: As `make_round` does; or it was drawn and something has changed that
            the sample was drawn from.
    """
    kept = _round(store, round.inspection)
    scale = scale or _scale(store, kept)
    definition = _completed(store, round.definition, scale)
    if kept.draw is not None:
        refuse_changed(definition.frame, kept.draw.frame_sha256)
        _refuse_other_draw(definition, kept.definition)
        _refuse_lost_testers(store, kept, definition)
    refuse_unusable(definition.frame)
    _refuse_untestable(definition)
    saved = Round(inspection=kept.inspection, definition=definition, draw=kept.draw)
    with store.writing():
        if store.scales.get(scale.code, scale.version) is None:
            store.scales.add(scale)
        store.rounds.save(saved)
    return saved


def draw_round(
    store: Store, inspection: str, *, now: datetime, seed: str | None = None
) -> Round:
    """Draw whom to call, in which order and when; seed and frame are on record first.

    Args:
        store: The profile.
        inspection: The round's.
        now: Stands in the record.
        seed: One line of text; by default one that nobody chose.

    Raises:
        UserError: It was drawn already, or there is not room for the calls in the
            days and hours of the round.
    """
    round = _round(store, inspection)
    if round.state is not RoundState.PLANNED:
        raise UserError(
            "This round has been drawn already, and a round is drawn once; plan "
            "another one to draw anew."
        )
    definition = round.definition
    sample = draw(
        definition.frame,
        seed=seed or secrets.token_hex(8),
        per_unit=definition.per_unit,
        timetable=definition.timetable,
    )
    drawn = Draw(seed=sample.seed, frame_sha256=sample.frame_sha256, at=now)
    calls = planned_calls(round, sample, store.ids.new)
    with store.writing():
        store.rounds.draw(inspection, drawn)
        store.calls.add(calls)
    return replace(round, draw=drawn)


def changed_since(store: Store, round: Round) -> UserError | None:
    """What to say if the directory knows other extensions than were drawn from."""
    definition = round.definition
    if round.draw is None or definition.source:
        return None
    tested = {line.unit for line in definition.frame}
    try:
        refuse_changed(frame_of(store, tested), round.draw.frame_sha256)
    except UserError as changed:
        return changed
    return None


def next_call(store: Store, inspection: str) -> KeptCall | None:
    """The call to make now: the one that goes on, or else the earliest planned.

    ``None`` once every call is finished.
    """
    states = [
        (state_of(one.call, one.events), one) for one in store.calls.of(inspection)
    ]
    for state, kept in states:
        if state is CallState.RUNNING:
            return kept
    left = [one for state, one in states if state in _TO_DO]
    return min(left, key=_by_time, default=None)


def unfinished(store: Store, inspection: str) -> list[KeptCall]:
    """The calls that are still to be made or scored, in the round's order."""
    return [
        one
        for one in store.calls.of(inspection)
        if state_of(one.call, one.events) in (*_TO_DO, CallState.RUNNING)
    ]


def replace_call(store: Store, call: str, reason: str) -> Call | None:
    """Withdraw a call, and have the next line of the same draw stand in for it.

    ``None`` if the unit has no other line: the round goes on with one call fewer.

    Raises:
        UserError: There is no reason, or the call was made.
    """
    kept = store.calls.get(call)
    if kept is None:
        raise LookupError(call)
    where = f"{kept.call.unit} {kept.call.extension}"
    reason = read_text(reason, where).strip()
    if not reason:
        raise UserError("Say why the extension is withdrawn; the report will tell.")
    if state_of(kept.call, kept.events) not in _TO_DO:
        raise UserError(
            "Only a call that is not finished can be withdrawn; end it first."
        )
    calls = [one.call for one in store.calls.of(kept.call.round)]
    round = _round(store, kept.call.round)
    instead = standing_in(round, kept.call, calls, store.ids.new)
    with store.writing():
        store.calls.save(replace(kept.call, withdrawn=reason))
        if instead is not None:
            store.calls.add([instead])
    return instead


def assign(store: Store, call: str, tester: str) -> Call:
    """Have somebody else make a call.

    Raises:
        UserError: It is to their own unit.
    """
    kept = store.calls.get(call)
    if kept is None:
        raise LookupError(call)
    somebody = _round(store, kept.call.round).definition.tester(tester)
    refuse_own_unit(somebody.tester, kept.call.unit)
    changed = replace(kept.call, tester=tester)
    store.calls.save(changed)
    return changed


def close_round(store: Store, inspection: str) -> Inspection:
    """Note when the round's first and last events were; for its report.

    Raises:
        UserError: Calls are still to be made or scored, or none was made.
    """
    draft = store.inspections.get(inspection)
    if draft is None or draft.state is not InspectionState.DRAFT:
        raise LookupError(inspection)
    record = record_round(store, inspection)
    if record is None:
        raise LookupError(inspection)
    refuse_unfinished(record)
    moments = [event.at for one in record.calls for event in one.events]
    closed = replace(draft, started=min(moments), ended=max(moments))
    store.inspections.save(closed)
    return closed


def _by_time(kept: KeptCall) -> tuple[bool, float, int]:
    at = kept.call.at
    return at is None, at.timestamp() if at else 0, kept.call.order


def _completed(
    store: Store, definition: RoundDefinition, scale: Scale
) -> RoundDefinition:
    title = read_line(definition.title, "—")
    if not title:
        raise UserError("Give the round a name.")
    refuse_unreadable(plain(definition), title)
    frequency = definition.frequency
    if definition.duty is not None:
        frequency = frequency_of(store, definition.duty)
    return replace(definition, title=title, scale=scale_use(scale), frequency=frequency)


def _refuse_untestable(definition: RoundDefinition) -> None:
    """Refuse a round in which nobody may test some unit."""
    assigned(
        [
            DrawnCall(order=order, unit=unit, extension="")
            for order, unit in enumerate(definition.units, start=1)
        ],
        [one.tester for one in definition.testers],
        seed="",
    )


def _refuse_other_draw(now: RoundDefinition, then: RoundDefinition) -> None:
    changed = (now.per_unit, now.timetable, now.hotlines, now.scale) != (
        then.per_unit,
        then.timetable,
        then.hotlines,
        then.scale,
    )
    if changed:
        raise UserError(
            "The sample is drawn: its scale, days, hours, hotlines and number of calls "
            "stand; plan another round to change them."
        )


def _refuse_lost_testers(
    store: Store, kept: Round, definition: RoundDefinition
) -> None:
    there = {one.key for one in definition.testers}
    for one in store.calls.of(kept.inspection):
        if one.call.tester not in there:
            raise UserError(
                "{tester} has calls in this round; give them to somebody else first.",
                tester=kept.definition.tester(one.call.tester).name,
            )


def _round(store: Store, inspection: str) -> Round:
    found = store.rounds.get(inspection)
    if found is None:
        raise LookupError(inspection)
    return found


def _scale(store: Store, round: Round) -> Scale:
    found = store.scales.of_round(round.inspection)
    if found is None:
        raise LookupError(round.definition.scale.ref)
    return found
