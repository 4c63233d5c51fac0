"""Changing one piece of a scale, which gives a whole new scale."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from forms.checklist.model import Text
from forms.phone.scale import Item, Level, Part, Scale, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Piece: TypeAlias = Part | Section | Item | Level
Path: TypeAlias = tuple[str, ...]
"""The keys from the part down to the piece."""

_BELOW: Final[dict[type, str]] = {
    Scale: "parts",
    Part: "sections",
    Section: "items",
    Item: "levels",
}
_WORDS: Final[dict[type, str]] = {
    Part: "title",
    Section: "title",
    Item: "text",
    Level: "label",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A piece of a scale with where it stands.

    Attributes:
        note: What else is to be said of it, such as the way that it belongs to.
    """

    path: Path
    piece: Piece
    note: Text


def lines(scale: Scale) -> Iterator[Line]:
    """Every piece, each part with what is in it."""
    for part in scale.parts:
        yield Line(path=(part.key,), piece=part, note={})
        for section in part.sections:
            yield Line(path=(part.key, section.key), piece=section, note={})
            ways = {way.key: way.label for way in section.ways}
            for item in section.items:
                path = (part.key, section.key, item.key)
                yield Line(path=path, piece=item, note=ways.get(item.way, {}))
                for level in item.levels:
                    yield Line(path=(*path, level.key), piece=level, note={})


def words(piece: Piece) -> Text:
    """What the piece says."""
    text: Text = getattr(piece, _WORDS[type(piece)])
    return text


def with_words(scale: Scale, path: Path, language: str, text: str) -> Scale:
    """The scale with other words at that place; Chinese follows where it has none."""

    def change(piece: Piece) -> Iterable[Piece]:
        there = {**words(piece), language: text}
        there.setdefault("zh-TW", text)
        return (_replaced(piece, **{_WORDS[type(piece)]: there}),)

    return _changed(scale, path, change)


def with_points(scale: Scale, path: Path, points: str) -> Scale:
    """The scale with other points at that place.

    An item's best level is worth all of its points, and goes with them.
    """

    def change(piece: Piece) -> Iterable[Piece]:
        if isinstance(piece, Item):
            best, *others = piece.levels
            levels = (replace(best, points=points), *others)
            return (replace(piece, points=points, levels=levels, own=True),)
        if isinstance(piece, Level):
            return (replace(piece, points=points),)
        return (replace(piece, points=points, own=True),)

    return _changed(scale, path, change)


def with_multiplier(scale: Scale, path: Path, multiplier: str) -> Scale:
    """The scale with another multiplier of that part."""

    def change(piece: Piece) -> Iterable[Piece]:
        return (_replaced(piece, multiplier=multiplier, own=True),)

    return _changed(scale, path, change)


def with_limit(scale: Scale, path: Path, limit: str, value: int | None) -> Scale:
    """The scale with another ``over_rings`` or ``over_seconds`` of that level."""

    def change(piece: Piece) -> Iterable[Piece]:
        return (_replaced(piece, **{limit: value}),)

    return _changed(scale, path, change)


def with_level(scale: Scale, path: Path, label: Text) -> Scale:
    """The scale with one more level, worth nothing, at the end of the item's."""

    def change(piece: Piece) -> Iterable[Piece]:
        if not isinstance(piece, Item):
            return (piece,)
        key = free_key("level", {level.key for level in piece.levels})
        added = Level(key=key, label=label, points="0")
        return (replace(piece, levels=(*piece.levels, added), own=True),)

    return _changed(scale, path, change)


def with_item(scale: Scale, path: Path, text: Text, label: Text) -> Scale:
    """The scale with one more item after that one, of the same way."""
    key = free_key("own", {item.key for item in scale.items()})

    def change(piece: Piece) -> Iterable[Piece]:
        if not isinstance(piece, Item):
            return (piece,)
        level = Level(key="level-1", label=label, points="0")
        added = Item(key=key, text=text, points="0", levels=(level,), way=piece.way)
        return (piece, added)

    return _changed(scale, path, change)


def without(scale: Scale, path: Path) -> Scale:
    """The scale without what stands at that place."""

    def change(_: Piece) -> Iterable[Piece]:
        return ()

    return _changed(scale, path, change)


def free_key(stem: str, taken: Iterable[str]) -> str:
    """A key that is not taken: own-1, own-2, …."""
    there = set(taken)
    number = 1
    while f"{stem}-{number}" in there:
        number += 1
    return f"{stem}-{number}"


def _changed(
    scale: Scale, path: Path, change: Callable[[Piece], Iterable[Piece]]
) -> Scale:
    changed: Scale = _walked(scale, path, change)[0]
    return changed


def _walked(piece: Any, path: Path, change: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of any kind
    if not path:
        return tuple(change(piece))
    name = _BELOW[type(piece)]
    below: list[Any] = []
    for one in getattr(piece, name):
        below += _walked(one, path[1:], change) if one.key == path[0] else [one]
    return (replace(piece, **{name: tuple(below)}),)


def _replaced(piece: Any, **changes: Any) -> Any:  # noqa: ANN401 - of any kind
    return replace(piece, **changes)
