"""One call: what was planned, what happened, and what the tester wrote down."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

import msgspec

from forms.canonical import plain
from forms.phone.round import Route
from forms.phone.scale import Interval, PartKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class EventKind(StrEnum):
    """What can happen in a call; one key each."""

    DIAL = "dial"
    RING = "ring"
    VOICE = "voice"  # the voice system answers
    GUIDE = "guide"  # it says how to reach a person
    OPERATOR = "operator"  # the operator answers
    TRANSFERRED = "transferred"  # by the operator, or by keying the extension
    UNIT = "unit"  # the unit answers
    HOLD = "hold"
    RESUMED = "resumed"  # after a hold, or after an end that was none
    CALL_BACK = "call-back"  # the unit rings back
    END = "end"
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong-number"


class Outcome(StrEnum):
    """How the last attempt of a call ended."""

    ANSWERED = "answered"
    RANG_BACK = "rang-back"
    SWITCHBOARD_ONLY = "switchboard-only"  # the unit was never reached
    CUT = "cut"  # ended before anybody answered
    NO_ANSWER = "no-answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong-number"


class CallState(StrEnum):
    """How far a call has come."""

    WAITING = "waiting"
    RUNNING = "running"  # somebody holds the receiver
    ENDED = "ended"  # to be scored, or to be dialled again
    FINISHED = "finished"
    WITHDRAWN = "withdrawn"  # another call stands in for it


_ENDINGS: Final[Mapping[EventKind, Outcome]] = {
    EventKind.NO_ANSWER: Outcome.NO_ANSWER,
    EventKind.BUSY: Outcome.BUSY,
    EventKind.WRONG_NUMBER: Outcome.WRONG_NUMBER,
}
_LAST: Final = frozenset((EventKind.END, *_ENDINGS))
_FIRST: Final = frozenset((EventKind.DIAL, EventKind.CALL_BACK))
_HOLD_ENDS: Final = frozenset(
    (EventKind.RESUMED, EventKind.TRANSFERRED, EventKind.UNIT)
)
_TALKING: Final = frozenset((EventKind.UNIT, EventKind.CALL_BACK))


@dataclass(frozen=True, slots=True, kw_only=True)
class CallEvent:
    """Something that happened in a call; it is never changed.

    Attributes:
        seq: 1, 2, 3 … within the call.
        at: By the computer's clock, which people may set.
        clock: Seconds of a clock that nobody can set; it means something only beside
            another reading of the same run.
        run: Which run of the program read that clock.
    """

    seq: int
    kind: EventKind
    at: datetime
    clock: Decimal
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as it was drawn.

    Attributes:
        round: The id of the visit that the round is sealed as.
        order: Its place in the round; a call that stands in has the place of the one
            withdrawn.
        at: When it is to be made.
        tester: The tester's key.
        hotline: The hotline's name; empty for an extension.
        in_hours: Whether it is to be made within office hours.
        question: What the tester is to ask.
        stands_in_for: The id of the call that was withdrawn.
        withdrawn: Why it is not made; empty if it is.
        finished: When the tester was done with it.
    """

    id: str
    round: str
    order: int
    unit: str
    extension: str
    at: datetime | None
    tester: str
    route: Route
    hotline: str = ""
    in_hours: bool = True
    question: str = ""
    stands_in_for: str | None = None
    withdrawn: str = ""
    finished: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What the tester says a wait was, in the place of what the events say.

    Attributes:
        rings: ``None`` where the count stands.
        seconds: ``None`` where the measurement stands.
    """

    at: datetime
    rings: int | None = None
    seconds: Decimal | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """代接電話: what somebody who answers for a colleague writes down.

    Attributes:
        at: Date and time, as they were said.
        call_back: When the caller wants to be rung.
        rings_again: When the caller will ring again.
    """

    unit: str = ""
    name: str = ""
    phone: str = ""
    gist: str = ""
    at: str = ""
    call_back: str = ""
    rings_again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """What the tester wrote down about a call.

    Attributes:
        answers: By item the key of its level, its points, or `scale.NOT_ARISEN`.
        zero: The key of the zero rule that applies.
        parts: The parts that were tested, where not those that the route says.
        corrections: By the wait that they correct.
        gaps: Seconds that no clock measured, as decimal text, by the number of the
            event behind the gap.
        asked: The question, where it was not the prepared one.
        answered_by: Who answered, and for the agency's own eyes only.
    """

    answers: dict[str, str] = field(default_factory=dict)
    bonuses: tuple[str, ...] = ()
    deductions: tuple[str, ...] = ()
    zero: str | None = None
    parts: tuple[PartKey, ...] | None = None
    corrections: dict[Interval, Correction] = field(default_factory=dict)
    gaps: dict[str, str] = field(default_factory=dict)
    asked: str = ""
    answered_by: str = ""
    strengths: str = ""
    remarks: str = ""
    message: Message | None = None


Patch = dict[str, Any]
"""A change to a sheet as an RFC 7386 merge patch; ``None`` takes away."""


def attempt(events: Sequence[CallEvent]) -> Sequence[CallEvent]:
    """The events from the last dialling or ringing back on; none before the first."""
    for place in range(len(events) - 1, -1, -1):
        if events[place].kind in _FIRST:
            return events[place:]
    return ()


def state_of(call: Call, events: Sequence[CallEvent]) -> CallState:
    """How far the call has come."""
    if call.withdrawn:
        return CallState.WITHDRAWN
    if call.finished is not None:
        return CallState.FINISHED
    if not events:
        return CallState.WAITING
    return CallState.ENDED if events[-1].kind in _LAST else CallState.RUNNING


def outcome_of(events: Sequence[CallEvent]) -> Outcome | None:
    """How the last attempt ended; ``None`` while it goes on or none was made."""
    if not events or events[-1].kind not in _LAST:
        return None
    kinds = {event.kind for event in attempt(events)}
    if events[-1].kind in _ENDINGS:
        return _ENDINGS[events[-1].kind]
    if EventKind.CALL_BACK in kinds:
        return Outcome.RANG_BACK
    if EventKind.UNIT in kinds:
        return Outcome.ANSWERED
    if kinds & {EventKind.VOICE, EventKind.OPERATOR}:
        return Outcome.SWITCHBOARD_ONLY
    return Outcome.CUT


def possible_events(events: Sequence[CallEvent]) -> frozenset[EventKind]:
    """What can happen next; a key for anything else does nothing."""
    if not events:
        return frozenset({EventKind.DIAL})
    if events[-1].kind is EventKind.END:
        # The key was pressed by mistake, and somebody still speaks.
        return _FIRST | {EventKind.RESUMED}
    if events[-1].kind in _LAST:
        return _FIRST
    kinds = [event.kind for event in attempt(events)]
    if _is_held(kinds):
        return frozenset({*_HOLD_ENDS, *_LAST})
    possible = set(EventKind) - {EventKind.RESUMED, *_FIRST}
    if not {EventKind.VOICE, EventKind.OPERATOR, *_TALKING} & set(kinds):
        possible -= {EventKind.TRANSFERRED, EventKind.HOLD}
    if EventKind.VOICE not in kinds:
        possible.discard(EventKind.GUIDE)
    if _TALKING & set(kinds[_last_transfer(kinds) :]):
        possible -= {
            EventKind.RING,
            EventKind.VOICE,
            EventKind.GUIDE,
            EventKind.OPERATOR,
            EventKind.UNIT,
        }
    return frozenset(possible)


def sheet_of(patches: Iterable[Patch]) -> CallSheet:
    """The sheet after these changes, in their order."""
    merged: Any = {}
    for patch in patches:
        merged = _merged(merged, patch)
    return msgspec.convert(merged, CallSheet)


def patch_between(before: CallSheet, after: CallSheet) -> Patch:
    """The change that makes one sheet of the other; empty if they are the same."""
    return _difference(plain(before), plain(after))


def _is_held(kinds: Sequence[EventKind]) -> bool:
    for kind in reversed(kinds):
        if kind in _HOLD_ENDS:
            return False
        if kind is EventKind.HOLD:
            return True
    return False


def _last_transfer(kinds: Sequence[EventKind]) -> int:
    places = [
        place for place, kind in enumerate(kinds) if kind is EventKind.TRANSFERRED
    ]
    return places[-1] if places else 0


def _merged(there: Any, patch: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    if not isinstance(patch, dict):
        return patch
    merged = dict(there) if isinstance(there, dict) else {}
    for key, value in patch.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merged(merged.get(key), value)
    return merged


def _difference(before: Patch, after: Patch) -> Patch:
    found: Patch = dict.fromkeys(before.keys() - after.keys())
    for key, value in after.items():
        there = before.get(key)
        if isinstance(there, dict) and isinstance(value, dict):
            if changed := _difference(there, value):
                found[key] = changed
        elif there != value:
            found[key] = value
    return found
