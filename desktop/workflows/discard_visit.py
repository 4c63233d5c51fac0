"""Throwing a draft away, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.draft import Draft
from db.history import Change
from db.running import Running
from desktop.workflows.phone_copy import KeptRound, put_round, take_round

if TYPE_CHECKING:
    from db.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Discarded:
    """All that was known of a draft.

    Attributes:
        changes: What could be undone in it, and done again.
        running: The waits that were being timed.
        captures: The ids of the quick captures that it had taken in.
        round: The round of telephone tests that it was, if it was one.
    """

    draft: Draft
    changes: tuple[Change, ...]
    running: tuple[Running, ...]
    captures: tuple[str, ...]
    round: KeptRound | None


def discard(store: Store, inspection: str) -> Discarded:
    """Take the draft out of the store; what it was, for `bring_back`."""
    discarded = Discarded(
        draft=store.history.draft(inspection),
        changes=store.history.changes(inspection),
        running=tuple(store.running.of(inspection).values()),
        captures=store.captures.taken_by(inspection),
        round=take_round(store, inspection),
    )
    store.inspections.discard(inspection)
    return discarded


def bring_back(store: Store, discarded: Discarded) -> None:
    """Put the draft back as it was, also what could be undone in it."""
    id = discarded.draft.inspection.id
    still_open = {capture.id for capture in store.captures.open()}
    with store.writing():
        store.history.bring_back(discarded.draft, discarded.changes)
        if discarded.round is not None:
            put_round(store, discarded.round)
        for running in discarded.running:
            store.running.begin(id, running)
        for capture in discarded.captures:
            if capture in still_open:
                store.captures.take(capture, id)
