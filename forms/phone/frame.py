"""The frame of a sample: every line that could be called, and its fingerprint."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.canonical import digest
from forms.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Line:
    """An extension of a unit; both are one line of text, as they are written."""

    unit: str
    extension: str


def frame_sha256(frame: Iterable[Line]) -> str:
    """The frame's fingerprint, whatever order its lines stand in.

    It is the SHA-256, in lower-case hexadecimal, of the UTF-8 JSON without spaces
    ``[{"extension":"101","unit":"秘書室"},…]``, with the lines sorted by unit and then
    by extension, character by character in the order of Unicode.
    """
    return digest(sorted(frame))


def refuse_unusable(frame: Iterable[Line]) -> None:
    """Refuse what no sample can be drawn from.

    Raises:
        UserError: The frame is empty, a name in it is empty or more than a line, or an
            extension stands twice in a unit, were it once in full width.
    """
    lines = sorted(frame)
    if not lines:
        raise UserError(
            "There is no extension to draw from; enter units and extensions first."
        )
    seen: set[tuple[str, str]] = set()
    for line in lines:
        if not all(_is_a_line(text) for text in (line.unit, line.extension)):
            raise UserError(
                "“{unit}”, “{extension}”: a unit and an extension are one line of text "
                "each; correct it.",
                unit=line.unit,
                extension=line.extension,
            )
        place = (line.unit, _same(line.extension))
        if place in seen:
            raise UserError(
                "{unit}: the extension {extension} stands twice and would be drawn "
                "twice as often; remove one.",
                unit=line.unit,
                extension=line.extension,
            )
        seen.add(place)


def doubts(frame: Iterable[Line]) -> Iterator[UserError]:
    """Extensions that stand in several units: right only where each has its own lines.

    Two offices may both have a 101; within one house it is a slip, and its unit would
    be told of a call that another took.
    """
    units: dict[str, list[str]] = defaultdict(list)
    for line in sorted(frame):
        units[_same(line.extension)].append(line.unit)
    for extension, among in units.items():
        if len(among) > 1:
            yield UserError(
                "The extension {extension} stands in several units: {units}; make sure "
                "that each of them has a line of that number.",
                extension=extension,
                units="、".join(among),
            )


def refuse_changed(frame: Iterable[Line], recorded: str) -> None:
    """Refuse a frame that is another than the one whose fingerprint was recorded.

    Raises:
        UserError: It is.
    """
    now = frame_sha256(frame)
    if now != recorded:
        raise UserError(
            "The units and extensions have changed since the sample was drawn "
            "({recorded} then, {now} now); put them back, or draw a new round.",
            recorded=recorded[:12],
            now=now[:12],
        )


def _is_a_line(text: str) -> bool:
    """Whether the words of a rank could not be parted in another place."""
    return bool(text.strip()) and "\n" not in text


def _same(extension: str) -> str:
    return unicodedata.normalize("NFKC", extension)
