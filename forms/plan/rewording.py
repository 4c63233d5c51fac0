"""What a revision changed about a sentence, character by character."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A part of a sentence.

    Attributes:
        changed: The other version does not have it.
    """

    text: str
    changed: bool


def rewording(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both sentences in pieces: what they share, and what each has for itself."""
    before: list[Piece] = []
    after: list[Piece] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        for pieces, text in (
            (before, old[start:end]),
            (after, new[other_start:other_end]),
        ):
            if text:
                pieces.append(Piece(text=text, changed=tag != "equal"))
    return tuple(before), tuple(after)
