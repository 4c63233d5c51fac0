"""A draft as a whole, and any parts of it as they were or are to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import msgspec

from forms.inspection import Answer, Coaching, Finding, Inspection, Photo

_Part = TypeVar("_Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPhoto:
    """A photo of a draft, with what a report need not know of it.

    Attributes:
        position: Photos stand in this order; a number is not used again.
        shapes: What was drawn on it, as JSON, so that it can be drawn anew.
    """

    photo: Photo
    position: int
    shapes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Parts of a draft by their keys; ``None`` is a part that is not there.

    Attributes:
        head: Fields of the inspection, as JSON knows them.
        taken: By the id of a quick capture, whether the draft has taken it in.
    """

    head: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, Answer | None] = field(default_factory=dict)
    findings: dict[str, Finding | None] = field(default_factory=dict)
    photos: dict[str, KeptPhoto | None] = field(default_factory=dict)
    coaching: dict[str, Coaching | None] = field(default_factory=dict)
    taken: dict[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A visit that is being worked on.

    Attributes:
        answers: By item.
        findings: By id, in the order of their numbers.
        photos: By id, in the order of their positions.
        coaching: By id, in the order it was given.
    """

    inspection: Inspection
    answers: Mapping[str, Answer]
    findings: Mapping[str, Finding]
    photos: Mapping[str, KeptPhoto]
    coaching: Mapping[str, Coaching]

    def like(self, parts: Parts) -> Parts:
        """The same parts as they are in this draft."""
        head = msgspec.to_builtins(self.inspection)
        return Parts(
            head={name: head[name] for name in parts.head},
            answers={key: self.answers.get(key) for key in parts.answers},
            findings={key: self.findings.get(key) for key in parts.findings},
            photos={key: self.photos.get(key) for key in parts.photos},
            coaching={key: self.coaching.get(key) for key in parts.coaching},
            taken={key: not taken for key, taken in parts.taken.items()},
        )

    def differing(self, parts: Parts) -> Parts:
        """Of the parts, those that are not so in this draft already."""
        there = self.like(parts)
        return Parts(
            head=_differing(there.head, parts.head),
            answers=_differing(there.answers, parts.answers),
            findings=_differing(there.findings, parts.findings),
            photos=_differing(there.photos, parts.photos),
            coaching=_differing(there.coaching, parts.coaching),
            taken=_differing(there.taken, parts.taken),
        )

    def having(self, parts: Parts) -> Draft:
        """The draft with these parts in the place of its own."""
        return replace(
            self,
            inspection=with_head(self.inspection, parts.head),
            answers=_merged(self.answers, parts.answers),
            findings=dict(
                sorted(
                    _merged(self.findings, parts.findings).items(),
                    key=lambda entry: entry[1].number,
                )
            ),
            photos=dict(
                sorted(
                    _merged(self.photos, parts.photos).items(),
                    key=lambda entry: entry[1].position,
                )
            ),
            coaching=dict(
                sorted(
                    _merged(self.coaching, parts.coaching).items(),
                    key=lambda entry: (entry[1].at, entry[0]),
                )
            ),
        )


def with_head(inspection: Inspection, head: Mapping[str, Any]) -> Inspection:
    """The inspection with these fields."""
    if not head:
        return inspection
    return msgspec.convert({**msgspec.to_builtins(inspection), **head}, Inspection)


def _merged(
    there: Mapping[str, _Part], parts: Mapping[str, _Part | None]
) -> dict[str, _Part]:
    merged: dict[str, _Part | None] = {**there, **parts}
    return {key: part for key, part in merged.items() if part is not None}


def _differing(
    there: Mapping[str, _Part], parts: Mapping[str, _Part]
) -> dict[str, _Part]:
    return {key: part for key, part in parts.items() if part != there[key]}
