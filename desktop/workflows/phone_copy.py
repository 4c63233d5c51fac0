"""A round taken whole from one place and put into another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.calls import KeptCall
from forms.phone.call import CallSheet, patch_between
from forms.phone.round import Round

if TYPE_CHECKING:
    from db.store import Store
    from forms.phone.record import PhoneRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRound:
    """A round with its calls, in their order."""

    round: Round
    calls: tuple[KeptCall, ...]


def take_round(store: Store, inspection: str) -> KeptRound | None:
    """The round that the visit is; ``None`` if it is none."""
    round = store.rounds.get(inspection)
    if round is None:
        return None
    return KeptRound(round=round, calls=tuple(store.calls.of(inspection)))


def put_round(store: Store, kept: KeptRound) -> None:
    """Keep the round, whose visit and scale are in the store, as it was.

    Each sheet is written down in one stroke.
    """
    with store.writing():
        store.rounds.plan(kept.round)
        store.calls.add(one.call for one in kept.calls)
        for one in kept.calls:
            for event in one.events:
                store.calls.add_event(one.call, event)
            patch = patch_between(CallSheet(), one.sheet)
            if patch:
                store.calls.write_down(one.call, patch)


def copy_of(store: Store, record: PhoneRecord, inspection: str) -> KeptRound:
    """What was sealed, for another visit: with the same draw, and ids of its own."""
    ids = {one.call.id: store.ids.new() for one in record.calls}
    return KeptRound(
        round=replace(record.round, inspection=inspection),
        calls=tuple(
            KeptCall(
                call=replace(
                    one.call,
                    id=ids[one.call.id],
                    round=inspection,
                    stands_in_for=ids.get(one.call.stands_in_for or ""),
                ),
                events=one.events,
                sheet=one.sheet,
            )
            for one in record.calls
        ),
    )
