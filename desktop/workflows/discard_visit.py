"""Throwing a draft away, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from db.draft import Draft
    from db.store import Store


def discard(store: Store, inspection: str) -> Draft:
    """Take the draft out of the store; what it held, for `bring_back`."""
    draft = store.history.draft(inspection)
    store.inspections.discard(inspection)
    return draft


def bring_back(store: Store, draft: Draft) -> None:
    """Put the draft back as it was, but for what could be undone in it."""
    inspection = draft.inspection
    with store.writing():
        store.inspections.start(inspection)
        for answer in draft.answers.values():
            store.answers.save(inspection.id, answer)
        store.findings.put(inspection.id, draft.findings)
        for kept in draft.photos.values():
            store.photos.put(inspection.id, kept)
        for coaching in draft.coaching.values():
            store.coaching.save(inspection.id, coaching)
