"""Two versions of a plan side by side: what is the same item, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from forms.plan.building.repeats import likeness, pairs_of, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from forms.plan.model import Item, Plan

_SAME_PLACE: Final = 0.4
_ELSEWHERE: Final = 0.7


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """What a revision did.

    Attributes:
        same: For each item of the old plan that is in the new one, its key there;
            what hangs on the one can be carried over to the other.
        added: Keys of the new plan.
        removed: Keys of the old plan.
        reworded: Keys of the old plan, as in all that follow.
        moved: Below another item, or to another place among its siblings.
        renumbered: Another key without having been moved: something came before it.
    """

    same: Mapping[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    reworded: tuple[str, ...]
    moved: tuple[str, ...]
    renumbered: tuple[str, ...]
    owners_changed: tuple[str, ...]
    deadline_changed: tuple[str, ...]


def compare(old: Plan, new: Plan) -> Comparison:
    """What became of each item."""
    same = _matched(old.items, new.items)
    pairs = [(item, new.item(same[item.key])) for item in old.items if item.key in same]
    moved = frozenset(_moved(old, new, same))
    return Comparison(
        same=same,
        added=_others(new.items, same.values()),
        removed=_others(old.items, same),
        reworded=tuple(a.key for a, b in pairs if said(a.text) != said(b.text)),
        moved=tuple(a.key for a, _ in pairs if a.key in moved),
        renumbered=tuple(
            a.key for a, b in pairs if a.key != b.key and a.key not in moved
        ),
        owners_changed=tuple(
            a.key
            for a, b in pairs
            if (set(a.owners), set(a.excluded)) != (set(b.owners), set(b.excluded))
        ),
        deadline_changed=tuple(a.key for a, b in pairs if a.deadline != b.deadline),
    )


def _others(items: Sequence[Item], known: Iterable[str]) -> tuple[str, ...]:
    there = set(known)
    return tuple(item.key for item in items if item.key not in there)


def _matched(old: Sequence[Item], new: Sequence[Item]) -> dict[str, str]:
    """The same items: by words and place, by words, by place, by likeness."""
    same: dict[str, str] = {}
    left = {item.key: item for item in new}

    def match(item: Item, other: Item | None) -> None:
        if other is not None and item.key not in same:
            same[item.key] = other.key
            del left[other.key]

    for item in old:
        there = left.get(item.key)
        if there is not None and said(there.text) == said(item.text):
            match(item, there)
    for item, other in _by_words(_rest(old, same), list(left.values())):
        match(item, other)
    for item in _rest(old, same):
        there = left.get(item.key)
        if there is not None and _likeness(item, there) >= _SAME_PLACE:
            match(item, there)
    for item in _rest(old, same):
        match(item, _most_like(item, left.values()))
    return same


def _rest(items: Sequence[Item], same: Mapping[str, str]) -> list[Item]:
    return [item for item in items if item.key not in same]


def _by_words(old: Sequence[Item], new: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    """Items in the same words, in order; as many as there are on both sides."""
    by_words: dict[tuple[int, str], list[Item]] = {}
    for item in new:
        by_words.setdefault((item.level, said(item.text)), []).append(item)
    for item in old:
        found = by_words.get((item.level, said(item.text)))
        if found:
            yield item, found.pop(0)


def _most_like(item: Item, others: Iterable[Item]) -> Item | None:
    likeness, _, found = max(
        (
            (_likeness(item, other), -position, other)
            for position, other in enumerate(others)
            if other.level == item.level
        ),
        key=lambda one: one[:2],
        default=(0.0, 0, None),
    )
    return found if likeness >= _ELSEWHERE else None


def _likeness(one: Item, other: Item) -> float:
    return likeness(pairs_of(said(one.text)), pairs_of(said(other.text)))


def _moved(old: Plan, new: Plan, same: Mapping[str, str]) -> Iterator[str]:
    """Items below another parent, and those that others of their parent overtook."""
    places = {item.key: position for position, item in enumerate(new.items)}
    families: dict[str | None, list[str]] = {}
    for item in old.items:
        if item.key not in same:
            continue
        parent = new.item(same[item.key]).parent
        expected = same.get(item.parent) if item.parent else None
        if parent != expected:
            yield item.key
        else:
            families.setdefault(item.parent, []).append(item.key)
    for family in families.values():
        order = [places[same[key]] for key in family]
        kept = _longest_rising(order)
        yield from (key for at, key in enumerate(family) if at not in kept)


def _longest_rising(order: Sequence[int]) -> frozenset[int]:
    """Positions of the longest part of a row that stays in its order."""
    best: list[tuple[int, ...]] = []
    for at, place in enumerate(order):
        before: tuple[int, ...] = ()
        for run in best:
            if order[run[-1]] < place and len(run) > len(before):
                before = run
        best.append((*before, at))
    longest: tuple[int, ...] = max(best, key=len) if best else ()
    return frozenset(longest)
