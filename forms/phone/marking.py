"""From what happened in a call and what its tester wrote down to its score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forms.phone.adding import way_taken
from forms.phone.call import EventKind, attempt, outcome_of
from forms.phone.clock import measures_of
from forms.phone.round import Route
from forms.phone.scale import Interval, PartKey
from forms.phone.scoring import proposed_level, score_call

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from forms.phone.call import Call, CallEvent, CallSheet
    from forms.phone.clock import Measure
    from forms.phone.scale import Item, Scale, Section
    from forms.phone.scoring import CallScore


def tested_parts(
    call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> tuple[PartKey, ...]:
    """The parts that the call tests: the tester's word, or else the events'.

    The switchboard is tested by every call that goes through it, and the unit unless
    the last attempt ended before it was put through.
    """
    if sheet.parts is not None:
        return sheet.parts
    kinds = {event.kind for event in attempt(events)}
    through = call.route is not Route.DIRECT or kinds & {
        EventKind.VOICE,
        EventKind.OPERATOR,
    }
    reached = (
        call.route is Route.DIRECT
        or outcome_of(events) is None
        or kinds & {EventKind.TRANSFERRED, EventKind.UNIT, EventKind.CALL_BACK}
    )
    parts = {PartKey.SWITCHBOARD: through, PartKey.UNIT: reached}
    return tuple(part for part, tested in parts.items() if tested)


def proposals(
    scale: Scale, call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> dict[str, str]:
    """The levels of timed items that follow from the events, where nothing else is."""
    measures = measures_of(events, sheet)
    found: dict[str, str] = {}
    for key in tested_parts(call, events, sheet):
        for section in scale.part(key).sections:
            if section.key in sheet.answers:
                continue
            way = way_of(section, call, events, sheet)
            for item in section.items_of(way):
                level = _proposed(scale, item, measures)
                if level is not None and item.key not in sheet.answers:
                    found[item.key] = level
    return found


def way_of(
    section: Section, call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> str:
    """The way that the call went: by the answers, or else by who answered it."""
    answered = [item.key for item in section.items if item.key in sheet.answers]
    if not section.ways or any(section_way(section, key) for key in answered):
        return way_taken(section, answered)
    kinds = {event.kind for event in attempt(events)}
    by_voice = EventKind.VOICE in kinds or (
        EventKind.OPERATOR not in kinds and call.route is Route.VOICE
    )
    for way in section.ways:
        measured = {item.measures for item in section.items if item.way == way.key}
        if measured - {None} and (Interval.VOICE_ANSWER in measured) == by_voice:
            return way.key
    return section.ways[0].key


def section_way(section: Section, item: str) -> str:
    """The way that an item belongs to; empty where it is asked whatever the way."""
    return next(one.way for one in section.items if one.key == item)


def answers_of(
    scale: Scale, call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> dict[PartKey, dict[str, str]]:
    """By part that was tested, the tester's answers and those that follow by time."""
    given = {**proposals(scale, call, events, sheet), **sheet.answers}
    return {
        key: {name: given[name] for name in _names(scale, key) if name in given}
        for key in tested_parts(call, events, sheet)
    }


def score_of(
    scale: Scale, call: Call, events: Sequence[CallEvent], sheet: CallSheet
) -> CallScore:
    """The call's score as it stands.

    Raises:
        UserError: The sheet says what the scale has no place for.
    """
    answers = answers_of(scale, call, events, sheet)
    return score_call(
        scale,
        switchboard=answers.get(PartKey.SWITCHBOARD),
        unit=answers.get(PartKey.UNIT),
        bonuses=sheet.bonuses,
        deductions=sheet.deductions,
        zero=sheet.zero,
    )


def refuse_unscorable(scale: Scale, sheet: CallSheet) -> None:
    """Refuse what the scale has no place for, of whichever part it is.

    Raises:
        UserError: Something is none of the scale's.
    """
    of_unit = set(_names(scale, PartKey.UNIT))
    score_call(
        scale,
        # What belongs to no part is refused with the switchboard's.
        switchboard={
            key: value for key, value in sheet.answers.items() if key not in of_unit
        },
        unit={key: value for key, value in sheet.answers.items() if key in of_unit},
        bonuses=sheet.bonuses,
        deductions=sheet.deductions,
        zero=sheet.zero,
    )


def _names(scale: Scale, key: PartKey) -> Iterator[str]:
    for section in scale.part(key).sections:
        yield section.key
        for item in section.items:
            yield item.key


def _proposed(
    scale: Scale, item: Item, measures: Mapping[Interval, Measure]
) -> str | None:
    measure = measures.get(item.measures) if item.measures else None
    if measure is None:
        return None
    level = proposed_level(scale, item, rings=measure.rings, seconds=measure.seconds)
    return level.key if level else None
