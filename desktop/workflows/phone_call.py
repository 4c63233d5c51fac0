"""The bench: one call in hand, every event and every word of it kept at once."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from forms.checklist.reading import refuse_unreadable
from forms.errors import UserError
from forms.inspection import InspectionState
from forms.phone.call import (
    CallEvent,
    CallState,
    Correction,
    EventKind,
    outcome_of,
    patch_between,
    possible_events,
    state_of,
)
from forms.phone.clock import gaps_in, held, measures_of, whole
from forms.phone.marking import (
    answers_of,
    proposals,
    refuse_unscorable,
    score_of,
    tested_parts,
    way_of,
)
from forms.phone.testers import refuse_own_unit

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from db.calls import KeptCall
    from db.store import Store
    from desktop.workflows.phone_clock import Stopwatch
    from forms.phone.call import Call, CallSheet, Message, Outcome, Patch
    from forms.phone.clock import Gap, Measure
    from forms.phone.scale import Interval, Item, PartKey, Scale, Section
    from forms.phone.scoring import CallScore


class Keeper(Protocol):
    """Where a call is kept: the store, or for practising only memory."""

    def get(self, call: str) -> KeptCall | None:
        """The call as it is kept."""

    def save(self, call: Call) -> None:
        """Keep what has changed about the call itself."""

    def add_event(self, call: Call, event: CallEvent) -> None:
        """Keep what happened."""

    def write_down(self, call: Call, patch: Patch) -> None:
        """Keep a change of the sheet."""

    def undo(self, call: Call) -> bool:
        """Take the last change of the sheet back."""

    def redo(self, call: Call) -> bool:
        """Make it again."""

    def can_undo(self, call: str) -> bool:
        """Whether there is a change to take back."""

    def can_redo(self, call: str) -> bool:
        """Whether there is a change to make again."""


class CallInHand:
    """A call that is read once, and changed where it is kept and here together.

    An event that has happened stays; what it says wrongly is corrected with a mark.
    What is written down can be undone step by step.
    """

    def __init__(
        self, keeper: Keeper, call: str, scale: Scale, stopwatch: Stopwatch
    ) -> None:
        self.scale = scale
        self._keeper = keeper
        self._id = call
        self._stopwatch = stopwatch
        self.reload()

    @property
    def call(self) -> Call:
        """The call as it was drawn."""
        return self._kept.call

    @property
    def events(self) -> tuple[CallEvent, ...]:
        """What has happened, in order."""
        return self._kept.events

    @property
    def sheet(self) -> CallSheet:
        """What is written down."""
        return self._kept.sheet

    @property
    def state(self) -> CallState:
        """How far the call has come."""
        return state_of(self.call, self.events)

    @property
    def outcome(self) -> Outcome | None:
        """How the last attempt ended; ``None`` while it goes on."""
        return outcome_of(self.events)

    @property
    def can_undo(self) -> bool:
        """Whether something that was written down can be taken back."""
        return self._keeper.can_undo(self._id)

    @property
    def can_redo(self) -> bool:
        """Whether something that was taken back can be made again."""
        return self._keeper.can_redo(self._id)

    def reload(self) -> None:
        """Read the call again.

        Raises:
            LookupError: It is gone.
        """
        kept = self._keeper.get(self._id)
        if kept is None:
            raise LookupError(self._id)
        self._kept = kept

    def possible(self) -> frozenset[EventKind]:
        """What can happen next; none once the call is finished or withdrawn."""
        if self.state in (CallState.FINISHED, CallState.WITHDRAWN):
            return frozenset()
        return possible_events(self.events)

    def measures(self) -> dict[Interval, Measure]:
        """The waits of the last attempt, after corrections."""
        return measures_of(self.events, self.sheet)

    def gaps(self) -> tuple[Gap, ...]:
        """Where the program had stopped in the middle of the last attempt."""
        return gaps_in(self.events, self.sheet)

    def held(self) -> Decimal | None:
        """How long one was put on hold; ``None`` where that is not known."""
        return held(self.events, self.sheet)

    def elapsed(self) -> Decimal | None:
        """Seconds of the last attempt, up to this moment while it goes on.

        ``None`` where a part of it was not measured.
        """
        measured = whole(self.events, self.sheet)
        since = self.since_last()
        return None if measured is None or since is None else measured + since

    def since_last(self) -> Decimal | None:
        """Seconds since the last event; 0 while no call goes on.

        ``None`` where the event lies in an earlier run of the program.
        """
        if self.state is not CallState.RUNNING:
            return Decimal()
        reading, last = self._stopwatch.read(), self.events[-1]
        return reading.clock - last.clock if reading.run == last.run else None

    def parts(self) -> tuple[PartKey, ...]:
        """The parts that the call tests."""
        return tested_parts(self.call, self.events, self.sheet)

    def items(self) -> tuple[Item, ...]:
        """The items to answer, in order, of the way that the call went."""
        return tuple(
            item
            for part in self.parts()
            for section in self.scale.part(part).sections
            for item in section.items_of(self.way(section))
        )

    def way(self, section: Section) -> str:
        """The way that the call went in a section; empty where there is but one."""
        return way_of(section, self.call, self.events, self.sheet)

    def proposed(self) -> dict[str, str]:
        """By timed item the level that follows from the events, unless answered."""
        return proposals(self.scale, self.call, self.events, self.sheet)

    def answers(self) -> dict[str, str]:
        """By item its answer: the tester's, or the one proposed."""
        by_part = answers_of(self.scale, self.call, self.events, self.sheet)
        return {key: value for part in by_part.values() for key, value in part.items()}

    def score(self) -> CallScore | None:
        """The score as it stands; ``None`` while nothing is tested."""
        if not self.parts() and self.sheet.zero is None:
            return None
        return score_of(self.scale, self.call, self.events, self.sheet)

    def record_event(self, kind: EventKind) -> CallEvent:
        """Keep that this happens now.

        Raises:
            UserError: It cannot happen now.
        """
        reading = self._stopwatch.read()
        if kind not in self.possible():
            raise UserError(
                "That cannot happen at this point of the call; press what comes next."
            )
        event = CallEvent(
            seq=len(self.events) + 1,
            kind=kind,
            at=reading.at,
            clock=reading.clock,
            run=reading.run,
        )
        with self._having(replace(self._kept, events=(*self.events, event))):
            self._keeper.add_event(self.call, event)
        return event

    def answer_item(self, item: str, value: str | None) -> None:
        """Keep an answer; ``None`` takes it back, and a timed item's is proposed again.

        An answer that belongs to another way of its section takes the place of those
        of the way before.

        Raises:
            UserError: It is no answer to the item.
        """
        answers = dict(self.sheet.answers)
        for gone in self._excluded_by(item) if value is not None else (item,):
            answers.pop(gone, None)
        if value is not None:
            answers[item] = value
        self.write(replace(self.sheet, answers=answers))

    def correct(
        self,
        interval: Interval,
        *,
        rings: int | None = None,
        seconds: Decimal | None = None,
        reason: str = "",
    ) -> None:
        """Say what a wait was; nothing at all takes the correction back.

        Raises:
            UserError: It is less than nothing.
        """
        corrections = dict(self.sheet.corrections)
        corrections.pop(interval, None)
        if rings is not None or seconds is not None:
            _refuse_negative(rings, seconds)
            corrections[interval] = Correction(
                at=self._stopwatch.read().at,
                rings=rings,
                seconds=seconds,
                reason=reason,
            )
        self.write(replace(self.sheet, corrections=corrections))

    def tell_gap(self, gap: Gap, seconds: Decimal | None) -> None:
        """Say how long it was while the program had stopped.

        Raises:
            UserError: It is less than nothing.
        """
        gaps = dict(self.sheet.gaps)
        gaps.pop(str(gap.after), None)
        if seconds is not None:
            _refuse_negative(None, seconds)
            gaps[str(gap.after)] = str(seconds)
        self.write(replace(self.sheet, gaps=gaps))

    def take_message(self, message: Message | None) -> None:
        """Keep what somebody noted who answered for a colleague."""
        self.write(replace(self.sheet, message=message))

    def write(self, sheet: CallSheet) -> None:
        """Keep the sheet as it is now: remarks, adjustments, parts and all.

        Raises:
            UserError: The call is finished, the scale has no place for it, or a text
                is too long or holds what nobody can see.
        """
        self._refuse_closed()
        refuse_unscorable(self.scale, sheet)
        patch = patch_between(self.sheet, sheet)
        if patch:
            refuse_unreadable(patch, f"{self.call.unit} {self.call.extension}")
            with self._having(replace(self._kept, sheet=sheet)):
                self._keeper.write_down(self.call, patch)

    def undo(self) -> bool:
        """Take back what was written down last; whether there was anything."""
        self._refuse_closed()
        return self._turned(self._keeper.undo(self.call))

    def redo(self) -> bool:
        """Write down again what was undone last; whether there was anything."""
        self._refuse_closed()
        return self._turned(self._keeper.redo(self.call))

    def lacks(self) -> tuple[str, ...]:
        """The items that have no answer yet."""
        score = self.score()
        return score.missing if score else ()

    def finish_call(self) -> None:
        """Be done with the call.

        Raises:
            UserError: It goes on, was never made, or an item has no answer.
        """
        self._refuse_closed()
        if self.state is not CallState.ENDED:
            raise UserError("End the call before you finish it.")
        if lacking := self.lacks():
            raise UserError(
                "These items have no answer yet: {items}.", items="、".join(lacking)
            )
        self._save(replace(self.call, finished=self._stopwatch.read().at))

    def reopen(self) -> None:
        """Take the call in hand again after it was finished."""
        self._save(replace(self.call, finished=None))

    def _save(self, call: Call) -> None:
        with self._having(replace(self._kept, call=call)):
            self._keeper.save(call)

    @contextmanager
    def _having(self, kept: KeptCall) -> Generator[None]:
        """Have it so in memory and where it is kept, or in neither.

        Memory comes first by a hair: whoever is told of the commit reads it.
        """
        before = self._kept
        self._kept = kept
        try:
            yield
        except BaseException:
            self._kept = before
            raise

    def _turned(self, turned: bool) -> bool:
        if turned:
            self.reload()
        return turned

    def _refuse_closed(self) -> None:
        if self.state in (CallState.FINISHED, CallState.WITHDRAWN):
            raise UserError(
                "This call is finished or withdrawn; open it again to change it."
            )

    def _excluded_by(self, item: str) -> Sequence[str]:
        """The answers that cannot stand beside one to this item or section."""
        for section in self._sections():
            if section.key == item:
                return [one.key for one in section.items]
            found = next((one for one in section.items if one.key == item), None)
            if found is not None:
                others = [
                    one.key
                    for one in section.items
                    if found.way and one.way not in ("", found.way)
                ]
                return [section.key, *others]
        return ()

    def _sections(self) -> list[Section]:
        return [one for part in self.scale.parts for one in part.sections]


def open_call(store: Store, call: str, stopwatch: Stopwatch) -> CallInHand:
    """The call, to be made.

    Raises:
        UserError: Its round is sealed, or its tester belongs to the unit.
    """
    kept = store.calls.get(call)
    if kept is None:
        raise LookupError(call)
    inspection = store.inspections.get(kept.call.round)
    round = store.rounds.get(kept.call.round)
    scale = store.scales.of_round(kept.call.round)
    if inspection is None or round is None or scale is None:
        raise LookupError(kept.call.round)
    if inspection.state is InspectionState.SEALED:
        raise UserError(
            "The visit to {unit} is sealed and cannot be changed; make a corrected "
            "version of it.",
            unit=inspection.unit,
        )
    tester = round.definition.tester(kept.call.tester)
    refuse_own_unit(tester.tester, kept.call.unit)
    return CallInHand(store.calls, call, scale, stopwatch)


def _refuse_negative(rings: int | None, seconds: Decimal | None) -> None:
    if min(rings or 0, seconds or 0) < 0:
        raise UserError("Rings and seconds cannot be fewer than none; correct them.")
