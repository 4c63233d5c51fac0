"""Two versions of a plan, line by line: what a revision did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.plan.comparison import compare
from forms.plan.model import Item
from resources.texts import later

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forms.plan.comparison import Comparison
    from forms.plan.model import Plan


class Change(StrEnum):
    """What became of an item."""

    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    OWNERS = "owners"
    DEADLINE = "deadline"


CHANGES: Final = {
    Change.ADDED: later("added"),
    Change.REMOVED: later("removed"),
    Change.REWORDED: later("reworded"),
    Change.MOVED: later("moved"),
    Change.RENUMBERED: later("renumbered"),
    Change.OWNERS: later("owners changed"),
    Change.DEADLINE: later("deadline changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisedItem:
    """An item in both versions, or in the one that has it."""

    changes: tuple[Change, ...]
    old: Item | None = None
    new: Item | None = None


def revision(old: Plan, new: Plan) -> tuple[RevisedItem, ...]:
    """Every item of both, in the new order; what is gone stands where it stood."""
    found = compare(old, new)
    changes = _changes(found)
    origins = {there: here for here, there in found.same.items()}
    gone = _gone_after(old, found)
    rows = list(_removed(old, gone.get(None, ())))
    for item in new.items:
        origin = origins.get(item.key)
        if origin is None:
            rows.append(RevisedItem(changes=(Change.ADDED,), new=item))
            continue
        rows.append(
            RevisedItem(changes=changes.get(origin, ()), old=old.item(origin), new=item)
        )
        rows.extend(_removed(old, gone.get(origin, ())))
    return tuple(rows)


def _removed(old: Plan, keys: tuple[str, ...] | list[str]) -> Iterator[RevisedItem]:
    for key in keys:
        yield RevisedItem(changes=(Change.REMOVED,), old=old.item(key))


def _gone_after(old: Plan, found: Comparison) -> dict[str | None, list[str]]:
    """What is gone, by the item before it that is still there."""
    gone: dict[str | None, list[str]] = {}
    before: str | None = None
    for item in old.items:
        if item.key in found.same:
            before = item.key
        else:
            gone.setdefault(before, []).append(item.key)
    return gone


def _changes(found: Comparison) -> dict[str, tuple[Change, ...]]:
    """For keys of the old version what became of the item."""
    changes: dict[str, list[Change]] = {}
    for change, keys in (
        (Change.REWORDED, found.reworded),
        (Change.MOVED, found.moved),
        (Change.RENUMBERED, found.renumbered),
        (Change.OWNERS, found.owners_changed),
        (Change.DEADLINE, found.deadline_changed),
    ):
        for key in keys:
            changes.setdefault(key, []).append(change)
    return {key: tuple(which) for key, which in changes.items()}
