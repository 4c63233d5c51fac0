"""What happens in a call, in words, and the key for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from forms.phone.call import CallState, EventKind, Outcome
from forms.phone.round import Route
from forms.phone.scale import Interval
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from decimal import Decimal

    from forms.phone.call import CallEvent
    from resources.texts import Texts

EVENTS: Final[Mapping[EventKind, tuple[str, str]]] = {
    EventKind.DIAL: (later("Dial"), "D"),
    EventKind.RING: (later("Ring"), "R"),
    EventKind.VOICE: (later("Voice on"), "V"),
    EventKind.GUIDE: (later("Way told"), "G"),
    EventKind.OPERATOR: (later("Operator on"), "O"),
    EventKind.TRANSFERRED: (later("Put through"), "T"),
    EventKind.UNIT: (later("Unit on"), "U"),
    EventKind.HOLD: (later("On hold"), "H"),
    EventKind.RESUMED: (later("Resumed"), "S"),
    EventKind.END: (later("End"), "E"),
    EventKind.NO_ANSWER: (later("No answer"), "X"),
    EventKind.BUSY: (later("Busy"), "Y"),
    EventKind.WRONG_NUMBER: (later("Misdialled"), "W"),
    EventKind.CALL_BACK: (later("Rings back"), "K"),
}
"""In the order in which they mostly happen."""

WAITS: Final[Mapping[Interval, str]] = {
    Interval.VOICE_ANSWER: later("Until the voice system answers"),
    Interval.VOICE_GUIDE: later("Until it tells the way to a person"),
    Interval.OPERATOR_ANSWER: later("Until the operator answers"),
    Interval.UNIT_ANSWER: later("Until the unit answers"),
}

OUTCOMES: Final[Mapping[Outcome, str]] = {
    Outcome.ANSWERED: later("Answered"),
    Outcome.RANG_BACK: later("Rang back"),
    Outcome.SWITCHBOARD_ONLY: later("Switchboard only"),
    Outcome.CUT: later("Ended before an answer"),
    Outcome.NO_ANSWER: later("No answer"),
    Outcome.BUSY: later("Busy"),
    Outcome.WRONG_NUMBER: later("Wrong number"),
}

STATES: Final[Mapping[CallState, str]] = {
    CallState.WAITING: later("To be called"),
    CallState.RUNNING: later("Calling"),
    CallState.ENDED: later("To be scored"),
    CallState.FINISHED: later("Finished"),
    CallState.WITHDRAWN: later("Replaced"),
}

ROUTES: Final[Mapping[Route, str]] = {
    Route.VOICE: later("Through the voice system"),
    Route.OPERATOR: later("Through the operator"),
    Route.DIRECT: later("Direct line"),
}

_NEXT: Final[Mapping[EventKind, tuple[EventKind, ...]]] = {
    EventKind.VOICE: (EventKind.GUIDE,),
    EventKind.GUIDE: (EventKind.OPERATOR, EventKind.TRANSFERRED),
    EventKind.OPERATOR: (EventKind.TRANSFERRED, EventKind.UNIT),
    EventKind.TRANSFERRED: (EventKind.UNIT,),
    EventKind.UNIT: (EventKind.END,),
    EventKind.HOLD: (EventKind.RESUMED,),
    EventKind.RESUMED: (EventKind.END,),
    EventKind.CALL_BACK: (EventKind.END,),
}
_FIRST_ANSWER: Final = {
    Route.VOICE: EventKind.VOICE,
    Route.OPERATOR: EventKind.OPERATOR,
    Route.DIRECT: EventKind.UNIT,
}


def likely_next(
    route: Route, events: Sequence[CallEvent], possible: Collection[EventKind]
) -> EventKind | None:
    """What mostly happens next; ``None`` where the call is over."""
    kinds = [one.kind for one in events if one.kind is not EventKind.RING]
    if not kinds:
        return EventKind.DIAL if EventKind.DIAL in possible else None
    last = kinds[-1]
    wanted = (_FIRST_ANSWER[route],) if last is EventKind.DIAL else _NEXT.get(last, ())
    return next((kind for kind in wanted if kind in possible), None)


def duration(seconds: Decimal | None) -> str:
    """1:05.3; a dash where it is not known."""
    if seconds is None:
        return "－"
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:04.1f}"


def rings_and_seconds(rings: int | None, seconds: Decimal | None, texts: Texts) -> str:
    """3 rings, 7.2 s; whichever of them is known."""
    said = []
    if rings is not None:
        said.append(texts("{count} rings", count=rings))
    if seconds is not None:
        said.append(texts("{seconds} s", seconds=f"{seconds:.1f}"))
    return texts(", ").join(said) or "－"
