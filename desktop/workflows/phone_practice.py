"""Practising without a telephone: a call of which nothing is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from db.calls import KeptCall
from desktop.workflows.phone_call import CallInHand
from forms.phone.call import Call, CallSheet, sheet_of
from forms.phone.round import Route

if TYPE_CHECKING:
    from desktop.workflows.phone_clock import Stopwatch
    from forms.phone.call import CallEvent, Patch
    from forms.phone.scale import Scale

_ID = "practice"


class PracticeCalls:
    """Keeps one call, as `db.calls.Calls` does, as long as somebody practises."""

    def __init__(self, call: Call) -> None:
        self._call = call
        self._events: list[CallEvent] = []
        self._patches: list[Patch] = []
        self._undone: list[Patch] = []

    def get(self, call: str) -> KeptCall | None:
        """The call."""
        if call != self._call.id:
            return None
        return KeptCall(
            call=self._call,
            events=tuple(self._events),
            sheet=sheet_of(self._patches) if self._patches else CallSheet(),
        )

    def save(self, call: Call) -> None:
        """Remember what has changed about the call itself."""
        self._call = call

    def add_event(self, call: Call, event: CallEvent) -> None:
        """Remember what happened."""
        self._events.append(event)

    def write_down(self, call: Call, patch: Patch) -> None:
        """Remember a change of the sheet."""
        self._patches.append(patch)
        self._undone.clear()

    def undo(self, call: Call) -> bool:
        """Take the last change of the sheet back."""
        if self.can_undo(call.id):
            self._undone.append(self._patches.pop())
            return True
        return False

    def redo(self, call: Call) -> bool:
        """Make it again."""
        if self.can_redo(call.id):
            self._patches.append(self._undone.pop())
            return True
        return False

    def can_undo(self, call: str) -> bool:
        """Whether there is a change to take back."""
        return bool(self._patches)

    def can_redo(self, call: str) -> bool:
        """Whether there is a change to make again."""
        return bool(self._undone)


def practise(
    scale: Scale,
    stopwatch: Stopwatch,
    *,
    unit: str,
    extension: str,
    tester: str,
    route: Route = Route.VOICE,
    question: str = "",
) -> CallInHand:
    """A call to practise with, on which nothing depends."""
    call = Call(
        id=_ID,
        round=_ID,
        order=1,
        unit=unit,
        extension=extension,
        at=None,
        tester=tester,
        route=route,
        question=question,
    )
    return CallInHand(PracticeCalls(call), call.id, scale, stopwatch)
